//! The table: an entry a row, a file a service.

mod account;
mod project;
mod talk;
mod task;
mod workspace;

use super::table::Row;

pub fn all() -> Vec<Row> {
    [account::rows(), workspace::rows(), project::rows(), task::rows(), talk::rows()]
        .into_iter()
        .flatten()
        .collect()
}
