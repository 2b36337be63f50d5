//! What a template may hold, and what becomes of it.

mod draft;
mod mentions;
mod plan;
mod taken;
mod when;

pub use draft::{checked, patched};
pub use mentions::{Known, Mentions};
pub use plan::planned_field;
pub use taken::{Frame, taken};
pub use when::{days_between, later, new_task, on};

/// Tasks that a template makes at most: more would hold up everybody else's writes.
pub const MOST_TASKS: usize = 300;
/// Templates for all projects of a workspace, and of one project.
pub const MOST_SHARED: i64 = 200;
pub const MOST_OF_A_PROJECT: i64 = 50;
/// Characters of a template's name.
const MOST_CHARACTERS: usize = 100;
/// Bytes of what a template makes, as JSON.
const MOST_BYTES: usize = 200_000;
