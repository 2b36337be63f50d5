//! The parts of the answers that are read. Everything else is left alone.

use serde::Deserialize;

/// One page, or a list of pages.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Page<T>(Vec<Leaf<T>>);

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Leaf<T> {
    Thing(Box<T>),
    Page(Vec<T>),
}

impl<T> Page<T> {
    pub fn into_things(self, all: &mut Vec<T>) {
        for leaf in self.0 {
            match leaf {
                Leaf::Thing(thing) => all.push(*thing),
                Leaf::Page(things) => all.extend(things),
            }
        }
    }
}

/// An issue or a comment, told apart by what they have; events have neither and are left alone.
#[derive(Debug, Deserialize)]
pub struct Thing {
    pub id: u64,
    #[serde(default)]
    pub url: String,
    #[serde(default)]
    pub html_url: Option<String>,
    /// Issues have one.
    #[serde(default)]
    pub number: Option<u64>,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub body: Option<String>,
    #[serde(default)]
    pub state: Option<String>,
    #[serde(default)]
    pub state_reason: Option<String>,
    #[serde(default)]
    pub labels: Vec<Label>,
    #[serde(default)]
    pub milestone: Option<Milestone>,
    #[serde(default)]
    pub assignee: Option<User>,
    #[serde(default)]
    pub assignees: Option<Vec<User>>,
    #[serde(default)]
    pub user: Option<User>,
    #[serde(default)]
    pub pull_request: Option<PullRequest>,
    #[serde(default)]
    pub comments: Option<u64>,
    #[serde(default)]
    pub created_at: Option<String>,
    #[serde(default)]
    pub closed_at: Option<String>,
    /// Comments have one.
    #[serde(default)]
    pub issue_url: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Label {
    Named(String),
    Full {
        name: String,
        #[serde(default)]
        color: Option<String>,
    },
}

#[derive(Debug, Deserialize)]
pub struct Milestone {
    #[serde(default)]
    pub number: Option<u64>,
    pub title: String,
    #[serde(default)]
    pub description: Option<String>,
    #[serde(default)]
    pub state: Option<String>,
    #[serde(default)]
    pub due_on: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct User {
    pub login: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub email: Option<String>,
}

/// Every issue of long ago has one, with nothing in it.
#[derive(Debug, Default, Deserialize)]
pub struct PullRequest {
    #[serde(default)]
    pub url: Option<String>,
    #[serde(default)]
    pub html_url: Option<String>,
}
