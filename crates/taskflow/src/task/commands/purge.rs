//! Out of the trash for good.

use uuid::Uuid;

use super::effects::{CountChanges, count_on_parents};
use crate::base::{Error, Result, Stamp};
use crate::event::{Cx, Meta};
use crate::http::App;
use crate::task::model::Task;
use crate::task::{TaskAccess, events, favourite, store};

/// Tasks looked for at once.
const BATCH: i64 = 100;
const DAY_MS: i64 = 86_400_000;

/// Deletes a task in the trash for good, with all below it and what hangs on them.
///
/// # Errors
/// `task_not_in_trash`.
pub fn purge(cx: &mut Cx<'_, '_>, access: &TaskAccess) -> Result<()> {
    purge_task(cx, access.task())
}

fn purge_task(cx: &mut Cx<'_, '_>, task: &Task) -> Result<()> {
    if !task.is_trashed() {
        let detail = "Only a task in the trash can be deleted for good. Put it there first.";
        return Err(Error::conflict("task_not_in_trash", detail));
    }
    let now = cx.now();
    let below: Vec<Uuid> = store::descendants(cx, task.id)?.iter().map(|branch| branch.id).collect();
    let gone_too = store::lock_many(cx, &below)?;
    let all: Vec<Uuid> = std::iter::once(task.id).chain(below).collect();
    let mut gone: Vec<_> = gone_too.iter().map(|task| ("task", task.id, task.version)).collect();
    gone.extend(store::hanging(cx, &all)?);
    // One that went into the trash with its parent still counts there.
    let mut counts = CountChanges::new();
    if let Some(id) = task.parent_id
        && store::find_locked(cx, id)?.is_some_and(|parent| parent.deleted_at == task.deleted_at)
    {
        counts.insert(id, (-1, -i64::from(task.is_done())));
    }
    store::delete(cx, &all)?;
    let parents = count_on_parents(cx, &counts, now)?;
    cx.emit(events::purged(task, &gone, &parents))?;
    favourite::forget(cx, &all)
}

/// Deletes for good what has been in the trash for `tasks.trash_days`; tells how many tasks went, not counting those
/// below them. Each goes in a command of its own, so that nobody waits for long.
///
/// # Errors
/// Those of the database.
pub async fn purge_expired(app: &App) -> Result<u64> {
    let since = app.clock.now().plus_ms(-app.config.tasks.trash_days.saturating_mul(DAY_MS));
    let (mut purged, mut failed) = (0, None);
    let mut after = (Stamp(i64::MIN), Uuid::nil());
    loop {
        let expired = app.db.read(move |tx| store::expired(tx, since, after, BATCH)).await?;
        for (task, workspace, _) in &expired {
            match purge_one(app, *task, *workspace, since).await {
                Ok(gone) => purged += u64::from(gone),
                // Those that cannot go must not keep the others, however many they are.
                Err(error) => failed = Some(error),
            }
        }
        match expired.last() {
            Some((task, _, trashed)) if expired.len() as i64 == BATCH => after = (*trashed, *task),
            _ => return failed.map_or(Ok(purged), Err),
        }
    }
}

async fn purge_one(app: &App, task: Uuid, workspace: Uuid, since: Stamp) -> Result<bool> {
    let meta = Meta::system(app.clock.now(), "trash");
    let command = move |tx: &mut taskflow_db::Tx<'_>| -> Result<bool> {
        let mut cx = Cx::new(tx, &meta);
        // It may have been restored or purged since it was listed.
        let found = store::find_locked(&mut cx, task)?;
        match found.filter(|task| task.deleted_at.is_some_and(|at| at <= since)) {
            Some(task) => purge_task(&mut cx, &task).map(|()| true),
            None => Ok(false),
        }
    };
    let (gone, _) = app.db.write(workspace, command).await?;
    Ok(gone)
}
