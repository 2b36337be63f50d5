//! Proofs of access to a project: what a finder below takes instead of a bare project id.

use std::collections::{HashMap, HashSet};

use taskflow_db::{Row, Sql, Tx, Value};
use uuid::Uuid;

use super::rules::sight::sight;
use super::store::access as store;
use crate::base::{Actor, Error, Result};
use crate::event::{Cx, Stream};
use crate::workspace::{Action, Grant, Membership, ProjectRole, Role};

/// A project that the actor may use as asked for. Only [`open`] makes one, and [`by_itself`] for the server's own doings.
#[derive(Clone, Debug)]
pub struct ProjectAccess {
    workspace_id: Uuid,
    project_id: Uuid,
    user_id: Uuid,
    grant: Grant,
    archived: bool,
}

impl ProjectAccess {
    pub fn workspace_id(&self) -> Uuid {
        self.workspace_id
    }

    pub fn project_id(&self) -> Uuid {
        self.project_id
    }

    pub fn user_id(&self) -> Uuid {
        self.user_id
    }

    pub fn grant(&self) -> Grant {
        self.grant
    }

    pub fn stream(&self) -> Stream {
        Stream::Workspace(self.workspace_id)
    }

    /// Also answers the request with the workspace's position, whether or not something changes.
    pub fn answering(self, cx: &mut Cx<'_, '_>) -> Self {
        cx.in_stream(self.stream());
        self
    }

    /// Whether the project or one above it is archived.
    pub fn is_archived(&self) -> bool {
        self.archived
    }

    /// # Errors
    /// `project_archived`: an archived project is only looked at.
    pub fn not_archived(self) -> Result<Self> {
        if self.archived {
            return Err(Error::conflict("project_archived", "The project is archived. Restore it first."));
        }
        Ok(self)
    }
}

/// Proves that the actor may do this in a project.
///
/// # Errors
/// `NotFound` when they may not even see it, whether or not it exists; `Forbidden` when they lack the right.
pub fn open(tx: &mut Tx<'_>, actor: &Actor, project: Uuid, action: Action) -> Result<ProjectAccess> {
    let (access, deleted) = open_any(tx, actor, project, action)?;
    if deleted { Err(Error::NotFound("project")) } else { Ok(access) }
}

/// For what happens in a project by itself, as somebody asked for who need not be there any more; `None` while it is archived or
/// in the trash.
///
/// # Errors
/// Those of the database.
pub fn by_itself(tx: &mut Tx<'_>, project: Uuid, for_user: Uuid) -> Result<Option<ProjectAccess>> {
    let workspace = store::live(tx, project)?;
    Ok(workspace.map(|workspace_id| ProjectAccess {
        workspace_id,
        project_id: project,
        user_id: for_user,
        grant: Grant { role: Role::Member, project: Some(ProjectRole::Editor) },
        archived: false,
    }))
}

/// Whether neither a project nor what it is in is archived, in the trash or at an end.
///
/// # Errors
/// Those of the database.
pub fn is_live(tx: &mut Tx<'_>, project: Uuid) -> Result<bool> {
    Ok(store::live(tx, project)?.is_some())
}

/// The same as [`open`] for projects in the trash, too; says whether it is there, by itself or with a project above it.
/// What is in the trash, only those see who manage it.
pub(super) fn open_any(
    tx: &mut Tx<'_>,
    actor: &Actor,
    project: Uuid,
    action: Action,
) -> Result<(ProjectAccess, bool)> {
    let found = store::access(tx, project, actor.user_id)?;
    prove(actor, project, found, action)
}

/// The question behind [`open`] about the project of a task, to be asked along with reading the task; [`proven`] takes
/// the answer.
pub fn of_task(task: Uuid, actor: &Actor) -> (&'static Sql, [Value; 2]) {
    store::of_task(task, actor.user_id)
}

