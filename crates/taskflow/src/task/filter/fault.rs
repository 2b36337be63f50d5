//! What is wrong with a filter, and where.

use crate::base::Error;

/// A place in the text and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Counted in characters, from 1.
    pub column: usize,
    pub message: String,
}

impl Fault {
    pub fn new(column: usize, message: impl Into<String>) -> Self {
        Self { column, message: message.into() }
    }

    /// As an answer to a request whose parameter or field `pointer` held the filter.
    pub fn at(self, pointer: &str) -> Error {
        let message = format!("Column {}: {}", self.column, self.message);
        Error::invalid(pointer, "invalid_filter", message)
    }
}
