//! One request on one connection, within a time and a size.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::Method;
use hyper::client::conn::http1;
use hyper::header::{CONNECTION, HOST, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use hyper_util::rt::TokioIo;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;

use super::connect::{self, Connection};
use super::{Policy, Target};
use crate::config;

/// How long an exchange may take, unless the request says otherwise.
const TIMEOUT: Duration = Duration::from_secs(15);
/// Bytes of an answer that are read, unless the request says otherwise.
const LIMIT: usize = 64 * 1024;
/// Bytes of an answer's head.
const HEAD: usize = 32 * 1024;
const AGENT: &str = concat!("TaskFlow/", env!("CARGO_PKG_VERSION"));

/// Tells the addresses of a name in the system's stead.
pub type Resolver = Arc<dyn Fn(&str) -> Vec<IpAddr> + Send + Sync>;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It may not be reached; nothing was connected.
    #[error("not allowed: {0}")]
    Forbidden(String),
    #[error("{0}")]
    Unreachable(String),
    #[error("no answer in time")]
    TimedOut,
}

/// What is to be asked.
#[derive(Clone, Debug)]
pub struct Request {
    method: Method,
    pub url: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// For everything, from the name to the last byte.
    pub timeout: Duration,
    /// Bytes of the answer's body that are read; the rest is left.
    pub limit: usize,
}

impl Request {
    pub fn post(url: impl Into<String>, body: Vec<u8>) -> Self {
        Self::new(Method::POST, url.into(), body)
    }

    pub fn get(url: impl Into<String>) -> Self {
        Self::new(Method::GET, url.into(), Vec::new())
    }

    fn new(method: Method, url: String, body: Vec<u8>) -> Self {
        Self { method, url, headers: Vec::new(), body, timeout: TIMEOUT, limit: LIMIT }
    }
}

/// What was answered: redirects and refusals of theirs, too.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    headers: HeaderMap,
    /// As far as the limit.
    pub body: Vec<u8>,
    /// There was more.
    pub cut: bool,
}

impl Reply {
    /// A header, when it is there and ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// All headers, one a line.
    pub fn head(&self) -> String {
        let line = |(name, value): (&HeaderName, &HeaderValue)| {
            format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes()))
        };
        self.headers.iter().map(line).collect()
    }
}

/// The way out.
#[derive(Clone)]
pub struct Outgoing {
    policy: Arc<Policy>,
    tls: TlsConnector,
    resolver: Option<Resolver>,
}

impl Outgoing {
    /// # Errors
    /// A setting that cannot be used.
    pub fn new(settings: &config::Outgoing) -> Result<Self, String> {
        Ok(Self {
            policy: Arc::new(Policy::new(settings)?),
            tls: connect::tls(&settings.ca_file)?,
            resolver: None,
        })
    }

    /// The same with other answers to names.
    #[must_use]
    pub fn resolving(self, resolver: Resolver) -> Self {
        Self { resolver: Some(resolver), ..self }
    }

    /// Reads an address that somebody gave; what a name resolves to is found out when it is used.
    ///
    /// # Errors
    /// Why it will never be reached, for people.
    pub fn target(&self, url: &str) -> Result<Target, String> {
        Target::parse(url, &self.policy)
    }

    /// Asks, and reads the answer.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn send(&self, request: Request) -> Result<Reply, Refusal> {
        let target = self.target(&request.url).map_err(Refusal::Forbidden)?;
        let timeout = request.timeout;
        let exchange = async {
            let addresses = connect::addresses(&target, &self.policy, self.resolver.as_ref()).await?;
            let connection = connect::connect(&target, &addresses, &self.tls).await?;
            exchange(connection, &target, request).await
        };
        tokio::time::timeout(timeout, exchange).await.unwrap_or(Err(Refusal::TimedOut))
    }
}

async fn exchange(connection: Connection, target: &Target, asked: Request) -> Result<Reply, Refusal> {
    let broken = |error: hyper::Error| Refusal::Unreachable(format!("the connection broke: {error}"));
    let request = hyper_request(target, asked.method, &asked.headers, asked.body)
        .map_err(|error| Refusal::Unreachable(format!("this cannot be sent: {error}")))?;
    let (mut sender, driver) = http1::Builder::new()
        .max_buf_size(HEAD)
        .handshake(TokioIo::new(connection))
        .await
        .map_err(broken)?;
    // Dropped, and so ended, with this function.
    let mut driving = JoinSet::new();
    driving.spawn(driver);
    let response = sender.send_request(request).await.map_err(broken)?;
    let (head, mut body) = response.into_parts();
    let (mut read, mut cut) = (Vec::new(), false);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(broken)?;
        let Some(data) = frame.data_ref() else { continue };
        let room = asked.limit - read.len();
        read.extend_from_slice(&data[..data.len().min(room)]);
        if data.len() > room {
            cut = true;
            break;
        }
    }
    Ok(Reply { status: head.status.as_u16(), headers: head.headers, body: read, cut })
}

fn hyper_request(
    target: &Target,
    method: Method,
    headers: &[(&'static str, String)],
    body: Vec<u8>,
) -> Result<hyper::Request<Full<Bytes>>, hyper::http::Error> {
    let mut request = hyper::Request::builder().method(method).uri(target.path());
    let named = [
        (HOST, target.authority()),
        (USER_AGENT, AGENT.to_owned()),
        (CONNECTION, "close".to_owned()),
    ];
    for (name, value) in named {
        request = request.header(name, HeaderValue::try_from(value)?);
    }
    for (name, value) in headers {
        request = request.header(HeaderName::try_from(*name)?, HeaderValue::try_from(value)?);
    }
    request.body(Full::new(Bytes::from(body)))
}
