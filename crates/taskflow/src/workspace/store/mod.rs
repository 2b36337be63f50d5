//! SQL of workspaces, members, teams and invitations.

mod access;
mod all;
mod invitations;
mod members;
mod people;
mod teams;
mod workspaces;

pub use access::{membership, membership_by_slug};
pub use all::*;
pub use invitations::*;
pub use members::*;
pub use people::{belongings, belongings_after, hold_person, lock_person, person_seen_by};
pub use teams::*;
pub use workspaces::*;

use taskflow_db::Reader;

use super::Role;
use super::model::MemberState;
use crate::base::{Error, Result};

fn take_role(row: &mut Reader<'_>) -> Result<Role> {
    let name: String = row.take()?;
    Role::from_name(&name).ok_or_else(|| Error::internal(format!("unknown role {name}")))
}

fn take_state(row: &mut Reader<'_>) -> Result<MemberState> {
    let name: String = row.take()?;
    MemberState::from_name(&name).ok_or_else(|| Error::internal(format!("unknown member state {name}")))
}
