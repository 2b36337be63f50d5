//! Tasks as they were: read from the log, shown by today's rights.

mod list;
mod one;
mod rules;

pub use list::{in_project, in_workspace};
pub use one::{one, read};
