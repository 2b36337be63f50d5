//! Taking back a change of fields while others stay as they are: pure.

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::event::Entry;
use crate::task::model::Task;

/// How far an entry's effect was taken back.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    Done,
    /// It had no effect any more.
    Unchanged,
    /// The thing was changed since in these fields; in none that is named, when it is in use as a whole.
    Conflict {
        entity: &'static str,
        id: Uuid,
        fields: Vec<&'static str>,
    },
    /// This kind of entry cannot be undone.
    Never(&'static str),
}

/// Undoes fields of a struct: what differs between `was` and `made` becomes as it `was`, unless it was changed since.
macro_rules! put_back {
    ($was:expr, $made:expr, $into:expr, $conflicts:expr; $($field:ident),+ $(,)?) => {$(
        if $was.$field != $made.$field {
            if $into.$field == $made.$field {
                $into.$field = $was.$field.clone();
            } else if $into.$field != $was.$field {
                $conflicts.push(stringify!($field));
            }
        }
    )+};
}
pub(super) use put_back;

/// A task as it would be without a change.
#[derive(Debug)]
pub struct Merged {
    pub task: Task,
    /// Values of custom fields to be put in; `null` takes one out.
    pub values: Map<String, Value>,
    /// Its old place is taken by what came later: it goes to the end of its column.
    pub displaced: bool,
    pub conflicts: Vec<&'static str>,
}

/// What a change did to a task's own fields: not what is counted on it.
pub fn own(task: &Task) -> Task {
    Task {
        counts: crate::task::Counts::default(),
        tracked_seconds: 0,
        version: 0,
        updated_at: task.created_at,
        ..task.clone()
    }
}

/// Takes a change from `was` to `made` out of the task as it is `now`.
pub fn merged(was: &Task, made: &Task, now: &Task) -> Merged {
    let mut task = now.clone();
    let mut conflicts = Vec::new();
    put_back!(was, made, task, conflicts;
        title, description, priority, parent_id, start_on, estimate, recurrence, series_id, milestone_id, archived_at);
    put_back!(was, made, task, conflicts; project_id, due, cycle_id, status_id);
    if task.project_id != now.project_id {
        task.number = was.number;
        task.key.clone_from(&was.key);
    }
    if task.due != now.due {
        task.due_at = was.due_at;
    }
    if task.cycle_id != now.cycle_id {
        task.cycle_since = was.cycle_since;
    }
    let mut displaced = false;
    if task.status_id != now.status_id {
        task.status_category = was.status_category;
        task.completed_at = was.completed_at;
        displaced = now.position != made.position;
        if !displaced {
            task.position.clone_from(&was.position);
        }
    } else if was.status_id == made.status_id {
        put_back!(was, made, task, conflicts; position);
    }
    task.assignee_ids = without(&was.assignee_ids, &made.assignee_ids, &now.assignee_ids);
    task.tag_ids = without(&was.tag_ids, &made.tag_ids, &now.tag_ids);
    let mut values = Map::new();
    for name in was.custom_fields.keys().chain(made.custom_fields.keys()) {
        let of = |task: &Task| task.custom_fields.get(name).cloned();
        let (was, made, now) = (of(was), of(made), of(now));
        if was != made && now == made {
            values.insert(name.clone(), was.unwrap_or_default());
        } else if was != made && now != was {
            conflicts.push("custom_fields");
        }
    }
    conflicts.dedup();
    Merged { task, values, displaced, conflicts }
}

/// A set without what was added, and with what was taken out.
fn without(was: &[Uuid], made: &[Uuid], now: &[Uuid]) -> Vec<Uuid> {
    let mut set: Vec<Uuid> = now
        .iter()
        .filter(|id| was.contains(id) || !made.contains(id))
        .copied()
        .collect();
    set.extend(was.iter().filter(|id| !made.contains(id)));
    set.sort_unstable();
    set.dedup();
    set
}

/// Which way an undo went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It took a change back.
    Back,
    /// It took an undo back.
    Forth,
}

