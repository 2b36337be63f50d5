//! The columns of a project's board. Whoever changes them holds the project's row.

use uuid::Uuid;

use super::current;
use crate::base::{Error, Result};
use crate::event::{Cx, matching};
use crate::project::model::{NewStatus, PatchStatus};
use crate::project::rules::order::{self, Place, Placed};
use crate::project::rules::status;
use crate::project::{Project, ProjectAccess, Status, events, store};

/// Makes a status.
///
/// # Errors
/// `Invalid`; `name_taken`, `too_many_statuses`, `id_taken`.
pub fn create_status(cx: &mut Cx<'_, '_>, access: &ProjectAccess, new: &NewStatus) -> Result<Status> {
    let project = current(cx, access.workspace_id(), access.project_id(), None)?;
    if let Some(id) = new.id
        && let Some(first) = store::statuses::anywhere(cx, id)?
    {
        let own = first.project_id == project.id && first.creator_id == access.user_id();
        return if own { Ok(first) } else { Err(Error::id_taken()) };
    }
    let now = cx.now();
    let empty = Status {
        id: new.id.unwrap_or_else(|| cx.new_id()),
        workspace_id: project.workspace_id,
        project_id: project.id,
        name: String::new(),
        category: new.category,
        colour: String::new(),
        position: String::new(),
        wip_limit: None,
        creator_id: access.user_id(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let mut status = status::patched(&empty, &status::as_patch(new))?;
    let statuses = store::statuses::of_project(cx, project.id)?;
    if statuses.len() >= status::MAX_STATUSES {
        let text = format!("A project has at most {} statuses.", status::MAX_STATUSES);
        return Err(Error::conflict("too_many_statuses", text));
    }
    require_free_name(&statuses, &status)?;
    let place = Place::named(new.before_id, new.after_id)
        .unwrap_or_else(|| status::natural_place(&statuses, status.category));
    let placed = order::put_new(&places(&statuses), place)?;
    status.position.clone_from(&placed.position);
    store::statuses::insert(cx, &status).map_err(|error| match error {
        Error::Db(error) if error.is_unique("status(id)") => Error::id_taken(),
        error => error,
    })?;
    let mut event = events::status_created(&project, &status);
    for other in make_room(cx, &statuses, &placed)? {
        event = event.also(&other);
    }
    cx.emit(event)?;
    Ok(status)
}

/// Applies a merge patch, and puts the status where it is to stand.
///
/// # Errors
/// `Invalid`; `name_taken`, `status_in_use`, `last_open_status`, `last_done_status`.
pub fn update_status(
    cx: &mut Cx<'_, '_>,
    access: &ProjectAccess,
    id: Uuid,
    seen: Option<i64>,
    patch: &PatchStatus,
) -> Result<Status> {
    let project = current(cx, access.workspace_id(), access.project_id(), None)?;
    let before = find(cx, &project, id, seen)?;
    let mut after = status::patched(&before, patch)?;
    let statuses = store::statuses::of_project(cx, project.id)?;
    require_free_name(&statuses, &after)?;
    if after.category != before.category {
        require_unused(cx, &before, "change its category")?;
        status::enough(statuses.iter().map(|s| if s.id == id { after.category } else { s.category }))?;
    }
    let placed = match Place::named(patch.before_id, patch.after_id) {
        Some(place) => order::put(&places(&statuses), id, place)?,
        None => None,
    };
    if let Some(placed) = &placed {
        after.position.clone_from(&placed.position);
    }
    if after == before {
        return Ok(before);
    }
    after.version += 1;
    after.updated_at = cx.now();
    store::statuses::update(cx, &after)?;
    let mut event = events::status_changed(&project, &before, &after);
    for other in placed.map_or(Ok(Vec::new()), |placed| make_room(cx, &statuses, &placed))? {
        event = event.also(&other);
    }
    cx.emit(event)?;
    Ok(after)
}

/// Deletes a status that no task has.
///
/// # Errors
/// `status_in_use`, `last_open_status`, `last_done_status`.
pub fn delete_status(cx: &mut Cx<'_, '_>, access: &ProjectAccess, id: Uuid, seen: Option<i64>) -> Result<()> {
    let project = current(cx, access.workspace_id(), access.project_id(), None)?;
    let status = find(cx, &project, id, seen)?;
    require_unused(cx, &status, "delete it")?;
    let statuses = store::statuses::of_project(cx, project.id)?;
    status::enough(statuses.iter().filter(|s| s.id != id).map(|s| s.category))?;
    store::statuses::delete(cx, id)?;
    cx.emit(events::status_deleted(&project, &status))
}

/// The status, locked: no task comes into it before the commit.
fn find(cx: &mut Cx<'_, '_>, project: &Project, id: Uuid, seen: Option<i64>) -> Result<Status> {
    let status = store::statuses::find_for_update(cx, project.id, id)?.ok_or(Error::NotFound("status"))?;
    matching(&status, seen)?;
    Ok(status)
}

pub fn require_free_name(statuses: &[Status], status: &Status) -> Result<()> {
    let key = store::statuses::name_key(&status.name);
    let taken = statuses
        .iter()
        .any(|other| other.id != status.id && store::statuses::name_key(&other.name) == key);
    if taken {
        let text = "Another status of this project has this name. Choose another.";
        return Err(Error::conflict("name_taken", text));
    }
    Ok(())
}

/// Tasks carry their status's category, and moving tasks is not this service's to do.
pub fn require_unused(cx: &mut Cx<'_, '_>, status: &Status, to: &str) -> Result<()> {
    if store::statuses::in_use(cx, status.id)? {
        let text = format!("Tasks have this status, perhaps some in the trash. Move them first to {to}.");
        return Err(Error::conflict("status_in_use", text));
    }
    Ok(())
}

fn places(statuses: &[Status]) -> Vec<(Uuid, &str)> {
    statuses.iter().map(|status| (status.id, status.position.as_str())).collect()
}

/// Gives other statuses their new positions, where there was no room between two.
fn make_room(cx: &mut Cx<'_, '_>, statuses: &[Status], placed: &Placed) -> Result<Vec<Status>> {
    let mut moved = Vec::new();
    for status in statuses {
        let Some(position) = placed.others.get(&status.id) else {
            continue;
        };
        let after = Status {
            position: position.clone(),
            version: status.version + 1,
            updated_at: cx.now(),
            ..status.clone()
        };
        store::statuses::update(cx, &after)?;
        moved.push(after);
    }
    Ok(moved)
}
