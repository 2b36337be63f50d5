//! What milestones and cycles have in common: tasks are planned for them, and they show how far those are.

mod progress;
mod store;
mod take_off;

pub use progress::{EstimateSums, Progress, TaskCounts};
pub use store::{Plan, progress, read as read_progress};
pub use take_off::take_off;
