//! Where things are that belong to all projects of a workspace or to one of them: custom fields and templates.

use taskflow_db::Tx;
use uuid::Uuid;

use crate::base::{Actor, Error, Result};
use crate::event::{Cx, NewEvent, Stream};
use crate::project::{self, ProjectAccess};
use crate::workspace::{Action, Membership, WorkspaceRef, member_of};

/// All projects of a workspace, or one, with the proof that the actor may do there what they were opened for.
#[derive(Clone, Copy, Debug)]
pub struct Home {
    workspace_id: Uuid,
    project_id: Option<Uuid>,
    user_id: Uuid,
}

impl Home {
    pub fn workspace_id(self) -> Uuid {
        self.workspace_id
    }

    /// The project; none of all projects.
    pub fn project_id(self) -> Option<Uuid> {
        self.project_id
    }

    pub fn user_id(self) -> Uuid {
        self.user_id
    }

    pub fn stream(self) -> Stream {
        Stream::Workspace(self.workspace_id)
    }

    /// An entry that those see who see what is here.
    pub fn seen(self, event: NewEvent) -> NewEvent {
        event.in_project(self.project_id, self.project_id)
    }
}

impl From<&Membership> for Home {
    fn from(member: &Membership) -> Self {
        Self {
            workspace_id: member.workspace_id(),
            project_id: None,
            user_id: member.user_id(),
        }
    }
}

impl From<&ProjectAccess> for Home {
    fn from(access: &ProjectAccess) -> Self {
        Self {
            workspace_id: access.workspace_id(),
            project_id: Some(access.project_id()),
            user_id: access.user_id(),
        }
    }
}

/// What it takes to change something: in all projects, and in one.
#[derive(Clone, Copy, Debug)]
pub struct Takes {
    pub everywhere: Action,
    pub in_project: Action,
}

/// Opens the home of a thing to change it. `what` the thing is called when it is not to be seen.
///
/// # Errors
/// `NotFound`; `Forbidden`; `project_archived`.
pub fn open(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    (workspace, project): (Uuid, Option<Uuid>),
    takes: Takes,
    what: &'static str,
) -> Result<Home> {
    let hidden = Error::hiding(what);
    match project {
        Some(project) => {
            let access = project::open(cx, actor, project, takes.in_project).map_err(hidden)?;
            Ok(Home::from(&access.answering(cx).not_archived()?))
        }
        None => {
            let member = member_of(cx, actor, &WorkspaceRef::Id(workspace), takes.everywhere);
            Ok(Home::from(&member.map_err(hidden)?.answering(cx)))
        }
    }
}

/// Proves that the actor may see what is in a home.
///
/// # Errors
/// `NotFound`.
pub fn see(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (workspace, project): (Uuid, Option<Uuid>),
    what: &'static str,
) -> Result<()> {
    let seen = match project {
        Some(project) => project::open(tx, actor, project, Action::ViewProject).map(drop),
        None => member_of(tx, actor, &WorkspaceRef::Id(workspace), Action::ViewWorkspace).map(drop),
    };
    seen.map_err(Error::hiding(what))
}
