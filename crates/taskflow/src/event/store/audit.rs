//! Entries by when they happened and by who did it, and where they came from.

use taskflow_db::{Error, Tx, params, sql};
use uuid::Uuid;

use super::read_entry;
use crate::base::Stamp;
use crate::event::Entry;

/// Payloads are long and most are not shown: they are read of those that are.
macro_rules! columns {
    ($payload:literal, $rest:literal) => {
        concat!(
            "SELECT stream_id, seq, command_end, id, type, schema_version, entity_type, entity_id, entity_version, subject_id, \
             project_before, project_after, actor_id, cause, request_id, ",
            $payload,
            ", payload_hash, chain, origin, at FROM event WHERE stream_id = $1 ",
            $rest
        )
    };
}

sql!(
    NEWEST,
    columns!(
        "CAST(NULL AS TEXT) AS payload",
        "AND at >= $2 AND (at < $3 OR (at = $3 AND seq < $4)) ORDER BY at DESC, seq DESC LIMIT $5"
    )
);
sql!(
    NEWEST_OF,
    columns!(
        "CAST(NULL AS TEXT) AS payload",
        "AND at >= $2 AND (at < $3 OR (at = $3 AND seq < $4)) AND actor_id = $6 ORDER BY at DESC, seq DESC LIMIT $5"
    )
);
sql!(WITH_SEQS, columns!("payload", "AND seq in_list($2)"));
sql!(
    LAST_BEFORE,
    "SELECT max(seq) FROM event WHERE stream_id = $1 AND seq > $2 AND seq <= $3 AND at < $4"
);
sql!(
    FORGET_BETWEEN,
    "UPDATE event SET origin = NULL WHERE stream_id = $1 AND seq > $2 AND seq <= $3 AND at < $4 AND origin IS NOT NULL"
);
sql!(FORGET_OF, "UPDATE event SET origin = NULL WHERE actor_id = $1 AND origin IS NOT NULL");
sql!(FORGET_IN, "UPDATE event SET origin = NULL WHERE stream_id = $1 AND origin IS NOT NULL");

sql!(KIND, "SELECT kind FROM stream_head WHERE stream_id = $1");

pub fn kind_of(tx: &mut Tx<'_>, stream: Uuid) -> Result<Option<String>, Error> {
    tx.opt(&KIND, &params![stream])?.map(|row| row.get(0)).transpose()
}

/// Newest first, without payloads: from an instant on, before a place.
pub fn newest(
    tx: &mut Tx<'_>,
    stream: Uuid,
    actor: Option<Uuid>,
    since: Stamp,
    before: (Stamp, i64),
    limit: i64,
) -> Result<Vec<Entry>, Error> {
    let (at, seq) = before;
    let rows = match actor {
        Some(actor) => tx.all(&NEWEST_OF, &params![stream, since, at, seq, limit, actor])?,
        None => tx.all(&NEWEST, &params![stream, since, at, seq, limit])?,
    };
    rows.iter().map(read_entry).collect()
}

pub fn with_seqs(tx: &mut Tx<'_>, stream: Uuid, seqs: Vec<i64>) -> Result<Vec<Entry>, Error> {
    tx.all(&WITH_SEQS, &params![stream, seqs])?.iter().map(read_entry).collect()
}

/// The last entry between two places that happened before an instant.
pub fn last_before(
    tx: &mut Tx<'_>,
    stream: Uuid,
    from: i64,
    to: i64,
    before: Stamp,
) -> Result<Option<i64>, Error> {
    tx.one(&LAST_BEFORE, &params![stream, from, to, before])?.get(0)
}

pub fn forget_origins_between(
    tx: &mut Tx<'_>,
    stream: Uuid,
    from: i64,
    to: i64,
    before: Stamp,
) -> Result<u64, Error> {
    tx.exec(&FORGET_BETWEEN, &params![stream, from, to, before])
}

/// Where somebody's changes came from, and what was tried in their name.
pub fn forget_origins_of(tx: &mut Tx<'_>, person: Uuid) -> Result<u64, Error> {
    Ok(tx.exec(&FORGET_OF, &params![person])? + tx.exec(&FORGET_IN, &params![person])?)
}
