//! SQL of consumers: who there is, where they stand in a stream, what stops them.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::{Result, Stamp};
use crate::event::works::Halt;

sql!(
    REGISTER,
    "INSERT INTO consumer (name, follows, begins, since) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING"
);
sql!(IS_REGISTERED, "SELECT 1 FROM consumer WHERE name = $1");
// Cursors that are there already are never touched.
sql!(
    BEGIN_NOW,
    "INSERT INTO consumer_cursor (consumer, stream_id, seq, fence, updated_at) \
     SELECT CAST($1 AS TEXT), stream_id, seq, 0, CAST($2 AS BIGINT) FROM stream_head WHERE kind in_list($3) \
     ON CONFLICT (consumer, stream_id) DO NOTHING"
);
sql!(
    SKIP_TO,
    sqlite: "INSERT INTO consumer_cursor (consumer, stream_id, seq, fence, updated_at) \
     SELECT name, $1, $2, 0, $3 FROM consumer WHERE begins = 'now' \
     ON CONFLICT (consumer, stream_id) DO UPDATE SET seq = excluded.seq, updated_at = excluded.updated_at",
    postgres: "INSERT INTO consumer_cursor (consumer, stream_id, seq, fence, updated_at) \
     SELECT name, $1::uuid, $2::bigint, 0, $3::bigint FROM consumer WHERE begins = 'now' \
     ON CONFLICT (consumer, stream_id) DO UPDATE SET seq = excluded.seq, updated_at = excluded.updated_at"
);
sql!(
    SET_CURSOR,
    "INSERT INTO consumer_cursor (consumer, stream_id, seq, fence, updated_at) VALUES ($1, $2, $3, 0, $4) \
     ON CONFLICT (consumer, stream_id) DO UPDATE SET seq = excluded.seq, updated_at = excluded.updated_at"
);
sql!(
    STANDS,
    "SELECT h.kind, h.seq, COALESCE(c.seq, 0), x.seq, x.attempts, x.error, x.next_at, x.halted_at FROM stream_head h \
     LEFT JOIN consumer_cursor c ON c.consumer = $1 AND c.stream_id = h.stream_id \
     LEFT JOIN consumer_halt x ON x.consumer = $1 AND x.stream_id = h.stream_id WHERE h.stream_id = $2"
);
sql!(
    BEHIND,
    "SELECT h.stream_id FROM stream_head h \
     LEFT JOIN consumer_cursor c ON c.consumer = $1 AND c.stream_id = h.stream_id \
     LEFT JOIN consumer_halt x ON x.consumer = $1 AND x.stream_id = h.stream_id \
     WHERE h.kind in_list($2) AND h.stream_id > $3 AND h.seq > COALESCE(c.seq, 0) \
       AND x.halted_at IS NULL AND COALESCE(x.next_at, 0) <= $4 ORDER BY h.stream_id LIMIT $5"
);
sql!(
    HALT,
    "SELECT consumer, stream_id, seq, attempts, error, next_at, halted_at FROM consumer_halt WHERE consumer = $1 AND stream_id = $2"
);
sql!(
    HALTS,
    "SELECT consumer, stream_id, seq, attempts, error, next_at, halted_at FROM consumer_halt \
     WHERE consumer > $1 OR (consumer = $1 AND stream_id > $2) ORDER BY consumer, stream_id LIMIT $3"
);
sql!(
    PUT_HALT,
    "INSERT INTO consumer_halt (consumer, stream_id, seq, attempts, error, next_at, halted_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
     ON CONFLICT (consumer, stream_id) DO UPDATE SET seq = excluded.seq, attempts = excluded.attempts, error = excluded.error, \
       next_at = excluded.next_at, halted_at = excluded.halted_at, updated_at = excluded.updated_at"
);
sql!(DROP_HALT, "DELETE FROM consumer_halt WHERE consumer = $1 AND stream_id = $2");

/// Where a consumer stands in a stream.
#[derive(Clone, Debug)]
pub struct Stands {
    pub kind: String,
    pub head: i64,
    pub cursor: i64,
    pub halt: Option<Halt>,
}

