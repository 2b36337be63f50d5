//! What became of everything in the file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The outcome of an import, or of its preview.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Report {
    /// The product the file is from.
    pub source: String,
    /// Whether nothing was changed: only looked at.
    pub preview: bool,
    /// The project that took the work in, of several the first; `null` in the preview of a first import.
    pub project_id: Option<Uuid>,
    pub project_name: String,
    /// Every project of the files.
    #[serde(default)]
    pub projects: Vec<Taken>,
    /// By kind: `statuses`, `tags`, `milestones`, `people`, `tasks`, `subtasks`, `comments`.
    pub counts: BTreeMap<String, Count>,
    /// Everything that could not be taken as it was; of very many the first 5,000.
    pub notes: Vec<Note>,
    /// How many more there are.
    #[serde(default)]
    pub more_notes: i64,
}

/// A project of the files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Taken {
    /// The project here; `null` in the preview of a first import.
    pub id: Option<Uuid>,
    /// Its id in the other product.
    pub external_id: String,
    pub name: String,
}

/// How many of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Count {
    /// In the file.
    pub found: i64,
    /// Made by this import; in a preview, to be made.
    pub created: i64,
    /// Taken in before, or there already.
    pub existing: i64,
    /// Left out; `notes` says why.
    pub refused: i64,
}

/// One thing that was changed or left out on the way, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Note {
    /// What kind of thing, such as `attachment`.
    pub kind: String,
    /// Its id in the other product.
    pub external_id: String,
    /// Its name there.
    pub name: String,
    /// What became of it.
    pub message: String,
}

impl Note {
    pub fn new(kind: &str, external_id: &str, name: &str, message: impl Into<String>) -> Self {
        Self {
            kind: kind.to_owned(),
            external_id: external_id.to_owned(),
            name: name.chars().take(200).collect(),
            message: message.into(),
        }
    }
}

/// Notes that a report holds.
const MOST_NOTES: usize = 5_000;

impl Report {
    /// Adds what became of another project of the same files.
    pub fn add(&mut self, other: Self) {
        if self.projects.is_empty() {
            self.source = other.source;
            self.project_id = other.project_id;
            self.project_name = other.project_name;
        }
        self.projects.extend(other.projects);
        for (kind, count) in other.counts {
            let sum = self.count(&kind);
            sum.found += count.found;
            sum.created += count.created;
            sum.existing += count.existing;
            sum.refused += count.refused;
        }
        self.more_notes += other.more_notes;
        self.notes.extend(other.notes);
        let over = self.notes.len().saturating_sub(MOST_NOTES);
        self.more_notes += i64::try_from(over).unwrap_or(0);
        self.notes.truncate(MOST_NOTES);
    }

    /// The count of one kind.
    pub fn count(&mut self, kind: &str) -> &mut Count {
        self.counts.entry(kind.to_owned()).or_default()
    }
}
