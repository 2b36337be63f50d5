//! What any importer brings: one project's worth of work, with the other product's ids.

use crate::base::Stamp;

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
    /// In their order.
    pub columns: Vec<Column>,
    pub labels: Vec<Label>,
    pub people: Vec<Person>,
    /// In their order within each column.
    pub cards: Vec<Card>,
    pub notes: Vec<Note>,
}

/// A list or column: becomes a status.
#[derive(Clone, Debug)]
pub struct Column {
    pub external_id: String,
    pub name: String,
}

/// Becomes a tag.
#[derive(Clone, Debug)]
pub struct Label {
    pub external_id: String,
    pub name: String,
    /// `#RRGGBB`.
    pub colour: String,
}

/// Somebody there; a member here when an address matches.
#[derive(Clone, Debug)]
pub struct Person {
    pub external_id: String,
    pub name: String,
    pub username: String,
    pub email: Option<String>,
}

/// Becomes a task.
#[derive(Clone, Debug)]
pub struct Card {
    pub external_id: String,
    pub title: String,
    pub description: String,
    pub column: String,
    pub labels: Vec<String>,
    pub people: Vec<String>,
    pub due: Option<Stamp>,
    pub archived: bool,
    pub items: Vec<Item>,
    pub comments: Vec<Remark>,
}

/// A line of a checklist: becomes a subtask.
#[derive(Clone, Debug)]
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
    pub at: Stamp,
    pub text: String,
}
