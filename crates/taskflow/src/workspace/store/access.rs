//! Who is an active member of what: asked by every request.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use super::super::Role;
use super::take_role;
use crate::base::Result;

sql!(
    MEMBERSHIP,
    "SELECT m.workspace_id, m.role FROM member m JOIN workspace w ON w.id = m.workspace_id \
     WHERE m.workspace_id = $1 AND m.user_id = $2 AND m.state = 'active' AND w.deleted_at IS NULL"
);
sql!(
    MEMBERSHIP_BY_SLUG,
    "SELECT m.workspace_id, m.role FROM member m JOIN workspace w ON w.id = m.workspace_id \
     WHERE w.slug = $1 AND m.user_id = $2 AND m.state = 'active' AND w.deleted_at IS NULL"
);

pub fn membership(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<Option<(Uuid, Role)>> {
    tx.opt(&MEMBERSHIP, &params![workspace, user])?
        .map(|row| read_membership(&row))
        .transpose()
}

pub fn membership_by_slug(tx: &mut Tx<'_>, slug: &str, user: Uuid) -> Result<Option<(Uuid, Role)>> {
    tx.opt(&MEMBERSHIP_BY_SLUG, &params![slug, user])?
        .map(|row| read_membership(&row))
        .transpose()
}

fn read_membership(row: &Row) -> Result<(Uuid, Role)> {
    let mut row = row.reader();
    Ok((row.take()?, take_role(&mut row)?))
}
