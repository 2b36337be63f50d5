//! Tasks as REST answers them and the log carries them, and what requests say about them.

mod due;
mod kinds;
mod task;

pub use due::{Due, Recurrence, RecurrenceMode};
pub use kinds::{Priority, StatusCategory};
pub use task::{Counts, Task};
