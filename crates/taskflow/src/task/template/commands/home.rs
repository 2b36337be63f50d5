//! Where templates are made, changed and deleted.

use uuid::Uuid;

use crate::base::{Actor, Error, Result};
use crate::event::{Cx, NewEvent, Stream};
use crate::project::{self, ProjectAccess};
use crate::task::template::model::Template;
use crate::task::template::store;
use crate::workspace::{self, Action, Membership, WorkspaceRef};

/// All projects of a workspace, or one, with the proof that the actor may manage templates there.
#[derive(Clone, Copy, Debug)]
pub struct Home {
    pub workspace_id: Uuid,
    pub project_id: Option<Uuid>,
    pub user_id: Uuid,
}

impl Home {
    pub fn stream(self) -> Stream {
        Stream::Workspace(self.workspace_id)
    }

    /// An entry that those see who see the template.
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

/// The template, and the proof that the actor may change it: of a project it takes editing its tasks.
///
/// # Errors
/// `NotFound` for those who do not see it; `Forbidden`; `project_archived`.
pub fn open(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<(Home, Template)> {
    let hidden = |error| match error {
        Error::NotFound(_) => Error::NotFound("template"),
        other => other,
    };
    let template = store::find_locked(cx, id)?.ok_or(Error::NotFound("template"))?;
    let home = match template.project_id {
        Some(project) => {
            let access = project::open(cx, actor, project, Action::EditTasks).map_err(hidden)?;
            Home::from(&access.answering(cx).not_archived()?)
        }
        None => {
            let workspace = WorkspaceRef::Id(template.workspace_id);
            let member =
                workspace::member_of(cx, actor, &workspace, Action::ManageTemplates).map_err(hidden)?;
            Home::from(&member.answering(cx))
        }
    };
    Ok((home, template))
}
