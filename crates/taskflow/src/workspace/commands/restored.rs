//! What people's own streams must know of a workspace that came out of an archive.

use uuid::Uuid;

use super::profile::show_again;
use crate::base::Result;
use crate::event::Cx;
use crate::workspace::{events, store};

/// Tells each member's own stream of their membership, and the workspace's log of those who are called otherwise here.
///
/// # Errors
/// Those of the database.
pub fn settle_members(cx: &mut Cx<'_, '_>, workspace: Uuid, changed: &[Uuid]) -> Result<()> {
    let gone = store::workspace(cx, workspace)?.is_none_or(|workspace| workspace.deleted_at.is_some());
    if !gone {
        for member in store::all_members(cx, workspace)? {
            cx.emit(events::belonging("membership.added", &member))?;
        }
    }
    for user in changed {
        let before = store::members_of_person(cx, *user)?;
        if before.iter().any(|member| member.workspace_id == workspace) {
            show_again(cx, *user, &before)?;
        }
    }
    Ok(())
}
