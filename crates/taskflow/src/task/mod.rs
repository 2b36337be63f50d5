//! Tasks and everything that hangs on them: tags, comments, relations, watchers.

mod access;
mod attached;
mod commands;
mod comment;
mod model;
mod relation;
mod store;
mod tag;
mod watcher;

pub use access::{TaskAccess, lock, open};
pub use attached::{images, routes};
pub use commands::{CountChange, touch, touch_all};
pub use comment::{Comment, Reaction};
pub use model::{Counts, Due, Priority, Recurrence, RecurrenceMode, StatusCategory, Task};
pub use relation::Relation;
pub use store::load_many;
pub use tag::Tag;
pub use watcher::Watcher;
