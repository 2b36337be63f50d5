//! SQL of invitations.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use super::super::model::{Invitation, InvitationPreview};
use super::take_role;
use crate::base::Result;

macro_rules! columns {
    () => {
        "i.id, i.workspace_id, i.email, i.role, i.invited_by, i.expires_at, i.accepted_at, i.accepted_by, i.revoked_at, \
         i.version, i.created_at, i.updated_at FROM invitation i "
    };
}

sql!(
    INVITATION,
    concat!("SELECT ", columns!(), "WHERE i.workspace_id = $1 AND i.id = $2 FOR UPDATE")
);
sql!(INVITATION_BY_TOKEN, concat!("SELECT ", columns!(), "WHERE i.token_hash = $1"));
sql!(ALL_INVITATIONS, concat!("SELECT ", columns!(), "WHERE i.workspace_id = $1 ORDER BY i.id"));
sql!(
    INVITATIONS_AFTER,
    concat!("SELECT ", columns!(), "WHERE i.workspace_id = $1 AND i.id > $2 ORDER BY i.id LIMIT $3")
);
sql!(
    OPEN_INVITATIONS_AFTER,
    concat!(
        "SELECT ",
        columns!(),
        "WHERE i.workspace_id = $1 AND i.id > $2 AND i.accepted_at IS NULL AND i.revoked_at IS NULL ORDER BY i.id LIMIT $3"
    )
);
sql!(
    OPEN_INVITATIONS_TO,
    concat!(
        "SELECT ",
        columns!(),
        "WHERE i.workspace_id = $1 AND i.email_key in_list($2) AND i.accepted_at IS NULL AND i.revoked_at IS NULL"
    )
);
sql!(
    INVITATIONS_OF_PERSON,
    concat!(
        "SELECT ",
        columns!(),
        "WHERE i.email_key = $1 OR i.accepted_by = $2 ORDER BY i.workspace_id, i.id FOR UPDATE"
    )
);
sql!(
    INSERT_INVITATION,
    "INSERT INTO invitation (id, workspace_id, email, email_key, role, token_hash, invited_by, expires_at, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9)"
);
sql!(
    UPDATE_INVITATION,
    "UPDATE invitation SET role = $3, invited_by = $4, expires_at = $5, accepted_at = $6, accepted_by = $7, revoked_at = $8, \
     version = $9, updated_at = $10 WHERE workspace_id = $1 AND id = $2"
);
sql!(NEW_TOKEN, "UPDATE invitation SET token_hash = $3 WHERE workspace_id = $1 AND id = $2");
sql!(DELETE_INVITATION, "DELETE FROM invitation WHERE workspace_id = $1 AND id = $2");
sql!(
    COUNT_OPEN_INVITATIONS,
    "SELECT count(*) FROM invitation WHERE workspace_id = $1 AND accepted_at IS NULL AND revoked_at IS NULL"
);
sql!(
    PREVIEW,
    "SELECT w.name, u.name, i.email, i.role, i.expires_at FROM invitation i JOIN workspace w ON w.id = i.workspace_id \
     JOIN users u ON u.id = i.invited_by \
     WHERE i.token_hash = $1 AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND w.deleted_at IS NULL"
);

