//! Tasks as REST answers them and the log carries them, and what requests say about them.

mod activity;
mod bulk;
mod due;
mod group;
mod input;
mod overview;
mod preview;
mod priority;
mod query;
mod quick;
mod task;

pub use activity::ActivityEntry;
pub use bulk::{BulkAction, BulkChanged, BulkChanges, BulkEdit, BulkRefusal, BulkReport};
pub use due::{Due, Recurrence};
pub use group::{Group, GroupBy, GroupHead, GroupQuery, Lane, MineQuery};
pub use input::{Edge, MoveTask, NewTask, SeriesScope, TaskPatch};
pub use overview::{Latest, Overview};
pub use preview::{Occurrence, RecurrencePreview, RecurrenceQuestion};
pub use priority::Priority;
pub use query::{Archived, Mine, TaskQuery};
pub use quick::{QuickAdd, QuickAdded, QuickChip, QuickLine};
pub use task::{Counts, Task};
