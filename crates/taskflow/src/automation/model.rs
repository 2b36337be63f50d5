//! Rules and their runs as REST answers them; rules also as the log carries them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa::openapi::{Array, ArrayBuilder, ObjectBuilder, Type};
use uuid::Uuid;

use crate::base::{Patch, Stamp};
use crate::event::Entity;

/// What a rule may wait for.
pub const TYPES: &[&str] = &[
    "task.created",
    "task.updated",
    "task.moved",
    "task.completed",
    "task.reopened",
    "task.archived",
    "task.unarchived",
    "task.trashed",
    "task.restored",
    "comment.created",
];
/// Fields that entries tell the changes of: a rule may wait for one of them.
pub const FIELDS: &[&str] = &[
    "project_id",
    "title",
    "description",
    "status_id",
    "status_category",
    "priority",
    "assignee_ids",
    "tag_ids",
    "parent_id",
    "position",
    "start_on",
    "due",
    "estimate",
    "custom_fields",
    "recurrence",
    "milestone_id",
    "cycle_id",
    "completed_at",
    "archived_at",
    "deleted_at",
];

/// Some of the names that are known, as the API is described.
fn some_of(names: &'static [&'static str], description: &str) -> Array {
    let name = ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(names.iter().copied()));
    ArrayBuilder::new().items(name).description(Some(description)).build()
}

fn types() -> Array {
    some_of(TYPES, "At least one of what a rule may wait for.")
}

fn fields() -> Array {
    some_of(FIELDS, "Only when one of these fields changed.")
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// What a rule waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "on", rename_all = "snake_case", deny_unknown_fields)]
pub enum Trigger {
    /// Something happens to a task.
    Event {
        /// Some of [`TYPES`].
        #[schema(schema_with = types)]
        types: Vec<String>,
        /// Some of [`FIELDS`].
        #[serde(default)]
        #[schema(schema_with = fields)]
        fields: Vec<String>,
    },
    /// At a time of the day, for each task that the filter matches then.
    Schedule {
        /// `09:00`.
        time: String,
        /// An IANA name.
        timezone: String,
        /// Every day when empty.
        #[serde(default)]
        weekdays: Vec<Weekday>,
    },
    /// So long after an open task is due, or before: once for each task and due date, if the filter matches then.
    Due {
        /// Minutes after; negative ones are before. -525,600 to 525,600. A date alone counts from nine in the morning in the
        /// workspace's zone.
        minutes: i64,
    },
}

/// People who have to do with a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    Assignees,
    Creator,
    Watchers,
}

/// What a rule does with the task it is about. `{{task.key}}` and `{{task.title}}` in texts are filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// Sets fields, as a `PATCH` of the task does.
    Set {
        #[schema(value_type = Object)]
        fields: Map<String, Value>,
    },
    /// Puts people on it and takes people off.
    Assign {
        #[serde(default)]
        add: Vec<Uuid>,
        #[serde(default)]
        remove: Vec<Uuid>,
    },
    /// Puts tags on it and takes tags off.
    Tag {
        #[serde(default)]
        add: Vec<Uuid>,
        #[serde(default)]
        remove: Vec<Uuid>,
    },
    /// Comments on it.
    Comment { body: String },
    /// Moves it to another project or column.
    Move {
        #[serde(default)]
        project_id: Option<Uuid>,
        #[serde(default)]
        status_id: Option<Uuid>,
    },
    /// Completes it.
    Complete {},
    /// Makes another task.
    CreateTask {
        /// Where; in the task's own project when absent.
        #[serde(default)]
        project_id: Option<Uuid>,
        title: String,
        #[serde(default)]
        description: Option<String>,
        #[serde(default)]
        assignee_ids: Vec<Uuid>,
        /// Below the task.
        #[serde(default)]
        subtask: bool,
    },
    /// Tells people, as far as they may see the task: as a notice of the rule's author.
    Notify {
        /// Up to 50.
        #[serde(default)]
        user_ids: Vec<Uuid>,
        #[serde(default)]
        roles: Vec<Audience>,
        /// 1 to 2,000 characters.
        text: String,
    },
    /// Calls a webhook of the workspace, whatever it listens to. Takes an author who may manage webhooks.
    CallWebhook {
        webhook_id: Uuid,
        /// Told with the task; at most 10,000 bytes.
        #[serde(default)]
        body: Option<String>,
    },
}

