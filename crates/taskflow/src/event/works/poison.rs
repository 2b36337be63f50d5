//! Commands that a consumer cannot handle: tried again with growing pauses, then its stream stands still until
//! somebody looks at it.

use taskflow_db::Tx;
use uuid::Uuid;

use super::process::{MOST_ATTEMPTS, backoff_ms};
use super::store;
use crate::base::{Error, Result, Stamp};

/// A consumer that does not get past a place in a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Halt {
    pub consumer: String,
    pub stream_id: Uuid,
    /// The first entry of the command that fails.
    pub seq: i64,
    pub attempts: i64,
    pub error: String,
    /// When it is tried again; nothing counts once it is halted.
    pub next_at: Stamp,
    /// Since when it is not tried any more.
    pub halted_at: Option<Stamp>,
}

/// Notes a failed try.
///
/// # Errors
/// Those of the database.
pub fn fail(tx: &mut Tx<'_>, before: Option<&Halt>, mut halt: Halt, now: Stamp) -> Result<Halt> {
    let so_far = before
        .filter(|before| before.seq == halt.seq)
        .map_or(0, |before| before.attempts);
    halt.attempts = so_far + 1;
    halt.next_at = now.plus_ms(backoff_ms(halt.attempts));
    halt.halted_at = (halt.attempts >= MOST_ATTEMPTS).then_some(now);
    store::put_halt(tx, &halt, now)?;
    Ok(halt)
}

/// Everything that does not get on, by consumer and stream, after one of them.
///
/// # Errors
/// Those of the database.
pub fn halts(tx: &mut Tx<'_>, after: (&str, Uuid), limit: i64) -> Result<Vec<Halt>> {
    store::halts(tx, after, limit)
}

/// Has a consumer try again where it halted; the try counts as the first.
///
/// # Errors
/// `NotFound` when nothing is wrong there.
pub fn replay(tx: &mut Tx<'_>, consumer: &str, stream: Uuid) -> Result<Halt> {
    let halt = store::halt(tx, consumer, stream)?.ok_or(Error::NotFound("halt"))?;
    store::drop_halt(tx, consumer, stream)?;
    Ok(halt)
}

/// Has a consumer go on behind the command at which it halted, which it then never handles.
///
/// # Errors
/// `NotFound` when nothing is wrong there.
pub fn skip(tx: &mut Tx<'_>, consumer: &str, stream: Uuid, now: Stamp) -> Result<Halt> {
    let halt = replay(tx, consumer, stream)?;
    let entries = crate::event::entries_after(tx, stream, halt.seq - 1, 1)?;
    let end = entries.first().map_or(halt.seq, |entry| entry.command_end);
    store::set_cursor(tx, consumer, stream, end, now)?;
    Ok(halt)
}

/// Has a consumer read a stream again, from behind this place on. Consumers do nothing twice of what shows.
///
/// # Errors
/// `NotFound` for a consumer or stream that there is not.
pub fn rewind(tx: &mut Tx<'_>, consumer: &str, stream: Uuid, to: i64, now: Stamp) -> Result<()> {
    if !store::is_registered(tx, consumer)? {
        return Err(Error::NotFound("consumer"));
    }
    let head = crate::event::head(tx, stream)?;
    if head.seq == 0 {
        return Err(Error::NotFound("stream"));
    }
    store::drop_halt(tx, consumer, stream)?;
    store::set_cursor(tx, consumer, stream, to.clamp(0, head.seq), now)
}
