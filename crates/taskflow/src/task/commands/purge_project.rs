//! Projects out of the trash for good: their tasks first, some at a time, then what else hangs on them.

use std::collections::{BTreeMap, BTreeSet};

use taskflow_db::Tx;
use uuid::Uuid;

use super::effects::{CountChanges, count_on_parents};
use crate::base::{Result, Stamp};
use crate::event::{Cx, Meta};
use crate::http::App;
use crate::project;
use crate::task::model::Task;
use crate::task::{events, favourite, store, view};

/// Projects looked for at once, and tasks.
const BATCH: i64 = 100;
const DAY_MS: i64 = 86_400_000;

/// A project that is to go, because it or one above it is in the trash.
#[derive(Clone, Copy)]
struct Doomed {
    workspace: Uuid,
    /// What is in the trash by itself.
    root: Uuid,
    id: Uuid,
    since: Stamp,
}

/// Deletes for good what has been in the trash for `tasks.trash_days`, with all projects below it; tells how many went. Each
/// task goes in a command of its own, so that nobody waits for long.
///
/// # Errors
/// Those of the database.
pub async fn purge_expired_projects(app: &App) -> Result<u64> {
    let since = app.clock.now().plus_ms(-app.config.tasks.trash_days.saturating_mul(DAY_MS));
    let (mut purged, mut failed) = (0, None);
    let mut after = (Stamp(i64::MIN), Uuid::nil());
    loop {
        let expired = app.db.read(move |tx| project::expired(tx, since, after, BATCH)).await?;
        for (root, workspace, _) in &expired {
            let (root, workspace) = (*root, *workspace);
            let below = app.db.read(move |tx| project::with_below(tx, root, since)).await?;
            for id in below {
                match purge_one(app, Doomed { workspace, root, id, since }).await {
                    Ok(gone) => purged += u64::from(gone),
                    // Those that cannot go must not keep the others, however many they are.
                    Err(error) => failed = Some(error),
                }
            }
        }
        match expired.last() {
            Some((root, _, trashed)) if expired.len() as i64 == BATCH => after = (*trashed, *root),
            _ => return failed.map_or(Ok(purged), Err),
        }
    }
}

async fn purge_one(app: &App, doomed: Doomed) -> Result<bool> {
    loop {
        let tops = app.db.read(move |tx| store::tops(tx, doomed.id, BATCH)).await?;
        if tops.is_empty() {
            break;
        }
        let mut some = false;
        for task in tops {
            some |= command(app, doomed, move |cx| purge_tree(cx, doomed, task)).await?;
        }
        if !some {
            return Ok(false);
        }
    }
    command(app, doomed, move |cx| {
        view::forget(cx, doomed.id)?;
        favourite::forget(cx, &[doomed.id])?;
        let gone = store::of_project(cx, doomed.id)?;
        project::purge(cx, doomed.workspace, doomed.id, gone)
    })
    .await
}

/// Does something with a project that is doomed still: somebody may have restored it meanwhile.
async fn command(
    app: &App,
    doomed: Doomed,
    run: impl Fn(&mut Cx<'_, '_>) -> Result<bool> + Send + 'static,
) -> Result<bool> {
    let meta = Meta::system(app.clock.now(), "trash");
    let command = move |tx: &mut Tx<'_>| -> Result<bool> {
        let mut cx = Cx::new(tx, &meta);
        if !project::with_below(&mut cx, doomed.root, doomed.since)?.contains(&doomed.id) {
            return Ok(false);
        }
        run(&mut cx)
    };
    Ok(app.db.write(doomed.workspace, command).await?.0)
}

/// A task of the project with what is below it there. What is below it in other projects stays, and stands by itself.
fn purge_tree(cx: &mut Cx<'_, '_>, doomed: Doomed, id: Uuid) -> Result<bool> {
    let Some(task) = store::find_locked(cx, id)?.filter(|task| task.project_id == doomed.id) else {
        return Ok(false);
    };
    let now = cx.now();
    let below: Vec<Uuid> = store::descendants(cx, id)?.iter().map(|branch| branch.id).collect();
    let known: BTreeMap<Uuid, Task> =
        store::lock_many(cx, &below)?.into_iter().map(|task| (task.id, task)).collect();
    let mut all = BTreeSet::from([id]);
    let (mut gone, mut free) = (Vec::new(), Vec::new());
    // The nearest come first.
    for branch in below.iter().filter_map(|id| known.get(id)) {
        if branch.parent_id.is_none_or(|parent| !all.contains(&parent)) {
            continue;
        }
        if branch.project_id == doomed.id {
            all.insert(branch.id);
            gone.push(("task", branch.id, branch.version));
        } else {
            free.push(branch.clone());
        }
    }
    for before in free {
        let after = Task {
            parent_id: None,
            version: before.version + 1,
            updated_at: now,
            ..before.clone()
        };
        store::save_all(cx, &[&(before.clone(), after.clone())])?;
        cx.emit(events::changed(events::UPDATED, &before, &after, &[]))?;
    }
    let all: Vec<Uuid> = all.into_iter().collect();
    gone.extend(store::hanging(cx, &all)?);
    let mut counts = CountChanges::new();
    if let Some(parent) = task.parent_id
        && let Some(parent) = store::find_locked(cx, parent)?
        && (task.deleted_at.is_none() || task.deleted_at == parent.deleted_at)
    {
        counts.insert(parent.id, (-1, -i64::from(task.is_done())));
    }
    store::delete(cx, &all)?;
    let parents = count_on_parents(cx, &counts, now)?;
    cx.emit(events::purged(&task, &gone, &parents))?;
    favourite::forget(cx, &all)?;
    Ok(true)
}
