//! Who may see a project, of people somebody names: whom to mention, assign, or have watch a task.

use std::collections::HashMap;

use taskflow_db::Tx;
use uuid::Uuid;

use super::store::audience;
use crate::base::Result;
use crate::workspace::ProjectRole;

/// The roles in a project of those of the given people who may see it. Who is missing may not be told of it.
/// Bound their number. The caller's own access is the caller's to prove.
///
/// # Errors
/// Those of the database.
pub fn roles_of(tx: &mut Tx<'_>, project: Uuid, users: &[Uuid]) -> Result<HashMap<Uuid, ProjectRole>> {
    if users.is_empty() {
        return Ok(HashMap::new());
    }
    audience::roles(tx, project, users)
}
