//! What a milestone may hold.

use super::model::{Milestone, MilestoneState, NewMilestone, PatchMilestone};
use crate::base::error::Faults;
use crate::base::{Patch, Result, Stamp};
use crate::project::fields;

const MAX_NAME: usize = 100;
/// The most milestones of one project.
pub const MAX_MILESTONES: usize = 200;

/// What makes a name unique in its project.
pub fn key(name: &str) -> String {
    name.to_lowercase()
}

/// The milestone with the patch applied, except for its place.
///
/// # Errors
/// `Invalid` with everything that is wrong.
pub fn patched(current: &Milestone, patch: &PatchMilestone, now: Stamp) -> Result<Milestone> {
    let (mut next, mut faults) = (current.clone(), Faults::default());
    let f = &mut faults;
    if let Some(name) = fields::kept(f, "/name", &patch.name) {
        next.name = fields::line(f, "/name", name, MAX_NAME);
    }
    if let Some(text) = patch.description.clone().change() {
        next.description = fields::description(f, "/description", &text.unwrap_or_default());
    }
    if let Some(date) = patch.target_on.clone().change() {
        next.target_on = date
            .and_then(|date| fields::date(f, "/target_on", &date))
            .map(|date| date.to_string());
    }
    if let Some(state) = fields::kept(f, "/state", &patch.state) {
        next.state = *state;
        next.completed_at =
            (*state == MilestoneState::Completed).then(|| current.completed_at.unwrap_or(now));
    }
    faults.check()?;
    Ok(next)
}

/// A new milestone's fields as a patch of an empty one.
pub fn as_patch(new: &NewMilestone) -> PatchMilestone {
    let set = |value: &Option<String>| value.clone().map_or(Patch::Keep, Patch::Set);
    PatchMilestone {
        name: Patch::Set(new.name.clone()),
        description: set(&new.description),
        target_on: set(&new.target_on),
        ..PatchMilestone::default()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn milestone() -> Milestone {
        Milestone {
            id: Uuid::nil(),
            workspace_id: Uuid::nil(),
            project_id: Uuid::nil(),
            name: "Beta".to_owned(),
            description: String::new(),
            target_on: Some("2026-12-01".to_owned()),
            state: MilestoneState::Open,
            completed_at: None,
            position: "a0".to_owned(),
            creator_id: Uuid::nil(),
            version: 1,
            created_at: Stamp(0),
            updated_at: Stamp(0),
        }
    }

    fn with(patch: &str) -> Result<Milestone> {
        patched(&milestone(), &serde_json::from_str(patch).unwrap(), Stamp(7))
    }

    #[test]
    fn completing_is_remembered_once() {
        let done = with(r#"{"state":"completed"}"#).unwrap();
        assert_eq!((done.state, done.completed_at), (MilestoneState::Completed, Some(Stamp(7))));
        let patch = serde_json::from_str(r#"{"state":"completed"}"#).unwrap();
        assert_eq!(patched(&done, &patch, Stamp(9)).unwrap(), done);
        let patch = serde_json::from_str(r#"{"state":"open"}"#).unwrap();
        assert_eq!(patched(&done, &patch, Stamp(9)).unwrap(), milestone());
    }

    #[test]
    fn what_is_wrong_is_refused() {
        assert_eq!(with(r#"{"target_on":null}"#).unwrap().target_on, None);
        for bad in [
            r#"{"name":null}"#,
            r#"{"name":" "}"#,
            r#"{"state":null}"#,
            r#"{"target_on":"soon"}"#,
            r#"{"description":"a\u0000"}"#,
        ] {
            assert!(with(bad).is_err(), "{bad}");
        }
    }
}
