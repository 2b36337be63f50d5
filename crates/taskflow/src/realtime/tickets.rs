//! Tickets: how a browser says who it is over a socket, for which it cannot set a header. Never part of an address.
//!
//! A ticket is a sealed note to ourselves, so that issuing one writes nothing. Using it does: it is good once, on
//! whichever server it is shown.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Guest, store};
use crate::auth::Pass;
use crate::base::{Actor, Error, Result, Stamp, ids};
use crate::http::App;

/// How long a ticket is good.
const LIFE_SECS: i64 = 30;
/// Characters of a ticket; whatever is longer is none.
const MOST: usize = 1024;
/// Used ones are kept on for this long, should a server's clock be behind.
const KEEP_SECS: i64 = 3600;
/// Rows forgotten in one command.
const BATCH: i64 = 500;
/// Nothing else that is sealed can be taken for a ticket.
const PURPOSE: &str = "sync-ticket";

#[derive(Serialize, Deserialize)]
struct Ticket {
    purpose: String,
    id: Uuid,
    pass: Pass,
    expires_at: Stamp,
}

/// A ticket for the actor, and when it expires.
///
/// # Errors
/// `sign_in_required` for who has neither a session nor an API token.
pub fn issue(app: &App, actor: &Actor) -> Result<(String, Stamp)> {
    let expires_at = app.clock.now().plus_secs(LIFE_SECS);
    let ticket = Ticket {
        purpose: PURPOSE.to_owned(),
        id: Uuid::from_bytes(ids::random()),
        pass: Pass::of(actor)?,
        expires_at,
    };
    let note = serde_json::to_vec(&ticket).map_err(Error::internal)?;
    Ok((URL_SAFE_NO_PAD.encode(app.sealer.seal(&note)?), expires_at))
}

/// Who shows this ticket. It is not good a second time.
///
/// # Errors
/// `invalid_ticket`; `session_ended` when what it was issued for does not stand any more.
pub async fn redeem(app: &App, ticket: &str) -> Result<Guest> {
    let now = app.clock.now();
    let ticket = open(app, ticket).filter(|ticket| ticket.expires_at > now).ok_or_else(bad)?;
    let admitted = app.db.write(ticket.id, move |tx| {
        if !store::use_ticket(tx, ticket.id, ticket.expires_at)? {
            return Err(bad());
        }
        Guest::admit(tx, ticket.pass, now)
    });
    Ok(admitted.await?.0)
}

fn open(app: &App, text: &str) -> Option<Ticket> {
    let sealed = URL_SAFE_NO_PAD.decode(Some(text).filter(|text| text.len() <= MOST)?).ok()?;
    let ticket: Ticket = serde_json::from_slice(&app.sealer.open(&sealed).ok()?).ok()?;
    Some(ticket).filter(|ticket| ticket.purpose == PURPOSE)
}

fn bad() -> Error {
    Error::unauthenticated("invalid_ticket", "This ticket was used, or is too old. Get another one.")
}

/// Forgets used tickets that have expired; tells how many. Running it anywhere and twice is harmless.
///
/// # Errors
/// Those of the database.
pub async fn sweep(app: &App) -> Result<u64> {
    let expired = app.clock.now().plus_secs(-KEEP_SECS);
    let forget = || {
        app.db
            .write::<_, Error, _>(Uuid::nil(), move |tx| store::forget_tickets(tx, expired, BATCH))
    };
    let mut forgotten = 0;
    loop {
        let (gone, _) = forget().await?;
        forgotten += gone;
        if gone < BATCH as u64 {
            return Ok(forgotten);
        }
    }
}
