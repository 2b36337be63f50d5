//! The table: an entry a row, a file a service.

mod account;
mod project;
mod workspace;

use super::table::Row;

pub fn all() -> Vec<Row> {
    [account::rows(), workspace::rows(), project::rows()]
        .into_iter()
        .flatten()
        .collect()
}
