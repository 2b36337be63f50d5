//! SQL of workspaces, members, teams and invitations.

mod access;
mod invitations;
mod members;
mod teams;
mod workspaces;

pub use access::{membership, membership_by_slug};
pub use invitations::*;
pub use members::*;
pub use teams::*;
pub use workspaces::*;

use taskflow_db::Reader;

use super::Role;
use crate::base::{Error, Result};

fn take_role(row: &mut Reader<'_>) -> Result<Role> {
    let name: String = row.take()?;
    Role::from_name(&name).ok_or_else(|| Error::internal(format!("unknown role {name}")))
}
