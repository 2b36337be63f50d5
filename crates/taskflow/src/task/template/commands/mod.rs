//! What can be done with templates.

mod edit;
mod maker;
mod projects;
mod save;
mod tasks;

use edit::keep;
pub use edit::{create, delete, open, update};
pub use projects::make_project;
pub use save::{save_project, save_task};
pub use tasks::make_tasks;
