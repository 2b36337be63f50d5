//! The order of tasks in one column of the board. What is archived or in the trash keeps its place, too.

use taskflow_db::{Row, Sql, Tx, Value, params, sql};
use uuid::Uuid;

use crate::base::{Result, Stamp};

sql!(
    BELOW,
    "SELECT id, position FROM task WHERE status_id = $1 AND (position, id) < ($2, $3) AND id <> $4 ORDER BY position DESC, id DESC LIMIT $5"
);
sql!(
    ABOVE,
    "SELECT id, position FROM task WHERE status_id = $1 AND (position, id) > ($2, $3) AND id <> $4 ORDER BY position, id LIMIT $5"
);
sql!(PLACE_OF, "SELECT workspace_id, status_id, position FROM task WHERE id = $1");
sql!(
    REPOSITION,
    "UPDATE task SET position = $2, version = version + 1, updated_at = $3 WHERE id = $1"
);

/// A task's place: position and id.
pub type Place = (String, Uuid);

/// A task's workspace, column and place.
pub fn place_of(tx: &mut Tx<'_>, task: Uuid) -> Result<Option<(Uuid, Uuid, Place)>> {
    let row = tx.opt(&PLACE_OF, &params![task])?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?, (row.get(2)?, task)))).transpose()
}

/// Up to `limit` places before the given one (`None`: from the end), nearest first, leaving out one task.
pub fn below(tx: &mut Tx<'_>, status: Uuid, at: Option<&Place>, but: Uuid, limit: i64) -> Result<Vec<Place>> {
    // Digits and letters only: `~` is past every position.
    let (position, id) = at.map_or(("~", Uuid::max()), |(position, id)| (position.as_str(), *id));
    let rows = tx.all(&BELOW, &params![status, position, id, but, limit])?;
    rows.iter().map(read).collect()
}

/// Up to `limit` places after the given one (`None`: from the start), nearest first, leaving out one task.
pub fn above(tx: &mut Tx<'_>, status: Uuid, at: Option<&Place>, but: Uuid, limit: i64) -> Result<Vec<Place>> {
    let (position, id) = at.map_or(("", Uuid::nil()), |(position, id)| (position.as_str(), *id));
    let rows = tx.all(&ABOVE, &params![status, position, id, but, limit])?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Place> {
    Ok((row.get(1)?, row.get(0)?))
}

/// Gives tasks new positions, and so new versions.
pub fn reposition(tx: &mut Tx<'_>, places: &[Place], now: Stamp) -> Result<()> {
    let rows: Vec<[Value; 3]> = places.iter().map(|(position, id)| params![id, position, now]).collect();
    let calls: Vec<(&Sql, &[Value])> = rows.iter().map(|row| (&REPOSITION, row.as_slice())).collect();
    if !calls.is_empty() {
        tx.batch(&calls)?;
    }
    Ok(())
}
