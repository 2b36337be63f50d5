//! `GET /sync/{workspace}/events`: what a socket would send, as server-sent events.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream;
use serde::Deserialize;

use super::live::{Live, full};
use crate::auth::{Caller, Pass};
use crate::base::{Error, Result, ids};
use crate::http::{Params, Query};
use crate::realtime::Token;
use crate::realtime::close::Close;
use crate::realtime::follow::follow;
use crate::realtime::guest::Guest;
use crate::realtime::hub::{Admitted, Realtime};
use crate::realtime::outbox::{Item, Mark, Next, Outbox};
use crate::realtime::register::Who;
use crate::realtime::say::{BACKOFF_MS, Say};
use crate::realtime::socket::Follows;
use crate::realtime::stay;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventsQuery {
    /// The token to go on after; `Last-Event-ID` comes before it.
    after: Option<String>,
    /// The scope that the caller's copy was made with.
    scope: Option<String>,
}

/// # Errors
/// `live_elsewhere`, `too_many_connections`, those of [`follow`], and `Unauthenticated`.
pub async fn events(
    live: Live,
    caller: Caller,
    Params(named): Params<String>,
    Query(EventsQuery { after, scope }): Query<EventsQuery>,
    headers: HeaderMap,
) -> Result<Response> {
    let (admitted, Live(hub)) = (live.admit()?, live);
    let now = hub.app().clock.now();
    let (guest, place) = caller
        .read(move |tx, actor| {
            let place = follow(tx, actor, &named)?.place;
            Ok((Guest::admit(tx, Pass::of(actor)?, now)?, place))
        })
        .await?;
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let token = last.or(after.as_deref()).and_then(|token| token.parse().ok());
    let (id, outbox) = (ids::new_id(), hub.outbox());
    let mut follows = Follows::new(hub.clone(), id, guest.user_id(), Arc::clone(&outbox));
    hub.register().enter(id, Who::from(&guest), &outbox).map_err(|_| full())?;
    // What ended before it stood in the register would never be told to it.
    let guest = stay::admit_again(&hub, &guest, Close::Revoked).await.map_err(turned_away)?;
    follows.follow(place, token, scope).map_err(|_| full())?;
    let events = Events { hub, guest, outbox, follows, over: false, _admitted: admitted };
    let body = stream::unfold(events, |mut events| async move {
        let event = events.next().await?;
        Some((Ok::<_, std::convert::Infallible>(event), events))
    });
    let mut response = Response::new(Body::from_stream(body));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Proxies that gather answers before they pass them on are asked not to.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

fn turned_away(close: Close) -> Error {
    match close {
        Close::Drain => full(),
        _ => Error::unauthenticated("session_ended", "This session or token has ended. Sign in again."),
    }
}

struct Events {
    hub: Realtime,
    guest: Guest,
    outbox: Arc<Outbox>,
    follows: Follows,
    /// The last event was sent.
    over: bool,
    _admitted: Admitted,
}

impl Events {
    /// The next event; nothing after the last.
    async fn next(&mut self) -> Option<Bytes> {
        while !self.over {
            match self.outbox.next().await {
                Next::Close(close) => return Some(self.end(close)),
                Next::Beat => {
                    if let Err(close) = stay::unless_expired(&self.hub, &mut self.guest).await {
                        return Some(self.end(close));
                    }
                    let ping = Say::Ping { positions: self.follows.positions() };
                    return Some(event(&ping.bytes(), None));
                }
                Next::Send(item) if self.follows.is_current(item.seat) => return Some(self.send(&item)),
                Next::Send(_) => {}
                Next::Behind(seat) => self.follows.catch_up(seat),
            }
        }
        None
    }

    fn send(&mut self, item: &Item) -> Bytes {
        self.follows.written(item);
        self.hub.stats().frames.fetch_add(1, Ordering::Relaxed);
        // After these nothing follows: the client fetches, and comes again.
        self.over = matches!(item.line.mark, Mark::Parted | Mark::Gone);
        event(&item.line.bytes, item.line.token)
    }

    /// A browser comes back by itself; how soon, it is told.
    fn end(&mut self, close: Close) -> Bytes {
        self.over = true;
        self.hub.stats().closed(close);
        let farewell = Say::farewell(self.hub.is_stopping()).bytes();
        let mut text = format!("retry: {}\n", BACKOFF_MS[1]).into_bytes();
        text.extend_from_slice(&event(&farewell, None));
        text.into()
    }
}

/// JSON has no line breaks, so that one line of data is enough.
fn event(frame: &[u8], token: Option<Token>) -> Bytes {
    let mut text = token.map_or_else(String::new, |token| format!("id: {token}\n")).into_bytes();
    text.extend_from_slice(b"data: ");
    text.extend_from_slice(frame);
    text.extend_from_slice(b"\n\n");
    text.into()
}
