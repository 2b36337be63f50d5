//! Beginning and ceasing to watch.

use std::collections::{BTreeMap, HashSet};

use uuid::Uuid;

use super::model::Watcher;
use super::store;
use crate::base::{Actor, Error, Result, Scope};
use crate::event::{Cx, Entity, NewEvent, Stream};
use crate::project;
use crate::task::{Task, TaskAccess, access};
use crate::workspace::{Action, Departure, OnDeparture};

/// Watchers in one entry of the log.
const WATCHERS_AN_ENTRY: usize = 200;

/// Has people watch a task, who do what makes one a watcher: create it, be assigned, comment, be mentioned. Answers
/// those who did not yet, for the `.also` of the entry of what they did. Only name people who may see the task; who has
/// left the workspace meanwhile is left out.
///
/// # Errors
/// Those of the database.
pub fn ensure(cx: &mut Cx<'_, '_>, task: &Task, users: &[Uuid]) -> Result<Vec<Watcher>> {
    ensure_all(cx, &[(task.workspace_id, task.id, users.to_vec())])
}

/// As [`ensure`] for many tasks at once: workspace, task and people.
///
/// # Errors
/// Those of the database.
pub fn ensure_all(cx: &mut Cx<'_, '_>, wanted: &[(Uuid, Uuid, Vec<Uuid>)]) -> Result<Vec<Watcher>> {
    let now = cx.now();
    let mut watchers: Vec<Watcher> = Vec::new();
    for (workspace_id, task_id, users) in wanted {
        let mut users = users.clone();
        let mut seen = HashSet::new();
        users.retain(|user| seen.insert(*user));
        watchers.extend(users.into_iter().map(|user_id| Watcher {
            id: cx.new_id(),
            workspace_id: *workspace_id,
            task_id: *task_id,
            user_id,
            version: 1,
            created_at: now,
            updated_at: now,
        }));
    }
    let added = store::insert(cx, &watchers)?;
    watchers.retain(|watcher| added.contains(&watcher.id));
    Ok(watchers)
}

/// Who is meant by a path's `me` or id, and the proof that the actor may have them watch, or not: oneself takes
/// seeing the task, others take editing it.
///
/// # Errors
/// Those of [`access::open`]; `missing_scope`.
pub fn open(cx: &mut Cx<'_, '_>, actor: &Actor, task: Uuid, name: &str) -> Result<(TaskAccess, Uuid)> {
    let user = match name {
        "me" => actor.user_id,
        id => id.parse().map_err(|_| Error::NotFound("person"))?,
    };
    let action = if user == actor.user_id { Action::ViewProject } else { Action::EditTasks };
    let access = access::open(cx, actor, task, action)?.answering(cx);
    if !actor.has_scope(Scope::Write) {
        return Err(Error::forbidden("missing_scope", "This token lacks the scope `write`."));
    }
    Ok((access, user))
}

/// Has somebody watch a task.
///
/// # Errors
/// `NotFound` for a person who may not see the task, or is no member; `task_in_trash`.
pub fn add(cx: &mut Cx<'_, '_>, access: &TaskAccess, user: Uuid) -> Result<Watcher> {
    let task = access.task();
    if let Some(watcher) = store::find(cx, task.id, user)? {
        return Ok(watcher);
    }
    if task.is_trashed() {
        return Err(Error::conflict("task_in_trash", "The task is in the trash. Restore it first."));
    }
    if user != access.user_id() && project::roles_of(cx, task.project_id, &[user])?.is_empty() {
        return Err(Error::NotFound("person"));
    }
    let added = ensure(cx, task, &[user])?;
    if let Some(watcher) = added.first() {
        let event = NewEvent::upsert(access.stream(), "watcher.added", watcher)
            .about(task.id)
            .in_project(Some(task.project_id), Some(task.project_id));
        cx.emit(event)?;
    }
    // Nobody was added who just left.
    store::find(cx, task.id, user)?.ok_or(Error::NotFound("person"))
}

/// Has somebody watch a task no more; nothing happens when they do not.
///
/// # Errors
/// Those of the database.
pub fn remove(cx: &mut Cx<'_, '_>, access: &TaskAccess, user: Uuid) -> Result<()> {
    let task = access.task();
    let Some(watcher) = store::find(cx, task.id, user)? else {
        return Ok(());
    };
    if store::delete(cx, &[watcher.id])? == 0 {
        return Ok(());
    }
    let version = watcher.version + 1;
    let event = NewEvent::remove(access.stream(), "watcher.removed", Watcher::NAME, watcher.id, version)
        .about(task.id)
        .in_project(Some(task.project_id), Some(task.project_id));
    cx.emit(event)
}

inventory::submit! { OnDeparture(forget_departed) }

/// Who leaves the workspace watches nothing there any more.
fn forget_departed(cx: &mut Cx<'_, '_>, departure: Departure) -> Result<()> {
    let Departure::Member { workspace_id, user_id } = departure else {
        return Ok(());
    };
    let mut by_project: BTreeMap<Uuid, Vec<Watcher>> = BTreeMap::new();
    for (watcher, project) in store::of_person(cx, user_id, workspace_id)? {
        by_project.entry(project).or_default().push(watcher);
    }
    for (project, watchers) in by_project {
        for some in watchers.chunks(WATCHERS_AN_ENTRY) {
            store::delete(cx, &some.iter().map(|watcher| watcher.id).collect::<Vec<_>>())?;
            let Some((first, rest)) = some.split_first() else {
                continue;
            };
            let stream = Stream::Workspace(workspace_id);
            let event =
                NewEvent::remove(stream, "watcher.removed", Watcher::NAME, first.id, first.version + 1);
            let event = rest.iter().fold(event, |event, watcher| {
                event.also_remove(Watcher::NAME, watcher.id, watcher.version + 1)
            });
            cx.emit(event.in_project(Some(project), Some(project)))?;
        }
    }
    Ok(())
}
