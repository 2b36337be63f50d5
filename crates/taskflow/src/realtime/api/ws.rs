//! `GET /api/v1/ws`: a request becomes a live connection.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use super::live::Live;
use super::origin;
use super::upgrade::Upgrade;
use super::wire::Wire;
use crate::auth::{Credential, Pass, authenticate};
use crate::base::{Error, Result};
use crate::http::App;
use crate::realtime::close::Close;
use crate::realtime::guest::Guest;
use crate::realtime::socket::{self, MAX_FRAME};

/// What is spoken.
const PROTOCOL: &str = "taskflow.sync.v1";
/// Bytes a connection reads at once. The library's own figure is thirty times as much, for every connection.
const READ: usize = 4 * 1024;
/// A frame of this many bytes is still read, so that its sender can be told why it is refused.
const LARGEST: usize = 4 * MAX_FRAME;

/// # Errors
/// `live_elsewhere`, `too_many_connections`, `origin_refused`, `not_a_websocket`, and `Unauthenticated` for an `Authorization` that is no
/// good.
pub async fn connect(
    live: Live,
    State(app): State<App>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response> {
    if !origin::is_welcome(&headers, &app.config) {
        let detail = "Pages of this origin may not connect; see the setting cors_origins.".to_owned();
        return Err(Error::Forbidden { code: "origin_refused", detail });
    }
    let guest = match headers.contains_key(header::AUTHORIZATION) {
        true => Some(guest(&app, &headers).await?),
        false => None,
    };
    let (admitted, Live(hub)) = (live.admit()?, live);
    let (mut parts, _) = request.into_parts();
    let upgrade = Upgrade::read(&mut parts)?;
    let protocol = Some(PROTOCOL).filter(|protocol| upgrade.offers(protocol));
    let answer = Upgrade::answer(upgrade.accept(), protocol);
    tokio::spawn(async move {
        // It fails when the client went away meanwhile.
        let Ok(upgraded) = upgrade.on_upgrade.await else {
            return;
        };
        let config = WebSocketConfig::default()
            .read_buffer_size(READ)
            // What the library itself writes, pongs and the close frame, is written through.
            .write_buffer_size(0)
            .max_message_size(Some(LARGEST))
            .max_frame_size(Some(LARGEST));
        let mut wire = Wire::new(upgraded, config).await;
        if protocol.is_some() {
            socket::run(hub, wire, guest, admitted).await;
        } else if wire.close(Close::Protocol, socket::FAREWELL).await {
            hub.stats().closed(Close::Protocol);
        }
    });
    Ok(answer)
}

async fn guest(app: &App, headers: &HeaderMap) -> Result<Guest> {
    let credential = Credential::read(app, headers)?;
    let now = app.clock.now();
    let read = move |tx: &mut taskflow_db::Tx<'_>| {
        let actor = authenticate(tx, &credential, now)?;
        Guest::admit(tx, Pass::of(&actor)?, now)
    };
    app.db.read(read).await
}
