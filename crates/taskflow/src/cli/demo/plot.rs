//! The demo's contents, as demo.json has them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub struct Plot {
    pub workspace: Value,
    pub people: Vec<Person>,
    pub team: Team,
    pub tags: Vec<Value>,
    pub projects: Vec<Project>,
    pub tasks: Vec<Task>,
    /// One task's title, a relation, another's title.
    pub relations: Vec<(String, String, String)>,
}

#[derive(Deserialize)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub role: String,
}

#[derive(Deserialize)]
pub struct Team {
    pub name: String,
    pub members: Vec<String>,
}

#[derive(Deserialize)]
pub struct Project {
    pub id: String,
    pub key: String,
    pub name: String,
    pub icon: String,
    pub colour: String,
    pub lead: String,
    pub description: String,
    pub parent: Option<String>,
    #[serde(default)]
    pub private: bool,
    /// By the status's name.
    pub wip: BTreeMap<String, i64>,
    #[serde(default)]
    pub members: BTreeMap<String, String>,
    /// The team's role in it.
    pub team_role: Option<String>,
}

#[derive(Deserialize)]
pub struct Task {
    pub project: String,
    pub title: String,
    pub status: String,
    pub priority: String,
    pub by: String,
    #[serde(default)]
    pub to: Vec<String>,
    #[serde(default)]
    pub tags: Vec<String>,
    /// Days from today.
    pub due: Option<i64>,
    pub time: Option<String>,
    #[serde(default)]
    pub text: String,
    pub estimate: Option<f64>,
    pub repeat: Option<String>,
    /// Title, and whether it is done.
    #[serde(default)]
    pub subtasks: Vec<(String, bool)>,
    /// Author, text and, for an answer to the first comment, a third word.
    #[serde(default)]
    pub comments: Vec<Vec<String>>,
    /// To the first comment, by everybody who did not write it in turn.
    #[serde(default)]
    pub reactions: Vec<String>,
    #[serde(default)]
    pub archive: bool,
    #[serde(default)]
    pub trash: bool,
}

/// # Errors
/// When demo.json does not fit.
pub fn read() -> Result<Plot, serde_json::Error> {
    serde_json::from_str(include_str!("demo.json"))
}
