//! What a rule may say, and when it fires: pure.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};
use serde_json::{Map, Value};

use super::model::{Act, FIELDS, NewRule, Rule, RulePatch, TYPES, Trigger, Weekday};
use crate::base::error::Faults;
use crate::base::{Patch, Result, Stamp};
use crate::task::{Task, TaskPatch};

const MOST_CHARACTERS: usize = 100;
const MOST_ACTIONS: usize = 10;
const MOST_PEOPLE: usize = 50;
const MOST_BODY: usize = 10_000;
/// Characters of what people are told.
pub const MOST_TOLD: usize = 2_000;
/// Minutes before or after a due date: a year.
const MOST_MINUTES: i64 = 525_600;
const MOST_FILTER: usize = 4_000;
pub const USUAL_PER_HOUR: i64 = 100;
pub const MOST_PER_HOUR: i64 = 1_000;

/// What of a rule people decide.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub name: String,
    pub enabled: bool,
    pub trigger: Trigger,
    pub filter: String,
    pub actions: Vec<Act>,
    pub max_per_hour: i64,
}

/// # Errors
/// `Invalid` with all that is wrong.
pub fn drafted(new: &NewRule) -> Result<Draft> {
    checked(Draft {
        name: new.name.trim().to_owned(),
        enabled: new.enabled.unwrap_or(true),
        trigger: new.trigger.clone(),
        filter: new.filter.trim().to_owned(),
        actions: new.actions.clone(),
        max_per_hour: new.max_per_hour.unwrap_or(USUAL_PER_HOUR),
    })
}

/// # Errors
/// `Invalid` with all that is wrong.
pub fn patched(rule: &Rule, patch: &RulePatch) -> Result<Draft> {
    fn set<T: Clone>(faults: &mut Faults, pointer: &str, patch: &Patch<T>, now: &T) -> T {
        match patch {
            Patch::Set(value) => value.clone(),
            Patch::Keep => now.clone(),
            Patch::Clear => {
                faults.add(pointer, "required", "This cannot be cleared. Leave it out to keep it.");
                now.clone()
            }
        }
    }
    let mut faults = Faults::default();
    let draft = Draft {
        name: set(&mut faults, "/name", &patch.name, &rule.name).trim().to_owned(),
        enabled: set(&mut faults, "/enabled", &patch.enabled, &rule.enabled),
        trigger: set(&mut faults, "/trigger", &patch.trigger, &rule.trigger),
        filter: match &patch.filter {
            Patch::Clear => String::new(),
            other => set(&mut faults, "/filter", other, &rule.filter).trim().to_owned(),
        },
        actions: set(&mut faults, "/actions", &patch.actions, &rule.actions),
        max_per_hour: set(&mut faults, "/max_per_hour", &patch.max_per_hour, &rule.max_per_hour),
    };
    faults.check()?;
    checked(draft)
}

fn checked(draft: Draft) -> Result<Draft> {
    let mut faults = Faults::default();
    let length = draft.name.chars().count();
    faults.require(length > 0, "/name", "required", "Give the rule a name.");
    faults.require(length <= MOST_CHARACTERS, "/name", "too_long", "Keep the name within 100 characters.");
    let plain = !draft.name.chars().any(char::is_control);
    faults.require(plain, "/name", "control_characters", "Leave out line breaks and control characters.");
    let short = draft.filter.len() <= MOST_FILTER;
    faults.require(short, "/filter", "too_long", "Keep the filter within 4,000 bytes.");
    let fits = (1..=MOST_PER_HOUR).contains(&draft.max_per_hour);
    faults.require(fits, "/max_per_hour", "out_of_range", "Give 1 to 1,000 runs an hour.");
    trigger(&mut faults, &draft.trigger);
    let some = (1..=MOST_ACTIONS).contains(&draft.actions.len());
    faults.require(some, "/actions", "out_of_range", "Give 1 to 10 actions.");
    for (place, act) in draft.actions.iter().enumerate() {
        action(&mut faults, &format!("/actions/{place}"), act);
    }
    faults.check().map(|()| draft)
}

fn trigger(faults: &mut Faults, trigger: &Trigger) {
    match trigger {
        Trigger::Event { types, fields } => {
            let known = !types.is_empty() && types.iter().all(|kind| TYPES.contains(&kind.as_str()));
            let message = format!("Name some of {}.", TYPES.join(", "));
            faults.require(known, "/trigger/types", "invalid_value", &message);
            let known = fields.iter().all(|field| FIELDS.contains(&field.as_str()));
            let message = format!("Name some of {}.", FIELDS.join(", "));
            faults.require(known, "/trigger/fields", "unknown_field", &message);
        }
        Trigger::Schedule { time, timezone, .. } => {
            let message = "Give a time of the day as 09:30.";
            faults.require(clock(time).is_some(), "/trigger/time", "invalid_time", message);
            let message = "Give an IANA time zone such as Europe/Berlin.";
            let known = TimeZone::get(timezone).is_ok();
            faults.require(known, "/trigger/timezone", "unknown_timezone", message);
        }
        Trigger::Due { minutes } => {
            let fits = (-MOST_MINUTES..=MOST_MINUTES).contains(minutes);
            let message = "Give at most 525,600 minutes, before or after.";
            faults.require(fits, "/trigger/minutes", "out_of_range", message);
        }
    }
}

