//! One function per read.

mod activity;
mod fields;
mod filters;
mod groups;
mod images;
mod language;
mod list;
mod one;
mod overview;
mod preview;
mod quick;
mod selection;
mod speaker;
#[cfg(test)]
mod tests;

pub use activity::{activity, project_activity};
pub use fields::{Shown, parse as field_names};
pub use filters::{filters, same_project};
pub use groups::{Asked, grouped_in_project, grouped_in_workspace, mine};
pub use images::images;
pub use language::{Reader, condition};
pub use list::{in_project, in_workspace, matching};
pub use one::by_key;
pub use overview::overview;
pub use preview::preview;
pub use quick::quick;
pub use selection::{Selection, select};
pub use speaker::speaker;
