//! What people and things are called, and which of them a line names.

use std::collections::HashMap;

use uuid::Uuid;

/// What a sign stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mention {
    Project,
    Status,
    Tag,
    Person,
}

impl Mention {
    /// By the sign before a name.
    pub fn of(sign: char) -> Option<Self> {
        match sign {
            '#' => Some(Self::Project),
            '/' => Some(Self::Status),
            '@' => Some(Self::Tag),
            '+' => Some(Self::Person),
            _ => None,
        }
    }

    /// As the API names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Status => "status",
            Self::Tag => "tag",
            Self::Person => "person",
        }
    }
}

/// Somebody or something that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub id: Uuid,
    /// Of a status: where it is.
    pub project: Option<Uuid>,
}

/// All names that a line may use.
#[derive(Clone, Debug, Default)]
pub struct Names {
    by_name: HashMap<(Mention, String), Vec<Named>>,
    shown: HashMap<(Mention, Uuid), String>,
}

/// The most words of a name.
pub(super) const MOST_WORDS: usize = 5;
/// The most names that are looked up.
const MOST_NAMES: usize = 500;

/// What makes names the same.
fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl Names {
    /// Something by its name, also written without spaces or with dashes. The first name of a thing is what it is
    /// shown as.
    pub fn add(&mut self, kind: Mention, name: &str, id: Uuid, project: Option<Uuid>) {
        self.shown.entry((kind, id)).or_insert_with(|| name.to_owned());
        let name = key(name);
        for spelling in [name.replace(' ', ""), name.replace(' ', "-"), name] {
            let known = self.by_name.entry((kind, spelling)).or_default();
            if known.iter().all(|other| other.id != id) {
                known.push(Named { id, project });
            }
        }
    }

    /// What something is called.
    pub fn shown(&self, kind: Mention, id: Uuid) -> Option<&str> {
        self.shown.get(&(kind, id)).map(String::as_str)
    }

    /// The only one of that name; `None` when there is none or there are several.
    pub(super) fn find(&self, kind: Mention, name: &str, project: Option<Uuid>) -> Option<Uuid> {
        let all = self.by_name.get(&(kind, key(name)))?;
        let mut fitting = all.iter().filter(|named| kind != Mention::Status || named.project == project);
        match (fitting.next(), fitting.next()) {
            (Some(one), None) => Some(one.id),
            _ => None,
        }
    }
}

/// The names that a text may use, for looking them up.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    pub projects: bool,
    pub people: bool,
    pub statuses: bool,
    /// In small letters; some are only the beginning of a sentence.
    pub tags: Vec<String>,
}

/// Looks for signs.
pub fn mentions(text: &str) -> Mentions {
    let mut found = Mentions::default();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        for (at, word) in words.iter().enumerate() {
            match word.chars().next().and_then(Mention::of) {
                Some(Mention::Project) => found.projects = true,
                Some(Mention::Person) => found.people = true,
                Some(Mention::Status) => found.statuses = true,
                Some(Mention::Tag) => {
                    for length in 1..=MOST_WORDS.min(words.len() - at) {
                        let name = words[at..at + length].join(" ");
                        let name = key(name.trim_start_matches('@').trim_end_matches(['.', ',', ';', ':']));
                        if found.tags.len() < MOST_NAMES && !name.is_empty() && name.len() <= 200 {
                            found.tags.push(name);
                        }
                    }
                }
                None => {}
            }
        }
    }
    found.tags.sort_unstable();
    found.tags.dedup();
    found
}
