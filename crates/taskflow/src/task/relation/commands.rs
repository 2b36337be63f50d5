//! Relating tasks, and parting them.

use uuid::Uuid;

use super::model::{NewRelation, Relation};
use super::{queries, rules, store};
use crate::base::{Actor, Error, Result};
use crate::event::{Cx, Entity, NewEvent, matching};
use crate::task::{Task, TaskAccess, access};
use crate::workspace::{self, Action};

/// Relations of one task.
const MOST_RELATIONS: i64 = 500;
/// Tasks looked at when a circle is looked for.
const MOST_REACHED: i64 = 10_000;

/// Relates a task, which was opened for it, to another that the actor may see.
///
/// # Errors
/// `Invalid` for an unknown other task or the same one; `relation_exists`, `relation_cycle`, `too_many_relations`,
/// `task_in_trash`, `id_taken`.
pub fn create(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    access: &TaskAccess,
    new: &NewRelation,
) -> Result<Relation> {
    let other = other_task(cx, actor, access, new.task_id)?;
    let here = access.task();
    let (task_id, kind, other_id) = rules::stored(here.id, new.kind, other.id);
    // What is checked below spans rows that others may be adding to.
    workspace::lock(cx, here.workspace_id)?;
    if let Some(known) = new.id.map(|id| store::find(cx, id)).transpose()?.flatten() {
        let same = (known.task_id, known.kind, known.other_id) == (task_id, kind, other_id);
        if same && known.creator_id == actor.user_id {
            return Ok(known);
        }
        return Err(Error::id_taken());
    }
    refuse_another(cx, (task_id, kind, other_id))?;
    let now = cx.now();
    let relation = Relation {
        id: new.id.unwrap_or_else(|| cx.new_id()),
        workspace_id: here.workspace_id,
        task_id,
        kind,
        other_id,
        creator_id: actor.user_id,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    store::insert(cx, &relation)?;
    announce(cx, access, [here, &other], &relation)?;
    Ok(relation)
}

/// Relates tasks again that were parted, with a version after the last; says whether they were. Takes editing one of them
/// and seeing both.
///
/// # Errors
/// `NotFound`, `Forbidden`; those of [`create`].
pub fn put_back(cx: &mut Cx<'_, '_>, actor: &Actor, was: &Relation, version: i64) -> Result<bool> {
    workspace::lock(cx, was.workspace_id)?;
    if store::find(cx, was.id)?.is_some() {
        return Ok(false);
    }
    let (from, to) = match access::open(cx, actor, was.task_id, Action::EditTasks) {
        Err(Error::Forbidden { .. }) => (was.other_id, was.task_id),
        _ => (was.task_id, was.other_id),
    };
    let access = access::open(cx, actor, from, Action::EditTasks)?;
    let other = other_task(cx, actor, &access, to)?;
    refuse_another(cx, (was.task_id, was.kind, was.other_id))?;
    let relation = Relation { version, updated_at: cx.now(), ..was.clone() };
    store::put_back(cx, &relation)?;
    announce(cx, &access, [access.task(), &other], &relation)?;
    Ok(true)
}

/// Both tasks have it in their activity.
fn announce(cx: &mut Cx<'_, '_>, access: &TaskAccess, tasks: [&Task; 2], relation: &Relation) -> Result<()> {
    for task in tasks {
        let event = NewEvent::upsert(access.stream(), "relation.created", relation)
            .about(task.id)
            .in_project(Some(task.project_id), Some(task.project_id));
        cx.emit(event)?;
    }
    Ok(())
}

fn refuse_another(
    cx: &mut Cx<'_, '_>,
    (task_id, kind, other_id): (Uuid, super::RelationKind, Uuid),
) -> Result<()> {
    let between = store::between(cx, task_id, other_id, kind)?;
    if between
        .iter()
        .any(|known| known.task_id == task_id || !rules::is_directed(kind))
    {
        return Err(Error::conflict("relation_exists", "The tasks are related like this already."));
    }
    if rules::is_directed(kind) {
        refuse_circle(cx, (task_id, other_id), kind)?;
    }
    for task in [task_id, other_id] {
        if store::count(cx, task)? >= MOST_RELATIONS {
            let detail = format!("A task has at most {MOST_RELATIONS} relations.");
            return Err(Error::conflict("too_many_relations", detail));
        }
    }
    Ok(())
}

fn other_task(cx: &mut Cx<'_, '_>, actor: &Actor, access: &TaskAccess, id: Uuid) -> Result<Task> {
    if id == access.task().id {
        return Err(Error::invalid("/task_id", "same_task", "Name another task than this one."));
    }
    let found = match access::open(cx, actor, id, Action::ViewProject) {
        Err(Error::NotFound(_)) => None,
        other => Some(other?.task().clone()),
    };
    let Some(other) = found.filter(|task| task.workspace_id == access.workspace_id()) else {
        return Err(Error::invalid("/task_id", "unknown_task", "Name a task of this workspace."));
    };
    if other.is_trashed() {
        return Err(Error::conflict("task_in_trash", "The other task is in the trash. Restore it first."));
    }
    Ok(other)
}

fn refuse_circle(cx: &mut Cx<'_, '_>, (from, to): (Uuid, Uuid), kind: super::RelationKind) -> Result<()> {
    let (reached, back) = store::reaches(cx, to, from, kind, MOST_REACHED)?;
    if back {
        let detail = "This would close a circle: the other task leads back to this one.";
        return Err(Error::conflict("relation_cycle", detail));
    }
    if reached >= MOST_REACHED {
        let detail =
            format!("More than {MOST_REACHED} tasks follow from the other one. Part some of them first.");
        return Err(Error::conflict("too_many_relations", detail));
    }
    Ok(())
}

/// Parts two tasks. Takes seeing both and editing one of them.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Stale`, `project_archived`.
pub fn delete(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid, if_match: Option<i64>) -> Result<()> {
    let (relation, task, other) = queries::open(cx, actor, id)?;
    cx.in_stream(task.stream());
    let edits = |access: &TaskAccess| {
        access.project().grant().require(actor, Action::EditTasks)?;
        access.project().clone().not_archived()
    };
    edits(&task).or_else(|error| edits(&other).map_err(|_| error))?;
    matching(&relation, if_match)?;
    if !store::delete(cx, relation.id)? {
        return Err(Error::NotFound("relation"));
    }
    for access in [&task, &other] {
        let task = access.task();
        let version = relation.version + 1;
        let event =
            NewEvent::remove(access.stream(), "relation.deleted", Relation::NAME, relation.id, version)
                .about(task.id)
                .in_project(Some(task.project_id), Some(task.project_id));
        cx.emit(event)?;
    }
    Ok(())
}