fn clock(text: &str) -> Option<Time> {
    let plain = text.len() == 5 && text.as_bytes()[2] == b':';
    plain.then(|| Time::strptime("%H:%M", text).ok()).flatten()
}

fn action(faults: &mut Faults, pointer: &str, act: &Act) {
    let at = |name: &str| format!("{pointer}/{name}");
    let some = |faults: &mut Faults, add: &[uuid::Uuid], remove: &[uuid::Uuid]| {
        let fits = (1..=MOST_PEOPLE).contains(&(add.len() + remove.len()));
        faults.require(fits, &at("add"), "out_of_range", "Name 1 to 50 to add or remove.");
    };
    match act {
        Act::Set { fields } => {
            let empty = fields.is_empty();
            faults.require(!empty, &at("fields"), "required", "Name a field to set.");
            if let Err(error) = task_patch(fields) {
                faults.add(at("fields"), "invalid_value", error.to_string());
            }
        }
        Act::Assign { add, remove } | Act::Tag { add, remove } => some(faults, add, remove),
        Act::Comment { body } => {
            let fits = !body.trim().is_empty() && body.len() <= MOST_BODY;
            faults.require(fits, &at("body"), "out_of_range", "Say something, in 10,000 bytes.");
        }
        Act::Move { project_id, status_id } => {
            let somewhere = project_id.is_some() || status_id.is_some();
            faults.require(somewhere, pointer, "no_place", "Say where it goes: project_id or status_id.");
        }
        Act::Complete {} => {}
        Act::CreateTask { title, description, assignee_ids, .. } => {
            let fits = !title.trim().is_empty() && title.chars().count() <= 500;
            faults.require(fits, &at("title"), "out_of_range", "Give a title of 1 to 500 characters.");
            let fits = description.as_ref().is_none_or(|text| text.len() <= MOST_BODY);
            faults.require(fits, &at("description"), "too_long", "Keep the description within 10,000 bytes.");
            let few = assignee_ids.len() <= MOST_PEOPLE;
            faults.require(few, &at("assignee_ids"), "too_many", "Give at most 50.");
        }
        Act::Notify { user_ids, roles, text } => {
            let some = !(user_ids.is_empty() && roles.is_empty()) && user_ids.len() <= MOST_PEOPLE;
            faults.require(some, &at("user_ids"), "out_of_range", "Name 1 to 50 people, or a role.");
            let fits = (1..=MOST_TOLD).contains(&text.trim().chars().count()) && !text.contains('\0');
            faults.require(fits, &at("text"), "out_of_range", "Say it in 1 to 2,000 characters.");
        }
        Act::CallWebhook { body, .. } => {
            let fits = body.as_ref().is_none_or(|body| body.len() <= MOST_BODY);
            faults.require(fits, &at("body"), "too_long", "Keep the body within 10,000 bytes.");
        }
    }
}

/// The fields as the patch that they are.
///
/// # Errors
/// Those of reading it.
pub fn task_patch(fields: &Map<String, Value>) -> serde_json::Result<TaskPatch> {
    serde_json::from_value(Value::Object(fields.clone()))
}

/// Whether an entry of this type, with these changes, sets a rule off.
pub fn fires(trigger: &Trigger, kind: &str, changes: &Map<String, Value>) -> bool {
    match trigger {
        Trigger::Event { types, fields } => {
            types.iter().any(|wanted| wanted == kind)
                && (fields.is_empty() || fields.iter().any(|field| changes.contains_key(field)))
        }
        Trigger::Schedule { .. } | Trigger::Due { .. } => false,
    }
}

/// When a schedule comes next, after an instant. A time that the clocks skip is when they have gone on; one that they
/// repeat is the first of both.
pub fn next_time(trigger: &Trigger, after: Stamp) -> Option<Stamp> {
    let Trigger::Schedule { time, timezone, weekdays } = trigger else {
        return None;
    };
    let (time, zone) = (clock(time)?, TimeZone::get(timezone).ok()?);
    let now = Timestamp::from_millisecond(after.0).ok()?;
    let mut day = Zoned::new(now, zone.clone()).date();
    for _ in 0..9 {
        let due = day.to_datetime(time).to_zoned(zone.clone()).ok()?.timestamp();
        if due > now && (weekdays.is_empty() || weekdays.contains(&weekday(day.weekday()))) {
            return Some(Stamp(due.as_millisecond()));
        }
        day = day.checked_add(1.day()).ok()?;
    }
    None
}

