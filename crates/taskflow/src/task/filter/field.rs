//! The fields of a filter, and how each may be compared.

use super::ast::Kind;

/// How a field is compared with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    Equal,
    NotEqual,
    Less,
    AtMost,
    More,
    AtLeast,
    In,
    NotIn,
    Contains,
}

impl Compare {
    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::In => "in",
            Self::NotIn => "not-in",
            Self::Contains => "~",
        }
    }

    pub fn from_sign(sign: &str) -> Option<Self> {
        let all = [
            Self::Equal,
            Self::NotEqual,
            Self::Less,
            Self::AtMost,
            Self::More,
            Self::AtLeast,
            Self::Contains,
        ];
        all.into_iter().find(|compare| compare.sign() == sign)
    }

    /// Whether it says that something is not so: the opposite of one of the others.
    pub fn is_negative(self) -> bool {
        matches!(self, Self::NotEqual | Self::NotIn)
    }

    fn is_order(self) -> bool {
        matches!(self, Self::Less | Self::AtMost | Self::More | Self::AtLeast)
    }
}

/// A field that a filter can ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Project,
    Status,
    Category,
    Priority,
    Assignee,
    Creator,
    Tag,
    Due,
    Start,
    Created,
    Updated,
    Completed,
    Estimate,
    Parent,
    Milestone,
    Cycle,
    Key,
    Number,
    Title,
    Text,
}

/// What kind of value a field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One of a set: `= != in not-in`.
    Choice,
    /// The same, and in an order.
    Rank,
    /// A number or a time: everything but `~`.
    Scale,
    /// `= != in not-in ~`
    Text,
    /// `~` alone.
    Words,
}

impl Shape {
    pub fn takes(self, compare: Compare) -> bool {
        match self {
            Self::Choice => !compare.is_order() && compare != Compare::Contains,
            Self::Rank | Self::Scale => compare != Compare::Contains,
            Self::Text => !compare.is_order(),
            Self::Words => compare == Compare::Contains,
        }
    }

    /// The operators it takes, for people.
    pub fn operators(self) -> &'static str {
        match self {
            Self::Choice => "=, !=, in, not-in",
            Self::Rank | Self::Scale => "=, !=, <, <=, >, >=, in, not-in",
            Self::Text => "=, !=, in, not-in, ~",
            Self::Words => "~",
        }
    }
}

/// The fields that the filters of one kind of list know: tasks have [`Field`].
pub trait Vocabulary: Copy + 'static {
    /// Whether `field."Name"` may be asked about, too.
    const CUSTOM: bool;
    fn all() -> &'static [Self];
    /// As it is written.
    fn name(self) -> &'static str;
    fn shape(self) -> Shape;

    fn from_name(name: &str) -> Option<Self> {
        Self::all()
            .iter()
            .copied()
            .find(|field| field.name().eq_ignore_ascii_case(name))
    }
}

impl Vocabulary for Field {
    const CUSTOM: bool = true;

    fn all() -> &'static [Self] {
        &Self::ALL
    }

    fn name(self) -> &'static str {
        Self::name(self)
    }

    fn shape(self) -> Shape {
        Self::shape(self)
    }
}

impl Field {
    pub const ALL: [Self; 20] = [
        Self::Project,
        Self::Status,
        Self::Category,
        Self::Priority,
        Self::Assignee,
        Self::Creator,
        Self::Tag,
        Self::Due,
        Self::Start,
        Self::Created,
        Self::Updated,
        Self::Completed,
        Self::Estimate,
        Self::Parent,
        Self::Milestone,
        Self::Cycle,
        Self::Key,
        Self::Number,
        Self::Title,
        Self::Text,
    ];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Status => "status",
            Self::Category => "status.category",
            Self::Priority => "priority",
            Self::Assignee => "assignee",
            Self::Creator => "creator",
            Self::Tag => "tag",
            Self::Due => "due",
            Self::Start => "start",
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Completed => "completed",
            Self::Estimate => "estimate",
            Self::Parent => "parent",
            Self::Milestone => "milestone",
            Self::Cycle => "cycle",
            Self::Key => "key",
            Self::Number => "number",
            Self::Title => "title",
            Self::Text => "text",
        }
    }

    fn shape(self) -> Shape {
        match self {
            Self::Priority => Shape::Rank,
            Self::Due
            | Self::Start
            | Self::Created
            | Self::Updated
            | Self::Completed
            | Self::Estimate
            | Self::Number => Shape::Scale,
            Self::Title => Shape::Text,
            Self::Text => Shape::Words,
            _ => Shape::Choice,
        }
    }

    /// What its values are names of.
    pub fn names(self) -> Option<Kind> {
        Some(match self {
            Self::Project => Kind::Project,
            Self::Status => Kind::Status,
            Self::Assignee | Self::Creator => Kind::Person,
            Self::Tag => Kind::Tag,
            Self::Parent | Self::Key => Kind::Task,
            Self::Milestone => Kind::Milestone,
            Self::Cycle => Kind::Cycle,
            _ => return None,
        })
    }
}
