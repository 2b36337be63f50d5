//! What was understood of a line.

use jiff::civil::{Date, Time};
use uuid::Uuid;

use super::names::Mention;
use crate::recurring::Rule;
use crate::task::model::Priority;

/// A part of a line that means something, in bytes of the line.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    pub start: usize,
    pub end: usize,
    pub meaning: Meaning,
}

/// What a part of a line means.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    Project(Uuid),
    Status(Uuid),
    Tag(Uuid),
    Person(Uuid),
    Priority(Priority),
    Due(Date, Option<Time>),
    Start(Date),
    /// The rule, and whether it counts from completion.
    Repeat(Box<Rule>, bool),
    Estimate(f64),
    /// A name that is not there, or that several have. It stays in the title.
    Unknown(Mention, String),
}

impl Meaning {
    /// As the API names it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Project(_) => "project",
            Self::Status(_) => "status",
            Self::Tag(_) => "tag",
            Self::Person(_) => "person",
            Self::Priority(_) => "priority",
            Self::Due(..) => "due",
            Self::Start(_) => "start",
            Self::Repeat(..) => "recurrence",
            Self::Estimate(_) => "estimate",
            Self::Unknown(..) => "unknown",
        }
    }

    /// Whether its words are taken out of the title.
    pub fn leaves_the_title(&self) -> bool {
        !matches!(self, Self::Unknown(..))
    }
}
