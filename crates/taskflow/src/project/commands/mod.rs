//! One function per change.

mod back;
mod create;
mod departure;
mod lifecycle;
mod members;
mod place;
mod purge;
mod statuses;
mod update;

pub use back::{
    locked, locked_member, locked_status, open_to_restore, put_member_back, put_status_back, set_back,
    set_state, set_status_back, set_status_place, trash,
};
pub use create::{Begun, begin, create};
pub use lifecycle::{OnReturn, archive, delete, restore};
pub use members::{add_member, change_member, remove_member};
pub use place::move_project;
pub use purge::{OnPurge, expired, purge, with_below};
pub use statuses::{create_status, delete_status, update_status};
pub use update::update;

use uuid::Uuid;

use super::{Project, store};
use crate::base::{Error, Result};
use crate::event::{Cx, matching};
use crate::workspace;

/// The project as it is now, locked until the commit; compared with the version the caller has seen, if they say.
fn current(cx: &mut Cx<'_, '_>, workspace: Uuid, id: Uuid, seen: Option<i64>) -> Result<Project> {
    let current = store::projects::find_for_update(cx, workspace, id)?.ok_or(Error::NotFound("project"))?;
    matching(&current, seen)?;
    Ok(current)
}

/// # Errors
/// `Invalid` unless the user is an active member.
fn require_member(cx: &mut Cx<'_, '_>, workspace: Uuid, user: Uuid, pointer: &str) -> Result<()> {
    if workspace::hold_member(cx, workspace, user)? {
        return Ok(());
    }
    Err(Error::invalid(pointer, "not_a_member", "Choose an active member of the workspace."))
}
