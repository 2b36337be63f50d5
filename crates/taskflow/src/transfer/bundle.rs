//! What any importer brings: one project's worth of work, with the other product's ids.

use std::collections::HashSet;

use crate::base::Stamp;
use crate::project::StatusCategory;
use crate::task::{Due, Priority, Recurrence};

use super::Note;

/// Work from another product, ready to be taken in. Everything that a reader could not express is in `notes`.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// The product, such as `trello`.
    pub source: &'static str,
    /// The board's or project's id there.
    pub external_id: String,
    pub name: String,
    pub description: String,
    /// In their order. Without any, a new project keeps the statuses that all projects start with.
    pub columns: Vec<Column>,
    pub labels: Vec<Label>,
    pub people: Vec<Person>,
    pub goals: Vec<Goal>,
    /// In their order within each column; parents may stand anywhere.
    pub cards: Vec<Card>,
    pub notes: Vec<Note>,
    /// Ids of the labels and people that readers made known one by one.
    pub seen: HashSet<String>,
}

/// A list or column: becomes a status.
#[derive(Clone, Debug, Default)]
pub struct Column {
    pub external_id: String,
    pub name: String,
    /// When the product says so; else the name decides.
    pub category: Option<StatusCategory>,
}

/// Becomes a tag.
#[derive(Clone, Debug)]
pub struct Label {
    pub external_id: String,
    pub name: String,
    /// `#RRGGBB`.
    pub colour: String,
}

/// What cards are to reach together: becomes a milestone.
#[derive(Clone, Debug, Default)]
pub struct Goal {
    pub external_id: String,
    pub name: String,
    /// Markdown.
    pub description: String,
    /// A date.
    pub target_on: Option<String>,
    pub reached: bool,
}

/// Somebody there; a member here when an address matches.
#[derive(Clone, Debug, Default)]
pub struct Person {
    pub external_id: String,
    pub name: String,
    pub username: String,
    pub email: Option<String>,
}

/// Becomes a task.
#[derive(Clone, Debug, Default)]
pub struct Card {
    pub external_id: String,
    pub title: String,
    /// Markdown.
    pub description: String,
    /// Attachments, kept as links below the description.
    pub links: Vec<Link>,
    /// What tasks here have no field for, a line each, below the description.
    pub facts: Vec<String>,
    pub column: String,
    pub labels: Vec<String>,
    pub people: Vec<String>,
    /// What it is to be reached with.
    pub goal: Option<String>,
    pub priority: Priority,
    /// A date.
    pub start_on: Option<String>,
    pub due: Option<Due>,
    pub recurrence: Option<Recurrence>,
    pub estimate: Option<f64>,
    /// The card of the same bundle that it is a part of.
    pub parent: Option<String>,
    pub archived: bool,
    pub items: Vec<Item>,
    pub comments: Vec<Remark>,
}

/// A file that stays where it is.
#[derive(Clone, Debug)]
pub struct Link {
    pub name: String,
    pub url: String,
}

/// A line of a checklist: becomes a subtask.
#[derive(Clone, Debug, Default)]
pub struct Item {
    pub external_id: String,
    pub title: String,
    /// Said of the item besides its title, such as the checklist's name.
    pub description: String,
    pub done: bool,
}

/// Becomes a comment.
#[derive(Clone, Debug)]
pub struct Remark {
    pub external_id: String,
    pub author: String,
    /// When the product says.
    pub at: Option<Stamp>,
    pub text: String,
}

impl Bundle {
    /// The label of this name, made when there is none yet; answers its id.
    pub fn label(&mut self, name: &str, colour: Option<&str>) -> String {
        let id = name.trim().to_lowercase();
        if self.seen.insert(format!("label:{id}")) {
            self.labels.push(Label {
                external_id: id.clone(),
                name: name.trim().to_owned(),
                colour: colour.unwrap_or(GREY).to_owned(),
            });
        }
        id
    }

    /// Somebody of this id, made known when nobody is yet; answers the id.
    pub fn person(&mut self, person: Person) -> String {
        let id = person.external_id.clone();
        if self.seen.insert(format!("person:{id}")) {
            self.people.push(person);
        }
        id
    }

    /// A goal of this id, made known when it is not yet; answers the id.
    pub fn goal(&mut self, goal: Goal) -> String {
        let id = goal.external_id.clone();
        if self.seen.insert(format!("goal:{id}")) {
            self.goals.push(goal);
        }
        id
    }

    /// Notes something about a thing of the file.
    pub fn note(&mut self, kind: &str, external_id: &str, name: &str, message: impl Into<String>) {
        self.notes.push(Note::new(kind, external_id, name, message));
    }
}

/// The colour of a label that has none.
pub const GREY: &str = "#8590A2";
