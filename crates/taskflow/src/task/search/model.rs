//! What search is asked and what it answers.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::base::Stamp;
use crate::project::StatusCategory;

/// What can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    Task,
    Comment,
    Project,
}

impl HitKind {
    /// Reads the word used in queries.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "task" => Some(Self::Task),
            "comment" => Some(Self::Comment),
            "project" => Some(Self::Project),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct SearchQuery {
    /// Words that all have to be there, whatever their case and accents. `"two words"` stand together, `wor*` starts a
    /// word, `-word` must not be there; the last word may be half of one in a title. A key such as `WEB-12` finds its task first.
    pub q: String,
    /// `task`, `comment`, `project`; commas mean any of them. All when absent.
    #[serde(rename = "type")]
    #[param(rename = "type")]
    pub kinds: Option<String>,
    /// Only of this project.
    pub project_id: Option<Uuid>,
    /// Hits a page, 1 to 50; 20 when absent.
    pub limit: Option<i64>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A piece of text, and whether it is what was looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Piece {
    pub text: String,
    pub hit: bool,
}

/// Something that was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Hit {
    #[serde(rename = "type")]
    pub kind: HitKind,
    pub id: Uuid,
    pub project_id: Uuid,
    /// The task itself, or the one that the comment is on; `null` for a project.
    pub task_id: Option<Uuid>,
    /// Of the task, such as `WEB-12`; of a project `WEB`.
    pub key: String,
    /// The title of the task or name of the project, in pieces; together they are all of it.
    pub title: Vec<Piece>,
    /// Where the words stand in the description or comment; empty when they do not.
    pub snippet: Vec<Piece>,
    /// Of the task.
    pub status_id: Option<Uuid>,
    pub status_category: Option<StatusCategory>,
    /// Whether the task is archived.
    pub archived: bool,
    /// Who wrote the comment.
    pub author_id: Option<Uuid>,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}
