//! The parts of the answers that are read. Everything else is left alone.

use serde::Deserialize;
use serde::de::IgnoredAny;

#[derive(Debug, Deserialize)]
pub struct Page {
    #[serde(default, rename = "@odata.context")]
    context: String,
    #[serde(default, rename = "@odata.deltaLink")]
    delta: String,
    #[serde(default, rename = "@odata.nextLink")]
    next: String,
    pub value: Vec<Task>,
}

impl Page {
    /// The id of the list, which only the answer's own addresses say.
    pub fn list_id(&self) -> Option<String> {
        [&self.context, &self.delta, &self.next].into_iter().find_map(|address| {
            let rest = address.split_once("/lists/").or_else(|| address.split_once("/lists('"))?.1;
            let id = rest.split(['/', '\'', '?']).next()?;
            (!id.is_empty() && id.len() <= 300).then(|| id.to_owned())
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    pub id: String,
    /// In an answer of changes: it is gone.
    #[serde(default, rename = "@removed")]
    pub removed: Option<IgnoredAny>,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub status: Option<String>,
    #[serde(default)]
    pub importance: String,
    #[serde(default)]
    pub body: Option<Body>,
    #[serde(default)]
    pub categories: Vec<String>,
    #[serde(default, rename = "dueDateTime")]
    pub due: Option<Moment>,
    #[serde(default, rename = "startDateTime")]
    pub start: Option<Moment>,
    #[serde(default, rename = "completedDateTime")]
    pub completed: Option<Moment>,
    #[serde(default, rename = "isReminderOn")]
    pub reminder_on: bool,
    #[serde(default, rename = "reminderDateTime")]
    pub reminder: Option<Moment>,
    #[serde(default)]
    pub recurrence: Option<Recurrence>,
    #[serde(default)]
    pub has_attachments: bool,
    #[serde(default, rename = "checklistItems")]
    pub checklist: Vec<Item>,
    #[serde(default, rename = "linkedResources")]
    pub linked: Vec<Linked>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Body {
    #[serde(default)]
    pub content: String,
    #[serde(default)]
    pub content_type: String,
}

#[derive(Debug, Deserialize)]
pub struct Moment {
    #[serde(rename = "dateTime")]
    at: String,
    #[serde(default, rename = "timeZone")]
    pub zone: String,
}

impl Moment {
    /// To the minute.
    pub fn clock(&self) -> String {
        self.at.get(..16).unwrap_or(&self.at).replace('T', " ")
    }
}

#[derive(Debug, Deserialize)]
pub struct Recurrence {
    pub pattern: Pattern,
    #[serde(default)]
    pub range: Range,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pattern {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub interval: i64,
    #[serde(default)]
    pub month: i64,
    #[serde(default)]
    pub day_of_month: i64,
    #[serde(default)]
    pub days_of_week: Vec<String>,
    #[serde(default)]
    pub first_day_of_week: String,
    #[serde(default)]
    pub index: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Range {
    #[serde(default, rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub end_date: String,
    #[serde(default)]
    pub number_of_occurrences: i64,
}

#[derive(Debug, Deserialize)]
pub struct Item {
    pub id: String,
    #[serde(default, rename = "displayName")]
    pub name: String,
    #[serde(default, rename = "isChecked")]
    pub checked: bool,
}

#[derive(Debug, Deserialize)]
pub struct Linked {
    #[serde(default, rename = "displayName")]
    pub name: String,
    #[serde(default, rename = "webUrl")]
    pub url: String,
}
