//! One connection: one task from its hello to its end.

mod budget;
mod follows;
mod hello;
mod inbound;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::timeout;
use uuid::Uuid;

pub use follows::Follows;
pub use inbound::MOST as MAX_FRAME;

use super::api::{Heard, Wire};
use super::close::Close;
use super::feed::Place;
use super::guest::Guest;
use super::hub::{Admitted, Realtime};
use super::outbox::{Item, Mark, Next, Outbox};
use super::register::Who;
use super::say::Say;
use super::stay;
use crate::base::ids;
use budget::Budget;
use inbound::{Said, Subscribe};

/// How long taking leave may last.
pub const FAREWELL: Duration = Duration::from_secs(1);
/// Pings without a pong after which nobody is there.
const UNANSWERED: u8 = 2;
/// Bytes that must get through in `realtime.stall_secs`; a larger frame has that much longer.
const STRIDE: usize = 64 * 1024;

/// Why a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Close(Close),
    /// The client hung up.
    Lost,
}

impl From<Close> for End {
    fn from(close: Close) -> Self {
        Self::Close(close)
    }
}

type Outcome<T = ()> = Result<T, End>;

struct Socket {
    hub: Realtime,
    wire: Wire,
    guest: Guest,
    outbox: Arc<Outbox>,
    follows: Follows,
    budget: Budget,
    unanswered: u8,
}

/// Serves a connection until its end. `guest` is who it is, when the request to connect said so.
pub async fn run(hub: Realtime, mut wire: Wire, guest: Option<Guest>, admitted: Admitted) {
    let budget = Budget::new();
    let said = tokio::select! {
        said = hello::read(&hub, &mut wire, &budget, guest) => said,
        () = hub.stopped() => Err(End::Close(Close::Drain)),
    };
    let (end, mut wire) = match said {
        Err(end) => (end, wire),
        Ok((guest, wanted)) => {
            let id = ids::new_id();
            let outbox = hub.outbox();
            let follows = Follows::new(hub.clone(), id, guest.user_id(), Arc::clone(&outbox));
            let mut socket = Socket { hub: hub.clone(), wire, guest, outbox, follows, budget, unanswered: 0 };
            let end = match socket.open(id, wanted).await {
                Ok(()) => socket.serve().await,
                Err(end) => end,
            };
            (end, socket.wire)
        }
    };
    if let End::Close(close) = end {
        take_leave(&hub, &mut wire, close).await;
    }
    drop(admitted);
}

async fn take_leave(hub: &Realtime, wire: &mut Wire, close: Close) {
    if close == Close::Drain {
        let farewell = Say::farewell(hub.is_stopping());
        let _ = timeout(FAREWELL, wire.send(farewell.bytes())).await;
    }
    if wire.close(close, FAREWELL).await {
        hub.stats().closed(close);
    }
}

impl Socket {
    /// Lets the connection in and starts what it wants to follow.
    async fn open(&mut self, id: Uuid, wanted: Vec<Subscribe>) -> Outcome {
        let entered = self.hub.register().enter(id, Who::from(&self.guest), &self.outbox);
        entered.map_err(|_| End::Close(Close::TooMany))?;
        // What ended before it stood in the register would never be told to it.
        self.guest = stay::admit_again(&self.hub, &self.guest, Close::Revoked).await?;
        let welcome = Say::Welcome {
            connection_id: id,
            server_time: self.hub.app().clock.now(),
            ping_s: self.hub.settings().ping_secs,
            max_frame: MAX_FRAME,
        };
        self.write(welcome.bytes()).await?;
        for wanted in wanted {
            self.follow(wanted).await?;
        }
        Ok(())
    }

    async fn serve(&mut self) -> End {
        loop {
            let turn = tokio::select! {
                next = self.outbox.next() => self.act(next).await,
                heard = self.wire.hear() => self.hear(heard).await,
            };
            if let Err(end) = turn {
                return end;
            }
        }
    }

