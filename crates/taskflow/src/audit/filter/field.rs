//! What may be asked of an entry.

use crate::task::{Shape, Vocabulary};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Type,
    Actor,
    Entity,
    Thing,
    Project,
    At,
    Address,
    Agent,
    Request,
    Cause,
    Session,
    Token,
}

impl Vocabulary for Field {
    const CUSTOM: bool = false;

    fn all() -> &'static [Self] {
        &[
            Self::Type,
            Self::Actor,
            Self::Entity,
            Self::Thing,
            Self::Project,
            Self::At,
            Self::Address,
            Self::Agent,
            Self::Request,
            Self::Cause,
            Self::Session,
            Self::Token,
        ]
    }

    fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Actor => "actor",
            Self::Entity => "entity",
            Self::Thing => "thing",
            Self::Project => "project",
            Self::At => "at",
            Self::Address => "address",
            Self::Agent => "user_agent",
            Self::Request => "request",
            Self::Cause => "cause",
            Self::Session => "session",
            Self::Token => "token",
        }
    }

    fn shape(self) -> Shape {
        match self {
            Self::Type | Self::Address | Self::Agent | Self::Request | Self::Cause => Shape::Text,
            Self::At => Shape::Scale,
            Self::Actor | Self::Entity | Self::Thing | Self::Project | Self::Session | Self::Token => {
                Shape::Choice
            }
        }
    }
}
