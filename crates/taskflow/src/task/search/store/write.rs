//! Keeping the index as the rows are.
//!
//! On SQLite the words lie in an FTS5 table without content. It is written once for a whole group of commands, since
//! each savepoint would make it flush what it gathered. On PostgreSQL they lie in the row itself and go along with the
//! statements of the command.

use std::collections::BTreeMap;
use std::fmt::Write;

use taskflow_db::{Engine, Sql, Tx, Value, params, sql};
use uuid::Uuid;

use super::expression::{in_project, in_workspace};
use crate::base::Result;
use crate::event;
use crate::task::model::Task;
use crate::task::search::rules::Document;

// A text's number stays when it changes. On PostgreSQL it also marks the stretches of numbers that it is in.
sql!(
    PUT,
    sqlite: "INSERT INTO search_doc (entity_id, task_id) VALUES ($1, $2) \
             ON CONFLICT (task_id, entity_id) DO UPDATE SET task_id = excluded.task_id RETURNING doc",
    postgres: "INSERT INTO search_doc (doc, entity_id, task_id, words) \
               SELECT n, $1, $2, ($3::text || ' ''§s' || n / 4096 || ''' ''§l' || n / 65536 || '''')::tsvector FROM nextval('search_doc_seq') AS n \
               ON CONFLICT (task_id, entity_id) DO UPDATE \
               SET words = ($3::text || ' ''§s' || search_doc.doc / 4096 || ''' ''§l' || search_doc.doc / 65536 || '''')::tsvector RETURNING doc"
);
sql!(
    WORDS,
    sqlite: "INSERT OR REPLACE INTO search_text (rowid, words) VALUES ($1, $2)",
    postgres: "UPDATE search_doc SET words = $2::text::tsvector WHERE doc = $1"
);
sql!(FORGET, "DELETE FROM search_doc WHERE task_id = $1 AND entity_id = $2");
sql!(
    COMMENTS_OF,
    "SELECT id, body FROM comment WHERE task_id = $1 AND id > $2 AND deleted_at IS NULL ORDER BY id LIMIT 200"
);

/// Numbers of the places of words, and how many of one word's PostgreSQL keeps.
const LAST_PLACE: usize = 16_383;
const PLACES: usize = 255;

pub type Call = (&'static Sql, Vec<Value>);

/// What is kept of something.
struct Entry {
    entity: Uuid,
    task: Uuid,
    document: Document,
}

fn of_task(task: &Task) -> Entry {
    let belongs = vec![in_workspace(task.workspace_id), in_project(task.project_id), "ktask".to_owned()];
    Entry {
        entity: task.id,
        task: task.id,
        document: Document::new(belongs, &task.title, &task.description),
    }
}

fn of_comment(task: &Task, comment: Uuid, body: &str) -> Entry {
    let belongs = vec![in_workspace(task.workspace_id), in_project(task.project_id), "kcomment".to_owned()];
    Entry {
        entity: comment,
        task: task.id,
        document: Document::new(belongs, "", body),
    }
}

/// The statement that keeps what a task says, to be sent with others; none where [`later`] does it.
pub fn along(engine: Engine, task: &Task) -> Option<Call> {
    (engine == Engine::Postgres).then(|| (&PUT, postgres_values(&of_task(task)).to_vec()))
}

/// Keeps what a task says; nothing where [`along`] does it.
pub fn later(tx: &mut Tx<'_>, task: &Task) -> Result<()> {
    if tx.engine() == Engine::Sqlite { put(tx, &of_task(task)) } else { Ok(()) }
}

/// Keeps what a task says.
pub fn index_task(tx: &mut Tx<'_>, task: &Task) -> Result<()> {
    put(tx, &of_task(task))
}

/// Keeps what a comment on a task says.
pub fn index_comment(tx: &mut Tx<'_>, task: &Task, comment: Uuid, body: &str) -> Result<()> {
    put(tx, &of_comment(task, comment, body))
}

/// Forgets a comment. What is deleted with its task goes by itself.
pub fn forget(tx: &mut Tx<'_>, task: Uuid, comment: Uuid) -> Result<()> {
    tx.exec(&FORGET, &params![task, comment])?;
    Ok(())
}

/// Comments belong where their task does.
pub fn reindex_moved(tx: &mut Tx<'_>, task: &Task) -> Result<()> {
    if task.counts.comments == 0 {
        return Ok(());
    }
    let mut after = Uuid::nil();
    loop {
        let rows = tx.all(&COMMENTS_OF, &params![task.id, after])?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            after = row.get(0)?;
            index_comment(tx, task, after, &row.get::<String>(1)?)?;
        }
    }
}

fn put(tx: &mut Tx<'_>, entry: &Entry) -> Result<()> {
    if tx.engine() == Engine::Postgres {
        // Nobody waits for its number.
        let _ = tx.ahead(&PUT, postgres_values(entry).to_vec());
        return Ok(());
    }
    let doc: i64 = tx.one(&PUT, &params![entry.entity, entry.task])?.get(0)?;
    let Document { words, marks } = &entry.document;
    event::at_the_end(tx, &WORDS, params![doc, format!("{} {}", marks.join(" "), words.join(" "))].to_vec());
    Ok(())
}

fn postgres_values(entry: &Entry) -> [Value; 3] {
    params![entry.entity, entry.task, vector(&entry.document)]
}

/// A `tsvector` as text: `'word':1,5 'mark'`.
fn vector(document: &Document) -> String {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, word) in document.words.iter().enumerate() {
        places.entry(word).or_default().push((place + 1).min(LAST_PLACE));
    }
    let mut text = String::new();
    for mark in &document.marks {
        let _ = write!(text, "'{mark}' ");
    }
    for (word, places) in places {
        let _ = write!(text, "'{word}'");
        for (at, place) in places.into_iter().take(PLACES).enumerate() {
            let _ = write!(text, "{}{place}", if at == 0 { ':' } else { ',' });
        }
        text.push(' ');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_has_words_with_places_and_marks_without() {
        let document = Document::new(vec!["k".to_owned()], "Ab c", "c");
        assert_eq!(vector(&document), "'§k' '‹a' '‹ab' '‹c' 'ab':4 'c':5,7 '¶':3,6 '·ab':1 '·c':2 ");
    }
}
