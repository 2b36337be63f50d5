//! Series: what the occurrences to come take over, and when.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::dates;
use crate::base::error::Faults;
use crate::base::{Error, Patch, Result};
use crate::recurring::{self, Mode, Rule};
use crate::task::model::{Due, Recurrence, Task, TaskPatch};

/// Dates that a rule may leave out.
const MOST_EXCEPT: usize = 100;

/// Whether the next occurrence opens by itself.
pub fn runs(task: &Task) -> bool {
    let calendar = task.recurrence.as_ref().is_some_and(|rule| rule.mode == Mode::Calendar);
    calendar && task.deleted_at.is_none()
}

/// What the moment depends on at which the next one opens.
pub fn times(task: &Task) -> (&Option<Recurrence>, &Option<Due>, &Option<String>, bool) {
    (&task.recurrence, &task.due, &task.start_on, task.deleted_at.is_some())
}

/// What an occurrence hands on to the next.
fn carried(task: &Task) -> Map<String, Value> {
    let value = json!({
        "title": task.title, "description": task.description, "priority": task.priority,
        "assignee_ids": task.assignee_ids, "tag_ids": task.tag_ids, "parent_id": task.parent_id,
        "estimate": task.estimate, "custom_fields": task.custom_fields, "milestone_id": task.milestone_id,
        "cycle_id": task.cycle_id, "due": task.due, "start_on": task.start_on,
    });
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// Notes in a task that was changed alone what the following ones are to have instead.
pub fn keep_for_following(before: &Task, after: &mut Task) {
    let is = carried(after);
    let Some(rule) = &mut after.recurrence else { return };
    let was = carried(before).into_iter().filter(|(name, value)| is.get(name) != Some(value));
    for (name, value) in was {
        rule.following.entry(name).or_insert(value);
    }
    rule.following.retain(|name, value| is.get(name) != Some(value));
}

/// What is changed for all that follow is no exception of this one any more.
pub fn take_over(before: &Task, after: &mut Task) {
    if after.recurrence.as_ref().is_none_or(|rule| rule.following.is_empty()) {
        return;
    }
    let (was, is) = (carried(before), carried(after));
    if let Some(rule) = &mut after.recurrence {
        rule.following.retain(|name, _| was.get(name) == is.get(name));
    }
}

/// The task as its series would have it: what following ones take over, and count their dates from.
///
/// # Errors
/// `Internal` for what cannot be read.
pub fn pattern(task: &Task) -> Result<Task> {
    let Some(rule) = task.recurrence.as_ref().filter(|rule| !rule.following.is_empty()) else {
        return Ok(task.clone());
    };
    let mut fields = serde_json::to_value(task).map_err(Error::internal)?;
    if let Value::Object(fields) = &mut fields {
        fields.extend(rule.following.clone());
    }
    let mut pattern: Task = serde_json::from_value(fields).map_err(Error::internal)?;
    if let Some(rule) = &mut pattern.recurrence {
        rule.following.clear();
    }
    Ok(pattern)
}

/// The rule with the dates it leaves out, and the due date it counts from; `None` for a task that does not repeat.
///
/// # Errors
/// `Internal` for what cannot be read.
pub fn rule_of(task: &Task) -> Result<Option<(Rule, recurring::Due)>> {
    let Some(said) = &task.recurrence else {
        return Ok(None);
    };
    let rule = recurring::validate(&said.rrule).map_err(|fault| Error::internal(fault.message))?;
    let except = said.except.iter().filter_map(|date| dates::parse_date(date)).collect();
    let due = task.due.as_ref().and_then(dates::as_rule_due);
    let due = due.ok_or_else(|| Error::internal("a repeating task without a due date"))?;
    Ok(Some((rule.without(except), due)))
}

/// By how many days a task starts before it is due.
pub fn lead(task: &Task) -> i64 {
    let due = task.due.as_ref().and_then(|due| dates::parse_date(&due.date));
    due.map_or(0, |due| days_before(task.start_on.as_deref(), &due))
}

/// The days from a start date to a due date; none without one.
pub fn days_before(start: Option<&str>, due: &Date) -> i64 {
    start.and_then(dates::parse_date).map_or(0, |start| days(start, *due).max(0))
}

fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// Dates that are to be left out, in order.
pub fn except(faults: &mut Faults, pointer: &str, mode: Mode, given: &[String]) -> Vec<String> {
    let fits = given.is_empty() || mode != Mode::Completion;
    let message = "What is counted from its completion has no dates of its own: leave this out.";
    faults.require(fits, pointer, "not_asked_for", message);
    faults.require(given.len() <= MOST_EXCEPT, pointer, "too_many", "Leave out at most 100 dates.");
    let read = |(at, date): (usize, &String)| dates::date(faults, &format!("{pointer}/{at}"), date);
    let mut except: Vec<String> = given.iter().enumerate().take(MOST_EXCEPT).filter_map(read).collect();
    except.sort_unstable();
    except.dedup();
    except
}

/// The change of one occurrence as a later one gets it: its dates move by as many days, its status stays, and only who has the
/// rule gets another.
pub fn along(patch: &TaskPatch, before: &Task, after: &Task, later: &Task) -> TaskPatch {
    let mut own = TaskPatch { status_id: Patch::Keep, ..patch.clone() };
    if later.recurrence.is_none() {
        own.recurrence = Patch::Keep;
    }
    let day = |due: Option<&Due>| due.and_then(|due| dates::parse_date(&due.date));
    let mut due = day(later.due.as_ref());
    if let (Patch::Set(_), Some(new)) = (&patch.due, &after.due) {
        let moved = day(before.due.as_ref()).zip(day(after.due.as_ref()));
        let by = moved.map_or(0, |(from, to)| days(from, to));
        due = due.and_then(|due| due.checked_add(jiff::Span::new().try_days(by).ok()?).ok());
        let date = due.map_or_else(|| new.date.clone(), |due| due.to_string());
        own.due = Patch::Set(Due { date, ..new.clone() });
    }
    if let (Patch::Set(_), Some(due)) = (&patch.start_on, due) {
        let lead = jiff::Span::new().try_days(lead(after)).unwrap_or_default();
        own.start_on = due.checked_sub(lead).map_or(Patch::Keep, |start| Patch::Set(start.to_string()));
    }
    own
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::base::Stamp;
    use crate::task::rules::blank;

    fn due(date: &str) -> Option<Due> {
        Some(Due { date: date.into(), time: None, timezone: None })
    }

    fn task(title: &str, date: &str) -> Task {
        let id = Uuid::from_u128;
        Task {
            title: title.into(),
            due: due(date),
            recurrence: Some(Recurrence::new("FREQ=DAILY", Mode::Calendar)),
            ..blank(id(1), id(2), id(3), id(4), Stamp(0))
        }
    }

    #[test]
    fn what_was_changed_alone_is_not_handed_on() {
        let before = task("Water", "2026-11-20");
        let mut once = Task { title: "Water twice".into(), due: due("2026-11-21"), ..before.clone() };
        keep_for_following(&before, &mut once);
        assert_eq!(pattern(&once).unwrap(), before);
        // Once more, and back.
        let mut again = Task { title: "Not today".into(), ..once.clone() };
        keep_for_following(&once, &mut again);
        assert_eq!(pattern(&again).unwrap().title, "Water");
        let mut back = Task { title: "Water".into(), ..again.clone() };
        keep_for_following(&again, &mut back);
        assert_eq!(back.recurrence.as_ref().unwrap().following.keys().collect::<Vec<_>>(), ["due"]);
        // Changed for all that follow.
        let mut all = Task { title: "Feed".into(), ..again.clone() };
        take_over(&again, &mut all);
        let next = pattern(&all).unwrap();
        assert_eq!((next.title.as_str(), next.due), ("Feed", due("2026-11-20")));
    }

    #[test]
    fn later_ones_move_by_as_many_days() {
        let (before, later) = (task("a", "2026-11-20"), task("a", "2026-11-27"));
        let after = Task {
            due: due("2026-11-22"),
            start_on: Some("2026-11-21".into()),
            ..before.clone()
        };
        let patch = TaskPatch {
            due: Patch::Set(due("2026-11-22").unwrap()),
            start_on: Patch::Set("2026-11-21".into()),
            status_id: Patch::Set(Uuid::nil()),
            ..TaskPatch::default()
        };
        let own = along(&patch, &before, &after, &later);
        assert_eq!(own.due, Patch::Set(due("2026-11-29").unwrap()));
        assert_eq!((own.start_on, own.status_id), (Patch::Set("2026-11-28".into()), Patch::Keep));
    }
}
