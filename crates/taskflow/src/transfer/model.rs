//! An import, from its upload to its end.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Report;
use super::table::{Mapping, Proposal};
use crate::base::{Patch, Stamp};

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Uploaded and looked at; nothing was changed.
    Ready,
    Running,
    Done,
    /// It could not go on; `error` says why. What it had taken in stays.
    Failed,
    /// Somebody stopped it. What it had taken in stays.
    Cancelled,
}

/// An import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImportJob {
    pub id: Uuid,
    pub workspace_id: Uuid,
    /// Who uploaded it; once it runs, who started it.
    pub user_id: Uuid,
    #[schema(examples("jira"))]
    pub format: String,
    pub state: JobState,
    /// Tasks looked at so far, of `total`.
    pub done: i64,
    pub total: i64,
    /// Who people there are here: name → address.
    pub people: BTreeMap<String, String>,
    /// What the project is called, for files that do not say.
    pub name: Option<String>,
    /// What the columns of a table are, when somebody said so.
    pub mapping: Option<Mapping>,
    /// What they may be, for a table.
    pub proposal: Option<Proposal>,
    /// While it is `ready` what would be made, then what was. In lists with its first 20 notes.
    pub report: Report,
    /// Why it failed.
    pub error: Option<String>,
    pub created_at: Stamp,
    pub finished_at: Option<Stamp>,
}

/// What is to be different about an import that has not begun.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportPatch {
    /// Replaced whole.
    #[serde(default)]
    #[schema(value_type = Option<BTreeMap<String, String>>)]
    pub people: Patch<BTreeMap<String, String>>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub name: Patch<String>,
    /// Replaced whole; `null` for the one that is proposed.
    #[serde(default)]
    #[schema(value_type = Option<Mapping>)]
    pub mapping: Patch<Mapping>,
}

/// What is kept of a job as one text.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Options {
    #[serde(default)]
    pub people: BTreeMap<String, String>,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub mapping: Option<Mapping>,
    #[serde(default)]
    pub proposal: Option<Proposal>,
}

impl JobState {
    const ALL: [Self; 5] = [Self::Ready, Self::Running, Self::Done, Self::Failed, Self::Cancelled];

    /// As stored and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

impl ImportJob {
    pub fn options(&self) -> Options {
        Options {
            people: self.people.clone(),
            name: self.name.clone(),
            mapping: self.mapping.clone(),
            proposal: self.proposal.clone(),
        }
    }

    /// As a list shows it.
    pub fn short(mut self) -> Self {
        let over = self.report.notes.len().saturating_sub(20);
        self.report.notes.truncate(20);
        self.report.more_notes += i64::try_from(over).unwrap_or(0);
        self
    }
}