fn weekday(day: jiff::civil::Weekday) -> Weekday {
    match day {
        jiff::civil::Weekday::Monday => Weekday::Monday,
        jiff::civil::Weekday::Tuesday => Weekday::Tuesday,
        jiff::civil::Weekday::Wednesday => Weekday::Wednesday,
        jiff::civil::Weekday::Thursday => Weekday::Thursday,
        jiff::civil::Weekday::Friday => Weekday::Friday,
        jiff::civil::Weekday::Saturday => Weekday::Saturday,
        jiff::civil::Weekday::Sunday => Weekday::Sunday,
    }
}

/// A text with the task's key and title filled in.
pub fn filled(text: &str, task: &Task) -> String {
    text.replace("{{task.key}}", &task.key).replace("{{task.title}}", &task.title)
}

/// An action's name.
pub fn name(act: &Act) -> &'static str {
    match act {
        Act::Set { .. } => "set",
        Act::Assign { .. } => "assign",
        Act::Tag { .. } => "tag",
        Act::Comment { .. } => "comment",
        Act::Move { .. } => "move",
        Act::Complete {} => "complete",
        Act::CreateTask { .. } => "create_task",
        Act::Notify { .. } => "notify",
        Act::CallWebhook { .. } => "call_webhook",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::base::Error;

    fn faults(rule: Value) -> Vec<String> {
        let new: NewRule = serde_json::from_value(rule).unwrap();
        match drafted(&new) {
            Ok(_) => Vec::new(),
            Err(Error::Invalid(faults)) => {
                faults.into_iter().map(|f| format!("{} {}", f.pointer, f.code)).collect()
            }
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let found = faults(json!({
            "name": " ", "trigger": { "on": "event", "types": ["task.purged"], "fields": ["colour"] }, "max_per_hour": 0,
            "actions": [
                { "do": "set", "fields": { "titel": "x" } }, { "do": "set", "fields": {} }, { "do": "assign" },
                { "do": "comment", "body": "" }, { "do": "move" }, { "do": "create_task", "title": "" },
            ],
        }));
        let wanted = [
            "/name required",
            "/max_per_hour out_of_range",
            "/trigger/types invalid_value",
            "/trigger/fields unknown_field",
            "/actions/0/fields invalid_value",
            "/actions/1/fields required",
            "/actions/2/add out_of_range",
            "/actions/3/body out_of_range",
            "/actions/4 no_place",
            "/actions/5/title out_of_range",
        ];
        assert_eq!(found, wanted);
        let good = json!({
            "name": "Urgent", "trigger": { "on": "schedule", "time": "09:00", "timezone": "Europe/Berlin" },
            "actions": [{ "do": "complete" }],
        });
        assert_eq!(faults(good), Vec::<String>::new());
        let bad = json!({
            "name": "x", "trigger": { "on": "schedule", "time": "9:00", "timezone": "Nowhere" }, "actions": [],
        });
        assert_eq!(
            faults(bad),
            [
                "/trigger/time invalid_time",
                "/trigger/timezone unknown_timezone",
                "/actions out_of_range"
            ]
        );
    }

    #[test]
    fn a_schedule_knows_its_zone_and_its_days() {
        let at = |text: &str| text.parse::<Stamp>().unwrap();
        let next = |days: Vec<Weekday>, after: &str| {
            let trigger =
                Trigger::Schedule { time: "02:30".into(), timezone: "Europe/Berlin".into(), weekdays: days };
            next_time(&trigger, at(after)).unwrap()
        };
        assert_eq!(next(vec![], "2026-01-10T00:00:00Z"), at("2026-01-10T01:30:00Z"));
        assert_eq!(next(vec![], "2026-01-10T01:30:00Z"), at("2026-01-11T01:30:00Z"));
        // Skipped and repeated by the clocks.
        assert_eq!(next(vec![], "2026-03-29T00:00:00Z"), at("2026-03-29T01:30:00Z"));
        assert_eq!(next(vec![], "2026-10-25T00:00:00Z"), at("2026-10-25T00:30:00Z"));
        assert_eq!(next(vec![], "2026-10-25T00:30:00Z"), at("2026-10-26T01:30:00Z"));
        // 2026-01-10 is a Saturday.
        assert_eq!(next(vec![Weekday::Monday], "2026-01-10T00:00:00Z"), at("2026-01-12T01:30:00Z"));
        assert_eq!(next(vec![Weekday::Saturday], "2026-01-10T12:00:00Z"), at("2026-01-17T01:30:00Z"));
    }

    #[test]
    fn a_rule_fires_for_its_types_and_fields() {
        let changes = json!({ "priority": { "from": "low", "to": "high" } });
        let changes = changes.as_object().unwrap();
        let on = |fields: &[&str]| Trigger::Event {
            types: vec!["task.updated".into()],
            fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        };
        assert!(
            fires(&on(&[]), "task.updated", changes)
                && fires(&on(&["priority", "due"]), "task.updated", changes)
        );
        assert!(!fires(&on(&["due"]), "task.updated", changes) && !fires(&on(&[]), "task.created", changes));
    }
}
