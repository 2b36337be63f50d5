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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use taskflow_db::{Db, Engine, NoJournal, Options, Part, Sql};

    use super::*;

    #[tokio::test]
    async fn words_are_looked_up_and_nothing_is_gone_through() {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", dir.path().join("search.db").display());
        let db = Db::open(Options { readers: 1, ..Options::new(url) }, Arc::new(NoJournal)).unwrap();
        db.migrate_up(crate::migrations::ALL).unwrap();
        let text = format!("EXPLAIN QUERY PLAN {}", FIND.text(Engine::Sqlite));
        let explain = Sql::compose(&[Part::Text(text.replace("in_list($2)", "IN (SELECT $2)").leak())]);
        let values = params!["\"a\"", Uuid::nil(), 10_i64];
        let rows: Result<Vec<Row>, taskflow_db::Error> = db.read(move |tx| tx.all(&explain, &values)).await;
        let plan: Vec<String> = rows.unwrap().iter().map(|row| row.get(3).unwrap()).collect();
        db.close();
        let plan = plan.join("\n");
        assert!(
            plan.contains("SCAN search_text VIRTUAL TABLE INDEX") && !plan.contains("TEMP B-TREE"),
            "{plan}"
        );
        assert!(
            plan.contains("SEARCH d USING INTEGER PRIMARY KEY") && plan.contains("SEARCH t USING INDEX"),
            "{plan}"
        );
    }
}
