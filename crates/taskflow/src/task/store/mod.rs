//! SQL of tasks.

mod audience;
mod column;
mod counts;
mod filter;
mod group;
mod list;
mod purge;
mod rows;
mod series;
mod tags;
mod text;
mod tree;
mod walk;
mod write;

pub use audience::watching;
pub use column::{Place, above, below, place_of, reposition};
pub use counts::{add_attachments, add_comments, add_subtasks, add_tracked, touch_all};
#[cfg(test)]
pub use group::count_statement;
pub use group::{Counted, group_counts, heads};
#[cfg(test)]
pub use list::statements;
pub use list::{Filter, Listing, Scope, count, ids, page};
pub use purge::{delete, expired, hanging, mark_trashed, of_project, tops};
pub use rows::{Read, all_of, by_keys, find, find_and_ask, find_by_key, find_locked, load_many, lock_many};
pub use series::{by_calendar, dated, later_of_series};
pub use tags::known_tags;
pub use text::Text;
pub use tree::{ancestors, descendants, has_tasks, projects_of, with_subtasks};
pub use walk::{Step, walk};
pub use write::{insert, save_all};
