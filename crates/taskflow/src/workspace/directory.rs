//! What other services ask about a workspace and its people. The caller has proved access already.

use std::collections::HashMap;

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::{Member, Workspace};
use super::store;
use crate::base::{Error, Result};
use crate::event::Image;

/// A workspace that is not deleted.
///
/// # Errors
/// `NotFound`.
pub fn workspace_by_id(tx: &mut Tx<'_>, id: Uuid) -> Result<Workspace> {
    store::workspace(tx, id)?
        .filter(|workspace| workspace.deleted_at.is_none())
        .ok_or(Error::NotFound("workspace"))
}

/// The same, and nobody else passes this point with this workspace until the commit (on SQLite nobody else writes
/// anyway): for rules over several rows, such as trees and last owners. Does not hold up commands that do not ask.
///
/// # Errors
/// `NotFound`.
pub fn lock(tx: &mut Tx<'_>, id: Uuid) -> Result<Workspace> {
    store::lock_workspace(tx, id)?
        .filter(|workspace| workspace.deleted_at.is_none())
        .ok_or(Error::NotFound("workspace"))
}

/// Whether there is or was a workspace of this id.
///
/// # Errors
/// Those of the database.
pub fn known(tx: &mut Tx<'_>, id: Uuid) -> Result<bool> {
    Ok(store::workspace(tx, id)?.is_some())
}

/// The workspace that has or had this slug.
///
/// # Errors
/// Those of the database.
pub fn id_of_slug(tx: &mut Tx<'_>, slug: &str) -> Result<Option<Uuid>> {
    store::slug_owner(tx, slug)
}

/// The IANA name of a workspace's time zone.
///
/// # Errors
/// `NotFound`.
pub fn timezone_of(tx: &mut Tx<'_>, id: Uuid) -> Result<String> {
    Ok(workspace_by_id(tx, id)?.timezone)
}

/// Those of the given people who are active members. Who is missing may not be assigned, lead or be mentioned.
///
/// # Errors
/// Those of the database.
pub fn members_by_id(tx: &mut Tx<'_>, workspace: Uuid, users: &[Uuid]) -> Result<HashMap<Uuid, Member>> {
    if users.is_empty() {
        return Ok(HashMap::new());
    }
    let members = store::active_members(tx, workspace, users)?;
    Ok(members.into_iter().map(|member| (member.user_id, member)).collect())
}

/// The active members among these people, by e-mail address as [`email_key`](crate::auth::email_key) folds it.
///
/// # Errors
/// Those of the database.
pub fn members_by_email(tx: &mut Tx<'_>, workspace: Uuid, keys: &[String]) -> Result<HashMap<String, Uuid>> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(store::active_by_email(tx, workspace, keys)?.into_iter().collect())
}

/// Id, name and e-mail address of the active members: at most 10,000 of them.
///
/// # Errors
/// Those of the database.
pub fn people(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<(Uuid, String, String)>> {
    store::people_of(tx, workspace, 10_000)
}

/// One of the active owners: for what the workspace does by itself.
///
/// # Errors
/// Those of the database.
pub fn an_owner(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Option<Uuid>> {
    store::an_owner(tx, workspace)
}

/// Whether somebody is an active member.
///
/// # Errors
/// Those of the database.
pub fn is_member(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<bool> {
    Ok(store::membership(tx, workspace, user)?.is_some())
}

/// The same for a command that is about to give them something that ends with their membership: they stay a member
/// until the commit, so that nothing is given to somebody who is just leaving.
///
/// # Errors
/// Those of the database.
pub fn hold_member(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<bool> {
    store::hold_member(tx, workspace, user)
}

/// Whether an invitation waits for its answer.
///
/// # Errors
/// Those of the database.
pub fn invitation_is_open(tx: &mut Tx<'_>, workspace: Uuid, id: Uuid) -> Result<bool> {
    Ok(store::invitation(tx, workspace, id)?.is_some_and(|invitation| invitation.is_open()))
}

/// Whether a workspace has this team.
///
/// # Errors
/// Those of the database.
pub fn team_exists(tx: &mut Tx<'_>, workspace: Uuid, team: Uuid) -> Result<bool> {
    Ok(store::team_workspace(tx, team)? == Some(workspace))
}

/// Everything this service's tables hold of a stream, as the log shows it. A deleted workspace keeps its people and
/// teams (the log is its archive); its people no longer have it among their memberships.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    let Some(workspace) = store::workspace(tx, stream)? else {
        return store::belongings(tx, stream)?.iter().map(Image::of).collect();
    };
    let mut images = vec![Image::of(&workspace)?];
    for member in store::all_members(tx, stream)? {
        images.push(Image::of(&member)?);
    }
    for invitation in store::all_invitations(tx, stream)? {
        images.push(Image::of(&invitation)?);
    }
    for team in store::all_teams(tx, stream)? {
        images.push(Image::of(&team)?);
    }
    Ok(images)
}
