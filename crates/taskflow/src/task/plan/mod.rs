//! What milestones and cycles have in common: tasks are planned for them, and they show how far those are.

mod pieces;
mod progress;
mod store;

pub use pieces::{MOST_TASKS, in_pieces, take_off};
pub use progress::{EstimateSums, Progress, TaskCounts};
pub use store::{Plan, progress, read as read_progress};
