//! Search: words in tasks, comments and projects.
//!
//! Texts are cut into words here, the same for both databases: accents and case are gone before the database sees a
//! word, and so it is with what people look for ([`rules`]). The database keeps which words stand where ([`store`]) and
//! answers with the newest that fit; which of them fits best is decided here ([`rules::rank`]).

mod api;
mod fill;
mod model;
mod projects;
mod queries;
mod rules;
mod show;
mod store;

pub use api::routes;
pub use fill::{fill, rebuild};
pub use store::{along, forget, index_comment, later, reindex_moved};