    async fn act(&mut self, next: Next) -> Outcome {
        match next {
            Next::Close(close) => Err(End::Close(close)),
            Next::Beat => self.beat().await,
            Next::Send(item) => self.send(item).await,
            Next::Behind(seat) => {
                self.follows.catch_up(seat);
                Ok(())
            }
        }
    }

    async fn send(&mut self, item: Item) -> Outcome {
        if !self.follows.is_current(item.seat) {
            return Ok(());
        }
        self.write(item.line.bytes.clone()).await?;
        self.follows.written(&item);
        if item.line.mark == Mark::Gone && self.follows.is_empty() {
            return Err(End::Close(Close::Gone));
        }
        Ok(())
    }

    /// Pings. Who answers nothing, or whose session is over, goes.
    async fn beat(&mut self) -> Outcome {
        if self.unanswered >= UNANSWERED {
            return Err(End::Close(Close::NoPong));
        }
        stay::unless_expired(&self.hub, &mut self.guest).await?;
        self.unanswered += 1;
        let ping = Say::Ping { positions: self.follows.positions() };
        self.write(ping.bytes()).await
    }

    async fn hear(&mut self, heard: Heard) -> Outcome {
        match hello::understand(heard, &self.budget)? {
            Some(Said::Pong) => self.unanswered = 0,
            Some(Said::Subscribe(wanted)) => self.follow(wanted).await?,
            Some(Said::Unsubscribe { workspace }) => self.follows.unfollow(workspace.0),
            Some(Said::Presence(said)) => self.follows.tell(said.workspace.0, said.spot()),
            Some(Said::TextOpen(said)) => {
                if self.follows.open_text(said.workspace.0, said.task_id, said.at()).is_err() {
                    let error = Say::Error {
                        code: "too_many_texts",
                        retry: false,
                        detail: "Close a shared text before another one is opened.",
                        workspace: Some(said.workspace.0),
                    };
                    self.write(error.bytes()).await?;
                }
            }
            Some(Said::TextClose(said)) => self.follows.close_text(said.workspace.0, said.task_id),
            Some(Said::Cursor(said)) => {
                let (place, task) = (said.workspace.0, said.task_id);
                if let Some(at) = said.at() {
                    self.follows.cursor(place, task, at);
                }
            }
            // A second hello says nothing new.
            Some(Said::Hello(_) | Said::Unknown) | None => {}
        }
        Ok(())
    }

    async fn follow(&mut self, wanted: Subscribe) -> Outcome {
        let place = wanted.workspace.0;
        if place == Place::Me && self.guest.session_id().is_none() {
            let error = Say::Error {
                code: "sign_in_required",
                retry: false,
                detail: "An API token may not follow `me`.",
                workspace: Some(place),
            };
            return self.write(error.bytes()).await;
        }
        // What is no token at all leads to a snapshot, as none does.
        let token = wanted.token.and_then(|token| token.parse().ok());
        let followed = self.follows.follow(place, token, wanted.scope);
        followed.map_err(|_| End::Close(Close::TooMany))
    }

    /// Writes a frame. One that does not get through in time, and an end that is ordered meanwhile, end the connection.
    async fn write(&mut self, bytes: Bytes) -> Outcome {
        let strides = u32::try_from(1 + bytes.len() / STRIDE).unwrap_or(u32::MAX);
        let patience = Duration::from_secs(self.hub.settings().stall_secs).saturating_mul(strides);
        self.hub.stats().frames.fetch_add(1, Ordering::Relaxed);
        tokio::select! {
            written = timeout(patience, self.wire.send(bytes)) => match written {
                Ok(true) => Ok(()),
                Ok(false) => Err(End::Lost),
                Err(_) => Err(End::Close(Close::Slow)),
            },
            close = self.outbox.closed() => Err(End::Close(close)),
        }
    }
}
