//! Who may do what: every operation that the server describes, by every kind of caller, on what is theirs to see and on
//! what is not.
//!
//! The operations come from the OpenAPI document; `rows` says of each how it is called and who may. Whoever may not is
//! answered 401, 403 when they see the thing, or else 404, and then as if it did not exist. A new operation without a
//! row fails, and so does a row without an operation.

pub mod callers;
mod check;
pub mod document;
pub mod rows;
pub mod send;
pub mod stage;
pub mod table;
mod verdict;
pub mod world;

use std::sync::Arc;

use check::Check;
use world::World;

on_both! {
    async fn every_operation_by_every_caller(app: TestApp) {
        let operations = document::operations(&app).await;
        let rows = rows::all();
        let mut faults =
            document::mismatches(&operations, &rows.iter().map(|row| row.operation).collect());
        let world = Arc::new(World::make(&app).await);
        let only = std::env::var("TASKFLOW_MATRIX").ok();
        for row in &rows {
            let wanted = only.as_ref().is_none_or(|only| row.name().contains(only.as_str()));
            if let Some(operation) = operations.get(row.operation).filter(|_| wanted) {
                faults.extend(Check { world: &world, row, operation }.run().await);
            }
        }
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    }
}
