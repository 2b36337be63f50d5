//! The requests beside the socket.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;

use crate::Stream;

/// Where the server is and who asks. Cheap to clone; its HTTP connections are shared.
#[derive(Clone)]
pub struct Server(Arc<Inner>);

struct Inner {
    origin: String,
    bearer: String,
    http: reqwest::Client,
}

/// A request that brought nothing.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("the server cannot be reached: {0}")]
    Unreachable(#[from] reqwest::Error),
    #[error("the server answered {0}")]
    Refused(u16),
    #[error("the answer cannot be read: {0}")]
    Unreadable(String),
}

impl Failure {
    /// Who asks must sign in again.
    pub fn is_signed_out(&self) -> bool {
        matches!(self, Self::Refused(401))
    }
}

/// Without any byte for this long an answer is given up.
const SILENCE: Duration = Duration::from_secs(30);

impl Server {
    /// `origin` such as `http://127.0.0.1:8080`; `bearer` an access or API token.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn new(origin: &str, bearer: &str) -> Result<Self, Failure> {
        let http = reqwest::Client::builder().no_proxy().read_timeout(SILENCE).build()?;
        Ok(Self::with_http(http, origin, bearer))
    }

    /// The same with an HTTP client that many share.
    pub fn with_http(http: reqwest::Client, origin: &str, bearer: &str) -> Self {
        let origin = origin.trim_end_matches('/').to_owned();
        Self(Arc::new(Inner { origin, bearer: bearer.to_owned(), http }))
    }

    /// Where sockets are.
    pub(super) fn socket(&self) -> String {
        format!("{}/api/v1/ws", self.0.origin.replacen("http", "ws", 1))
    }

    /// A ticket for one socket.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn ticket(&self) -> Result<String, Failure> {
        #[derive(Deserialize)]
        struct Issued {
            ticket: String,
        }
        let request = self.0.http.post(format!("{}/api/v1/sync/ticket", self.0.origin));
        let answer = self.send(request).await?.text().await?;
        let issued: Issued =
            serde_json::from_str(&answer).map_err(|error| Failure::Unreadable(error.to_string()))?;
        Ok(issued.ticket)
    }

    /// Hands each line of a snapshot, of all or of what `query` names, to `line`.
    ///
    /// # Errors
    /// [`Failure`], also what `line` says.
    pub async fn snapshot(
        &self,
        stream: Stream,
        query: &str,
        line: impl FnMut(&str) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.lines(&format!("{stream}/snapshot?{query}"), line).await
    }

    /// Hands each frame of the log after `token` to `line`.
    ///
    /// # Errors
    /// [`Failure`], also what `line` says.
    pub async fn log(
        &self,
        stream: Stream,
        token: &str,
        scope: Option<&str>,
        line: impl FnMut(&str) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let scope = scope.map(|scope| format!("&scope={scope}")).unwrap_or_default();
        self.lines(&format!("{stream}/log?after={token}{scope}"), line).await
    }

    async fn lines(
        &self,
        path: &str,
        mut line: impl FnMut(&str) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let request = self.0.http.get(format!("{}/api/v1/sync/{path}", self.0.origin));
        let mut answer = self.send(request).await?;
        let mut rest: Vec<u8> = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            // Only the new bytes can hold an end of line.
            let mut search = rest.len();
            rest.extend_from_slice(&chunk);
            let mut begin = 0;
            while let Some(end) = rest[search..].iter().position(|byte| *byte == b'\n') {
                let end = search + end;
                let text = str::from_utf8(&rest[begin..end])
                    .map_err(|error| Failure::Unreadable(error.to_string()))?;
                line(text)?;
                (begin, search) = (end + 1, end + 1);
            }
            rest.drain(..begin);
        }
        if rest.is_empty() {
            Ok(())
        } else {
            Err(Failure::Unreadable("half a line".to_owned()))
        }
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<reqwest::Response, Failure> {
        let answer = request.bearer_auth(&self.0.bearer).send().await?;
        match answer.status().as_u16() {
            200..=299 => Ok(answer),
            status => Err(Failure::Refused(status)),
        }
    }
}
