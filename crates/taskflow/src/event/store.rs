//! SQL of the log's own tables.

mod audit;

use taskflow_db::{Engine, Error, Row, Tx, params, sql};
use uuid::Uuid;

use super::answer::{Kept, Remembered};
use super::entry::{Pending, SCHEMA_VERSION};
use super::queries::Head;
use super::{Entry, Position};
use crate::base::Stamp;

pub use audit::{forget_origins_between, forget_origins_of, kind_of, last_before, newest, with_seqs};

sql!(
    LOCK_HEADS,
    "SELECT stream_id, epoch, seq, chain, min_resume_seq FROM stream_head WHERE stream_id in_list($1) ORDER BY stream_id FOR UPDATE"
);
sql!(
    HEADS,
    "SELECT stream_id, epoch, seq, chain, min_resume_seq FROM stream_head WHERE stream_id in_list($1) ORDER BY stream_id"
);
sql!(
    HEADS_AFTER,
    "SELECT stream_id, epoch, seq, chain, min_resume_seq FROM stream_head WHERE kind = $1 AND stream_id > $2 ORDER BY stream_id LIMIT $3"
);
sql!(
    RAISE_EPOCHS,
    "UPDATE stream_head SET epoch = CASE WHEN epoch < $1 THEN $1 ELSE epoch + 1 END, updated_at = $2"
);
sql!(
    TALLY,
    "SELECT kind, COUNT(*), CAST(SUM(seq) AS BIGINT) FROM stream_head GROUP BY kind ORDER BY kind"
);

// The same row, one by one where a statement costs a microsecond, and as one statement where it costs a round trip.
sql!(
    INSERT_EVENTS,
    sqlite: "INSERT INTO event (stream_id, seq, command_end, id, type, schema_version, entity_type, entity_id, entity_version, subject_id, project_before, project_after, actor_id, cause, request_id, payload, payload_hash, chain, origin, at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
    postgres: "INSERT INTO event (stream_id, seq, command_end, id, type, schema_version, entity_type, entity_id, entity_version, subject_id, project_before, project_after, actor_id, cause, request_id, payload, payload_hash, chain, origin, at) \
               SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::uuid[], $5::text[], $6::bigint[], $7::text[], $8::uuid[], $9::bigint[], $10::uuid[], $11::uuid[], $12::uuid[], $13::uuid[], $14::text[], $15::text[], $16::text[], $17::bytea[], $18::bytea[], $19::text[], $20::bigint[])"
);
sql!(
    INSERT_ANSWERS,
    sqlite: "INSERT INTO idempotency (actor_id, key, fingerprint, status, etag, location, body, stream_id, epoch, seq, at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    postgres: "INSERT INTO idempotency (actor_id, key, fingerprint, status, etag, location, body, stream_id, epoch, seq, at) \
               SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::bigint[], $5::bigint[], $6::text[], $7::bytea[], $8::uuid[], $9::bigint[], $10::bigint[], $11::bigint[])"
);
sql!(
    WRITE_HEADS,
    sqlite: "INSERT INTO stream_head (stream_id, kind, epoch, seq, chain, min_resume_seq, updated_at) VALUES ($1, $2, $3, $4, $5, 0, $6) \
             ON CONFLICT (stream_id) DO UPDATE SET seq = excluded.seq, chain = excluded.chain, updated_at = excluded.updated_at",
    postgres: "INSERT INTO stream_head (stream_id, kind, epoch, seq, chain, min_resume_seq, updated_at) \
               SELECT s, k, e, q, c, 0, u FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::bytea[], $6::bigint[]) AS heads (s, k, e, q, c, u) \
               ON CONFLICT (stream_id) DO UPDATE SET seq = excluded.seq, chain = excluded.chain, updated_at = excluded.updated_at"
);

sql!(
    FIND_ANSWER,
    "SELECT fingerprint, status, etag, location, body, stream_id, epoch, seq FROM idempotency WHERE actor_id = $1 AND key = $2"
);
sql!(
    FORGET_ANSWERS,
    "DELETE FROM idempotency WHERE (actor_id, key) IN (SELECT actor_id, key FROM idempotency WHERE at < $1 LIMIT $2)"
);

