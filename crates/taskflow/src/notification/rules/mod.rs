//! Who is told of what, where and when: no database, no clock.

mod due;
mod preferences;
mod subscription;
mod told;
mod wish;

pub use due::{DueStep, due_instant, due_key, due_step, is_open, next_day, next_week, overdue_at};
pub use preferences::patched;
pub use subscription::keys;
pub use told::{TaskSide, Told, of_comment, of_invitation, of_task};
pub use wish::{after_quiet, wanted};
