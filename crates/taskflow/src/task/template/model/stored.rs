//! The template itself.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ProjectPlan, TaskPlan};
use crate::base::Stamp;
use crate::event::Entity;

/// What a template makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TemplateKind {
    /// A task with its subtasks.
    Task,
    /// A project with its columns, fields, milestones and tasks.
    Project,
}

impl TemplateKind {
    pub const ALL: [Self; 2] = [Self::Task, Self::Project];

    /// As stored and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::Project => "project",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What tasks or projects are made of again and again. What it names (tags, people, fields) may go; then it is left out
/// of what is made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Template {
    pub id: Uuid,
    pub workspace_id: Uuid,
    /// The project it is for; `null` when it is there for all.
    pub project_id: Option<Uuid>,
    #[serde(rename = "type")]
    pub kind: TemplateKind,
    /// Once among those of its type for all projects, or in its project, whatever the case of its letters.
    pub name: String,
    /// What it is for. Markdown.
    pub description: String,
    /// What it makes, of type `task`.
    pub task: Option<TaskPlan>,
    /// What it makes, of type `project`.
    pub project: Option<ProjectPlan>,
    pub creator_id: Uuid,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Template {
    /// Shows each task that it makes, also by templates it makes, with its pointer.
    pub fn visit(&mut self, look: &mut dyn FnMut(&str, &mut TaskPlan)) {
        if let Some(task) = &mut self.task {
            task.visit("/task", look);
        }
        let Some(project) = &mut self.project else {
            return;
        };
        for (place, template) in project.task_templates.iter_mut().enumerate() {
            template.task.visit(&format!("/project/task_templates/{place}/task"), look);
        }
        for (place, task) in project.tasks.iter_mut().enumerate() {
            task.visit(&format!("/project/tasks/{place}"), look);
        }
    }
}

impl Entity for Template {
    const NAME: &'static str = "template";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}
