//! Taking back what was done to projects, their statuses and who has a role in them.

use super::commands::{Step, made};
use super::rules::{Outcome, put_back};
use crate::base::{Actor, Error, Patch, Result};
use crate::event::{Cx, Entity, Entry};
use crate::project::{self, PatchProjectMember, Project, ProjectAccess, ProjectMember, Status};
use crate::task::store;
use crate::workspace::Action;

fn gone() -> Error {
    Error::internal("an entry without the image it ought to have")
}

/// Whether an entry is about a project in the trash that the actor may take out of it.
///
/// # Errors
/// Those of the database.
pub fn is_of_the_trash(cx: &mut Cx<'_, '_>, actor: &Actor, entry: &Entry) -> Result<bool> {
    if entry.entity_type != Project::NAME {
        return Ok(false);
    }
    match project::open_to_restore(cx, actor, entry.entity_id) {
        Err(error @ (Error::Db(_) | Error::Internal(_))) => Err(error),
        opened => Ok(opened.is_ok()),
    }
}

/// # Errors
/// What the inverse change is refused with.
pub fn project(cx: &mut Cx<'_, '_>, actor: &Actor, step: &Step<'_>, what: &str) -> Result<Outcome> {
    let op = step.ops.first().ok_or_else(gone)?;
    let made: Project = made(op)?.ok_or_else(gone)?;
    let was: Option<Project> = step.was(Project::NAME, op.id)?;
    let access = project::open_to_restore(cx, actor, op.id)?;
    let now = project::locked(cx, &access)?;
    let Some(was) = was else {
        return unmake(cx, actor, &access, &made, &now);
    };
    match what {
        "archived" | "restored" | "deleted" => {
            let state = |project: &Project| (project.archived_at.is_some(), project.deleted_at.is_some());
            if state(&now) == state(&was) {
                return Ok(Outcome::Unchanged);
            }
            if state(&now) != state(&made) {
                let fields = vec!["archived_at", "deleted_at"];
                return Ok(Outcome::Conflict { entity: Project::NAME, id: op.id, fields });
            }
            project::set_state(cx, actor, &access, &was)?;
            Ok(Outcome::Done)
        }
        _ => {
            if now.deleted_at.is_some() {
                return Err(Error::conflict(
                    "project_in_trash",
                    "The project is in the trash. Restore it first.",
                ));
            }
            let (mut after, mut conflicts) = (now.clone(), Vec::new());
            put_back!(was, made, after, conflicts; parent_id, key, name, description, icon, colour, lead_id,
                visibility, start_on, target_on, position);
            if !conflicts.is_empty() {
                return Ok(Outcome::Conflict { entity: Project::NAME, id: op.id, fields: conflicts });
            }
            let changed = project::set_back(cx, actor, &access, &after)?;
            Ok(if changed { Outcome::Done } else { Outcome::Unchanged })
        }
    }
}

/// A project that an entry made goes to the trash, when it is as it was made and nothing is in it.
fn unmake(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    access: &ProjectAccess,
    made: &Project,
    now: &Project,
) -> Result<Outcome> {
    if now.deleted_at.is_some() {
        return Ok(Outcome::Unchanged);
    }
    let same = Project {
        version: made.version,
        updated_at: made.updated_at,
        position: made.position.clone(),
        ..now.clone()
    } == *made;
    if !same {
        return Ok(Outcome::Conflict { entity: Project::NAME, id: made.id, fields: Vec::new() });
    }
    if store::has_tasks(cx, made.id)? {
        return Err(Error::conflict(
            "project_in_use",
            "There are tasks in the project. Delete it by hand if that is meant.",
        ));
    }
    project::trash(cx, actor, access)?;
    Ok(Outcome::Done)
}

