//! Tasks in one line each, and how they were understood.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Due, Recurrence, Task};

/// Lines to be made tasks of; what is understood in them is told in docs/QUICK-ADD.md.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuickAdd {
    /// A task a line, at most 50 of them and 20,000 bytes; empty lines are left out.
    #[schema(examples("Fix login redirect #Web /todo @bug +ana !high fri 15:00 ~2h every 2 weeks"))]
    pub text: String,
    /// Where lines go that name no `#project`.
    #[serde(default)]
    pub project_id: Option<Uuid>,
    /// For lines that name no `/status` and go into `project_id`.
    #[serde(default)]
    pub status_id: Option<Uuid>,
    /// The language beside English that is understood (`de`), and the order of `3/12` (`en-GB`); one's own when absent.
    #[serde(default)]
    pub locale: Option<String>,
    /// IANA name of the zone in which days and times are meant; one's own when absent.
    #[serde(default)]
    pub tz: Option<String>,
    /// `true` makes nothing, and answers what would be.
    #[serde(default)]
    pub dry_run: Option<bool>,
    /// Spans of the text that stay text, as `[start, end]` in UTF-16 units: chips that were turned back.
    #[serde(default)]
    pub plain: Vec<(u32, u32)>,
}

/// A part of the text that was understood.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct QuickChip {
    /// `project`, `status`, `tag`, `person`, `priority`, `due`, `start`, `recurrence`, `estimate`; or `unknown`: a name that
    /// is not there, or that several have, and that stays in the title.
    #[serde(rename = "type")]
    #[schema(examples("due"))]
    pub kind: &'static str,
    /// Where it starts in the whole text, in UTF-16 units as JavaScript counts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it means, in words.
    #[schema(examples("Friday, 4 December 2026, 15:00"))]
    pub label: String,
    /// What is saved: an id, a priority, a `due`, a date, a `recurrence`, a number; of what is unknown what it would be
    /// (`kind`) and its `name`.
    pub value: Value,
}

/// A line, understood.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct QuickLine {
    /// From 1, empty lines counted.
    pub line: usize,
    /// What the chips leave of it.
    pub title: String,
    pub project_id: Option<Uuid>,
    /// In the order of the line; they do not overlap.
    pub chips: Vec<QuickChip>,
    /// Also when it follows from the recurrence.
    pub due: Option<Due>,
    pub recurrence: Option<Recurrence>,
    /// What was made; `null` in a dry run.
    pub task: Option<Task>,
}

/// All lines, understood.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct QuickAdded {
    pub items: Vec<QuickLine>,
}
