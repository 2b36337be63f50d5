//! Fields of a project.

use super::{fields, key};
use crate::base::error::Faults;
use crate::base::{Patch, Result};
use crate::project::model::{NewProject, PatchProject};
use crate::project::{Project, Visibility};

const MAX_NAME: usize = 120;
const MAX_ICON: usize = 50;

/// The project with the patch applied, except for its parent. Whether lead and key will do, only the database knows.
///
/// # Errors
/// `Invalid` with everything that is wrong.
pub fn patched(current: &Project, patch: &PatchProject) -> Result<Project> {
    let (mut next, mut faults) = (current.clone(), Faults::default());
    let f = &mut faults;
    if let Some(name) = fields::kept(f, "/name", &patch.name) {
        next.name = fields::line(f, "/name", name, MAX_NAME);
    }
    if let Some(key) = fields::kept(f, "/key", &patch.key) {
        let good = key::is_key(key);
        f.require(good, "/key", "invalid_key", "Use 2 to 10 capital letters and digits, a letter first.");
        next.key.clone_from(key);
    }
    if let Some(visibility) = fields::kept(f, "/visibility", &patch.visibility) {
        next.visibility = *visibility;
    }
    match &patch.description {
        Patch::Keep => {}
        Patch::Clear => next.description.clear(),
        Patch::Set(text) => next.description = fields::description(f, "/description", text),
    }
    match &patch.icon {
        Patch::Keep => {}
        Patch::Clear => next.icon = None,
        Patch::Set(text) => next.icon = Some(fields::line(f, "/icon", text, MAX_ICON)),
    }
    match &patch.colour {
        Patch::Keep => {}
        Patch::Clear => next.colour = None,
        Patch::Set(text) => next.colour = Some(fields::colour(f, "/colour", text)),
    }
    next.lead_id = patch.lead_id.clone().over(next.lead_id);
    match &patch.start_on {
        Patch::Keep => {}
        Patch::Clear => next.start_on = None,
        Patch::Set(text) => next.start_on = fields::date(f, "/start_on", text),
    }
    match &patch.target_on {
        Patch::Keep => {}
        Patch::Clear => next.target_on = None,
        Patch::Set(text) => next.target_on = fields::date(f, "/target_on", text),
    }
    let (touched, pointer) = match (patch.start_on.is_keep(), patch.target_on.is_keep()) {
        (true, true) => (false, ""),
        (_, false) => (true, "/target_on"),
        (false, true) => (true, "/start_on"),
    };
    if let (true, Some(start), Some(target)) = (touched, next.start_on, next.target_on) {
        f.require(start <= target, pointer, "dates_reversed", "The target date is before the start date.");
    }
    faults.check()?;
    Ok(next)
}

/// A new project's fields as a patch of an empty one.
pub fn as_patch(new: &NewProject) -> PatchProject {
    fn set<T: Clone>(value: &Option<T>) -> Patch<T> {
        value.clone().map_or(Patch::Keep, Patch::Set)
    }
    PatchProject {
        parent_id: Patch::Keep,
        key: set(&new.key),
        name: Patch::Set(new.name.clone()),
        description: set(&new.description),
        icon: set(&new.icon),
        colour: set(&new.colour),
        lead_id: set(&new.lead_id),
        visibility: Patch::Set(new.visibility.unwrap_or(Visibility::Workspace)),
        start_on: set(&new.start_on),
        target_on: set(&new.target_on),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::base::{Error, Stamp};

    fn project() -> Project {
        Project {
            id: Uuid::nil(),
            workspace_id: Uuid::nil(),
            parent_id: None,
            key: "WEB".into(),
            name: "Web".into(),
            description: "old".into(),
            icon: Some("x".into()),
            colour: None,
            lead_id: None,
            visibility: Visibility::Workspace,
            start_on: "2026-01-10".parse().ok(),
            target_on: None,
            position: "a0".into(),
            archived_at: None,
            deleted_at: None,
            creator_id: Uuid::nil(),
            version: 1,
            created_at: Stamp(0),
            updated_at: Stamp(0),
        }
    }

    fn patch(value: serde_json::Value) -> Result<Project> {
        patched(&project(), &serde_json::from_value(value).unwrap())
    }

    #[test]
    fn absent_stays_and_null_clears() {
        assert_eq!(patch(json!({})).unwrap(), project());
        let cleared = patch(json!({ "description": null, "icon": null, "start_on": null })).unwrap();
        assert_eq!((cleared.description.as_str(), cleared.icon, cleared.start_on), ("", None, None));
    }

    #[test]
    fn all_faults_at_once() {
        let Err(Error::Invalid(faults)) = patch(json!({
            "name": null, "key": "web", "colour": "red", "icon": "", "visibility": null,
            "description": "\0", "start_on": "soon"
        })) else {
            panic!("accepted");
        };
        let pointers: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(
            pointers,
            ["/name", "/key", "/visibility", "/description", "/icon", "/colour", "/start_on"]
        );
    }

    #[test]
    fn dates_are_in_order() {
        assert!(patch(json!({ "target_on": "2026-01-10" })).is_ok());
        assert!(patch(json!({ "target_on": "2026-01-09" })).is_err());
        assert!(patch(json!({ "target_on": "2026-01-09", "start_on": null })).is_ok());
    }
}