sql!(
    ENTRIES_AFTER,
    "SELECT stream_id, seq, command_end, id, type, schema_version, entity_type, entity_id, entity_version, subject_id, project_before, project_after, actor_id, cause, request_id, payload, payload_hash, chain, origin, at \
     FROM event WHERE stream_id = $1 AND seq > $2 ORDER BY seq LIMIT $3"
);
sql!(
    BY_IDS,
    "SELECT stream_id, seq, command_end, id, type, schema_version, entity_type, entity_id, entity_version, subject_id, project_before, project_after, actor_id, cause, request_id, payload, payload_hash, chain, origin, at \
     FROM event WHERE id in_list($2) AND stream_id = $1 ORDER BY seq"
);
sql!(
    LATEST_OF,
    "SELECT stream_id, seq, command_end, id, type, schema_version, entity_type, entity_id, entity_version, subject_id, project_before, project_after, actor_id, cause, request_id, payload, payload_hash, chain, origin, at \
     FROM event WHERE stream_id = $1 AND seq > $3 AND actor_id = $2 ORDER BY seq DESC LIMIT $4"
);
sql!(AT, "SELECT at FROM event WHERE stream_id = $1 AND seq = $2");
sql!(LINK, "SELECT chain FROM event WHERE stream_id = $1 AND seq = $2");
sql!(
    ACTIVITY,
    "SELECT stream_id, seq, command_end, id, type, schema_version, entity_type, entity_id, entity_version, subject_id, project_before, project_after, actor_id, cause, request_id, payload, payload_hash, chain, origin, at \
     FROM event WHERE stream_id = $1 AND subject_id = $2 AND seq < $3 ORDER BY seq DESC LIMIT $4"
);
sql!(
    REDACT,
    "UPDATE event SET payload = NULL WHERE stream_id = $1 AND entity_type = $2 AND entity_id = $3 AND subject_id = $3"
);

sql!(
    REDACT_KINDS,
    "UPDATE event SET payload = NULL WHERE stream_id = $1 AND entity_type in_list($2) AND payload IS NOT NULL"
);
sql!(EVER, "SELECT DISTINCT entity_id FROM event WHERE stream_id = $1 AND entity_type = $2");

sql!(CURSOR, "SELECT seq FROM consumer_cursor WHERE consumer = $1 AND stream_id = $2");
sql!(
    ADVANCE_CURSOR,
    "INSERT INTO consumer_cursor (consumer, stream_id, seq, fence, updated_at) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (consumer, stream_id) DO UPDATE SET seq = excluded.seq, fence = excluded.fence, updated_at = excluded.updated_at \
     WHERE consumer_cursor.fence <= excluded.fence AND consumer_cursor.seq = $6"
);
// Shared: consumers of one shard do not wait for each other, and whoever takes it over waits for all of them.
sql!(FENCE, "SELECT fence FROM lease WHERE name = $1 AND shard = $2 AND holder = $3 FOR SHARE");
sql!(
    CLAIM_LEASE,
    "INSERT INTO lease (name, shard, holder, fence, expires_at) VALUES ($1, $2, $3, 1, $5) \
     ON CONFLICT (name, shard) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at, \
       fence = lease.fence + CASE WHEN lease.holder = excluded.holder AND lease.expires_at > $4 THEN 0 ELSE 1 END \
     WHERE lease.holder = excluded.holder OR lease.expires_at <= $4 RETURNING fence"
);
sql!(
    RELEASE_LEASE,
    "UPDATE lease SET expires_at = 0 WHERE name = $1 AND shard = $2 AND holder = $3"
);

/// The table of what is to be sent.
pub const DELIVERIES: &str = "delivery";

/// Tables that carry no state of people's: writing them needs no entry.
pub const INFRASTRUCTURE: &[&str] = &[
    "stream_head",
    "event",
    "event_thing",
    "idempotency",
    "consumer_cursor",
    "lease",
    "consumer",
    "consumer_halt",
    "delivery",
    "timer",
    "credential",
    "refresh_token",
    "one_time_token",
    "login_throttle",
    "mail_outbox",
    "mail_suppression",
    "project_counter",
    "task_key",
    "task_field",
    "automation_run",
    "import_item",
    "import_job",
    "import_part",
    "export_job",
    "export_part",
    "shared_text",
    "shared_text_update",
    "sync_ticket",
    "token_use",
    "webhook_secret",
    "webhook_health",
    "webhook_delivery",
    "webhook_attempt",
    "search_doc",
    "search_text",
    "search_behind",
    "schema_migration",
];

pub fn lock_heads(tx: &mut Tx<'_>, streams: Vec<Uuid>) -> Result<Vec<Head>, Error> {
    tx.all(&LOCK_HEADS, &params![streams])?.iter().map(read_head).collect()
}

pub fn heads(tx: &mut Tx<'_>, streams: Vec<Uuid>) -> Result<Vec<Head>, Error> {
    tx.all(&HEADS, &params![streams])?.iter().map(read_head).collect()
}

pub fn heads_after(tx: &mut Tx<'_>, kind: &str, after: Uuid, limit: i64) -> Result<Vec<Head>, Error> {
    tx.all(&HEADS_AFTER, &params![kind, after, limit])?
        .iter()
        .map(read_head)
        .collect()
}

pub fn raise_epochs(tx: &mut Tx<'_>, least: i64, at: Stamp) -> Result<u64, Error> {
    tx.exec(&RAISE_EPOCHS, &params![least, at])
}

