//! Who may raise, lower and remove whom.

use super::super::Role;
use super::super::model::{Member, MemberPatch, MemberState};
use super::text::not_null;
use crate::base::error::Faults;
use crate::base::{Error, Result};

/// Whether somebody who manages members may touch one with the role `target`, and make it `wanted`.
/// Admins manage everybody up to admins; owners are for owners.
///
/// # Errors
/// `owner_required`.
pub fn may_manage(actor: Role, target: Role, wanted: Role) -> Result<()> {
    if actor != Role::Owner && (target == Role::Owner || wanted == Role::Owner) {
        return Err(Error::forbidden(
            "owner_required",
            "Only an owner of the workspace may change who is an owner.",
        ));
    }
    Ok(())
}

/// Role and state after a patch.
///
/// # Errors
/// `Invalid`.
pub fn changed_member(before: &Member, patch: &MemberPatch) -> Result<(Role, MemberState)> {
    let mut faults = Faults::default();
    let role = not_null(&mut faults, "/role", &patch.role).copied().unwrap_or(before.role);
    let state = not_null(&mut faults, "/state", &patch.state).copied().unwrap_or(before.state);
    faults.require(
        state != MemberState::Invited || state == before.state,
        "/state",
        "invalid_value",
        "Set active or suspended.",
    );
    faults.check()?;
    Ok((role, state))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_are_for_owners() {
        use Role::{Admin, Guest, Member, Owner};
        for target in [Guest, Member, Admin] {
            for wanted in [Guest, Member, Admin] {
                assert!(may_manage(Admin, target, wanted).is_ok());
            }
            assert!(may_manage(Admin, target, Owner).is_err());
            assert!(may_manage(Admin, Owner, target).is_err());
            assert!(may_manage(Owner, target, Owner).is_ok());
            assert!(may_manage(Owner, Owner, target).is_ok());
        }
    }
}
