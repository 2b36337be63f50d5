//! Making the index from what there is.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::Result;

// Ids grow with time: both kinds are gone through side by side, so that the newest of both get the newest numbers.
sql!(BEHIND, "SELECT kind, after_id FROM search_behind ORDER BY after_id, kind DESC LIMIT 1");
sql!(PASSED, "UPDATE search_behind SET after_id = $2 WHERE kind = $1");
sql!(DONE, "DELETE FROM search_behind WHERE kind = $1");
sql!(
    BEHIND_AGAIN,
    "INSERT INTO search_behind (kind, after_id) VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET after_id = excluded.after_id"
);
sql!(
    EMPTY,
    "DELETE FROM search_doc WHERE doc IN (SELECT doc FROM search_doc ORDER BY doc LIMIT $1)"
);
sql!(TASKS, "SELECT id FROM task WHERE id > $1 ORDER BY id LIMIT $2");
// Locked: nobody changes what it says between reading and writing.
sql!(
    COMMENTS,
    "SELECT id, task_id, body, deleted_at IS NOT NULL FROM comment WHERE id > $1 ORDER BY id LIMIT $2 FOR UPDATE"
);

/// What is not in the index yet: those of a kind after an id.
#[derive(Clone, Debug)]
pub struct Batch {
    pub kind: String,
    pub after: Uuid,
}

/// Where to go on, if anything is missing.
pub fn behind(tx: &mut Tx<'_>) -> Result<Option<Batch>> {
    let row = tx.opt(&BEHIND, &[])?;
    row.map(|row| Ok(Batch { kind: row.get(0)?, after: row.get(1)? })).transpose()
}

/// Notes how far one got; `None` is the end.
pub fn passed(tx: &mut Tx<'_>, kind: &str, last: Option<Uuid>) -> Result<()> {
    match last {
        Some(last) => tx.exec(&PASSED, &params![kind, last])?,
        None => tx.exec(&DONE, &params![kind])?,
    };
    Ok(())
}

/// Takes up to `limit` texts out of the index; tells how many.
pub fn empty(tx: &mut Tx<'_>, limit: i64) -> Result<u64> {
    Ok(tx.exec(&EMPTY, &params![limit])?)
}

/// Notes that everything is missing.
pub fn start_again(tx: &mut Tx<'_>) -> Result<()> {
    for kind in ["task", "comment"] {
        tx.exec(&BEHIND_AGAIN, &params![kind, Uuid::nil()])?;
    }
    Ok(())
}

pub fn tasks_after(tx: &mut Tx<'_>, after: Uuid, limit: i64) -> Result<Vec<Uuid>> {
    tx.all(&TASKS, &params![after, limit])?
        .iter()
        .map(|row| Ok(row.get(0)?))
        .collect()
}

/// Comments after an id: id, task, what it says unless it was deleted.
pub fn comments_after(tx: &mut Tx<'_>, after: Uuid, limit: i64) -> Result<Vec<(Uuid, Uuid, Option<String>)>> {
    let read = |row: &Row| {
        let gone: bool = row.get(3)?;
        let body: String = row.get(2)?;
        Ok((row.get(0)?, row.get(1)?, (!gone).then_some(body)))
    };
    tx.all(&COMMENTS, &params![after, limit])?.iter().map(read).collect()
}
