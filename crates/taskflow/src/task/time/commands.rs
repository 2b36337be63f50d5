//! Tracking time by hand, and changing what was tracked.

use uuid::Uuid;

use super::model::{NewTimeEntry, PatchTimeEntry, TimeEntry};
use super::{events, rules, store};
use crate::base::{Actor, Error, Result};
use crate::event::{Cx, matching};
use crate::task::commands::{CountChange, touch};
use crate::task::{TaskAccess, access};
use crate::workspace::Action;

/// An entry, and the proof that the actor may change it: their own with the role commenter, anybody's with the role
/// manager.
///
/// # Errors
/// `NotFound` for those who may not see its task; `Forbidden`, `not_author`; `task_in_trash`, `project_archived`.
pub fn open(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<(TaskAccess, TimeEntry)> {
    let hidden = || Error::NotFound("time entry");
    let found = store::find(cx, id)?.ok_or_else(hidden)?;
    let access = access::lock(cx, actor, found.task_id, Action::Comment);
    let access = access.map_err(Error::hiding("time entry"))?.answering(cx);
    let entry = store::find_locked(cx, id)?.ok_or_else(hidden)?;
    if entry.user_id != actor.user_id && !access.project().grant().allows(Action::ManageProject) {
        let text = "Only who tracked the time, or a manager of the project, may change it.";
        return Err(Error::forbidden("not_author", text));
    }
    Ok((access, entry))
}

/// Tracks time on a task. The same id again by the same person answers what is there.
///
/// # Errors
/// `Invalid`; `id_taken`.
pub fn create(cx: &mut Cx<'_, '_>, access: &TaskAccess, new: &NewTimeEntry) -> Result<TimeEntry> {
    if let Some(first) = new.id.map(|id| store::find(cx, id)).transpose()?.flatten() {
        if first.task_id == access.task().id && first.user_id == access.user_id() {
            return Ok(first);
        }
        return Err(Error::id_taken());
    }
    let now = cx.now();
    let (from, to, note) = rules::checked(new, now)?;
    let entry = TimeEntry {
        id: new.id.unwrap_or_else(|| cx.new_id()),
        workspace_id: access.workspace_id(),
        task_id: access.task().id,
        user_id: access.user_id(),
        started_at: from,
        ended_at: Some(to),
        seconds: Some(rules::seconds(from, to)),
        note,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    store::insert(cx, &entry)?;
    let task = touch(cx, entry.task_id, CountChange::Tracked(entry.tracked()))?;
    cx.emit(events::tracked(events::CREATED, &entry, &task).also(&task))?;
    Ok(entry)
}

/// Applies a merge patch to an entry that [`open`] gave.
///
/// # Errors
/// `Stale`; `Invalid`.
pub fn update(
    cx: &mut Cx<'_, '_>,
    (access, before): &(TaskAccess, TimeEntry),
    patch: &PatchTimeEntry,
    if_match: Option<i64>,
) -> Result<TimeEntry> {
    matching(before, if_match)?;
    let after = rules::patched(before, patch, cx.now())?;
    if after == *before {
        return Ok(after);
    }
    let after = TimeEntry { version: before.version + 1, updated_at: cx.now(), ..after };
    store::update(cx, &after)?;
    let event = if after.tracked() == before.tracked() {
        events::tracked(events::UPDATED, &after, access.task())
    } else {
        let task = touch(cx, after.task_id, CountChange::Tracked(after.tracked() - before.tracked()))?;
        events::tracked(events::UPDATED, &after, &task).also(&task)
    };
    cx.emit(event.changed("seconds", before.seconds, after.seconds))?;
    Ok(after)
}

/// Takes back an entry that [`open`] gave.
///
/// # Errors
/// `Stale`.
pub fn delete(
    cx: &mut Cx<'_, '_>,
    (access, entry): &(TaskAccess, TimeEntry),
    if_match: Option<i64>,
) -> Result<()> {
    matching(entry, if_match)?;
    store::delete(cx, entry.id)?;
    if entry.tracked() == 0 {
        return cx.emit(events::deleted(entry, access.task()));
    }
    let task = touch(cx, entry.task_id, CountChange::Tracked(-entry.tracked()))?;
    cx.emit(events::deleted(entry, &task).also(&task))
}
