//! What counts as whose subtask.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::task::model::Task;

/// What a task adds to its parent's counts: subtasks, and done ones. Subtasks that went into the trash with their
/// parent still count on it, so that trash and restore leave the counts inside a tree alone: don't ask about them.
fn counted(task: &Task) -> (i64, i64) {
    if task.is_trashed() { (0, 0) } else { (1, i64::from(task.is_done())) }
}

/// By how much parents' counts change when a task becomes another, without those that stay.
pub fn count_changes(before: Option<&Task>, after: Option<&Task>) -> BTreeMap<Uuid, (i64, i64)> {
    let mut changes: BTreeMap<Uuid, (i64, i64)> = BTreeMap::new();
    for (task, sign) in [(before, -1), (after, 1)] {
        if let Some((task, parent)) = task.and_then(|task| Some((task, task.parent_id?))) {
            let (all, done) = counted(task);
            let change = changes.entry(parent).or_default();
            *change = (change.0 + sign * all, change.1 + sign * done);
        }
    }
    changes.retain(|_, change| *change != (0, 0));
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Stamp;
    use crate::project::StatusCategory;
    use crate::task::rules::blank;

    fn child(parent: u128, category: StatusCategory) -> Task {
        let id = Uuid::from_u128;
        let task = blank(id(1), id(2), id(3), id(4), Stamp(0));
        Task { parent_id: Some(id(parent)), status_category: category, ..task }
    }

    #[test]
    fn parents_count_what_changes_under_them() {
        let (open, done) = (child(8, StatusCategory::Todo), child(8, StatusCategory::Done));
        let id = Uuid::from_u128(8);
        assert_eq!(count_changes(None, Some(&open)), BTreeMap::from([(id, (1, 0))]));
        assert_eq!(count_changes(Some(&open), Some(&done)), BTreeMap::from([(id, (0, 1))]));
        assert_eq!(count_changes(Some(&open), Some(&open)), BTreeMap::new());
        let other = child(9, StatusCategory::Done);
        let both = BTreeMap::from([(id, (-1, -1)), (Uuid::from_u128(9), (1, 1))]);
        assert_eq!(count_changes(Some(&done), Some(&other)), both);
        let trashed = Task { deleted_at: Some(Stamp(1)), ..done.clone() };
        assert_eq!(count_changes(Some(&done), Some(&trashed)), BTreeMap::from([(id, (-1, -1))]));
    }
}
