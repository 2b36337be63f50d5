//! Statuses: their fields, and which must remain.

use std::collections::HashSet;

use super::fields;
use super::order::Place;
use crate::base::error::Faults;
use crate::base::{Error, Patch, Result};
use crate::project::model::{NewStatus, PatchStatus, StatusPlan};
use crate::project::{Status, StatusCategory};

const MAX_NAME: usize = 50;
const WIP: std::ops::RangeInclusive<i64> = 1..=999;

/// The most statuses of one project.
pub const MAX_STATUSES: usize = 50;

/// What a new project starts with.
pub const INITIAL: [(&str, StatusCategory); 5] = [
    ("Backlog", StatusCategory::Backlog),
    ("To do", StatusCategory::Todo),
    ("In progress", StatusCategory::InProgress),
    ("Done", StatusCategory::Done),
    ("Cancelled", StatusCategory::Cancelled),
];

/// The same as columns.
pub fn usual() -> Vec<StatusPlan> {
    let plan = |(name, category): &(&str, StatusCategory)| StatusPlan {
        name: (*name).to_owned(),
        category: *category,
        colour: None,
        wip_limit: None,
    };
    INITIAL.iter().map(plan).collect()
}

/// Whether a project can begin with these columns; none stand for the usual ones.
pub fn check_columns(faults: &mut Faults, at: &str, columns: &[StatusPlan]) {
    let mut names = HashSet::new();
    for (place, column) in columns.iter().enumerate() {
        let at = |field: &str| format!("{at}/{place}/{field}");
        let name = fields::line(faults, &at("name"), &column.name, MAX_NAME);
        if !names.insert(name.to_lowercase()) {
            faults.add(at("name"), "name_taken", "Another status has this name.");
        }
        if let Some(colour) = &column.colour {
            fields::colour(faults, &at("colour"), colour);
        }
        let fits = column.wip_limit.is_none_or(|limit| WIP.contains(&limit));
        let message = "Give a limit from 1 to 999, or null for none.";
        faults.require(fits, &at("wip_limit"), "out_of_range", message);
    }
    faults.require(columns.len() <= MAX_STATUSES, at, "too_many", "Give at most 50 statuses.");
    if !columns.is_empty() && enough(columns.iter().map(|column| column.category)).is_err() {
        let message = "Give at least one status that is open and one of category done.";
        faults.add(at, "required", message);
    }
}

/// The colour a status of this category gets when nobody chooses one.
pub fn colour_of(category: StatusCategory) -> &'static str {
    match category {
        StatusCategory::Backlog => "#94A3B8",
        StatusCategory::Todo => "#64748B",
        StatusCategory::InProgress => "#F59E0B",
        StatusCategory::Done => "#16A34A",
        StatusCategory::Cancelled => "#DC2626",
    }
}

/// The status with the patch applied, except for its place.
///
/// # Errors
/// `Invalid` with everything that is wrong.
pub fn patched(current: &Status, patch: &PatchStatus) -> Result<Status> {
    let (mut next, mut faults) = (current.clone(), Faults::default());
    let f = &mut faults;
    if let Some(name) = fields::kept(f, "/name", &patch.name) {
        next.name = fields::line(f, "/name", name, MAX_NAME);
    }
    if let Some(category) = fields::kept(f, "/category", &patch.category) {
        next.category = *category;
    }
    if let Some(colour) = fields::kept(f, "/colour", &patch.colour) {
        next.colour = fields::colour(f, "/colour", colour);
    }
    next.wip_limit = patch.wip_limit.clone().over(next.wip_limit);
    if next.wip_limit.is_some_and(|limit| !WIP.contains(&limit)) {
        f.add("/wip_limit", "out_of_range", "Give a limit from 1 to 999, or null for none.");
    }
    faults.check()?;
    Ok(next)
}

/// A new status's fields as a patch of an empty one.
pub fn as_patch(new: &NewStatus) -> PatchStatus {
    let colour = new.colour.clone().unwrap_or_else(|| colour_of(new.category).to_owned());
    PatchStatus {
        name: Patch::Set(new.name.clone()),
        category: Patch::Set(new.category),
        colour: Patch::Set(colour),
        wip_limit: new.wip_limit.map_or(Patch::Keep, Patch::Set),
        before_id: None,
        after_id: None,
    }
}

/// Where a new status stands when nobody says: last of its category, or of those before it on the way to done.
pub fn natural_place(statuses: &[Status], category: StatusCategory) -> Place {
    let last = statuses.iter().rfind(|status| status.category == category);
    let last = last.or_else(|| statuses.iter().rfind(|status| status.category < category));
    match (last, statuses.first()) {
        (Some(last), _) => Place::After(last.id),
        (None, Some(first)) => Place::Before(first.id),
        (None, None) => Place::Last,
    }
}

/// Work must have somewhere to be and somewhere to end.
///
/// # Errors
/// `last_open_status`, `last_done_status` when what remains lacks one.
pub fn enough(remaining: impl Iterator<Item = StatusCategory> + Clone) -> Result<()> {
    if !remaining.clone().any(StatusCategory::is_open) {
        let text = "A project keeps at least one status that is open. Make another first.";
        return Err(Error::conflict("last_open_status", text));
    }
    if !remaining.clone().any(|category| category == StatusCategory::Done) {
        let text = "A project keeps at least one status of category done. Make another first.";
        return Err(Error::conflict("last_done_status", text));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::base::Stamp;

    fn status(n: u128, category: StatusCategory) -> Status {
        Status {
            id: Uuid::from_u128(n),
            workspace_id: Uuid::nil(),
            project_id: Uuid::nil(),
            name: "x".into(),
            category,
            colour: "#000000".into(),
            position: format!("a{n}"),
            wip_limit: None,
            creator_id: Uuid::nil(),
            version: 1,
            created_at: Stamp(0),
            updated_at: Stamp(0),
        }
    }

    #[test]
    fn limits() {
        let limit = |text: &str| {
            let patch = serde_json::from_str(text).unwrap();
            patched(&status(1, StatusCategory::Todo), &patch).map(|status| status.wip_limit)
        };
        assert_eq!(limit(r#"{"wip_limit":1}"#).unwrap(), Some(1));
        assert_eq!(limit(r#"{"wip_limit":null}"#).unwrap(), None);
        for bad in ["0", "-1", "1000"] {
            assert!(limit(&format!(r#"{{"wip_limit":{bad}}}"#)).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_initial_ones_are_enough_and_in_order() {
        assert!(enough(INITIAL.iter().map(|(_, category)| *category)).is_ok());
        assert!(INITIAL.is_sorted_by_key(|(_, category)| *category));
        use StatusCategory::{Cancelled, Done, Todo};
        assert!(enough([Todo].into_iter()).is_err());
        assert!(enough([Done, Cancelled].into_iter()).is_err());
        assert!(enough([Todo, Done].into_iter()).is_ok());
    }

    #[test]
    fn new_ones_come_last_in_their_category() {
        use StatusCategory::{Backlog, Done, InProgress, Todo};
        let list = [status(1, Todo), status(2, InProgress), status(3, Done)];
        let place = |category| natural_place(&list, category);
        assert_eq!(place(InProgress), Place::After(list[1].id));
        assert_eq!(place(StatusCategory::Cancelled), Place::After(list[2].id));
        assert_eq!(place(Backlog), Place::Before(list[0].id));
        assert_eq!(natural_place(&[], Todo), Place::Last);
    }
}
