//! The opening handshake of WebSockets (RFC 6455 §4.2): a request becomes a connection.

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Version, header};
use axum::response::Response;
use hyper::upgrade::OnUpgrade;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use crate::base::{Error, Result};

/// A request that may become a connection.
pub struct Upgrade {
    accept: HeaderValue,
    offered: Vec<String>,
    pub on_upgrade: OnUpgrade,
}

impl Upgrade {
    /// # Errors
    /// `not_a_websocket` when the request does not ask for one as the RFC says.
    pub fn read(parts: &mut Parts) -> Result<Self> {
        let headers = &parts.headers;
        let asks = parts.version == Version::HTTP_11
            && has(headers, &header::CONNECTION, "upgrade")
            && has(headers, &header::UPGRADE, "websocket")
            && headers
                .get(header::SEC_WEBSOCKET_VERSION)
                .is_some_and(|version| version == "13");
        let key = headers.get(header::SEC_WEBSOCKET_KEY).filter(|_| asks).ok_or_else(refused)?;
        let accept = HeaderValue::from_str(&derive_accept_key(key.as_bytes())).map_err(Error::internal)?;
        let offered = words(headers, &header::SEC_WEBSOCKET_PROTOCOL).map(str::to_owned).collect();
        let on_upgrade = parts.extensions.remove::<OnUpgrade>().ok_or_else(refused)?;
        Ok(Self { accept, offered, on_upgrade })
    }

    /// Whether the client speaks this subprotocol.
    pub fn offers(&self, protocol: &str) -> bool {
        self.offered.iter().any(|offered| offered == protocol)
    }

    /// The answer that switches, naming the subprotocol if one was agreed on.
    pub fn answer(accept: HeaderValue, protocol: Option<&'static str>) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
        let headers = response.headers_mut();
        headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
        headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
        headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
        if let Some(protocol) = protocol {
            headers.insert(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(protocol));
        }
        response
    }

    /// What proves that the key was read.
    pub fn accept(&self) -> HeaderValue {
        self.accept.clone()
    }
}

fn refused() -> Error {
    Error::malformed("not_a_websocket", "Open this address as a WebSocket, version 13, over HTTP/1.1.")
}

fn has(headers: &HeaderMap, name: &HeaderName, word: &str) -> bool {
    words(headers, name).any(|given| given.eq_ignore_ascii_case(word))
}

/// The words of a list, over all headers of the name.
fn words<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    let lines = headers.get_all(name).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim)
}