/// As [`open`], from the answer to [`of_task`]; `project` is what the task says. They differ, and it is asked again,
/// when the task was just moved.
///
/// # Errors
/// As [`open`].
pub fn proven(
    tx: &mut Tx<'_>,
    actor: &Actor,
    project: Uuid,
    answer: Option<&Row>,
    action: Action,
) -> Result<ProjectAccess> {
    let found = answer.map(store::read_of_task).transpose()?;
    if found.as_ref().is_some_and(|(of, _)| *of != project) {
        return open(tx, actor, project, action);
    }
    let (access, deleted) = prove(actor, project, found.map(|(_, found)| found), action)?;
    if deleted { Err(Error::NotFound("project")) } else { Ok(access) }
}

fn prove(
    actor: &Actor,
    project: Uuid,
    found: Option<store::Found>,
    action: Action,
) -> Result<(ProjectAccess, bool)> {
    let found = found.ok_or(Error::NotFound("project"))?;
    let grant = Grant::in_project(found.role, found.granted, found.private);
    let seen = if found.deleted { Action::ManageProject } else { Action::ViewProject };
    if !grant.allows(seen) {
        return Err(Error::NotFound("project"));
    }
    grant.require(actor, action)?;
    let access = ProjectAccess {
        workspace_id: found.workspace_id,
        project_id: project,
        user_id: actor.user_id,
        grant,
        archived: found.archived,
    };
    Ok((access, found.deleted))
}

/// A project that a member may see. What a project above it is, it is in effect.
pub(super) struct Seen {
    pub id: Uuid,
    pub parent_id: Option<Uuid>,
    pub position: String,
    pub role: ProjectRole,
    pub archived: bool,
    pub deleted: bool,
    /// In the trash by itself.
    pub trashed: bool,
}

/// Every project of the workspace that the member may see, in the trash as well if they manage it.
pub(super) fn survey(tx: &mut Tx<'_>, member: &Membership) -> Result<Vec<Seen>> {
    let nodes = store::tree(tx, member.workspace_id())?;
    let grants = store::granted(tx, member.workspace_id(), member.user_id())?;
    let places = nodes.iter().map(|node| (node.id, node.place)).collect();
    let seen = nodes.into_iter().filter_map(|node| {
        let sight = sight(&places, node.id, member.role(), &grants);
        let role = sight.role.filter(|role| !sight.deleted || *role == ProjectRole::Manager)?;
        Some(Seen {
            id: node.id,
            parent_id: node.place.parent_id,
            position: node.position,
            role,
            archived: sight.archived,
            deleted: sight.deleted,
            trashed: node.place.deleted,
        })
    });
    Ok(seen.collect())
}

/// The projects of its workspace that somebody with access to one may see.
///
/// # Errors
/// Those of the database.
pub fn visible_to(tx: &mut Tx<'_>, access: &ProjectAccess) -> Result<HashSet<Uuid>> {
    let nodes = store::tree(tx, access.workspace_id())?;
    let grants = store::granted(tx, access.workspace_id(), access.user_id())?;
    let places = nodes.iter().map(|node| (node.id, node.place)).collect();
    let seen = nodes.iter().filter(|node| {
        let sight = sight(&places, node.id, access.grant.role, &grants);
        sight.role.is_some() && !sight.deleted
    });
    Ok(seen.map(|node| node.id).collect())
}

/// The projects a member may see, each with their role in it: for lists over a whole workspace. Archived ones are
/// among them, those in the trash are not.
///
/// # Errors
/// Those of the database.
pub fn visible(tx: &mut Tx<'_>, member: &Membership) -> Result<HashMap<Uuid, ProjectRole>> {
    let seen = survey(tx, member)?;
    Ok(seen
        .into_iter()
        .filter(|seen| !seen.deleted)
        .map(|seen| (seen.id, seen.role))
        .collect())
}

/// The ids of those projects, or only this one of them.
///
/// # Errors
/// `NotFound` for one they may not see.
pub fn in_sight(tx: &mut Tx<'_>, member: &Membership, only: Option<Uuid>) -> Result<Vec<Uuid>> {
    let visible = visible(tx, member)?;
    match only {
        Some(project) if visible.contains_key(&project) => Ok(vec![project]),
        Some(_) => Err(Error::NotFound("project")),
        None => Ok(visible.into_keys().collect()),
    }
}
