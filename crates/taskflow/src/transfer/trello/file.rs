//! The parts of the export that are read. Everything else is left alone.

use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub struct Board {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub desc: String,
    pub lists: Vec<List>,
    pub cards: Vec<Card>,
    #[serde(default)]
    pub labels: Vec<Label>,
    #[serde(default)]
    pub members: Vec<Member>,
    #[serde(default)]
    pub checklists: Vec<Checklist>,
    #[serde(default)]
    pub actions: Vec<Action>,
    #[serde(default, rename = "customFields")]
    pub custom_fields: Vec<CustomField>,
}

#[derive(Debug, Deserialize)]
pub struct List {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub closed: bool,
    #[serde(default)]
    pub pos: f64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub desc: String,
    pub id_list: String,
    #[serde(default)]
    pub closed: bool,
    #[serde(default)]
    pub pos: f64,
    #[serde(default)]
    pub due: Option<String>,
    #[serde(default)]
    pub due_complete: bool,
    #[serde(default)]
    pub id_labels: Vec<String>,
    #[serde(default)]
    pub id_members: Vec<String>,
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    #[serde(default)]
    pub badges: Badges,
    #[serde(default)]
    pub custom_field_items: Vec<serde::de::IgnoredAny>,
}

#[derive(Debug, Default, Deserialize)]
pub struct Badges {
    #[serde(default)]
    pub comments: usize,
}

#[derive(Debug, Deserialize)]
pub struct Attachment {
    pub id: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub url: String,
}

#[derive(Debug, Deserialize)]
pub struct Label {
    pub id: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub color: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    pub id: String,
    #[serde(default)]
    pub full_name: String,
    #[serde(default)]
    pub username: String,
    #[serde(default)]
    pub email: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Checklist {
    #[serde(default)]
    pub name: String,
    pub id_card: String,
    #[serde(default)]
    pub pos: f64,
    #[serde(default)]
    pub check_items: Vec<CheckItem>,
}

#[derive(Debug, Deserialize)]
pub struct CheckItem {
    pub id: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub state: String,
    #[serde(default)]
    pub pos: f64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Action {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub date: String,
    #[serde(default)]
    pub data: ActionData,
    #[serde(default)]
    pub member_creator: Option<Member>,
}

#[derive(Debug, Default, Deserialize)]
pub struct ActionData {
    #[serde(default)]
    pub text: Option<String>,
    #[serde(default)]
    pub card: Option<CardRef>,
}

#[derive(Debug, Deserialize)]
pub struct CardRef {
    pub id: String,
}

#[derive(Debug, Deserialize)]
pub struct CustomField {
    pub id: String,
    #[serde(default)]
    pub name: String,
}
