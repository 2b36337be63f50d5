//! A project's place in the tree. Whoever changes it holds the workspace's lock.

use std::collections::HashMap;

use uuid::Uuid;

use super::current;
use crate::base::{Actor, Error, Patch, Result};
use crate::event::Cx;
use crate::project::access::open;
use crate::project::model::MoveProject;
use crate::project::rules::order::{self, Place, Placed};
use crate::project::rules::tree;
use crate::project::{Project, ProjectAccess, events, store};
use crate::workspace::{self, Action, Grant, WorkspaceRef, member_of};

/// Proves that the actor may put a project below this parent, and tells their role there.
///
/// # Errors
/// `Invalid` for a parent that is not theirs to see, `Forbidden` without the role manager, `project_archived`.
pub fn new_parent(cx: &mut Cx<'_, '_>, actor: &Actor, workspace: Uuid, parent: Uuid) -> Result<Grant> {
    let unknown = || Error::invalid("/parent_id", "unknown_project", "Choose a project of this workspace.");
    match open(cx, actor, parent, Action::ManageProject) {
        Err(Error::NotFound(_)) => Err(unknown()),
        Err(error) => Err(error),
        Ok(above) if above.workspace_id() != workspace => Err(unknown()),
        Ok(above) => above.not_archived().map(|above| above.grant()),
    }
}

/// The position behind the last child of a parent, once it is clear that the project (`None`: a new one) may go there.
///
/// # Errors
/// `project_cycle`, `too_deep`.
pub fn last(
    cx: &mut Cx<'_, '_>,
    workspace: Uuid,
    project: Option<Uuid>,
    parent: Option<Uuid>,
) -> Result<String> {
    // Behind the last there is always room, so no other needs to move.
    let placed = placed(cx, workspace, project, parent, Place::Last)?;
    placed
        .map(|placed| placed.position)
        .ok_or_else(|| Error::internal("a project stands below its new parent already"))
}

/// Where a project would stand below a parent; `None` when it stands there already.
fn placed(
    cx: &mut Cx<'_, '_>,
    workspace: Uuid,
    project: Option<Uuid>,
    parent: Option<Uuid>,
    place: Place,
) -> Result<Option<Placed>> {
    let nodes = store::access::tree(cx, workspace)?;
    let parents: HashMap<Uuid, Option<Uuid>> =
        nodes.iter().map(|node| (node.id, node.place.parent_id)).collect();
    tree::may_stand(&parents, project, parent)?;
    let mut children: Vec<(Uuid, &str)> = nodes
        .iter()
        .filter(|node| node.place.parent_id == parent)
        .map(|node| (node.id, node.position.as_str()))
        .collect();
    children.sort_unstable_by_key(|(id, position)| (*position, *id));
    order::put(&children, project.unwrap_or_default(), place)
}

/// Proves that the actor may take a project to another parent.
///
/// # Errors
/// Those of [`new_parent`]; to the top it takes the right to create projects.
pub fn may_go(cx: &mut Cx<'_, '_>, actor: &Actor, workspace: Uuid, parent: Option<Uuid>) -> Result<()> {
    match parent {
        Some(parent) => new_parent(cx, actor, workspace, parent).map(|_| ()),
        None => member_of(cx, actor, &WorkspaceRef::Id(workspace), Action::CreateProject).map(|_| ()),
    }
}

/// Moves a project in the tree or among its siblings.
///
/// # Errors
/// `not_a_sibling`, `project_cycle`, `too_deep`; those of [`may_go`].
pub fn move_project(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    access: &ProjectAccess,
    seen: Option<i64>,
    to: &MoveProject,
) -> Result<Project> {
    let workspace = access.workspace_id();
    workspace::lock(cx, workspace)?;
    let before = current(cx, workspace, access.project_id(), seen)?;
    let parent = to.parent_id.clone().over(before.parent_id);
    if parent != before.parent_id {
        may_go(cx, actor, workspace, parent)?;
    }
    let place = match Place::named(to.before_id, to.after_id) {
        Some(place) => place,
        None if to.parent_id != Patch::Keep => Place::Last,
        None => {
            let text = "Say where it goes: parent_id, before_id or after_id.";
            return Err(Error::invalid("", "no_place", text));
        }
    };
    if let Place::Before(anchor) | Place::After(anchor) = place {
        // A hidden sibling is as good as none.
        open(cx, actor, anchor, Action::ViewProject).map_err(|_| order::not_a_sibling(place))?;
    }
    // Named the parent it has and nothing else: it stays where it is.
    if parent == before.parent_id && place == Place::Last {
        return Ok(before);
    }
    let Some(placed) = placed(cx, workspace, Some(before.id), parent, place)? else {
        return Ok(before);
    };
    let now = cx.now();
    let moved = |project: &Project, parent_id: Option<Uuid>, position: &str| Project {
        parent_id,
        position: position.to_owned(),
        version: project.version + 1,
        updated_at: now,
        ..project.clone()
    };
    let after = moved(&before, parent, &placed.position);
    store::projects::update(cx, &after)?;
    cx.emit(events::changed(&before, &after))?;
    // Each in an entry of its own: not everybody sees every sibling.
    for (id, position) in &placed.others {
        let before = current(cx, workspace, *id, None)?;
        let after = moved(&before, before.parent_id, position);
        store::projects::update(cx, &after)?;
        cx.emit(events::changed(&before, &after))?;
    }
    Ok(after)
}
