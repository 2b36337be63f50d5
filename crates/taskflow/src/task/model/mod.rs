//! Tasks as REST answers them and the log carries them, and what requests say about them.

mod activity;
mod bulk;
mod due;
mod group;
mod input;
mod preview;
mod priority;
mod query;
mod quick;
mod task;

pub use activity::ActivityEntry;
pub use bulk::{BulkAction, BulkChanged, BulkChanges, BulkEdit, BulkRefusal, BulkReport};
pub use due::{Due, Recurrence};
pub use group::{Group, GroupBy, GroupHead, GroupQuery, Lane};
pub use input::{Edge, MoveTask, NewTask, TaskPatch};
pub use preview::{Occurrence, RecurrencePreview, RecurrenceQuestion};
pub use priority::Priority;
pub use query::{Archived, TaskQuery};
pub use quick::{QuickAdd, QuickAdded, QuickChip, QuickLine};
pub use task::{Counts, Task};
