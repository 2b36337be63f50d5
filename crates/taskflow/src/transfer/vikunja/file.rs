//! The parts of the export that are read. Everything else is left alone.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub struct Project {
    pub id: i64,
    pub title: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub parent_project_id: i64,
    #[serde(default)]
    pub is_archived: bool,
    #[serde(default)]
    pub tasks: Option<Vec<Task>>,
    #[serde(default)]
    pub buckets: Option<Vec<Bucket>>,
}

#[derive(Debug, Deserialize)]
pub struct Bucket {
    pub id: i64,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub is_done_bucket: bool,
    #[serde(default)]
    pub position: f64,
}

#[derive(Debug, Deserialize)]
pub struct Task {
    pub id: i64,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub done: bool,
    #[serde(default)]
    pub done_at: String,
    #[serde(default)]
    pub due_date: String,
    #[serde(default)]
    pub start_date: String,
    #[serde(default)]
    pub end_date: String,
    /// Seconds.
    #[serde(default)]
    pub repeat_after: i64,
    /// 0 by `repeat_after`, 1 monthly, 2 by `repeat_after` from the day it was done.
    #[serde(default)]
    pub repeat_mode: i64,
    #[serde(default)]
    pub priority: i64,
    #[serde(default)]
    pub percent_done: f64,
    #[serde(default)]
    pub assignees: Option<Vec<User>>,
    #[serde(default)]
    pub labels: Option<Vec<Label>>,
    #[serde(default)]
    pub related_tasks: Option<BTreeMap<String, Option<Vec<Related>>>>,
    #[serde(default)]
    pub attachments: Option<Vec<Attachment>>,
    #[serde(default)]
    pub comments: Option<Vec<Comment>>,
    #[serde(default)]
    pub bucket_id: i64,
    #[serde(default)]
    pub position: f64,
    #[serde(default)]
    pub created: String,
}

#[derive(Debug, Deserialize)]
pub struct Related {
    pub id: i64,
    #[serde(default)]
    pub title: String,
}

#[derive(Debug, Deserialize)]
pub struct Label {
    pub id: i64,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub hex_color: String,
}

#[derive(Debug, Deserialize)]
pub struct User {
    pub id: i64,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub username: String,
    #[serde(default)]
    pub email: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Attachment {
    pub id: i64,
    #[serde(default)]
    pub file: Option<AttachedFile>,
}

#[derive(Debug, Deserialize)]
pub struct AttachedFile {
    #[serde(default)]
    pub name: String,
}

#[derive(Debug, Deserialize)]
pub struct Comment {
    pub id: i64,
    #[serde(default)]
    pub comment: String,
    #[serde(default)]
    pub author: Option<User>,
    #[serde(default)]
    pub created: String,
}
