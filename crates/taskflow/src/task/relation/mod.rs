//! How tasks relate: which blocks, duplicates, or just has to do with which.

mod api;
mod commands;
mod model;
mod queries;
mod rules;
mod store;

pub use api::routes;
pub use commands::{create, delete, put_back};
pub use model::{NewRelation, Relation, RelationKind, SeenAs};
pub use queries::{images, is_blocked};
pub use store::of_tasks;
