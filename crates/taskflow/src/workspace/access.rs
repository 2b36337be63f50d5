//! Proofs of membership: what a finder takes instead of a bare workspace id.

use taskflow_db::Tx;
use uuid::Uuid;

use super::store;
use super::{Action, Grant, Role};
use crate::base::{Actor, Error, Result};
use crate::event::{Cx, Stream};

/// How a request names a workspace: by id or by slug.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkspaceRef {
    Id(Uuid),
    Slug(String),
}

impl WorkspaceRef {
    /// Ids are tried first; slugs cannot look like one.
    pub fn parse(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::Slug(text.to_owned()), Self::Id)
    }

    /// What to group a write by.
    pub fn lane(&self) -> Uuid {
        match self {
            Self::Id(id) => *id,
            Self::Slug(_) => Uuid::nil(),
        }
    }
}

/// An active membership that permits what was asked for. Only [`member_of`] makes one.
#[derive(Clone, Debug)]
pub struct Membership {
    workspace_id: Uuid,
    user_id: Uuid,
    role: Role,
}

impl Membership {
    pub fn workspace_id(&self) -> Uuid {
        self.workspace_id
    }

    pub fn user_id(&self) -> Uuid {
        self.user_id
    }

    pub fn role(&self) -> Role {
        self.role
    }

    pub fn grant(&self) -> Grant {
        Grant { role: self.role, project: None }
    }

    pub fn stream(&self) -> Stream {
        Stream::Workspace(self.workspace_id)
    }

    /// Also answers the request with this workspace's position, whether or not something changes.
    pub fn answering(self, cx: &mut Cx<'_, '_>) -> Self {
        cx.in_stream(self.stream());
        self
    }
}

/// Proves that the actor is an active member who may do this.
///
/// # Errors
/// `NotFound` for everybody else, whether or not the workspace exists; `Forbidden` for a member without the right.
pub fn member_of(
    tx: &mut Tx<'_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    action: Action,
) -> Result<Membership> {
    let found = match workspace {
        WorkspaceRef::Id(id) => store::membership(tx, *id, actor.user_id)?,
        WorkspaceRef::Slug(slug) => store::membership_by_slug(tx, slug, actor.user_id)?,
    };
    let (workspace_id, role) = found.ok_or(Error::NotFound("workspace"))?;
    let membership = Membership { workspace_id, user_id: actor.user_id, role };
    membership.grant().require(actor, action)?;
    Ok(membership)
}
