//! Parts that start with a sign: `#project`, `/status`, `@tag`, `+person`, `!high`, `~2h`, and `p1`.

use uuid::Uuid;

use super::chip::Meaning;
use super::names::{MOST_WORDS, Mention, Names};
use crate::recurring::Token;
use crate::task::model::Priority;

/// A name behind its sign: the longest that is known, else one word that is not.
pub(super) fn mention(
    tokens: &[Token],
    at: usize,
    names: &Names,
    project: Option<Uuid>,
) -> Option<(Meaning, usize)> {
    let token = tokens.get(at)?;
    let kind = Mention::of(token.text.chars().next()?)?;
    let first = token.text.get(1..)?;
    for length in (1..=MOST_WORDS).rev() {
        let Some(words) = tokens.get(at..at + length) else {
            continue;
        };
        // A name ends where a sentence or a quote begins.
        let (last, inner) = words.split_last()?;
        if inner.iter().any(|word| word.mark.is_some()) || last.plain {
            continue;
        }
        let rest = words.iter().skip(1).map(|word| word.text.as_str());
        let name = std::iter::once(first).chain(rest).collect::<Vec<_>>().join(" ");
        if let Some(id) = names.find(kind, &name, project) {
            return Some((known(kind, id), at + length));
        }
    }
    let could_be = first.chars().next().is_some_and(char::is_alphabetic)
        && first
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '\''));
    could_be.then(|| (Meaning::Unknown(kind, first.to_owned()), at + 1))
}

fn known(kind: Mention, id: Uuid) -> Meaning {
    match kind {
        Mention::Project => Meaning::Project(id),
        Mention::Status => Meaning::Status(id),
        Mention::Tag => Meaning::Tag(id),
        Mention::Person => Meaning::Person(id),
    }
}

/// `!high`, `!hoch`, `p2`.
pub(super) fn priority(token: &Token) -> Option<Meaning> {
    let priority = match token.lower.as_str() {
        "!urgent" | "!dringend" | "p1" => Priority::Urgent,
        "!high" | "!hoch" | "p2" => Priority::High,
        "!medium" | "!mittel" | "p3" => Priority::Medium,
        "!low" | "!niedrig" | "p4" => Priority::Low,
        _ => return None,
    };
    Some(Meaning::Priority(priority))
}

/// `~2h`, `~30m`, `~1h30m`, `~1.5h` in hours; `~3` as it is.
pub(super) fn estimate(token: &Token) -> Option<Meaning> {
    let text = token.lower.strip_prefix('~')?;
    let number = |text: &str| {
        let plain = !text.is_empty()
            && text.len() <= 6
            && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
        text.replace(',', ".").parse::<f64>().ok().filter(|_| plain)
    };
    let minutes = |text: &str| text.strip_suffix("min").or_else(|| text.strip_suffix('m')).map(str::to_owned);
    let value = if let Some((hours, rest)) = text.split_once('h') {
        let rest = match rest {
            "" => 0.0,
            rest => {
                number(&minutes(rest).unwrap_or_else(|| rest.to_owned())).filter(|minutes| *minutes < 60.0)?
            }
        };
        number(hours)? + rest / 60.0
    } else if let Some(text) = minutes(text) {
        number(&text)? / 60.0
    } else {
        number(text)?
    };
    // To the minute or finer, so that what is shown is what is saved.
    Some(Meaning::Estimate((value * 10_000.0).round() / 10_000.0))
}
