//! One line, read.

use jiff::civil::{Date, DateTime, Time};
use uuid::Uuid;

use super::chip::{Chip, Meaning};
use super::names::Names;
use super::{signs, spans};
use crate::recurring::{self, Key, Language, Reader, Token, tokens};

/// Against what a line is read.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    pub language: Language,
    /// `3/12` is 12 March.
    pub month_first: bool,
    pub now: DateTime,
    pub names: &'a Names,
    /// Where the task goes when the line names no project.
    pub project: Option<Uuid>,
}

/// A line as it was understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// What is left of it.
    pub title: String,
    /// In the order of the line; they do not overlap.
    pub chips: Vec<Chip>,
    pub project: Option<Uuid>,
    /// With the first date of the repetition where it names none.
    pub due: Option<(Date, Option<Time>)>,
}

/// Reads a line. `plain` are spans of its bytes that are to stay text.
pub fn read(line: &str, context: &Context<'_>, plain: &[(usize, usize)]) -> Line {
    let mut opaque = spans::quoted(line);
    opaque.extend_from_slice(plain);
    let tokens = tokens(line, context.language, &opaque);
    let reader = Reader {
        tokens: &tokens,
        language: context.language,
        now: context.now,
        month_first: context.month_first,
    };
    let project = project(&tokens, context);
    let mut scan = Scan {
        reader,
        context,
        project,
        plain,
        found: Vec::new(),
        time: None,
        start: None,
    };
    scan.run();
    let (time, start, found) = (scan.time, scan.start, scan.found);
    let chips: Vec<Chip> = found
        .into_iter()
        .filter_map(|(meaning, from, to)| {
            let (start, end) = (tokens.get(from)?.start, tokens.get(to.checked_sub(1)?)?.end);
            Some(Chip { start, end, meaning })
        })
        .collect();
    let due = due(&chips, time, start, context.now);
    Line { title: title(line, &chips), chips, project, due }
}

/// The project comes first: it says which statuses there are.
fn project(tokens: &[Token], context: &Context<'_>) -> Option<Uuid> {
    let named = (0..tokens.len())
        .filter(|at| tokens[*at].text.starts_with('#') && !tokens[*at].plain)
        .find_map(|at| match signs::mention(tokens, at, context.names, None) {
            Some((Meaning::Project(id), _)) => Some(id),
            _ => None,
        });
    named.or(context.project)
}

struct Scan<'a> {
    reader: Reader<'a>,
    context: &'a Context<'a>,
    project: Option<Uuid>,
    plain: &'a [(usize, usize)],
    /// With the tokens from and to.
    found: Vec<(Meaning, usize, usize)>,
    /// What the repetition said of its first date.
    time: Option<Time>,
    start: Option<Date>,
}

