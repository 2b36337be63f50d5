//! Which of what fits, fits best.

use std::cmp::Reverse;

use uuid::Uuid;

use super::ask::{Ask, Clause, Ending};
use super::words::words;

/// How well something fits; the first is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    Key,
    /// The whole title.
    Title,
    /// The title starts with it.
    Start,
    /// All of it is in the title.
    Within,
    Elsewhere,
}

impl Class {
    pub const ALL: [Self; 5] = [Self::Key, Self::Title, Self::Start, Self::Within, Self::Elsewhere];
}

/// A hit's place among all: its class, how much of its title was asked for, how new it is, its id.
pub type Place = (Class, Reverse<i64>, Reverse<i64>, Uuid);

/// How well a title fits, and how much of it was asked for, in thousandths. `None` when a part of the question is
/// missing in it.
pub fn of_title(ask: &Ask, title: &str) -> (Option<Class>, i64) {
    let title: Vec<String> = words(title).into_iter().map(|word| word.text).collect();
    let found = ask.wanted.iter().filter(|clause| stands(clause, &title)).count();
    let asked = ask.all_words();
    let share = |part: usize, whole: usize| {
        let thousandths = part.min(whole) * 1_000 / whole.max(1);
        i64::try_from(thousandths).unwrap_or(0)
    };
    if found < ask.wanted.len() {
        return (None, share(found, ask.wanted.len()));
    }
    let starts = title.len() >= asked.len()
        && asked.iter().zip(&title).enumerate().all(|(at, (word, titled))| {
            let open = at + 1 == asked.len() && ends_open(ask);
            if open { titled.starts_with(word) } else { titled == word }
        });
    let class = match (starts, asked.len() == title.len()) {
        (true, true) if title.iter().zip(&asked).all(|(word, asked)| word == asked) => Class::Title,
        (true, _) => Class::Start,
        (false, _) => Class::Within,
    };
    (Some(class), share(asked.len(), title.len()))
}

fn ends_open(ask: &Ask) -> bool {
    ask.wanted.last().is_some_and(|clause| clause.ending != Ending::Whole)
}

/// Whether texts together have what is asked for, and nothing that must not be there.
pub fn of_text(ask: &Ask, texts: &[&str]) -> bool {
    let texts: Vec<Vec<String>> = texts
        .iter()
        .map(|text| words(text).into_iter().map(|word| word.text).collect())
        .collect();
    let anywhere = |clause: &Clause| texts.iter().any(|text| stands(clause, text));
    ask.wanted.iter().all(anywhere) && !ask.unwanted.iter().any(anywhere)
}

/// Whether the words of a clause stand together in a text.
fn stands(clause: &Clause, text: &[String]) -> bool {
    let Some((last, before)) = clause.words.split_last() else {
        return false;
    };
    text.windows(clause.words.len()).any(|some| {
        let open = clause.ending != Ending::Whole;
        some.iter().zip(before).all(|(word, asked)| word == asked)
            && some
                .last()
                .is_some_and(|word| if open { word.starts_with(last.as_str()) } else { word == last })
    })
}

#[cfg(test)]
mod tests {
    use super::super::ask::parse;
    use super::*;

    #[test]
    fn titles_are_told_apart() {
        let class = |ask: &str, title: &str| of_title(&parse(ask), title).0;
        assert_eq!(class("fix login", "Fix: Login"), Some(Class::Title));
        assert_eq!(class("fix log", "Fix login"), Some(Class::Start));
        assert_eq!(class("fix login", "Fix login today"), Some(Class::Start));
        assert_eq!(class("login fix", "Fix login today"), Some(Class::Within));
        assert_eq!(class("\"login fix\"", "Fix login today"), None);
        assert_eq!(class("log ", "Fix login"), None);
        assert_eq!(class("cafe", "Das Café"), Some(Class::Within));
        assert_eq!(of_title(&parse("a b ",), "a c"), (None, 500));
        assert!(of_title(&parse("login"), "Fix login").1 > of_title(&parse("login"), "Fix the login page").1);
    }
}
