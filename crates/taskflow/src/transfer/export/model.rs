//! An export.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::Stamp;
use crate::transfer::model::JobState;

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// Everything, with its history; another server can read it in.
    Archive,
    /// The tasks as a table.
    Csv,
}

impl ExportFormat {
    /// As stored and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Csv => "csv",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Archive, Self::Csv].into_iter().find(|format| format.name() == name)
    }

    /// The ending and the media type of the file.
    pub fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Archive => ("tar.gz", "application/gzip"),
            Self::Csv => ("csv", "text/csv; charset=utf-8"),
        }
    }
}

/// An export of a workspace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExportJob {
    pub id: Uuid,
    pub workspace_id: Uuid,
    /// Who asked for it.
    pub user_id: Uuid,
    pub format: ExportFormat,
    pub state: JobState,
    /// Rows and entries written so far.
    pub done: i64,
    /// Bytes of the file, once it is there.
    pub size: Option<i64>,
    pub file_name: String,
    /// Why it failed.
    pub error: Option<String>,
    pub created_at: Stamp,
    pub finished_at: Option<Stamp>,
    /// The file is kept until then.
    pub expires_at: Stamp,
}

/// An export to be made.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewExport {
    pub format: ExportFormat,
}
