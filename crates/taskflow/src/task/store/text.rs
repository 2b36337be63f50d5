//! A statement that is put together from static fragments, with its values.

use taskflow_db::{Part, Sql, Value};

#[derive(Default)]
pub struct Text {
    parts: Vec<Part>,
    pub values: Vec<Value>,
}

impl Text {
    pub fn put(&mut self, part: &'static str) {
        self.parts.push(Part::Text(part));
    }

    pub fn bind(&mut self, value: impl Into<Value>) {
        self.values.push(value.into());
        self.parts.push(Part::Value(self.values.len()));
    }

    /// `before $n after`
    pub fn term(&mut self, before: &'static str, value: impl Into<Value>, after: &'static str) {
        self.put(before);
        self.bind(value);
        self.put(after);
    }

    /// The statement, under a name for messages and traces.
    pub fn sql(&self, name: &'static str) -> Sql {
        Sql::compose(&self.parts).named(name)
    }
}
