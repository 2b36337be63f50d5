//! SQL of the index. It holds what tasks and comments say, is written with them and can be made anew from them.

mod expression;
mod fill;
mod find;
mod write;

pub use expression::{Scope, expression};
pub use fill::{Batch, behind, comments_after, empty, passed, start_again, tasks_after};
pub use find::{Found, STRETCH, find, newest};
pub use write::{along, forget, index_comment, index_task, later, reindex_moved};
