//! A call as it is sent, and what it is bent into.

use serde_json::Value;
use uuid::Uuid;

use super::document::Operation;
use super::table::Call;
use crate::support::{Client, Reply};

#[derive(Clone)]
pub struct Prepared {
    operation: Operation,
    /// Every name of the path, in its order, with a value.
    parameters: Vec<(String, String)>,
    query: &'static str,
    body: Option<Value>,
    conditional: bool,
}

/// An id that nothing has.
fn nothing() -> String {
    Uuid::now_v7().to_string()
}

fn is_id(text: &str) -> bool {
    text.parse::<Uuid>().is_ok()
}

impl Prepared {
    pub fn new(operation: &Operation, defaults: [(&str, Uuid); 2], call: Call) -> Self {
        let value = |name: &str| {
            let given = call.parameters.iter().find(|(other, _)| *other == name);
            let default = || defaults.iter().find(|(other, _)| *other == name).map(|(_, id)| id.to_string());
            let value = given.map(|(_, value)| value.clone()).or_else(default);
            (
                name.to_owned(),
                value.unwrap_or_else(|| panic!("{}: no value for {{{name}}}", operation.path)),
            )
        };
        Self {
            operation: operation.clone(),
            parameters: operation.parameters().into_iter().map(value).collect(),
            query: call.query,
            body: call.body,
            conditional: false,
        }
    }

    /// With a version that the thing does not have.
    pub fn conditional(&self) -> Self {
        Self { conditional: true, ..self.clone() }
    }

    /// To something that does not exist; in the same workspace, if the caller sees that.
    pub fn unknown(&self, keeps_workspace: bool) -> Self {
        let mut call = self.clone();
        for (name, value) in &mut call.parameters {
            match name.as_str() {
                "ws" if keeps_workspace => {}
                "key" => *value = "NOTHING-1".to_owned(),
                _ if is_id(value) => *value = nothing(),
                _ => {}
            }
        }
        call
    }

    /// With something foreign: in each place of the path but the first, and in the body. Each beside the same with
    /// something that does not exist.
    pub fn with_foreign(&self, foreign: &Self) -> Vec<(&'static str, Self, Self)> {
        let mut bent = Vec::new();
        for place in 1..self.parameters.len() {
            if !is_id(&self.parameters[place].1) {
                continue;
            }
            let (mut other, mut unknown) = (self.clone(), self.clone());
            other.parameters[place].1.clone_from(&foreign.parameters[place].1);
            unknown.parameters[place].1 = nothing();
            bent.push(("path", other, unknown));
        }
        let mut unknown = foreign.body.clone().unwrap_or_default();
        if foreign.body != self.body && replace_ids(&mut unknown) {
            let with = |body| Self { body, ..self.clone() };
            bent.push(("body", with(foreign.body.clone()), with(Some(unknown))));
        }
        bent
    }

    pub async fn send(&self, by: &Client) -> Reply {
        let mut path = self.operation.path.clone();
        for (name, value) in &self.parameters {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        let mut request = by.request(self.operation.method.clone(), &format!("{path}{}", self.query));
        if self.conditional {
            let header = if self.operation.is_read() { "if-none-match" } else { "if-match" };
            request = request.header(header, "\"999999\"");
        }
        if let Some(body) = &self.body {
            request = request.json(body.clone());
        }
        request.await
    }
}

/// Puts ids of nothing in the place of all ids; tells whether there were any.
fn replace_ids(body: &mut Value) -> bool {
    match body {
        Value::String(text) if is_id(text) => {
            *text = nothing();
            true
        }
        Value::Array(items) => items.iter_mut().fold(false, |found, item| replace_ids(item) | found),
        Value::Object(fields) => fields.values_mut().fold(false, |found, item| replace_ids(item) | found),
        _ => false,
    }
}
