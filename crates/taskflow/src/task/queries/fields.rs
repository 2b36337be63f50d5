//! Only some fields of each task.

use std::sync::Arc;

use serde::{Serialize, Serializer, ser};
use serde_json::Value;

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
    "cycle_since",
    "series_id",
    "counts",
    "tracked_seconds",
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

/// A task with all or some of its fields, written as JSON when it is answered.
#[derive(Clone, Debug)]
pub struct Shown {
    pub task: Task,
    /// `None` shows all.
    pub names: Option<Arc<[&'static str]>>,
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Some(names) = &self.names else {
            return self.task.serialize(serializer);
        };
        let Value::Object(mut whole) = serde_json::to_value(&self.task).map_err(ser::Error::custom)? else {
            return Err(ser::Error::custom("a task is no object"));
        };
        serializer.collect_map(names.iter().filter_map(|name| whole.remove_entry(*name)))
    }
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
        // One that repeats: others have no series.
        let task = Task { series_id: Some(id(1)), ..blank(id(1), id(2), id(3), id(4), Stamp(0)) };
        let whole = serde_json::to_value(Shown { task, names: None }).unwrap();
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
        let names = Some(Arc::from(parse("title,version").unwrap()));
        let some = serde_json::to_value(Shown { task, names }).unwrap();
        assert_eq!(some, serde_json::json!({ "id": id(1), "title": "", "version": 1 }));
        assert!(parse("title,secret").is_err());
        assert!(parse("").is_err());
    }
}
