//! Tasks in groups: the columns of a board, each with how many it has and its first cards.

use std::borrow::Cow;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use uuid::Uuid;

use crate::http::Named;
use crate::project::StatusCategory;

/// What tasks are put together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupBy {
    Status,
    Category,
    /// Overdue, today, this week, later, and without a date.
    Due,
    Priority,
    Assignee,
    Tag,
    Project,
    Milestone,
    Cycle,
    /// A custom field of a choice or of people.
    Field(Uuid),
}

impl GroupBy {
    /// Those that every workspace has.
    pub const ALL: [Self; 9] = [
        Self::Status,
        Self::Category,
        Self::Due,
        Self::Priority,
        Self::Assignee,
        Self::Tag,
        Self::Project,
        Self::Milestone,
        Self::Cycle,
    ];

    /// As in JSON and queries.
    pub fn name(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Status => "status",
            Self::Category => "category",
            Self::Due => "due",
            Self::Priority => "priority",
            Self::Assignee => "assignee",
            Self::Tag => "tag",
            Self::Project => "project",
            Self::Milestone => "milestone",
            Self::Cycle => "cycle",
            Self::Field(id) => return Cow::Owned(format!("field.{id}")),
        })
    }

    /// Reads the word used in JSON and queries.
    pub fn from_name(name: &str) -> Option<Self> {
        match name.strip_prefix("field.") {
            Some(id) => id.parse().ok().map(Self::Field),
            None => Self::ALL.into_iter().find(|by| by.name() == name),
        }
    }
}

impl Serialize for GroupBy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name())
    }
}

impl<'de> Deserialize<'de> for GroupBy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            D::Error::custom(format!("expected one of {names}, or field. and the id of a custom field"))
        })
    }
}

impl PartialSchema for GroupBy {
    fn schema() -> RefOr<Schema> {
        let names = Self::ALL.map(Self::name).join("|");
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "What tasks are put together by; `due` is overdue, today, this week, later and without a date, `field.` \
                 and an id a custom field of a choice or of people.",
            ))
            .pattern(Some(format!("^({names}|field\\.[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})$")))
            .examples(["status"])
            .into()
    }
}

impl ToSchema for GroupBy {}

/// How a list is put into groups. Beside it a grouped list takes what every list of tasks takes; `limit` and `cursor`
/// are those of the groups.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct GroupQuery {
    /// What makes the groups. A task with several assignees or tags, or values of a custom field, is in several groups.
    #[param(inline)]
    pub group_by: GroupBy,
    /// Splits the counts of each group once more, as a board's swimlanes do.
    #[param(inline)]
    pub lane_by: Option<GroupBy>,
    /// The first tasks of each group that come with it, 0 to 50; 20 when absent. 0 gives the counts alone. Groups a page times
    /// cards may be up to 2,000.
    pub cards: Option<i64>,
}

impl Named for GroupQuery {
    const NAMES: &'static [&'static str] = &["group_by", "lane_by", "cards"];
}

/// How one's own tasks are shown.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct MineQuery {
    /// The first tasks of each group that come with it, 0 to 50; 20 when absent.
    pub cards: Option<i64>,
}

impl Named for MineQuery {
    const NAMES: &'static [&'static str] = &["cards"];
}

/// What a group is of: everything a column's head shows.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct GroupHead {
    /// Give it as `group` to the list, with all other parameters as they were, for this group's tasks alone.
    #[schema(examples("status:0193d9a0-5b7c-7d5e-8c1f-3b2a1c0d9e8f", "priority:high", "assignee:none"))]
    pub key: String,
    /// Of the status, person, tag, project, milestone, cycle or option; `null` for those without one.
    pub id: Option<Uuid>,
    /// Its name; the word of a priority, category or `overdue`, `today`, `week`, `later`; `null` for those without one.
    pub name: Option<String>,
    pub colour: Option<String>,
    /// Of a status: what it means.
    pub category: Option<StatusCategory>,
    /// Of a status: how many tasks the column should hold at most.
    pub wip_limit: Option<i64>,
}

/// A group of tasks.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Group<T> {
    #[serde(flatten)]
    pub head: GroupHead,
    /// How many tasks it has, whatever the page.
    pub count: i64,
    /// The sum of their estimates.
    pub estimate: f64,
    /// Its first tasks in the order asked for.
    pub tasks: Vec<T>,
    /// Give it as `cursor` to the list, with this group's key as `group`, for the next tasks; `null` when these are all.
    pub next_cursor: Option<String>,
    /// With `lane_by`: how its tasks are spread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lanes: Option<Vec<Lane>>,
}

/// Part of a group.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Lane {
    #[serde(flatten)]
    pub head: GroupHead,
    pub count: i64,
    /// The sum of their estimates.
    pub estimate: f64,
}