pub fn tally(tx: &mut Tx<'_>) -> Result<Vec<(String, i64, i64)>, Error> {
    tx.all(&TALLY, &[])?
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .collect()
}

fn read_head(row: &Row) -> Result<Head, Error> {
    let mut row = row.reader();
    Ok(Head {
        stream_id: row.take()?,
        epoch: row.take()?,
        seq: row.take()?,
        chain: row.take()?,
        min_resume_seq: row.take()?,
    })
}

/// A pending entry with its place.
pub struct Placed<'a> {
    pub pending: &'a Pending,
    pub seq: i64,
    pub command_end: i64,
    pub chain: [u8; 32],
}

/// The given rows as one multi-row statement's columns; a column may be the same in every row.
macro_rules! columns {
    ($rows:expr, |$row:ident| $($value:expr),+ $(,)?) => {
        params![$($rows.iter().map(|$row| { let _ = $row; $value }).collect::<Vec<_>>()),+]
    };
}

/// Inserts `rows`: one statement on PostgreSQL, where a statement costs a round trip, one a row on SQLite.
macro_rules! insert_all {
    ($tx:expr, $sql:expr, $rows:expr, |$row:ident| $($value:expr),+ $(,)?) => {
        match $tx.engine() {
            _ if $rows.is_empty() => Ok(()),
            Engine::Postgres => $tx.exec(&$sql, &columns!($rows, |$row| $($value),+)).map(|_| ()),
            Engine::Sqlite => $rows.iter().try_for_each(|$row| $tx.exec(&$sql, &params![$($value),+]).map(|_| ())),
        }
    };
}

pub fn insert_events(tx: &mut Tx<'_>, events: &[Placed<'_>]) -> Result<(), Error> {
    insert_all!(
        tx,
        INSERT_EVENTS,
        events,
        |e| e.pending.stream.id(),
        e.seq,
        e.command_end,
        e.pending.id,
        e.pending.kind,
        SCHEMA_VERSION,
        e.pending.entity_type.clone(),
        e.pending.entity_id,
        e.pending.entity_version,
        e.pending.subject,
        e.pending.project_before,
        e.pending.project_after,
        e.pending.actor_id,
        e.pending.cause.clone(),
        e.pending.request_id.clone(),
        e.pending.payload.clone(),
        e.pending.payload_hash.to_vec(),
        e.chain.to_vec(),
        e.pending.origin.clone(),
        e.pending.at.0,
    )
}

/// Inserts entries that have their place already.
pub fn insert_restored(tx: &mut Tx<'_>, entries: &[Entry]) -> Result<(), Error> {
    insert_all!(
        tx,
        INSERT_EVENTS,
        entries,
        |e| e.stream_id,
        e.seq,
        e.command_end,
        e.id,
        e.kind.clone(),
        e.schema_version,
        e.entity_type.clone(),
        e.entity_id,
        e.entity_version,
        e.subject_id,
        e.project_before,
        e.project_after,
        e.actor_id,
        e.cause.clone(),
        e.request_id.clone(),
        e.payload.clone(),
        e.payload_hash.clone(),
        e.chain.clone(),
        e.origin.clone(),
        e.at.0,
    )
}

/// Keeps answers, each with the position its request is answered with.
pub fn insert_answers(tx: &mut Tx<'_>, answers: &[(&Remembered, Option<Position>)]) -> Result<(), Error> {
    insert_all!(
        tx,
        INSERT_ANSWERS,
        answers,
        |a| a.0.actor_id,
        a.0.key.clone(),
        a.0.fingerprint.to_vec(),
        i64::from(a.0.status),
        a.0.etag,
        a.0.location.clone(),
        a.0.body.clone(),
        a.1.map(|p| p.stream_id),
        a.1.map(|p| p.epoch),
        a.1.map(|p| p.seq),
        a.0.at.0,
    )
}

/// Writes the heads of streams, given with their kind; the last statement before the commit.
pub fn write_heads(tx: &mut Tx<'_>, heads: &[(Head, &'static str)], at: Stamp) -> Result<(), Error> {
    insert_all!(
        tx,
        WRITE_HEADS,
        heads,
        |h| h.0.stream_id,
        h.1,
        h.0.epoch,
        h.0.seq,
        h.0.chain.clone(),
        at.0
    )
}

pub fn find_answer(tx: &mut Tx<'_>, actor: Uuid, key: &str) -> Result<Option<Kept>, Error> {
    let Some(row) = tx.opt(&FIND_ANSWER, &params![actor, key])? else {
        return Ok(None);
    };
    let mut row = row.reader();
    Ok(Some(Kept {
        fingerprint: row.take()?,
        status: row.take()?,
        etag: row.take()?,
        location: row.take()?,
        body: row.take()?,
        stream_id: row.take()?,
        epoch: row.take()?,
        seq: row.take()?,
    }))
}

