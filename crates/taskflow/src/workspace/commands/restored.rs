//! What a workspace that came out of an archive must know of people who are called otherwise here.

use uuid::Uuid;

use super::profile::show_again;
use crate::base::Result;
use crate::event::Cx;
use crate::workspace::store;

/// Tells the workspace's log, as it would be told if they had changed their name.
///
/// # Errors
/// Those of the database.
pub fn show_changed(cx: &mut Cx<'_, '_>, workspace: Uuid, changed: &[Uuid]) -> Result<()> {
    for user in changed {
        let before = store::members_of_person(cx, *user)?;
        if before.iter().any(|member| member.workspace_id == workspace) {
            show_again(cx, *user, &before)?;
        }
    }
    Ok(())
}
