//! The first frame: who it is and what they want to follow.

use std::time::Duration;

use tokio::time::timeout;

use super::budget::Budget;
use super::inbound::{self, Hello, Said, Subscribe};
use super::{End, Outcome};
use crate::realtime::api::{Heard, Wire};
use crate::realtime::close::Close;
use crate::realtime::guest::Guest;
use crate::realtime::hub::Realtime;
use crate::realtime::stay::is_refusal;
use crate::realtime::tickets;

/// How long a client may take to say hello.
const PATIENCE: Duration = Duration::from_secs(5);

/// Reads the hello and redeems its ticket, unless it is known already whose connection it is.
pub async fn read(
    hub: &Realtime,
    wire: &mut Wire,
    budget: &Budget,
    guest: Option<Guest>,
) -> Outcome<(Guest, Vec<Subscribe>)> {
    let hello = timeout(PATIENCE, wait(wire, budget)).await;
    let mut hello = hello.unwrap_or(Err(End::Close(Close::NoHello)))?;
    let guest = match (guest, hello.ticket.take()) {
        (Some(guest), _) => guest,
        (None, None) => return Err(End::Close(Close::BadTicket)),
        (None, Some(ticket)) => tickets::redeem(hub.app(), &ticket).await.map_err(|error| {
            if is_refusal(&error) {
                return End::Close(Close::BadTicket);
            }
            tracing::warn!(%error, "a ticket cannot be looked at");
            End::Close(Close::Drain)
        })?,
    };
    Ok((guest, hello.wanted()))
}

async fn wait(wire: &mut Wire, budget: &Budget) -> Outcome<Hello> {
    loop {
        match understand(wire.hear().await, budget)? {
            Some(Said::Hello(hello)) => return Ok(hello),
            Some(Said::Pong | Said::Unknown) | None => {}
            Some(_) => {
                return Err(End::Close(Close::NoHello));
            }
        }
    }
}

/// Reads what a client said; nothing, when it says nothing to us.
///
/// # Errors
/// The end, when it cannot be read, is too large or too much.
pub fn understand(heard: Heard, budget: &Budget) -> Outcome<Option<Said>> {
    let bad = End::Close(Close::BadFrame);
    let text = match heard {
        Heard::Ended => return Err(End::Lost),
        Heard::Unreadable | Heard::Binary => return Err(bad),
        Heard::Control => None,
        Heard::Text(text) => Some(text),
    };
    if !budget.take() {
        return Err(End::Close(Close::Flood));
    }
    match text {
        None => Ok(None),
        Some(text) if text.len() > inbound::MOST => Err(bad),
        Some(text) => serde_json::from_slice(&text).map(Some).map_err(|_| bad),
    }
}
