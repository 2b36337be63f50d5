//! Projects: the tree, who gets into it, its members and statuses.

mod access;
mod basics;
mod lifecycle;
mod members;
mod order;
pub mod people;
mod purge;
mod races;
mod statuses;
