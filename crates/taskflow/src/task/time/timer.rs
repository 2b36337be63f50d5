//! The timer: one runs for a person in a workspace, whatever happens at once.

use uuid::Uuid;

use super::model::TimeEntry;
use super::{events, rules, store};
use crate::base::{Error, Result};
use crate::event::Cx;
use crate::task::TaskAccess;
use crate::task::commands::{CountChange, touch};
use crate::workspace;

/// Starts the actor's timer on a task, and stops the one that runs on another, in the same step. One that runs on this
/// task already runs on.
///
/// # Errors
/// Those of the database.
pub fn start(cx: &mut Cx<'_, '_>, access: &TaskAccess) -> Result<TimeEntry> {
    // Two starts at once could both find that none runs.
    workspace::lock(cx, access.workspace_id())?;
    match store::running(cx, access.workspace_id(), access.user_id())? {
        Some(running) if running.task_id == access.task().id => return Ok(running),
        Some(running) => drop(end(cx, running)?),
        None => {}
    }
    let now = cx.now();
    let entry = TimeEntry {
        id: cx.new_id(),
        workspace_id: access.workspace_id(),
        task_id: access.task().id,
        user_id: access.user_id(),
        started_at: now,
        ended_at: None,
        seconds: None,
        note: String::new(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    store::insert(cx, &entry)?;
    cx.emit(events::tracked(events::STARTED, &entry, access.task()))?;
    Ok(entry)
}

/// Stops the actor's timer on a task.
///
/// # Errors
/// `timer_not_running`.
pub fn stop(cx: &mut Cx<'_, '_>, access: &TaskAccess) -> Result<TimeEntry> {
    let running = store::running(cx, access.workspace_id(), access.user_id())?;
    let running = running.filter(|running| running.task_id == access.task().id).ok_or_else(|| {
        Error::conflict("timer_not_running", "Your timer does not run on this task. Start it first.")
    })?;
    end(cx, running)
}

/// Stops the timer of somebody who leaves the workspace.
///
/// # Errors
/// Those of the database.
pub fn stop_of(cx: &mut Cx<'_, '_>, workspace: Uuid, user: Uuid) -> Result<()> {
    if let Some(running) = store::running(cx, workspace, user)? {
        end(cx, running)?;
    }
    Ok(())
}

/// It ends now; should its start lie ahead of our clock, at its start.
fn end(cx: &mut Cx<'_, '_>, running: TimeEntry) -> Result<TimeEntry> {
    let now = cx.now();
    let to = now.max(running.started_at);
    let seconds = rules::seconds(running.started_at, to);
    let entry = TimeEntry {
        ended_at: Some(to),
        seconds: Some(seconds),
        version: running.version + 1,
        updated_at: now,
        ..running
    };
    store::update(cx, &entry)?;
    let task = touch(cx, entry.task_id, CountChange::Tracked(seconds))?;
    cx.emit(
        events::tracked(events::STOPPED, &entry, &task)
            .also(&task)
            .changed("seconds", (), seconds),
    )?;
    Ok(entry)
}
