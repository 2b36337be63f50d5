//! Changes of workspaces and their people.

mod invitations;
mod join;
mod members;
mod profile;
mod restored;
mod teams;
mod workspaces;

pub use invitations::{Post, invite, resend, revoke};
pub use join::{accept, admit};
pub use members::{patch_member, remove_member, transfer_ownership};
pub use profile::{erase_person, update_person};
pub use restored::show_changed;
pub use teams::{add_to_team, create_team, delete_team, patch_team, take_from_team};
pub use workspaces::{announce_export, create_workspace, delete_workspace, patch_workspace};

use super::model::Workspace;
use super::{Action, Membership, WorkspaceRef, directory, member_of};
use crate::base::{Actor, Result};
use crate::event::Cx;

/// Opens a workspace for a change of it or its people: one such change after the other, decided by roles as they are
/// once it is this one's turn.
fn enter(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    action: Action,
) -> Result<(Membership, Workspace)> {
    let id = member_of(cx, actor, workspace, action)?.workspace_id();
    let workspace = directory::lock(cx, id)?;
    let membership = member_of(cx, actor, &WorkspaceRef::Id(id), action)?.answering(cx);
    Ok((membership, workspace))
}
