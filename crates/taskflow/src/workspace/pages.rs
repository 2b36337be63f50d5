//! A workspace and its people page by page, by id: for copies that others keep. The caller has proved access.

use taskflow_db::Tx;
use uuid::Uuid;

use super::store;
use crate::base::Result;
use crate::event::{Entity, Image};

/// The workspace itself: one row.
///
/// # Errors
/// Those of the database.
pub fn workspace_page(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, _: i64) -> Result<Vec<Image>> {
    let found = store::workspace(tx, workspace)?.filter(|_| after.is_nil());
    found.iter().map(Image::of).collect()
}

/// Members, whatever their state.
///
/// # Errors
/// Those of the database.
pub fn members_page(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<Image>> {
    images(&store::members_after(tx, workspace, after, limit)?)
}

/// # Errors
/// Those of the database.
pub fn teams_page(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<Image>> {
    images(&store::teams_after(tx, workspace, after, limit)?)
}

/// Invitations, closed ones as well. Only for those who manage members.
///
/// # Errors
/// Those of the database.
pub fn invitations_page(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<Image>> {
    images(&store::invitations_after(tx, workspace, after, false, limit)?)
}

fn images<E: Entity>(things: &[E]) -> Result<Vec<Image>> {
    things.iter().map(Image::of).collect()
}
