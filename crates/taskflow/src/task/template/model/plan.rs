//! What a template makes. Days are counted from the day it is used.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::project::{StatusPlan, Visibility};
use crate::task::field::FieldKind;
use crate::task::model::{Priority, Recurrence};

/// When a task will be due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DueIn {
    /// Days from the day it is made: -3,650 to 3,650.
    pub days: i32,
    /// `HH:MM` on the wall clock.
    #[serde(default)]
    #[schema(examples("09:30"))]
    pub time: Option<String>,
    /// IANA name; without one, the zone of whoever uses the template.
    #[serde(default)]
    pub timezone: Option<String>,
}

/// A task to be made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskPlan {
    /// 1 to 500 characters on one line.
    pub title: String,
    /// Markdown.
    #[serde(default)]
    pub description: String,
    /// The name of a status; where the project has none of that name, the one that new tasks get.
    #[serde(default)]
    pub status: Option<String>,
    #[serde(default)]
    pub priority: Priority,
    #[serde(default)]
    pub assignee_ids: Vec<Uuid>,
    #[serde(default)]
    pub tag_ids: Vec<Uuid>,
    #[serde(default)]
    pub estimate: Option<f64>,
    /// Days from the day it is made until it starts.
    #[serde(default)]
    pub start_in: Option<i32>,
    #[serde(default)]
    pub due_in: Option<DueIn>,
    /// Needs a `due_in`.
    #[serde(default)]
    pub recurrence: Option<Recurrence>,
    #[serde(default)]
    #[schema(value_type = Object)]
    pub custom_fields: Map<String, Value>,
    /// The name of a milestone of the project.
    #[serde(default)]
    pub milestone: Option<String>,
    /// In their order, at most five levels deep.
    #[serde(default)]
    #[schema(no_recursion)]
    pub subtasks: Vec<TaskPlan>,
}

impl TaskPlan {
    /// How many tasks it makes.
    pub fn count(&self) -> usize {
        1 + self.subtasks.iter().map(Self::count).sum::<usize>()
    }

    /// Shows it and all below it, each with its pointer.
    pub fn visit(&mut self, at: &str, look: &mut dyn FnMut(&str, &mut Self)) {
        look(at, self);
        for (place, below) in self.subtasks.iter_mut().enumerate() {
            below.visit(&format!("{at}/subtasks/{place}"), look);
        }
    }
}

/// An option of a field to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionPlan {
    /// What tasks of the template name it by; the option that is made gets another.
    pub id: Uuid,
    pub name: String,
    #[serde(default)]
    pub colour: Option<String>,
}

/// A custom field to be made for the project alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldPlan {
    /// What tasks of the template name it by; the field that is made gets another.
    pub id: Uuid,
    pub name: String,
    #[serde(rename = "type")]
    pub kind: FieldKind,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub options: Vec<OptionPlan>,
}

/// A milestone to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MilestonePlan {
    /// Once in the template.
    pub name: String,
    /// Markdown.
    #[serde(default)]
    pub description: String,
    /// Days from the day the project is made.
    #[serde(default)]
    pub target_in: Option<i32>,
}

/// A template of the project's own, to be made with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplatePlan {
    /// Once in the template.
    pub name: String,
    #[serde(default)]
    pub description: String,
    pub task: TaskPlan,
}

/// A project to be made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectPlan {
    /// Markdown.
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub icon: Option<String>,
    #[serde(default)]
    pub colour: Option<String>,
    #[serde(default)]
    pub visibility: Option<Visibility>,
    #[serde(default)]
    pub start_in: Option<i32>,
    #[serde(default)]
    pub target_in: Option<i32>,
    /// In the order of the board; none for those that every new project gets.
    #[serde(default)]
    pub statuses: Vec<StatusPlan>,
    #[serde(default)]
    pub custom_fields: Vec<FieldPlan>,
    #[serde(default)]
    pub milestones: Vec<MilestonePlan>,
    #[serde(default)]
    pub task_templates: Vec<TemplatePlan>,
    /// At most 300 with all their subtasks.
    #[serde(default)]
    pub tasks: Vec<TaskPlan>,
}
