//! `GET /api/v1/ws`: a request becomes a live connection.

use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;

use super::live::Live;
use super::origin;
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
/// `live_elsewhere`, `too_many_connections`, `origin_refused`, and `Unauthenticated` for an `Authorization` that is no
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
    let upgrade = match WebSocketUpgrade::from_request_parts(&mut parts, &app).await {
        Ok(upgrade) => upgrade,
        Err(refusal) => return Ok(axum::response::IntoResponse::into_response(refusal)),
    };
    let upgrade = upgrade
        .protocols([PROTOCOL])
        .read_buffer_size(READ)
        // Each frame is written through; what may wait, waits in the outbox.
        .write_buffer_size(0)
        .max_message_size(LARGEST)
        .max_frame_size(LARGEST);
    let speaks = upgrade.selected_protocol().is_some();
    Ok(upgrade.on_upgrade(move |socket| async move {
        let mut wire = Wire::new(socket);
        if speaks {
            socket::run(hub, wire, guest, admitted).await;
        } else if wire.close(Close::Protocol, socket::FAREWELL).await {
            hub.stats().closed(Close::Protocol);
        }
    }))
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
