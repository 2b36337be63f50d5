//! Idempotency: the answer of a request is kept in the transaction of its effect, for 72 hours.

use taskflow_db::Tx;
use uuid::Uuid;

use super::journal::Staging;
use super::{Position, store};
use crate::base::{Error, Result, Stamp};

/// An answer to keep under its request's key.
#[derive(Clone, Debug)]
pub struct Remembered {
    pub actor_id: Uuid,
    pub key: String,
    /// SHA-256 over method, path and body.
    pub fingerprint: [u8; 32],
    pub status: u16,
    pub etag: Option<i64>,
    pub location: Option<String>,
    /// Sealed by the caller: an answer may hold a secret that is shown once. Empty for no body.
    pub body: Vec<u8>,
    pub at: Stamp,
}

/// A kept answer as its row has it.
#[derive(Debug)]
pub struct Kept {
    pub fingerprint: Vec<u8>,
    pub status: i64,
    pub etag: Option<i64>,
    pub location: Option<String>,
    pub body: Vec<u8>,
    pub stream_id: Option<Uuid>,
    pub epoch: Option<i64>,
    pub seq: Option<i64>,
}

/// A kept answer, to be given again.
#[derive(Debug)]
pub struct Replay {
    pub status: u16,
    pub etag: Option<i64>,
    pub location: Option<String>,
    pub body: Vec<u8>,
    pub position: Option<Position>,
}

/// Keeps an answer together with what the running command does.
pub fn remember(tx: &mut Tx<'_>, answer: Remembered) {
    tx.staged::<Staging>().answer = Some(answer);
}

/// The answer kept under this key, if any.
///
/// # Errors
/// `idempotency_key_reused` when the key came with another request.
pub fn recall(tx: &mut Tx<'_>, actor: Uuid, key: &str, fingerprint: &[u8; 32]) -> Result<Option<Replay>> {
    let Some(kept) = store::find_answer(tx, actor, key)? else {
        return Ok(None);
    };
    if kept.fingerprint != fingerprint {
        return Err(Error::invalid(
            "",
            "idempotency_key_reused",
            "This Idempotency-Key came with another request before. Use a new key for a new request.",
        ));
    }
    let position = match (kept.stream_id, kept.epoch, kept.seq) {
        (Some(stream_id), Some(epoch), Some(seq)) => Some(Position { stream_id, epoch, seq }),
        _ => None,
    };
    let status = u16::try_from(kept.status).map_err(Error::internal)?;
    Ok(Some(Replay {
        status,
        etag: kept.etag,
        location: kept.location,
        body: kept.body,
        position,
    }))
}

/// Whether a command failed because another one has kept an answer under its key meanwhile.
pub fn is_kept(error: &taskflow_db::Error) -> bool {
    error.is_unique("idempotency(actor_id,key)")
}

/// Deletes up to `limit` answers kept before an instant; tells how many went.
///
/// # Errors
/// Those of the database.
pub fn forget_answers_before(tx: &mut Tx<'_>, before: Stamp, limit: i64) -> Result<u64> {
    Ok(store::forget_answers(tx, before, limit)?)
}