/// True for a consumer that was never here before.
pub fn register(tx: &mut Tx<'_>, name: &str, follows: &str, begins: &str, now: Stamp) -> Result<bool> {
    Ok(tx.exec(&REGISTER, &params![name, follows, begins, now])? == 1)
}

pub fn is_registered(tx: &mut Tx<'_>, name: &str) -> Result<bool> {
    Ok(tx.opt(&IS_REGISTERED, &params![name])?.is_some())
}

/// Puts a new consumer's cursors behind everything there is.
pub fn begin_now(tx: &mut Tx<'_>, name: &str, kinds: &[&str], now: Stamp) -> Result<()> {
    tx.exec(&BEGIN_NOW, &params![name, now, kinds])?;
    Ok(())
}

/// Puts those consumers that look forward only behind this place of a stream that came from elsewhere.
///
/// # Errors
/// Those of the database.
pub fn skip_to(tx: &mut Tx<'_>, stream: Uuid, seq: i64, now: Stamp) -> Result<()> {
    tx.exec(&SKIP_TO, &params![stream, seq, now])?;
    Ok(())
}

pub fn set_cursor(tx: &mut Tx<'_>, name: &str, stream: Uuid, seq: i64, now: Stamp) -> Result<()> {
    tx.exec(&SET_CURSOR, &params![name, stream, seq, now])?;
    Ok(())
}

pub fn stands(tx: &mut Tx<'_>, name: &str, stream: Uuid) -> Result<Option<Stands>> {
    let Some(row) = tx.opt(&STANDS, &params![name, stream])? else {
        return Ok(None);
    };
    let halt = match row.get::<Option<i64>>(3)? {
        Some(seq) => Some(Halt {
            consumer: name.to_owned(),
            stream_id: stream,
            seq,
            attempts: row.get(4)?,
            error: row.get(5)?,
            next_at: row.get(6)?,
            halted_at: row.get(7)?,
        }),
        None => None,
    };
    Ok(Some(Stands { kind: row.get(0)?, head: row.get(1)?, cursor: row.get(2)?, halt }))
}

/// Streams in which a consumer has something to read and is not waiting after a failure, after one.
pub fn behind(
    tx: &mut Tx<'_>,
    name: &str,
    kinds: &[&str],
    after: Uuid,
    now: Stamp,
    limit: i64,
) -> Result<Vec<Uuid>> {
    let rows = tx.all(&BEHIND, &params![name, kinds, after, now, limit])?;
    rows.iter().map(|row| Ok(row.get(0)?)).collect()
}

pub fn halt(tx: &mut Tx<'_>, consumer: &str, stream: Uuid) -> Result<Option<Halt>> {
    tx.opt(&HALT, &params![consumer, stream])?.as_ref().map(read_halt).transpose()
}

pub fn halts(tx: &mut Tx<'_>, (consumer, stream): (&str, Uuid), limit: i64) -> Result<Vec<Halt>> {
    tx.all(&HALTS, &params![consumer, stream, limit])?
        .iter()
        .map(read_halt)
        .collect()
}

fn read_halt(row: &Row) -> Result<Halt> {
    let mut row = row.reader();
    Ok(Halt {
        consumer: row.take()?,
        stream_id: row.take()?,
        seq: row.take()?,
        attempts: row.take()?,
        error: row.take()?,
        next_at: row.take()?,
        halted_at: row.take()?,
    })
}

pub fn put_halt(tx: &mut Tx<'_>, halt: &Halt, now: Stamp) -> Result<()> {
    let Halt { consumer, stream_id, seq, attempts, error, next_at, halted_at } = halt;
    tx.exec(
        &PUT_HALT,
        &params![consumer.as_str(), *stream_id, *seq, *attempts, error.as_str(), *next_at, *halted_at, now],
    )?;
    Ok(())
}

pub fn drop_halt(tx: &mut Tx<'_>, consumer: &str, stream: Uuid) -> Result<()> {
    tx.exec(&DROP_HALT, &params![consumer, stream])?;
    Ok(())
}
