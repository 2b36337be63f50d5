//! Only some fields of each task.

use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value};

use crate::base::{Error, Result};
use crate::task::Task;

/// All fields of a task.
const NAMES: &[&str] = &[
    "id",
    "workspace_id",
    "project_id",
    "number",
    "key",
    "title",
    "description",
    "status_id",
    "status_category",
    "priority",
    "assignee_ids",
    "tag_ids",
    "creator_id",
    "parent_id",
    "position",
    "start_on",
    "due",
    "due_at",
    "estimate",
    "recurrence",
    "custom_fields",
    "milestone_id",
    "cycle_id",
    "counts",
    "completed_at",
    "archived_at",
    "deleted_at",
    "created_at",
    "updated_at",
    "version",
];

/// Reads `id,title`; the id is always among them.
///
/// # Errors
/// `Invalid` for a name that is no field.
pub fn parse(text: &str) -> Result<Vec<&'static str>> {
    let mut names = vec!["id"];
    for name in text.split(',') {
        let known = NAMES.iter().find(|known| **known == name);
        let known = known.ok_or_else(|| {
            let message = format!("A task has no field {name}. Name some of its fields with commas between.");
            Error::invalid("?fields", "unknown_field", message)
        })?;
        if !names.contains(known) {
            names.push(known);
        }
    }
    Ok(names)
}

/// A task with all or some of its fields.
///
/// # Errors
/// `Internal` when it cannot be written as JSON.
pub fn trimmed(task: &Task, names: Option<&[&str]>) -> Result<Box<RawValue>> {
    let Some(names) = names else {
        return to_raw_value(task).map_err(Error::internal);
    };
    let Value::Object(mut whole) = serde_json::to_value(task).map_err(Error::internal)? else {
        return Err(Error::internal("a task is no object"));
    };
    let some: Map<String, Value> = names.iter().filter_map(|name| whole.remove_entry(*name)).collect();
    to_raw_value(&some).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Stamp;
    use crate::task::rules::blank;
    use uuid::Uuid;

    #[test]
    fn every_field_can_be_asked_for() {
        let id = Uuid::from_u128;
        let whole = trimmed(&blank(id(1), id(2), id(3), id(4), Stamp(0)), None).unwrap();
        let whole: Value = serde_json::from_str(whole.get()).unwrap();
        let mut names: Vec<&str> = whole.as_object().unwrap().keys().map(String::as_str).collect();
        let mut known = NAMES.to_vec();
        names.sort_unstable();
        known.sort_unstable();
        assert_eq!(names, known);
    }

    #[test]
    fn the_id_is_always_there() {
        let id = Uuid::from_u128;
        let task = blank(id(1), id(2), id(3), id(4), Stamp(0));
        let some = trimmed(&task, Some(&parse("title,version").unwrap())).unwrap();
        let some: Value = serde_json::from_str(some.get()).unwrap();
        assert_eq!(some, serde_json::json!({ "id": id(1), "title": "", "version": 1 }));
        assert!(parse("title,secret").is_err());
        assert!(parse("").is_err());
    }
}