impl Scan<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.reader.tokens.len() {
            at = match self.part(at) {
                Some((meaning, from, to)) if to > at && self.is_open(from, to) => {
                    self.found.push((meaning, from, to));
                    to
                }
                _ => at + 1,
            };
        }
    }

    /// Whether nothing between two tokens is said to be plain, not even a space.
    fn is_open(&self, from: usize, to: usize) -> bool {
        let tokens = self.reader.tokens.get(from..to).unwrap_or_default();
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return false;
        };
        !self
            .plain
            .iter()
            .any(|(start, end)| start < end && *start < last.end && first.start < *end)
    }

    fn has(&self, name: &str) -> bool {
        self.found.iter().any(|(meaning, _, _)| meaning.name() == name)
    }

    /// What starts at a token. Of what there is one of in a task, the first counts.
    fn part(&mut self, at: usize) -> Option<(Meaning, usize, usize)> {
        let token = self.reader.token(at).filter(|token| !token.plain)?;
        let single = signs::priority(token)
            .or_else(|| signs::estimate(token))
            .map(|meaning| (meaning, at + 1));
        let signed =
            single.or_else(|| signs::mention(self.reader.tokens, at, self.context.names, self.project));
        if let Some((meaning, end)) = signed {
            let many = matches!(meaning, Meaning::Tag(_) | Meaning::Person(_) | Meaning::Unknown(..));
            return (many || !self.has(meaning.name())).then_some((meaning, at, end));
        }
        self.repeat(at).or_else(|| self.start(at)).or_else(|| self.due(at))
    }

    /// Whether the words around leave it what it seems; those of another chip say nothing about it.
    fn stands_free(&self, from: usize, to: usize) -> bool {
        let after_chip = self.found.last().is_some_and(|(_, _, end)| *end == from);
        (after_chip || self.reader.free_before(from)) && self.reader.free_after(to)
    }

    fn repeat(&mut self, at: usize) -> Option<(Meaning, usize, usize)> {
        if self.has("recurrence") {
            return None;
        }
        let repeat = self.reader.repeat(at)?;
        let clear = repeat.sure || self.reader.closes(repeat.end);
        if !clear || !self.stands_free(at, repeat.end) {
            return None;
        }
        // A time that it names is the due date's; a date that has one already keeps it.
        self.time = repeat.time;
        self.start = repeat.start;
        Some((Meaning::Repeat(Box::new(repeat.rule), repeat.from_completion), at, repeat.end))
    }

    fn start(&self, at: usize) -> Option<(Meaning, usize, usize)> {
        let token = self.reader.token(at)?;
        let named =
            matches!(token.lower.as_str(), "start" | "starts" | "starting" | "beginn" | "beginnt" | "ab");
        if !named || self.has("start") || (token.lower == "ab" && self.context.language != Language::German) {
            return None;
        }
        let when = self.reader.when(at + 1).filter(|when| when.time.is_none())?;
        self.stands_free(at, when.end)
            .then_some((Meaning::Start(when.date), at, when.end))
    }

    fn due(&self, at: usize) -> Option<(Meaning, usize, usize)> {
        if self.has("due") {
            return None;
        }
        let token = self.reader.token(at)?;
        let german = self.context.language == Language::German && token.is(Key::Until);
        let named = german || matches!(token.lower.as_str(), "due" | "fällig");
        let when = self.reader.when(if named { at + 1 } else { at })?;
        let clear = named || when.sure || self.reader.closes(when.end);
        (clear && self.stands_free(at, when.end)).then_some((
            Meaning::Due(when.date, when.time),
            at,
            when.end,
        ))
    }
}

/// What the chips make of the due date.
fn due(
    chips: &[Chip],
    time: Option<Time>,
    start: Option<Date>,
    now: DateTime,
) -> Option<(Date, Option<Time>)> {
    let said = chips.iter().find_map(|chip| match &chip.meaning {
        Meaning::Due(date, time) => Some((*date, *time)),
        _ => None,
    });
    let repeat = chips.iter().find_map(|chip| match &chip.meaning {
        Meaning::Repeat(rule, _) => Some(rule),
        _ => None,
    });
    let Some(rule) = repeat else {
        return said;
    };
    if let Some((date, own)) = said {
        let time = own.or(time);
        if time.is_some() || !rule.is_timed() {
            return Some((date, time));
        }
    }
    let from = said.map(|(date, _)| date).or(start).unwrap_or(now.date());
    let first = recurring::first(rule, from, time, now)?;
    let timed = time.is_some() || rule.is_timed();
    Some((first.date(), timed.then(|| first.time())))
}

/// What the chips leave of a line.
fn title(line: &str, chips: &[Chip]) -> String {
    let mut parts = Vec::new();
    let mut from = 0;
    for chip in chips.iter().filter(|chip| chip.meaning.leaves_the_title()) {
        parts.push(line.get(from..chip.start).unwrap_or_default().trim());
        from = chip.end;
    }
    parts.push(line.get(from..).unwrap_or_default().trim());
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}
