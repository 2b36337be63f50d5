//! A small HTTP client: one person's (or nobody's) view of the API.

use std::future::{Future, IntoFuture};
use std::panic::Location;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::Method;
use reqwest::header::{HeaderName, HeaderValue};
use serde_json::Value;

use super::Reply;

/// Answers of the kind 5xx that no test has asked for yet.
#[derive(Clone, Default)]
pub struct Faults(Arc<Mutex<Vec<(u64, String)>>>);

impl Faults {
    fn add(&self, text: String) -> u64 {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let id = faults.last().map_or(1, |(last, _)| last + 1);
        faults.push((id, text));
        id
    }

    /// The test expected this one.
    pub fn forgive(&self, id: u64) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|(other, _)| *other != id);
    }

    pub fn list(&self) -> Vec<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .map(|(_, text)| text.clone())
            .collect()
    }
}

/// Sends requests as one person. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    origin: String,
    token: Option<String>,
    faults: Faults,
}

impl Client {
    pub fn new(http: reqwest::Client, origin: String, faults: Faults) -> Self {
        Self { http, origin, token: None, faults }
    }

    /// The same client with another access or API token.
    pub fn with_token(&self, token: impl Into<String>) -> Self {
        Self { token: Some(token.into()), ..self.clone() }
    }

    /// Nobody's view of the same server.
    pub fn signed_out(&self) -> Self {
        Self { token: None, ..self.clone() }
    }

    /// The same person at another server of the same database.
    pub fn on(&self, server: std::net::SocketAddr) -> Self {
        Self { origin: format!("http://{server}"), ..self.clone() }
    }

    /// `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    pub fn token(&self) -> &str {
        self.token.as_deref().expect("a signed-in client")
    }

    #[track_caller]
    pub fn get(&self, path: impl AsRef<str>) -> Request {
        self.request(Method::GET, path.as_ref())
    }

    #[track_caller]
    pub fn post(&self, path: impl AsRef<str>) -> Request {
        self.request(Method::POST, path.as_ref())
    }

    #[track_caller]
    pub fn patch(&self, path: impl AsRef<str>) -> Request {
        self.request(Method::PATCH, path.as_ref())
    }

    #[track_caller]
    pub fn put(&self, path: impl AsRef<str>) -> Request {
        self.request(Method::PUT, path.as_ref())
    }

    #[track_caller]
    pub fn delete(&self, path: impl AsRef<str>) -> Request {
        self.request(Method::DELETE, path.as_ref())
    }

    /// Reads an address of the web app: `path` is from the root.
    #[track_caller]
    pub fn at(&self, path: impl AsRef<str>) -> Request {
        self.send(Method::GET, path.as_ref(), "")
    }

    /// `path` is below `/api/v1`, unless it names `/api`, `/health` or `/metrics` itself.
    #[track_caller]
    pub fn request(&self, method: Method, path: &str) -> Request {
        let outside = ["/api/", "/health", "/metrics"].iter().any(|prefix| path.starts_with(prefix));
        self.send(method, path, if outside { "" } else { "/api/v1" })
    }

    #[track_caller]
    fn send(&self, method: Method, path: &str, below: &str) -> Request {
        let url = format!("{}{below}{path}", self.origin);
        let mut builder = self.http.request(method.clone(), url);
        if let Some(token) = &self.token {
            builder = builder.bearer_auth(token);
        }
        let what = format!("{method} {path}");
        Request {
            builder,
            what,
            asked_at: Location::caller(),
            faults: self.faults.clone(),
        }
    }
}

/// A request being put together; `.await` sends it.
#[must_use = "a request is sent by .await"]
pub struct Request {
    builder: reqwest::RequestBuilder,
    what: String,
    asked_at: &'static Location<'static>,
    faults: Faults,
}

impl Request {
    pub fn json(mut self, body: Value) -> Self {
        self.builder = self.builder.json(&body);
        self
    }

    /// Any bytes as any type.
    pub fn body(mut self, media_type: &str, bytes: impl Into<reqwest::Body>) -> Self {
        self.builder = self.builder.header("content-type", media_type).body(bytes);
        self
    }

    pub fn multipart(mut self, form: reqwest::multipart::Form) -> Self {
        self.builder = self.builder.multipart(form);
        self
    }

    pub fn query(mut self, pairs: &[(&str, &str)]) -> Self {
        self.builder = self.builder.query(pairs);
        self
    }

    pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        let name: HeaderName = name.parse().expect("a header's name");
        self.builder = self
            .builder
            .header(name, HeaderValue::from_str(value.as_ref()).expect("a header's value"));
        self
    }

    /// Only if the thing still has this version.
    pub fn if_match(self, version: i64) -> Self {
        self.header("if-match", format!("\"{version}\""))
    }

    pub fn idempotency_key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    pub async fn send(self) -> Reply {
        let failed = format!("{} at {}", self.what, self.asked_at);
        self.attempt().await.unwrap_or_else(|error| panic!("{failed}: {error:?}"))
    }

    /// `None` when the server is not there, or goes away before it has answered.
    pub async fn try_send(self) -> Option<Reply> {
        self.attempt().await.ok()
    }

    async fn attempt(self) -> reqwest::Result<Reply> {
        let (what, asked_at) = (self.what, self.asked_at);
        let response = self.builder.send().await?;
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let body = response.bytes().await?;
        let fault = (status >= 500).then(|| {
            let id = self.faults.add(format!(
                "  {what} at {asked_at} was answered {status}: {}",
                String::from_utf8_lossy(&body)
            ));
            (self.faults.clone(), id)
        });
        Ok(Reply::new(what, status, headers, body.to_vec(), fault))
    }
}

impl IntoFuture for Request {
    type Output = Reply;
    type IntoFuture = Pin<Box<dyn Future<Output = Reply> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
