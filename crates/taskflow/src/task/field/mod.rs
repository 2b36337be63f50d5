//! Custom fields: what a workspace or a project wants to know of its tasks besides what every task has.

mod api;
mod commands;
mod model;
mod queries;
mod rules;
mod store;

pub use api::routes;
pub use commands::{ask_required, create, require_all};
pub use model::{CustomField, FieldKind, FieldOption, NewField, NewOption};
pub use queries::{FieldSort, grouping, images, in_sight, of_projects, page, sort};
pub use rules::{MOST_FIELDS, checked, key, sort_text, value::clean};
pub use store::hold;
