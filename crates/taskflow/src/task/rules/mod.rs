//! What is allowed of tasks: pure decisions, no database, no clock.

mod apply;
mod bulk;
mod dates;
mod group;
mod listing;
mod place;
mod series;
mod text;
mod tree;

pub use apply::{apply, blank, carry, put_off};
pub use bulk::{MAX_BULK, bulk_pointers, check_bulk, lists};
pub use dates::{as_rule_due, date, due, due_sort, from_rule_due, parse_date, shifted};
pub use group::{DueIn, GroupKey, GroupPlace, GroupValue, cards, parse_groups};
pub use listing::{
    Key, Mark, SortBy, Sortable, order_name, parse_order, parse_sort, sorting_field, title_sort,
};
pub use place::{fitting, spread_room};
pub use series::{
    along, days_before, except, keep_for_following, lead, pattern, rule_of, runs, take_over, times,
};
pub use text::description;
pub use tree::count_changes;

/// The longest list of assignees or tags.
pub const MAX_LIST: usize = 50;
/// How many levels of subtasks a task may have below it.
pub const MAX_DEPTH: usize = 5;
/// How many direct subtasks a task may have.
pub const MAX_SUBTASKS: i64 = 500;