pub fn forget_answers(tx: &mut Tx<'_>, before: Stamp, limit: i64) -> Result<u64, Error> {
    tx.exec(&FORGET_ANSWERS, &params![before, limit])
}

pub fn entries_after(tx: &mut Tx<'_>, stream: Uuid, seq: i64, limit: i64) -> Result<Vec<Entry>, Error> {
    tx.all(&ENTRIES_AFTER, &params![stream, seq, limit])?
        .iter()
        .map(read_entry)
        .collect()
}

pub fn by_ids(tx: &mut Tx<'_>, stream: Uuid, ids: &[Uuid]) -> Result<Vec<Entry>, Error> {
    tx.all(&BY_IDS, &params![stream, ids])?.iter().map(read_entry).collect()
}

pub fn latest_of(
    tx: &mut Tx<'_>,
    stream: Uuid,
    actor: Uuid,
    after: i64,
    limit: i64,
) -> Result<Vec<Entry>, Error> {
    tx.all(&LATEST_OF, &params![stream, actor, after, limit])?
        .iter()
        .map(read_entry)
        .collect()
}

pub fn at(tx: &mut Tx<'_>, stream: Uuid, seq: i64) -> Result<Option<Stamp>, Error> {
    tx.opt(&AT, &params![stream, seq])?.map(|row| row.get(0)).transpose()
}

pub fn link(tx: &mut Tx<'_>, stream: Uuid, seq: i64) -> Result<Option<Vec<u8>>, Error> {
    tx.opt(&LINK, &params![stream, seq])?.map(|row| row.get(0)).transpose()
}

pub fn activity(
    tx: &mut Tx<'_>,
    stream: Uuid,
    subject: Uuid,
    before: i64,
    limit: i64,
) -> Result<Vec<Entry>, Error> {
    tx.all(&ACTIVITY, &params![stream, subject, before, limit])?
        .iter()
        .map(read_entry)
        .collect()
}

pub fn redact(tx: &mut Tx<'_>, stream: Uuid, entity: &str, id: Uuid) -> Result<u64, Error> {
    tx.exec(&REDACT, &params![stream, entity, id])
}

pub fn redact_kinds(tx: &mut Tx<'_>, stream: Uuid, entities: &[&str]) -> Result<u64, Error> {
    tx.exec(&REDACT_KINDS, &params![stream, entities])
}

pub fn ever(tx: &mut Tx<'_>, stream: Uuid, entity: &str) -> Result<Vec<Uuid>, Error> {
    tx.all(&EVER, &params![stream, entity])?.iter().map(|row| row.get(0)).collect()
}

fn read_entry(row: &Row) -> Result<Entry, Error> {
    let mut row = row.reader();
    Ok(Entry {
        stream_id: row.take()?,
        seq: row.take()?,
        command_end: row.take()?,
        id: row.take()?,
        kind: row.take()?,
        schema_version: row.take()?,
        entity_type: row.take()?,
        entity_id: row.take()?,
        entity_version: row.take()?,
        subject_id: row.take()?,
        project_before: row.take()?,
        project_after: row.take()?,
        actor_id: row.take()?,
        cause: row.take()?,
        request_id: row.take()?,
        payload: row.take()?,
        payload_hash: row.take()?,
        chain: row.take()?,
        origin: row.take()?,
        at: row.take()?,
    })
}

pub fn cursor(tx: &mut Tx<'_>, consumer: &str, stream: Uuid) -> Result<i64, Error> {
    tx.opt(&CURSOR, &params![consumer, stream])?.map_or(Ok(0), |row| row.get(0))
}

pub fn advance_cursor(
    tx: &mut Tx<'_>,
    consumer: &str,
    stream: Uuid,
    (from, to): (i64, i64),
    fence: i64,
    at: Stamp,
) -> Result<bool, Error> {
    Ok(tx.exec(&ADVANCE_CURSOR, &params![consumer, stream, to, fence, at, from])? == 1)
}

pub fn fence(tx: &mut Tx<'_>, name: &str, shard: i64, holder: &str) -> Result<Option<i64>, Error> {
    tx.opt(&FENCE, &params![name, shard, holder])?.map(|row| row.get(0)).transpose()
}

pub fn claim_lease(
    tx: &mut Tx<'_>,
    name: &str,
    shard: i64,
    holder: &str,
    now: Stamp,
    until: Stamp,
) -> Result<Option<i64>, Error> {
    let row = tx.opt(&CLAIM_LEASE, &params![name, shard, holder, now, until])?;
    row.map(|row| row.get(0)).transpose()
}

pub fn release_lease(tx: &mut Tx<'_>, name: &str, shard: i64, holder: &str) -> Result<(), Error> {
    tx.exec(&RELEASE_LEASE, &params![name, shard, holder]).map(|_| ())
}
