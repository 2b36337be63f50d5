//! The parts of the answers that are read. Everything else is left alone.

use serde::Deserialize;

/// Any answer: one thing, or several, with what they refer to.
#[derive(Debug, Deserialize)]
pub struct Answer {
    /// A board.
    #[serde(default)]
    pub item: Option<Board>,
    #[serde(default)]
    pub items: Option<Vec<Thing>>,
    #[serde(default)]
    pub included: Included,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Included {
    pub boards: Vec<Board>,
    pub projects: Vec<Project>,
    pub labels: Vec<Label>,
    pub lists: Vec<List>,
    pub cards: Vec<Thing>,
    pub card_memberships: Vec<CardMembership>,
    pub card_labels: Vec<CardLabel>,
    pub task_lists: Vec<TaskList>,
    pub tasks: Vec<Step>,
    pub custom_fields: Vec<CustomField>,
    pub custom_field_values: Vec<FieldValue>,
    pub users: Vec<User>,
    pub attachments: Vec<Attachment>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Board {
    pub id: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub project_id: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Project {
    pub id: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub description: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Label {
    pub id: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub color: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct List {
    pub id: String,
    /// `active`, `closed`, `archive` or `trash`.
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub position: Option<f64>,
    #[serde(default)]
    pub name: Option<String>,
}

/// A card, a comment or a project: told apart by what they have.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Thing {
    pub id: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub description: Option<String>,
    #[serde(default)]
    pub position: Option<f64>,
    #[serde(default)]
    pub due_date: Option<String>,
    #[serde(default)]
    pub is_closed: bool,
    #[serde(default)]
    pub comments_total: usize,
    #[serde(default)]
    pub board_id: Option<String>,
    /// Cards have one.
    #[serde(default)]
    pub list_id: Option<String>,
    /// Comments have one.
    #[serde(default)]
    pub card_id: Option<String>,
    #[serde(default)]
    pub text: Option<String>,
    #[serde(default)]
    pub user_id: Option<String>,
    #[serde(default)]
    pub created_at: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CardMembership {
    pub card_id: String,
    pub user_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CardLabel {
    pub card_id: String,
    pub label_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskList {
    pub id: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub position: Option<f64>,
    pub card_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    pub id: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub position: Option<f64>,
    #[serde(default)]
    pub is_completed: bool,
    pub task_list_id: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct CustomField {
    pub id: String,
    #[serde(default)]
    pub name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldValue {
    #[serde(default)]
    pub content: String,
    pub card_id: String,
    pub custom_field_id: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct User {
    pub id: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub username: Option<String>,
    #[serde(default)]
    pub email: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    pub id: String,
    #[serde(default)]
    pub name: String,
    pub card_id: String,
    #[serde(default)]
    pub data: Option<AttachmentData>,
}

#[derive(Debug, Deserialize)]
pub struct AttachmentData {
    #[serde(default)]
    pub url: Option<String>,
}