fn read(row: &Row) -> Result<Invitation> {
    let mut row = row.reader();
    Ok(Invitation {
        id: row.take()?,
        workspace_id: row.take()?,
        email: row.take()?,
        role: take_role(&mut row)?,
        invited_by: row.take()?,
        expires_at: row.take()?,
        accepted_at: row.take()?,
        accepted_by: row.take()?,
        revoked_at: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

/// An invitation that is about to be changed.
pub fn invitation(tx: &mut Tx<'_>, workspace: Uuid, id: Uuid) -> Result<Option<Invitation>> {
    tx.opt(&INVITATION, &params![workspace, id])?.as_ref().map(read).transpose()
}

/// The invitation a token belongs to, found by the token's hash.
pub fn invitation_by_token(tx: &mut Tx<'_>, hash: &[u8]) -> Result<Option<Invitation>> {
    tx.opt(&INVITATION_BY_TOKEN, &params![hash])?.as_ref().map(read).transpose()
}

pub fn all_invitations(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<Invitation>> {
    tx.all(&ALL_INVITATIONS, &params![workspace])?.iter().map(read).collect()
}

/// Invitations after one, oldest first; only those without an answer, or all.
pub fn invitations_after(
    tx: &mut Tx<'_>,
    workspace: Uuid,
    after: Uuid,
    open: bool,
    limit: i64,
) -> Result<Vec<Invitation>> {
    let sql = if open { &OPEN_INVITATIONS_AFTER } else { &INVITATIONS_AFTER };
    tx.all(sql, &params![workspace, after, limit])?.iter().map(read).collect()
}

/// Open invitations to the given addresses (folded).
pub fn open_invitations_to(tx: &mut Tx<'_>, workspace: Uuid, keys: &[String]) -> Result<Vec<Invitation>> {
    tx.all(&OPEN_INVITATIONS_TO, &params![workspace, keys])?
        .iter()
        .map(read)
        .collect()
}

/// Every invitation, anywhere, that was sent to an address or accepted by a person.
pub fn invitations_of_person(tx: &mut Tx<'_>, email_key: &str, user: Uuid) -> Result<Vec<Invitation>> {
    tx.all(&INVITATIONS_OF_PERSON, &params![email_key, user])?
        .iter()
        .map(read)
        .collect()
}

pub fn insert_invitation(
    tx: &mut Tx<'_>,
    invitation: &Invitation,
    email_key: &str,
    token_hash: &[u8],
) -> Result<()> {
    let values = params![
        invitation.id,
        invitation.workspace_id,
        &invitation.email,
        email_key,
        invitation.role.name(),
        token_hash,
        invitation.invited_by,
        invitation.expires_at,
        invitation.created_at
    ];
    tx.exec(&INSERT_INVITATION, &values)?;
    Ok(())
}

pub fn update_invitation(tx: &mut Tx<'_>, invitation: &Invitation) -> Result<()> {
    let values = params![
        invitation.workspace_id,
        invitation.id,
        invitation.role.name(),
        invitation.invited_by,
        invitation.expires_at,
        invitation.accepted_at,
        invitation.accepted_by,
        invitation.revoked_at,
        invitation.version,
        invitation.updated_at
    ];
    tx.exec(&UPDATE_INVITATION, &values)?;
    Ok(())
}

/// Gives an invitation another token: the one before is good for nothing from now on.
pub fn new_token(tx: &mut Tx<'_>, invitation: &Invitation, token_hash: &[u8]) -> Result<()> {
    tx.exec(&NEW_TOKEN, &params![invitation.workspace_id, invitation.id, token_hash])?;
    Ok(())
}

pub fn delete_invitation(tx: &mut Tx<'_>, invitation: &Invitation) -> Result<()> {
    tx.exec(&DELETE_INVITATION, &params![invitation.workspace_id, invitation.id])?;
    Ok(())
}

pub fn count_open_invitations(tx: &mut Tx<'_>, workspace: Uuid) -> Result<i64> {
    Ok(tx.one(&COUNT_OPEN_INVITATIONS, &params![workspace])?.get(0)?)
}

/// What an open invitation says to whoever holds its token; the address is not masked yet.
pub fn preview(tx: &mut Tx<'_>, token_hash: &[u8]) -> Result<Option<InvitationPreview>> {
    let Some(row) = tx.opt(&PREVIEW, &params![token_hash])? else {
        return Ok(None);
    };
    let mut row = row.reader();
    Ok(Some(InvitationPreview {
        workspace_name: row.take()?,
        inviter_name: row.take()?,
        email: row.take()?,
        role: take_role(&mut row)?,
        expires_at: row.take()?,
        expired: false,
    }))
}
