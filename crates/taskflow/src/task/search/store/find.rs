//! Asking the index. Only the newest that fit are looked at, however many there are: a common word costs no more than a
//! rare one.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::Result;

// SQLite hands out numbers from the newest down and stops. The joins are told their order.
// PostgreSQL's index knows no order: it is asked for stretches of the newest numbers first, and the task of each is looked
// up one by one, so that the planner cannot choose to read all tasks.
sql!(
    FIND,
    sqlite: "SELECT d.doc, d.entity_id, d.task_id, t.title FROM search_text CROSS JOIN search_doc d ON d.doc = search_text.rowid \
             CROSS JOIN task t ON t.id = d.task_id WHERE search_text MATCH $1 AND t.deleted_at IS NULL \
             AND (t.project_id in_list($2)) IS TRUE ORDER BY search_text.rowid DESC LIMIT $3",
    postgres: "WITH found AS MATERIALIZED (SELECT doc, entity_id, task_id FROM search_doc WHERE words @@ $1::text::tsquery) \
               SELECT d.doc, d.entity_id, d.task_id, t.title FROM (SELECT doc, entity_id, task_id FROM found ORDER BY doc DESC) d \
               CROSS JOIN LATERAL (SELECT k.title FROM task k WHERE k.id = d.task_id AND k.deleted_at IS NULL \
                 AND (k.project_id in_list($2)) IS TRUE OFFSET 0) t ORDER BY d.doc DESC LIMIT $3"
);
sql!(NEWEST, "SELECT coalesce(max(doc), 0) FROM search_doc");

/// How many numbers make the short and the long stretch that texts are marked with.
pub const STRETCH: [(&str, i64); 2] = [("s", 4_096), ("l", 65_536)];

/// A text that fits.
#[derive(Clone, Debug)]
pub struct Found {
    pub doc: i64,
    /// The task or comment.
    pub entity: Uuid,
    pub task: Uuid,
    /// Of the task.
    pub title: String,
}

/// The newest texts that fit an expression, in tasks that are not in the trash, of these projects.
pub fn find(tx: &mut Tx<'_>, expression: &str, projects: &[Uuid], limit: i64) -> Result<Vec<Found>> {
    let read = |row: Row| {
        let mut row = row.parts();
        Ok(Found {
            doc: row.take()?,
            entity: row.take()?,
            task: row.take()?,
            title: row.take()?,
        })
    };
    tx.all(&FIND, &params![expression, projects, limit])?
        .into_iter()
        .map(read)
        .collect()
}

/// The newest number that a text has.
pub fn newest(tx: &mut Tx<'_>) -> Result<i64> {
    Ok(tx.one(&NEWEST, &[])?.get(0)?)
}
