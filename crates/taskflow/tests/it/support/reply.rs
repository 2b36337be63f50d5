//! An answer, and what a test asks of it. A failure prints the request and the whole body.

use reqwest::header::HeaderMap;
use serde_json::Value;
use uuid::Uuid;

use super::client::Faults;

pub struct Reply {
    /// `GET /tasks`
    what: String,
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
    json: Option<Value>,
    /// Where a 5xx was noted.
    fault: Option<(Faults, u64)>,
}

impl Reply {
    pub fn new(
        what: String,
        status: u16,
        headers: HeaderMap,
        body: Vec<u8>,
        fault: Option<(Faults, u64)>,
    ) -> Self {
        let json = serde_json::from_slice(&body).ok();
        Self { what, status, headers, body, json, fault }
    }

    pub fn code(&self) -> u16 {
        self.status
    }

    /// Asserts the status.
    #[track_caller]
    pub fn status(self, wanted: u16) -> Self {
        if self.status == wanted
            && let Some((faults, id)) = &self.fault
        {
            faults.forgive(*id);
        }
        assert_eq!(self.status, wanted, "{self}");
        self
    }

    /// Asserts a problem: its status, its code, and that it looks like one.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Self {
        let reply = self.status(status);
        assert_eq!(reply.header("content-type"), "application/problem+json", "{reply}");
        assert_eq!(reply.at("/code"), code, "{reply}");
        assert_eq!(reply.at("/status"), status, "{reply}");
        for key in ["/type", "/title", "/detail", "/instance", "/request_id"] {
            assert!(reply.at(key).is_string(), "{key} is missing: {reply}");
        }
        reply
    }

    /// Asserts a 422 that names this field (a JSON pointer) among its errors.
    #[track_caller]
    pub fn invalid(self, pointer: &str) -> Self {
        let reply = self.status(422);
        let errors = reply.at("/errors").as_array().cloned().unwrap_or_default();
        assert!(errors.iter().any(|e| e["pointer"] == pointer), "no error points to {pointer:?}: {reply}");
        reply
    }

    /// The value at a JSON pointer. Fails when there is none.
    #[track_caller]
    pub fn at(&self, pointer: &str) -> &Value {
        self.find(pointer).unwrap_or_else(|| panic!("nothing at {pointer:?}: {self}"))
    }

    /// The value at a JSON pointer, if there is one.
    pub fn find(&self, pointer: &str) -> Option<&Value> {
        self.json.as_ref()?.pointer(pointer)
    }

    #[track_caller]
    pub fn text_at(&self, pointer: &str) -> &str {
        self.at(pointer)
            .as_str()
            .unwrap_or_else(|| panic!("no text at {pointer:?}: {self}"))
    }

    #[track_caller]
    pub fn number_at(&self, pointer: &str) -> i64 {
        self.at(pointer)
            .as_i64()
            .unwrap_or_else(|| panic!("no integer at {pointer:?}: {self}"))
    }

    /// The id of the thing answered.
    #[track_caller]
    pub fn id(&self) -> Uuid {
        self.id_at("/id")
    }

    #[track_caller]
    pub fn id_at(&self, pointer: &str) -> Uuid {
        self.text_at(pointer)
            .parse()
            .unwrap_or_else(|_| panic!("no id at {pointer:?}: {self}"))
    }

    /// The version of the thing answered.
    #[track_caller]
    pub fn version(&self) -> i64 {
        self.number_at("/version")
    }

    /// The rows of a list.
    #[track_caller]
    pub fn items(&self) -> &[Value] {
        self.at("/items").as_array().unwrap_or_else(|| panic!("no list: {self}"))
    }

    /// One field of every row of a list: `texts("title")`.
    #[track_caller]
    pub fn texts(&self, field: &str) -> Vec<&str> {
        self.items()
            .iter()
            .map(|item| item[field].as_str().unwrap_or_else(|| panic!("no {field}: {self}")))
            .collect()
    }

    /// Asserts the value at a JSON pointer.
    #[track_caller]
    pub fn has(self, pointer: &str, wanted: impl Into<Value>) -> Self {
        assert_eq!(*self.at(pointer), wanted.into(), "at {pointer}: {self}");
        self
    }

    #[track_caller]
    pub fn json(&self) -> &Value {
        self.json.as_ref().unwrap_or_else(|| panic!("no JSON: {self}"))
    }

    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// A header's value; empty when it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }
}

impl std::fmt::Display for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let body = String::from_utf8_lossy(&self.body);
        let shown: String = body.chars().take(4000).collect();
        write!(f, "{} answered {}: {shown}", self.what, self.status)
    }
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}
