//! The parts of the export that are read. Everything else is left alone.

use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
pub struct Board {
    #[serde(rename = "_format")]
    pub format: String,
    #[serde(rename = "_id")]
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub description: Option<String>,
    #[serde(default)]
    pub labels: Vec<Label>,
    pub lists: Vec<List>,
    pub cards: Vec<Card>,
    #[serde(default)]
    pub checklists: Vec<Checklist>,
    #[serde(default, rename = "checklistItems")]
    pub items: Vec<Item>,
    #[serde(default)]
    pub comments: Vec<Comment>,
    #[serde(default)]
    pub swimlanes: Vec<List>,
    #[serde(default)]
    pub users: Vec<User>,
    #[serde(default, rename = "customFields")]
    pub custom_fields: Vec<CustomField>,
    #[serde(default)]
    pub attachments: Vec<Attachment>,
}

#[derive(Debug, Deserialize)]
pub struct Label {
    #[serde(rename = "_id")]
    pub id: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub color: String,
}

/// A list, or a swimlane.
#[derive(Debug, Deserialize)]
pub struct List {
    #[serde(rename = "_id")]
    pub id: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub sort: f64,
    #[serde(default)]
    pub archived: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    #[serde(rename = "_id")]
    pub id: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub description: Option<String>,
    pub list_id: String,
    #[serde(default)]
    pub swimlane_id: Option<String>,
    #[serde(default)]
    pub parent_id: Option<String>,
    #[serde(default)]
    pub label_ids: Option<Vec<String>>,
    #[serde(default)]
    pub members: Option<Vec<String>>,
    #[serde(default)]
    pub assignees: Option<Vec<String>>,
    #[serde(default)]
    pub sort: f64,
    #[serde(default)]
    pub archived: bool,
    #[serde(default)]
    pub start_at: Option<String>,
    #[serde(default)]
    pub due_at: Option<String>,
    #[serde(default)]
    pub end_at: Option<String>,
    #[serde(default)]
    pub created_at: Option<String>,
    #[serde(default)]
    pub custom_fields: Option<Vec<FieldValue>>,
}

#[derive(Debug, Deserialize)]
pub struct FieldValue {
    #[serde(rename = "_id")]
    pub id: String,
    #[serde(default)]
    pub value: Value,
}

#[derive(Debug, Deserialize)]
pub struct CustomField {
    #[serde(rename = "_id")]
    pub id: String,
    #[serde(default)]
    pub name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Checklist {
    #[serde(rename = "_id")]
    pub id: String,
    pub card_id: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub sort: f64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    #[serde(rename = "_id")]
    pub id: String,
    pub checklist_id: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub sort: f64,
    #[serde(default)]
    pub is_finished: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Comment {
    #[serde(rename = "_id")]
    pub id: String,
    pub card_id: String,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub user_id: Option<String>,
    #[serde(default)]
    pub created_at: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct User {
    #[serde(rename = "_id")]
    pub id: String,
    #[serde(default)]
    pub username: String,
    #[serde(default)]
    pub profile: Option<Profile>,
}

#[derive(Debug, Deserialize)]
pub struct Profile {
    #[serde(default)]
    pub fullname: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    #[serde(rename = "_id")]
    pub id: String,
    pub card_id: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub url: Option<String>,
}