/// When something happens, then something is done: with the rights of the person who said so last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Rule {
    pub id: Uuid,
    pub workspace_id: Uuid,
    /// The project whose tasks it is about; all projects' when `null`.
    pub project_id: Option<Uuid>,
    /// Who said last what it does. It can do what they can, as of the moment it runs.
    pub author_id: Uuid,
    pub name: String,
    pub enabled: bool,
    /// Why the server switched it off: a code such as `forbidden`.
    pub disabled_reason: Option<String>,
    pub trigger: Trigger,
    /// The filter language; empty for all tasks. An event is asked of the task as the event left it.
    pub filter: String,
    pub actions: Vec<Act>,
    /// Runs in an hour at most; more are left out.
    pub max_per_hour: i64,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for Rule {
    const NAME: &'static str = "automation_rule";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// A rule to be made.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRule {
    /// Chosen by the client, so that a second try makes no second one.
    #[serde(default)]
    pub id: Option<Uuid>,
    #[serde(default)]
    pub project_id: Option<Uuid>,
    /// 1 to 100 characters.
    pub name: String,
    /// On when absent.
    #[serde(default)]
    pub enabled: Option<bool>,
    pub trigger: Trigger,
    #[serde(default)]
    pub filter: String,
    /// 1 to 10, done in this order.
    pub actions: Vec<Act>,
    /// 1 to 1,000; 100 when absent.
    #[serde(default)]
    pub max_per_hour: Option<i64>,
}

/// What is to be different about a rule. Who changes what it does becomes its author.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RulePatch {
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub name: Patch<String>,
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    pub enabled: Patch<bool>,
    #[serde(default)]
    #[schema(value_type = Trigger, required = false)]
    pub trigger: Patch<Trigger>,
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub filter: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Vec<Act>, required = false)]
    pub actions: Patch<Vec<Act>>,
    #[serde(default)]
    #[schema(value_type = i64, required = false)]
    pub max_per_hour: Patch<i64>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunOutcome {
    Done,
    /// An action was refused; those before it stay done.
    Failed,
    /// It ran too often in the last hour.
    Limited,
    /// Rules set each other off too often in a row.
    Loop,
    /// Its author may not do this any more: the rule was switched off.
    Disabled,
}

/// What became of one action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Effect {
    /// The action's `do`.
    #[serde(rename = "do")]
    pub action: String,
    /// What was changed or made: the task, comment, new task or delivery.
    pub changed: Option<Uuid>,
    /// How many people were told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<usize>,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// One run of a rule.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Run {
    pub id: Uuid,
    pub rule_id: Uuid,
    /// The entry of the log that set it off; `null` when the time had come.
    pub event_id: Option<Uuid>,
    pub seq: Option<i64>,
    pub task_id: Option<Uuid>,
    pub outcome: RunOutcome,
    /// A code, for what is not `done`.
    pub reason: Option<String>,
    pub effects: Vec<Effect>,
    pub at: Stamp,
}

/// What to rehearse: a rule as it might be, on what has happened.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rehearse {
    /// The last entries of the workspace's log, 1 to 1,000; 200 when absent.
    #[serde(default)]
    pub events: Option<i64>,
    pub rule: NewRule,
}

/// What a rule would have done.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Rehearsal {
    /// Entries, or for a time of the day tasks, that were looked at.
    pub looked_at: i64,
    /// Newest first, at most 100.
    pub would_run: Vec<WouldRun>,
}

/// One run that would have been.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WouldRun {
    pub event_id: Option<Uuid>,
    pub seq: Option<i64>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// When that entry was made, or for a due date when it would run.
    pub at: Option<Stamp>,
    pub task_id: Uuid,
    #[schema(examples("WEB-12"))]
    pub task_key: String,
    pub task_title: String,
    pub effects: Vec<WouldDo>,
}

/// What one action would do to the task as it is now.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WouldDo {
    #[serde(rename = "do")]
    pub action: String,
    /// Field → `{from, to}`, or what would be made.
    #[schema(value_type = Object)]
    pub changes: Map<String, Value>,
    /// Why it would be refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}
