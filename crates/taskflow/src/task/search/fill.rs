//! Bringing the index up to what there is: after the step that made it, and when somebody asks for it.

use std::collections::HashMap;

use taskflow_db::Tx;
use uuid::Uuid;

use super::store::{self, Batch};
use crate::base::Result;
use crate::http::App;
use crate::task::model::Task;
use crate::task::store as tasks;

/// Texts in one commit.
const BATCH: i64 = 200;

/// Puts into the index what is missing in it, a batch a commit; tells how many texts that were. It goes on where it
/// was stopped, and several may do it at once.
///
/// # Errors
/// Those of the database.
pub async fn fill(app: &App) -> Result<u64> {
    let mut filled = 0;
    loop {
        let (more, _) = app.db.write(Uuid::nil(), step).await?;
        let Some(more) = more else { return Ok(filled) };
        filled += more;
    }
}

/// Empties the index and makes it anew.
///
/// # Errors
/// Those of the database.
pub async fn rebuild(app: &App) -> Result<u64> {
    app.db.write(Uuid::nil(), |tx: &mut Tx<'_>| store::start_again(tx)).await?;
    while app.db.write(Uuid::nil(), |tx: &mut Tx<'_>| store::empty(tx, 2_000)).await?.0 > 0 {}
    // What was written meanwhile is in the index already, and what was emptied after that comes back.
    app.db.write(Uuid::nil(), |tx: &mut Tx<'_>| store::start_again(tx)).await?;
    fill(app).await
}

fn step(tx: &mut Tx<'_>) -> Result<Option<u64>> {
    let Some(Batch { kind, after }) = store::behind(tx)? else {
        return Ok(None);
    };
    let last = if kind == "task" { some_tasks(tx, after)? } else { some_comments(tx, after)? };
    store::passed(tx, &kind, last.map(|(last, _)| last))?;
    Ok(Some(last.map_or(0, |(_, count)| count)))
}

fn some_tasks(tx: &mut Tx<'_>, after: Uuid) -> Result<Option<(Uuid, u64)>> {
    let ids = store::tasks_after(tx, after, BATCH)?;
    let found = tasks::lock_many(tx, &ids)?;
    for task in &found {
        store::index_task(tx, task)?;
    }
    Ok(ids.last().map(|last| (*last, found.len() as u64)))
}

fn some_comments(tx: &mut Tx<'_>, after: Uuid) -> Result<Option<(Uuid, u64)>> {
    let comments = store::comments_after(tx, after, BATCH)?;
    let of: Vec<Uuid> = comments.iter().map(|(_, task, _)| *task).collect();
    let tasks: HashMap<Uuid, Task> =
        tasks::load_many(tx, &of)?.into_iter().map(|task| (task.id, task)).collect();
    let mut filled = 0;
    for (comment, task, body) in &comments {
        if let Some((task, body)) = tasks.get(task).zip(body.as_ref()) {
            store::index_comment(tx, task, *comment, body)?;
            filled += 1;
        }
    }
    Ok(comments.last().map(|(last, ..)| (*last, filled)))
}
