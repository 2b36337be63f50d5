//! SQL of tasks.

mod counts;
mod rows;

pub use counts::{add_attachments, add_comments, touch_all};
pub use rows::{find, find_locked, load_many};
