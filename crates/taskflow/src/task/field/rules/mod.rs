//! What a custom field may be, and its values.

mod field;
mod number;
pub mod value;

pub use field::{MOST_FIELDS, checked, key, patched, place};

use serde_json::Value;

use crate::task::rules::title_sort;

/// What a value sorts by, as text byte by byte; options by their place instead, which the store knows. `None` for a
/// list, which is not sorted by.
pub fn sort_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(title_sort(text)),
        Value::Number(number) => number.as_f64().map(number::digits),
        _ => None,
    }
}
