//! What the server says that it does: its OpenAPI document.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;

use crate::support::TestApp;

/// One operation of the document.
#[derive(Clone, Debug)]
pub struct Operation {
    pub method: Method,
    /// With `{names}` for its parameters.
    pub path: String,
}

impl Operation {
    /// The names in its path.
    pub fn parameters(&self) -> Vec<&str> {
        self.path
            .split('{')
            .skip(1)
            .filter_map(|part| Some(part.split_once('}')?.0))
            .collect()
    }

    pub fn is_read(&self) -> bool {
        self.method == Method::GET
    }
}

/// All of them, by `operationId`.
pub async fn operations(app: &TestApp) -> BTreeMap<String, Operation> {
    let document = app.anonymous().get("/api/v1/openapi.json").await.status(200);
    let mut found = BTreeMap::new();
    for (path, item) in document.at("/paths").as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap().iter().filter(|(_, it)| it.is_object()) {
            let id = operation["operationId"].as_str();
            let id = id.unwrap_or_else(|| panic!("{method} {path} has no operationId")).to_owned();
            let method = method.to_uppercase().parse().unwrap();
            let known = found.insert(id.clone(), Operation { method, path: path.clone() });
            assert!(known.is_none(), "two operations are called {id}");
        }
    }
    found
}

/// The operations without a row, and the rows without an operation.
pub fn mismatches(operations: &BTreeMap<String, Operation>, rows: &BTreeSet<&str>) -> Vec<String> {
    let without_row = operations.keys().filter(|id| !rows.contains(id.as_str()));
    let without_row =
        without_row.map(|id| format!("  {id}: the API has it, and the matrix has no row for it"));
    let without_operation = rows.iter().filter(|id| !operations.contains_key(**id));
    without_row
        .chain(
            without_operation
                .map(|id| format!("  {id}: the matrix has a row for it, and the API has it not")),
        )
        .collect()
}