/// The way that an entry went, if an undo left it.
pub fn turn(entry: &Entry) -> Option<Turn> {
    match entry.cause.as_deref()?.split_once(':')?.0 {
        "undo" => Some(Turn::Back),
        "redo" => Some(Turn::Forth),
        _ => None,
    }
}

/// The entry that this one takes back.
pub fn undoes(entry: &Entry) -> Option<Uuid> {
    turn(entry)?;
    entry.cause.as_deref()?.split_once(':')?.1.parse().ok()
}

/// What is noted as the cause of what takes an entry back.
pub fn cause(entry: &Entry) -> String {
    let word = if turn(entry) == Some(Turn::Back) { "redo" } else { "undo" };
    format!("{word}:{}", entry.id)
}

/// Whether people would look for this change when they undo their last one.
pub fn is_offered(entry: &Entry) -> bool {
    let by_itself = entry.cause.as_deref().is_some_and(|cause| cause.starts_with("automation/"));
    let (thing, what) = entry.kind.split_once('.').unwrap_or_default();
    let known = [
        "task",
        "comment",
        "tag",
        "relation",
        "watcher",
        "project",
        "status",
        "project_member",
        "view",
    ];
    !by_itself && known.contains(&thing) && !matches!(what, "purged" | "rebalanced" | "shared")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Stamp;
    use crate::task::rules::blank;

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn task(title: &str, tags: &[u128]) -> Task {
        let task = blank(id(1), id(2), id(3), id(4), Stamp(0));
        Task {
            title: title.into(),
            tag_ids: tags.iter().copied().map(id).collect(),
            ..task
        }
    }

    #[test]
    fn what_others_did_stays() {
        let (was, made) = (task("a", &[1, 2]), task("b", &[2, 3]));
        let now = Task { description: "theirs".into(), ..task("b", &[2, 3, 4]) };
        let merged = merged(&was, &made, &now);
        assert_eq!(merged.task, Task { description: "theirs".into(), ..task("a", &[1, 2, 4]) });
        assert!(merged.conflicts.is_empty() && !merged.displaced);
    }

    #[test]
    fn what_was_changed_since_is_a_conflict() {
        let found = merged(&task("a", &[]), &task("b", &[]), &task("c", &[]));
        assert_eq!((found.conflicts, found.task.title.as_str()), (vec!["title"], "c"));
        // Somebody changed it back: nothing is left to do.
        let found = merged(&task("a", &[]), &task("b", &[]), &task("a", &[]));
        assert!(found.conflicts.is_empty() && found.task == task("a", &[]));
    }

    #[test]
    fn a_column_is_left_for_the_old_place_or_for_the_end() {
        let at = |status: u128, position: &str| Task {
            status_id: id(status),
            position: position.into(),
            ..task("a", &[])
        };
        let (was, made) = (at(1, "a"), at(2, "m"));
        let found = merged(&was, &made, &made);
        assert!(found.task == was && !found.displaced);
        let found = merged(&was, &made, &at(2, "z"));
        assert!(found.displaced && found.task.status_id == id(1) && found.conflicts.is_empty());
        assert_eq!(merged(&was, &made, &at(3, "m")).conflicts, ["status_id"]);
        assert_eq!(merged(&at(1, "a"), &at(1, "b"), &at(1, "c")).conflicts, ["position"]);
    }

    #[test]
    fn values_go_one_by_one() {
        let with = |pairs: &[(&str, i64)]| {
            let fields = pairs.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value)));
            Task { custom_fields: fields.collect(), ..task("a", &[]) }
        };
        let found = merged(&with(&[("x", 1)]), &with(&[("y", 2)]), &with(&[("y", 2), ("z", 3)]));
        assert_eq!(Value::Object(found.values), serde_json::json!({ "x": 1, "y": null }));
        assert_eq!(merged(&with(&[]), &with(&[("y", 2)]), &with(&[("y", 3)])).conflicts, ["custom_fields"]);
    }
}
