//! Any table: a mapping says which column is what, what its words mean, and how its dates are written.

mod guess;
mod mapping;
mod read;

pub use guess::propose;
pub use mapping::{Field, Mapping, Proposal};
pub use read::read;

const WHAT: &str = "a table as CSV";

#[cfg(test)]
mod tests;
