//! The filter language for entries: `actor = me and type in (member.updated, member.removed) and at >= today-7d`.

mod check;
mod field;
mod matches;

use uuid::Uuid;

use crate::base::Stamp;

pub use check::{Known, check, names};
pub use field::Field;
pub use matches::{Line, matches};

/// What an entry must be. Two values only: a comparison with what is not there is false.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// The field is one of these; `None` is that it has no value.
    Id(Field, Vec<Option<Uuid>>),
    /// The whole text, whatever the case of its ASCII letters; `None` is that it has none.
    Text(Field, Vec<Option<String>>),
    /// Contains these words, whatever the case of ASCII letters.
    Contains(Field, String),
    /// At or after the first, before the second.
    At(Option<Stamp>, Option<Stamp>),
}

/// What every entry that is asked for has: it narrows what must be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub since: Stamp,
    pub until: Stamp,
    pub actor: Option<Uuid>,
}

impl Condition {
    pub fn bounds(&self) -> Bounds {
        let mut bounds = Bounds { since: Stamp(i64::MIN), until: Stamp(i64::MAX), actor: None };
        self.narrow(&mut bounds);
        bounds
    }

    fn narrow(&self, bounds: &mut Bounds) {
        match self {
            Self::All(all) => all.iter().for_each(|one| one.narrow(bounds)),
            Self::At(since, until) => {
                bounds.since = bounds.since.max(since.unwrap_or(bounds.since));
                bounds.until = bounds.until.min(until.unwrap_or(bounds.until));
            }
            Self::Id(Field::Actor, ids) => {
                if let [Some(actor)] = ids.as_slice() {
                    bounds.actor = Some(*actor);
                }
            }
            _ => {}
        }
    }
}
