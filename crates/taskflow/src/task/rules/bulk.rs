//! A change of many tasks: what is wrong with it whichever tasks it is about, and what its lists come to.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{MAX_LIST, apply, blank};
use crate::base::error::Faults;
use crate::base::{Patch, Result, Stamp};
use crate::task::model::{BulkAction, BulkChanges, BulkEdit, Due, Task, TaskPatch};

/// The most tasks of one request.
pub const MAX_BULK: usize = 1_000;

/// # Errors
/// `Invalid` with everything that no task could have.
pub fn check_bulk(edit: &BulkEdit) -> Result<()> {
    let mut faults = Faults::default();
    match (&edit.ids, &edit.filter) {
        (None, None) => faults.add("/ids", "required", "Say which tasks: give `ids` or a `filter`."),
        (Some(_), Some(_)) => {
            faults.add("/filter", "conflicting_changes", "Give `ids` or a `filter`, not both.");
        }
        (Some(ids), None) => {
            faults.require(ids.len() <= MAX_BULK, "/ids", "too_many", "Give at most 1,000 tasks at once.");
            let narrow = edit.project_id.is_none() && edit.tz.is_none();
            let message = "`project_id` and `tz` belong to a `filter`.";
            faults.require(narrow, "/filter", "required", message);
        }
        (None, Some(_)) => {}
    }
    let changes = &edit.changes;
    faults.require(
        *changes != BulkChanges::default(),
        "/changes",
        "required",
        "Say what is to be different.",
    );
    check_action(&mut faults, changes);
    for (pointer, list) in [
        ("/changes/add_tag_ids", &changes.add_tag_ids),
        ("/changes/remove_tag_ids", &changes.remove_tag_ids),
        ("/changes/add_assignee_ids", &changes.add_assignee_ids),
        ("/changes/remove_assignee_ids", &changes.remove_assignee_ids),
    ] {
        faults.require(list.len() <= MAX_LIST, pointer, "too_many", "Give at most 50.");
    }
    faults.check()?;
    // What is wrong with the patch for a task that has everything, is wrong for all.
    let mut faults = Faults::default();
    let nil = Uuid::nil();
    let due = Due { date: "2000-01-01".to_owned(), time: None, timezone: None };
    let whole = Task { due: Some(due), ..blank(nil, nil, nil, nil, Stamp(0)) };
    apply(&mut faults, &whole, &changes.set);
    faults.below("/changes/set").check()
}

fn check_action(faults: &mut Faults, changes: &BulkChanges) {
    let Some(action) = changes.action else { return };
    let only = BulkChanges { action: Some(action), ..BulkChanges::default() };
    let alone = !matches!(action, BulkAction::Trash | BulkAction::Restore) || *changes == only;
    let message = "`trash` and `restore` stand alone.";
    faults.require(alone, "/changes/action", "conflicting_changes", message);
    let moves =
        matches!(action, BulkAction::Complete | BulkAction::Reopen) && !changes.set.status_id.is_keep();
    let message = "Complete or reopen tasks, or give them a status, not both.";
    faults.require(!moves, "/changes/set/status_id", "conflicting_changes", message);
}

/// Tags and assignees after what is added and removed; `task` has those of the patch.
pub fn lists(faults: &mut Faults, task: &Task, changes: &BulkChanges) -> (Vec<Uuid>, Vec<Uuid>) {
    let mut list = |pointer, old: &[Uuid], add: &[Uuid], remove: &[Uuid]| {
        let all: BTreeSet<Uuid> = old.iter().chain(add).filter(|id| !remove.contains(id)).copied().collect();
        // One that has too many already may keep them.
        let fits = all.len() <= MAX_LIST.max(old.len());
        faults.require(fits, pointer, "too_many", "It would have more than 50.");
        all.into_iter().collect()
    };
    let tags = list("/tag_ids", &task.tag_ids, &changes.add_tag_ids, &changes.remove_tag_ids);
    let (add, remove) = (&changes.add_assignee_ids, &changes.remove_assignee_ids);
    (tags, list("/assignee_ids", &task.assignee_ids, add, remove))
}

/// Faults of one task as faults of the request.
pub fn bulk_pointers(faults: Faults, changes: &BulkChanges) -> Faults {
    let TaskPatch { tag_ids, assignee_ids, .. } = &changes.set;
    let added = |name: &'static str, patch: &Patch<Vec<Uuid>>| patch.is_keep().then_some(name);
    let added = [added("/tag_ids", tag_ids), added("/assignee_ids", assignee_ids)];
    faults.pointing(|pointer| match pointer {
        "/tag_ids" if added.contains(&Some(pointer)) => "/changes/add_tag_ids".to_owned(),
        "/assignee_ids" if added.contains(&Some(pointer)) => "/changes/add_assignee_ids".to_owned(),
        pointer => format!("/changes/set{pointer}"),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::base::Error;

    fn faults(body: Value) -> Vec<String> {
        let edit: BulkEdit = serde_json::from_value(body).unwrap();
        match check_bulk(&edit) {
            Ok(()) => Vec::new(),
            Err(Error::Invalid(faults)) => faults
                .into_iter()
                .map(|fault| format!("{} {}", fault.pointer, fault.code))
                .collect(),
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn what_is_wrong_for_all_is_told_at_once() {
        assert_eq!(faults(json!({ "changes": {} })), ["/ids required", "/changes required"]);
        let many: Vec<Uuid> = (0..1_001).map(Uuid::from_u128).collect();
        assert_eq!(faults(json!({ "ids": many, "changes": { "action": "complete" } })), ["/ids too_many"]);
        assert_eq!(
            faults(json!({ "ids": [], "filter": "is open", "changes": { "action": "archive" } })),
            ["/filter conflicting_changes"]
        );
        assert_eq!(
            faults(json!({ "ids": [], "changes": { "action": "trash", "set": { "title": "x" } } })),
            ["/changes/action conflicting_changes"]
        );
        assert_eq!(
            faults(
                json!({ "ids": [], "changes": { "action": "reopen", "set": { "status_id": Uuid::nil() } } })
            ),
            ["/changes/set/status_id conflicting_changes"]
        );
        assert_eq!(
            faults(json!({ "ids": [], "changes": { "set": { "title": " ", "estimate": -1 } } })),
            ["/changes/set/title required", "/changes/set/estimate out_of_range"]
        );
        assert!(
            faults(json!({ "ids": [], "changes": { "set": { "recurrence": { "rrule": "daily" } } } }))
                .is_empty()
        );
    }

    #[test]
    fn lists_are_added_to_and_taken_from() {
        let id = Uuid::from_u128;
        let task = Task {
            tag_ids: vec![id(1), id(2)],
            ..blank(id(0), id(0), id(0), id(0), Stamp(0))
        };
        let changes = BulkChanges {
            add_tag_ids: vec![id(3), id(1)],
            remove_tag_ids: vec![id(2), id(9)],
            ..BulkChanges::default()
        };
        let mut faults = Faults::default();
        assert_eq!(lists(&mut faults, &task, &changes).0, [id(1), id(3)]);
        assert!(faults.check().is_ok());
        let changes = BulkChanges { add_assignee_ids: (0..51).map(id).collect(), ..BulkChanges::default() };
        let mut faults = Faults::default();
        lists(&mut faults, &task, &changes);
        let Err(Error::Invalid(faults)) = bulk_pointers(faults, &changes).check() else {
            panic!()
        };
        assert_eq!(faults[0].pointer, "/changes/add_assignee_ids");
    }
}
