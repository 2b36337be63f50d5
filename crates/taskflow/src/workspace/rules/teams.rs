//! What a team may be called.

use uuid::Uuid;

use super::super::model::{NewTeam, Team, TeamPatch};
use super::text::{line, lines, not_null};
use crate::base::error::Faults;
use crate::base::{Result, Stamp};

const LONGEST_NAME: usize = 80;
const LONGEST_DESCRIPTION: usize = 2000;
const MOST_AT_ONCE: usize = 200;

/// What makes a team's name unique in its workspace.
pub fn team_key(name: &str) -> String {
    name.to_lowercase()
}

/// The team as it will be stored.
///
/// # Errors
/// `Invalid`.
pub fn checked_team(new: &NewTeam, id: Uuid, workspace_id: Uuid, now: Stamp) -> Result<Team> {
    let mut faults = Faults::default();
    let name = line(&mut faults, "/name", &new.name, LONGEST_NAME);
    let description = lines(&mut faults, "/description", &new.description, LONGEST_DESCRIPTION);
    let mut member_ids = new.member_ids.clone();
    if member_ids.len() > MOST_AT_ONCE {
        faults.add(
            "/member_ids",
            "too_many",
            format!("Give at most {MOST_AT_ONCE} people; add the others later."),
        );
    }
    faults.check()?;
    member_ids.sort_unstable();
    member_ids.dedup();
    Ok(Team {
        id,
        workspace_id,
        name,
        description,
        member_ids,
        version: 1,
        created_at: now,
        updated_at: now,
    })
}

/// The team after a patch; its version is left alone.
///
/// # Errors
/// `Invalid`.
pub fn patched_team(before: &Team, patch: &TeamPatch) -> Result<Team> {
    let mut faults = Faults::default();
    let mut after = before.clone();
    if let Some(name) = not_null(&mut faults, "/name", &patch.name) {
        after.name = line(&mut faults, "/name", name, LONGEST_NAME);
    }
    if let Some(text) = not_null(&mut faults, "/description", &patch.description) {
        after.description = lines(&mut faults, "/description", text, LONGEST_DESCRIPTION);
    }
    faults.check()?;
    Ok(after)
}