/// # Errors
/// What the inverse change is refused with.
pub fn status(cx: &mut Cx<'_, '_>, actor: &Actor, step: &Step<'_>, what: &str) -> Result<Outcome> {
    let op = step.ops.first().ok_or_else(gone)?;
    let project = step.entry.subject_id.ok_or_else(gone)?;
    let access = project::open(cx, actor, project, Action::ManageProject)?.not_archived()?;
    let others = |cx: &mut Cx<'_, '_>| -> Result<bool> {
        let mut some = false;
        for op in step.ops_on(Status::NAME).skip(1) {
            let (Some(made), Some(was)) = (made::<Status>(op)?, step.was::<Status>(Status::NAME, op.id)?)
            else {
                continue;
            };
            some |= project::set_status_place(cx, &access, op.id, (&made.position, &was.position))?;
        }
        Ok(some)
    };
    if what == "deleted" {
        let was: Status = step.was(Status::NAME, op.id)?.ok_or_else(gone)?;
        let back = project::put_status_back(cx, &access, was, op.version + 1)?;
        return Ok(if back { Outcome::Done } else { Outcome::Unchanged });
    }
    let made: Status = made(op)?.ok_or_else(gone)?;
    let Some(now) = project::locked_status(cx, &access, op.id)? else {
        return match what {
            "created" => Ok(Outcome::Unchanged),
            _ => Ok(Outcome::Conflict { entity: Status::NAME, id: op.id, fields: Vec::new() }),
        };
    };
    let Some(was) = step.was::<Status>(Status::NAME, op.id)? else {
        let same = Status {
            version: made.version,
            updated_at: made.updated_at,
            position: made.position.clone(),
            ..now
        } == made;
        if !same {
            return Ok(Outcome::Conflict { entity: Status::NAME, id: op.id, fields: Vec::new() });
        }
        project::delete_status(cx, &access, op.id, None)?;
        others(cx)?;
        return Ok(Outcome::Done);
    };
    let (mut after, mut conflicts) = (now, Vec::new());
    put_back!(was, made, after, conflicts; name, category, colour, wip_limit, position);
    if !conflicts.is_empty() {
        return Ok(Outcome::Conflict { entity: Status::NAME, id: op.id, fields: conflicts });
    }
    let changed = project::set_status_back(cx, &access, &after)?;
    Ok(if others(cx)? || changed { Outcome::Done } else { Outcome::Unchanged })
}

/// # Errors
/// What the inverse change is refused with.
pub fn member(cx: &mut Cx<'_, '_>, actor: &Actor, step: &Step<'_>, what: &str) -> Result<Outcome> {
    let op = step.ops.first().ok_or_else(gone)?;
    let project = step.entry.subject_id.ok_or_else(gone)?;
    let access = project::open(cx, actor, project, Action::ManageProject)?.not_archived()?;
    let was: Option<ProjectMember> = step.was(ProjectMember::NAME, op.id)?;
    let now = project::locked_member(cx, &access, op.id)?;
    let conflict = || Ok(Outcome::Conflict { entity: ProjectMember::NAME, id: op.id, fields: vec!["role"] });
    match (what, was, now) {
        ("added", _, None) | ("removed", _, Some(_)) => Ok(Outcome::Unchanged),
        ("added", None, Some(now)) => {
            if made::<ProjectMember>(op)?.is_none_or(|made| made.role != now.role) {
                return conflict();
            }
            project::remove_member(cx, &access, op.id, None).map(|()| Outcome::Done)
        }
        ("removed", Some(was), None) => {
            project::put_member_back(cx, &access, was, op.version + 1).map(|()| Outcome::Done)
        }
        ("changed", Some(was), Some(now)) if now.role == was.role => Ok(Outcome::Unchanged),
        ("changed", Some(was), Some(now)) => {
            if made::<ProjectMember>(op)?.is_none_or(|made| made.role != now.role) {
                return conflict();
            }
            let patch = PatchProjectMember { role: Patch::Set(was.role) };
            project::change_member(cx, &access, op.id, None, &patch).map(|_| Outcome::Done)
        }
        ("changed", Some(_), None) => conflict(),
        _ => Ok(Outcome::Never("This kind of change has no inverse.")),
    }
}
