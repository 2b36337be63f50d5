//! A merge patch on a task: what can be decided without looking anything up.

use serde_json::Map;
use uuid::Uuid;

use super::{MAX_LIST, dates, series, text};
use crate::base::error::Faults;
use crate::base::{Patch, Stamp};
use crate::project::StatusCategory;
use crate::recurring::{self, Missed, Mode};
use crate::task::model::{Counts, Priority, Recurrence, Task, TaskPatch};

/// The largest estimate, in whatever unit.
const MAX_ESTIMATE: f64 = 1_000_000.0;

/// A task nothing was said about yet. Number, key, status and position are the command's to give.
pub fn blank(id: Uuid, workspace_id: Uuid, project_id: Uuid, creator_id: Uuid, now: Stamp) -> Task {
    Task {
        id,
        workspace_id,
        project_id,
        number: 0,
        key: String::new(),
        title: String::new(),
        description: String::new(),
        status_id: Uuid::nil(),
        status_category: StatusCategory::Todo,
        priority: Priority::None,
        assignee_ids: Vec::new(),
        tag_ids: Vec::new(),
        creator_id,
        parent_id: None,
        position: String::new(),
        start_on: None,
        due: None,
        due_at: None,
        estimate: None,
        recurrence: None,
        custom_fields: Map::new(),
        milestone_id: None,
        cycle_id: None,
        cycle_since: None,
        series_id: None,
        counts: Counts::default(),
        tracked_seconds: 0,
        completed_at: None,
        archived_at: None,
        deleted_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

/// The task with the patch's own values in it. Status, assignees, tags, parent, milestone and cycle are put in as given:
/// that they exist is for the command to find out, and values of custom fields are left to it.
pub fn apply(faults: &mut Faults, task: &Task, patch: &TaskPatch) -> Task {
    let mut after = task.clone();
    words(faults, &mut after, patch);
    when(faults, &mut after, patch);
    references(faults, &mut after, patch);
    if after.recurrence.is_some() {
        after.series_id = after.series_id.or(Some(after.id));
    }
    if let Some(estimate) = patch.estimate.clone().change() {
        let fits = estimate.is_none_or(|e| (0.0..=MAX_ESTIMATE).contains(&e));
        faults.require(fits, "/estimate", "out_of_range", "Give an estimate from 0 to 1,000,000.");
        after.estimate = estimate;
    }
    after
}

/// The value of a field that always has one; `null` is a fault.
fn required<T: Clone>(faults: &mut Faults, pointer: &str, patch: &Patch<T>) -> Option<T> {
    let kept = !matches!(patch, Patch::Clear);
    faults.require(kept, pointer, "required", "This cannot be cleared. Leave it out to keep it.");
    patch.clone().change().flatten()
}

fn words(faults: &mut Faults, after: &mut Task, patch: &TaskPatch) {
    if let Some(title) = required(faults, "/title", &patch.title) {
        after.title = text::title(faults, &title);
    }
    if let Some(description) = patch.description.clone().change() {
        after.description = text::description(faults, &description.unwrap_or_default());
    }
    if let Some(priority) = required(faults, "/priority", &patch.priority) {
        after.priority = priority;
    }
}

fn when(faults: &mut Faults, after: &mut Task, patch: &TaskPatch) {
    if let Some(start) = patch.start_on.clone().change() {
        after.start_on = start.and_then(|start| dates::date(faults, "/start_on", &start));
    }
    if let Some(due) = patch.due.clone().change() {
        let read = due.as_ref().and_then(|due| dates::due(faults, due));
        if due.is_some() && read.is_none() {
            return;
        }
        (after.due, after.due_at) = read.map_or((None, None), |(due, at)| (Some(due), at));
    }
    if let Some(given) = patch.recurrence.clone().change() {
        let was = after.recurrence.take();
        after.recurrence = given.and_then(|given| recurrence(faults, &given, was));
    }
    if !matches!((&patch.due, &patch.recurrence), (Patch::Keep, Patch::Keep)) {
        timed(faults, after);
    }
    let anchored = after.recurrence.is_none() || after.due.is_some();
    faults.require(
        anchored,
        "/recurrence",
        "needs_due",
        "A task that repeats needs a due date; clear both or neither.",
    );
}

/// A rule that gives times of the day moves a due date that has one.
fn timed(faults: &mut Faults, after: &Task) {
    let (Some(recurrence), Some(due)) = (&after.recurrence, &after.due) else {
        return;
    };
    let timed = recurring::validate(&recurrence.rrule).is_ok_and(|rule| rule.is_timed());
    faults.require(
        due.time.is_some() || !timed,
        "/due/time",
        "needs_time",
        "The rule gives times of the day: give the due date a time, too.",
    );
}

/// What follows from changes of one occurrence alone stays what it was: that is not said here.
fn recurrence(faults: &mut Faults, given: &Recurrence, was: Option<Recurrence>) -> Option<Recurrence> {
    let except = series::except(faults, "/recurrence/except", given.mode, &given.except);
    let missed = given.missed == Missed::Latest || given.mode == Mode::Calendar;
    let message = "Only a series by the calendar misses dates: leave it out.";
    faults.require(missed, "/recurrence/missed", "not_asked_for", message);
    match recurring::validate(&given.rrule) {
        Ok(rule) => Some(Recurrence {
            rrule: rule.to_string(),
            mode: given.mode,
            missed: given.missed,
            except,
            following: was.map(|was| was.following).unwrap_or_default(),
        }),
        Err(fault) => {
            faults.add("/recurrence/rrule", fault.code, fault.message);
            None
        }
    }
}

fn references(faults: &mut Faults, after: &mut Task, patch: &TaskPatch) {
    if let Some(status) = required(faults, "/status_id", &patch.status_id) {
        after.status_id = status;
    }
    if let Some(people) = patch.assignee_ids.clone().change() {
        after.assignee_ids = ids(faults, "/assignee_ids", people.unwrap_or_default());
    }
    if let Some(tags) = patch.tag_ids.clone().change() {
        after.tag_ids = ids(faults, "/tag_ids", tags.unwrap_or_default());
    }
    if let Some(parent) = patch.parent_id.clone().change() {
        after.parent_id = parent;
    }
    if let Some(milestone) = patch.milestone_id.clone().change() {
        after.milestone_id = milestone;
    }
    if let Some(cycle) = patch.cycle_id.clone().change() {
        after.cycle_id = cycle;
    }
}

/// A set, in the order that the store keeps.
fn ids(faults: &mut Faults, pointer: &str, mut given: Vec<Uuid>) -> Vec<Uuid> {
    given.sort_unstable();
    given.dedup();
    faults.require(given.len() <= MAX_LIST, pointer, "too_many", "Give at most 50.");
    given
}

/// What the next occurrence of a repeating task takes over from the completed one.
pub fn carry(done: &Task, next: &recurring::Next, mut fresh: Task) -> Task {
    fresh.title.clone_from(&done.title);
    fresh.description.clone_from(&done.description);
    fresh.priority = done.priority;
    fresh.assignee_ids.clone_from(&done.assignee_ids);
    fresh.tag_ids.clone_from(&done.tag_ids);
    fresh.parent_id = done.parent_id;
    fresh.estimate = done.estimate;
    fresh.custom_fields.clone_from(&done.custom_fields);
    fresh.milestone_id = done.milestone_id;
    fresh.cycle_id = done.cycle_id;
    fresh.series_id = done.series_id.or(Some(done.id));
    put_off(done, next, &mut fresh);
    fresh
}

/// Puts a task on the date that comes next for a repeating one: the start date moves along, COUNT has less left, and of the
/// dates that are left out only those to come are kept.
pub fn put_off(from: &Task, next: &recurring::Next, task: &mut Task) {
    let due = dates::from_rule_due(&next.due);
    task.start_on = dates::shifted(from.start_on.as_deref(), from.due.as_ref(), &due);
    task.recurrence = from.recurrence.as_ref().map(|was| Recurrence {
        missed: was.missed,
        except: was.except.iter().filter(|date| **date > due.date).cloned().collect(),
        ..Recurrence::new(next.rule.to_string(), was.mode)
    });
    task.due_at = recurring::instant(&next.due, "UTC").ok().flatten();
    task.due = Some(due);
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::base::Error;

    fn task() -> Task {
        let id = Uuid::from_u128;
        blank(id(1), id(2), id(3), id(4), Stamp(0))
    }

    fn patched(patch: Value) -> Result<Task, Vec<String>> {
        let patch: TaskPatch = serde_json::from_value(patch).unwrap();
        let mut faults = Faults::default();
        let after = apply(&mut faults, &task(), &patch);
        match faults.check() {
            Ok(()) => Ok(after),
            Err(Error::Invalid(faults)) => {
                Err(faults.into_iter().map(|f| format!("{} {}", f.pointer, f.code)).collect())
            }
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn an_empty_patch_changes_nothing() {
        assert_eq!(patched(json!({})).unwrap(), task());
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let found = patched(json!({
            "title": null, "priority": null, "status_id": null, "estimate": -1, "start_on": "soon",
            "due": {"date": "2026-11-20", "time": "25:00", "timezone": "Nowhere"},
        }));
        assert_eq!(
            found.unwrap_err(),
            [
                "/title required",
                "/priority required",
                "/start_on invalid_date",
                "/due/time invalid_time",
                "/due/timezone unknown_timezone",
                "/status_id required",
                "/estimate out_of_range",
            ]
        );
    }

    #[test]
    fn a_repeating_task_needs_a_due_date() {
        assert_eq!(
            patched(json!({"recurrence": {"rrule": "daily"}})).unwrap_err(),
            ["/recurrence needs_due"]
        );
        let after =
            patched(json!({"recurrence": {"rrule": "daily"}, "due": {"date": "2026-11-20"}})).unwrap();
        assert_eq!(after.recurrence.unwrap().rrule, "FREQ=DAILY");
        let bad = patched(json!({"recurrence": {"rrule": "minutely"}, "due": {"date": "2026-11-20"}}));
        assert_eq!(bad.unwrap_err(), ["/recurrence/rrule too_often"]);
        let bad = patched(json!({"recurrence": {"rrule": "hourly"}, "due": {"date": "2026-11-20"}}));
        assert_eq!(bad.unwrap_err(), ["/due/time needs_time"]);
        let due = json!({"date": "2026-11-20", "time": "09:00", "timezone": "UTC"});
        assert!(patched(json!({"recurrence": {"rrule": "hourly"}, "due": due})).is_ok());
    }

    #[test]
    fn sets_are_sorted_and_counted() {
        let id = Uuid::from_u128;
        let after = patched(json!({"tag_ids": [id(9), id(3), id(9)]})).unwrap();
        assert_eq!(after.tag_ids, [id(3), id(9)]);
        let many: Vec<Uuid> = (0..51).map(id).collect();
        assert_eq!(patched(json!({"assignee_ids": many})).unwrap_err(), ["/assignee_ids too_many"]);
        assert!(patched(json!({"assignee_ids": null})).unwrap().assignee_ids.is_empty());
    }
}
