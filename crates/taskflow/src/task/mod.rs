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
pub use comment::{Comment, NewComment, Reaction, create as create_comment};
pub use model::{Counts, Due, Priority, Recurrence, RecurrenceMode, StatusCategory, Task};
pub use relation::{NewRelation, Relation, RelationKind, SeenAs, create as create_relation};
pub use store::load_many;
pub use tag::{NewTag, Tag, by_names as tags_by_names, create as create_tag};
pub use watcher::Watcher;
