//! What was typed becomes the task's description: an ordinary change with its entry in the log.

use uuid::Uuid;

use super::commands::document;
use super::document::Document;
use super::store::{self, Written};
use crate::base::{Result, Stamp};
use crate::event::{Cx, Meta};
use crate::http::App;
use crate::task::{Task, events, store as tasks};

/// A text is settled when nobody has typed for this long …
const QUIET_MS: i64 = 2_000;
/// … and after this long although they go on.
const LONGEST_MS: i64 = 10_000;
/// Updates are kept for this long after they are settled, for those who are about to read them.
const LINGER_MS: i64 = 60_000;
/// A document nobody has touched for this long is made anew when it is opened again.
const IDLE_MS: i64 = 30 * 86_400_000;
/// Texts looked for at once.
const BATCH: i64 = 100;
/// Bytes of a document from which it is made anew, when most of it is history.
const HEAVY: usize = 512 * 1024;

/// Writes what was typed into the description of a task, which is locked. Answers the task when it is another now.
///
/// The entry is by whoever typed last; when others did, too, it names all.
///
/// # Errors
/// Those of the database.
pub fn settle(cx: &mut Cx<'_, '_>, before: &Task) -> Result<Option<Task>> {
    let Some(mut shared) = store::lock(cx, before.id)?.filter(|shared| shared.dirty_since.is_some()) else {
        return Ok(None);
    };
    let written = store::after(cx, before.id, shared.settled)?;
    let document = document(&shared, &written)?;
    let (text, now) = (document.text(), cx.now());
    shared.state = document.state();
    shared.settled = shared.head;
    shared.dirty_since = None;
    if shared.state.len() > HEAVY && shared.state.len() > text.len() * 4 {
        shared.generation = cx.new_id();
        shared.state = Document::of(&text).state();
        shared.head += 1;
        shared.settled = shared.head;
    }
    store::save(cx, &shared)?;
    store::clear(cx, before.id, shared.settled, now.plus_ms(-LINGER_MS))?;
    if text == before.description {
        return Ok(None);
    }
    let after = Task {
        description: text,
        version: before.version + 1,
        updated_at: now,
        ..before.clone()
    };
    let change = (before.clone(), after);
    tasks::save_all(cx, &[&change])?;
    let (before, after) = change;
    let editors = editors(&written);
    let entry = events::written(&before, &after, &editors);
    let meta = Meta { actor_id: editors.last().copied(), ..cx.meta().clone() };
    Cx::new(cx, &meta).emit(entry)?;
    Ok(Some(after))
}

/// Each who wrote, in the order of their last word.
fn editors(written: &[Written]) -> Vec<Uuid> {
    let mut editors: Vec<Uuid> = Vec::new();
    for editor in written.iter().filter_map(|written| written.actor_id) {
        editors.retain(|other| *other != editor);
        editors.push(editor);
    }
    editors
}

/// Settles the texts that have been quiet for a while, or unsettled for long; tells how many. All that is needed is in
/// the database: any process does it for any other, also for one that was killed.
///
/// # Errors
/// Those of the database.
pub async fn settle_due(app: &App) -> Result<u64> {
    let now = app.clock.now();
    settle_some(app, now.plus_ms(-QUIET_MS), now.plus_ms(-LONGEST_MS)).await
}

/// Settles all that was typed until now: the process is about to end.
///
/// # Errors
/// Those of the database.
pub async fn settle_all(app: &App) -> Result<u64> {
    let now = app.clock.now();
    settle_some(app, now, now).await
}

async fn settle_some(app: &App, quiet: Stamp, longest: Stamp) -> Result<u64> {
    let (mut settled, mut failed) = (0, None);
    let mut after = (Stamp(i64::MIN), Uuid::nil());
    loop {
        let due = app.db.read(move |tx| store::due(tx, (quiet, longest), after, BATCH)).await?;
        for (task, workspace, _) in &due {
            match settle_one(app, *task, *workspace).await {
                Ok(()) => settled += 1,
                // Those that cannot be settled must not keep the others, however many they are.
                Err(error) => failed = Some(error),
            }
        }
        match due.last() {
            Some((task, _, touched)) if due.len() as i64 == BATCH => after = (*touched, *task),
            _ => return failed.map_or(Ok(settled), Err),
        }
    }
}

async fn settle_one(app: &App, task: Uuid, workspace: Uuid) -> Result<()> {
    let meta = Meta::system(app.clock.now(), "shared_text");
    let command = move |tx: &mut taskflow_db::Tx<'_>| -> Result<()> {
        let mut cx = Cx::new(tx, &meta);
        if let Some(task) = tasks::find_locked(&mut cx, task)? {
            settle(&mut cx, &task)?;
        }
        Ok(())
    };
    app.db.write(workspace, command).await.map(|_| ())
}

/// Forgets documents that nobody has touched for long; tells how many.
///
/// # Errors
/// Those of the database.
pub async fn forget_idle(app: &App) -> Result<u64> {
    let since = app.clock.now().plus_ms(-IDLE_MS);
    let (gone, _) = app
        .db
        .write(Uuid::nil(), move |tx| -> Result<u64> { store::forget(tx, since, BATCH) })
        .await?;
    Ok(gone)
}
