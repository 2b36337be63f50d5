//! Forgets what is of no use any more, a little at a time.

use taskflow_db::Tx;
use uuid::Uuid;

use super::{ApiToken, Session, events, store, throttle};
use crate::base::{Error, Result, Stamp};
use crate::event::{Cx, Entity, Meta, NewEvent};
use crate::http::App;

/// Rows deleted in one command: others get their turn between two.
const BATCH: i64 = 500;
const DAY_SECS: i64 = 24 * 3600;
/// Ended sessions and tokens stay visible this long.
const KEEP_ENDED_SECS: i64 = 30 * DAY_SECS;
/// Used refresh tokens stay this long: used again by then, they give a thief away; later they are merely refused.
const KEEP_USED_SECS: i64 = 7 * DAY_SECS;
/// Sent mail (without what it said) stays this long.
const KEEP_MAIL_SECS: i64 = 7 * DAY_SECS;

type Sweep = fn(&mut Tx<'_>, Stamp) -> Result<u64>;

const SWEEPS: &[Sweep] = &[
    |tx, now| store::forget_refresh(tx, now, now.plus_secs(-KEEP_USED_SECS), BATCH),
    |tx, now| store::forget_one_time(tx, now.plus_secs(-DAY_SECS), BATCH),
    |tx, now| store::forget_throttles(tx, throttle::forgettable(now), now, BATCH),
    |tx, now| store::forget_uses(tx, now.plus_secs(-KEEP_ENDED_SECS), BATCH),
    |tx, now| store::forget_mail(tx, now.plus_secs(-KEEP_MAIL_SECS), BATCH),
];

/// Deletes expired refresh and one-time tokens, counts of failures and sent mail, and sessions and API tokens that
/// ended long ago; tells how many. Meant to be run every hour or so; running it anywhere and twice is harmless.
///
/// # Errors
/// Those of the database.
pub async fn sweep(app: &App) -> Result<u64> {
    let (now, mut cleared) = (app.clock.now(), 0);
    for sweep in SWEEPS {
        loop {
            let (gone, _) = app.db.write::<_, Error, _>(Uuid::nil(), move |tx| sweep(tx, now)).await?;
            cleared += gone;
            if gone < BATCH as u64 {
                break;
            }
        }
    }
    let meta = Meta::system(now, "sweep");
    loop {
        let meta = meta.clone();
        let ended = app
            .db
            .write::<_, Error, _>(Uuid::nil(), move |tx| forget_ended(&mut Cx::new(tx, &meta)));
        match ended.await?.0 {
            0 => return Ok(cleared),
            gone => cleared += gone as u64,
        }
    }
}

/// Deletes ended sessions and tokens, announced to each of their owners.
fn forget_ended(cx: &mut Cx<'_, '_>) -> Result<usize> {
    let now = cx.now();
    let over = now.plus_secs(-KEEP_ENDED_SECS);
    // A session without a refresh token is left behind by `forget_refresh`; a day for its last access token.
    let sessions = store::ended_sessions(cx, over, now.plus_secs(-DAY_SECS), BATCH)?;
    let tokens = store::ended_tokens(cx, over, BATCH)?;
    store::delete_sessions(cx, &sessions.iter().map(|session| session.id).collect::<Vec<_>>())?;
    store::delete_tokens(cx, &tokens.iter().map(|token| token.id).collect::<Vec<_>>())?;
    for of_one in sessions.chunk_by(|a, b| a.user_id == b.user_id) {
        emit(cx, forgotten(of_one, |session: &Session| session.user_id))?;
    }
    for of_one in tokens.chunk_by(|a, b| a.user_id == b.user_id) {
        emit(cx, forgotten(of_one, |token: &ApiToken| token.user_id))?;
    }
    Ok(sessions.len() + tokens.len())
}

fn forgotten<E: Entity>(things: &[E], owner: fn(&E) -> Uuid) -> Option<NewEvent> {
    let ids: Vec<(Uuid, i64)> = things.iter().map(|thing| (thing.id(), thing.version())).collect();
    events::forgotten(owner(things.first()?), E::NAME, &ids)
}

fn emit(cx: &mut Cx<'_, '_>, event: Option<NewEvent>) -> Result<()> {
    event.map_or(Ok(()), |event| cx.emit(event))
}
