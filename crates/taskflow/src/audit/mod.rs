//! Who did what, when and from where: a reader of the log.

mod api;
mod filter;
mod lines;
mod model;
mod proof;
mod queries;
mod sweep;

pub use api::routes;
pub use lines::{Export, Lines};
pub use proof::{Proof, Verdict};
pub use sweep::sweep;
