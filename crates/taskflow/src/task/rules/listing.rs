//! In what order tasks are listed.

use std::sync::Arc;

use serde_json::Value;
use uuid::Uuid;

use super::dates;
use crate::base::{Cursor, Error, Result};
use crate::task::field::FieldSort;
use crate::task::model::Task;

/// What a list can be sorted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SortBy {
    Created,
    Updated,
    Due,
    Priority,
    Position,
    Number,
    Title,
    /// A custom field; tasks without a value come last.
    Field(Arc<FieldSort>),
}

/// One key of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub by: SortBy,
    pub descending: bool,
}

/// The most keys of an order.
const MAX_KEYS: usize = 3;
/// Characters of a title that decide about its place.
const TITLE_SORT: usize = 100;

impl SortBy {
    pub const ALL: [Self; 7] = [
        Self::Created,
        Self::Updated,
        Self::Due,
        Self::Priority,
        Self::Position,
        Self::Number,
        Self::Title,
    ];

    pub fn name(&self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Due => "due",
            Self::Priority => "priority",
            Self::Position => "position",
            Self::Number => "number",
            Self::Title => "title",
            Self::Field(_) => "field",
        }
    }
}

/// As [`parse_sort`], or `field.` and the id or name of a custom field, which `find` looks up. It stands alone: tasks of one
/// value come in the order they were made.
///
/// # Errors
/// `Invalid` at `?sort`.
pub fn parse_order(text: Option<&str>, find: impl FnOnce(&str) -> Result<FieldSort>) -> Result<Vec<Key>> {
    let Some((field, descending)) = text.and_then(sorting_field) else {
        return parse_sort(text);
    };
    if field.is_empty() || (field.contains(',') && !field.starts_with('"')) {
        let message =
            "Sort by a custom field alone: field. and its id or its name, with or without a - before it.";
        return Err(Error::invalid("?sort", "invalid_sort", message));
    }
    let by = SortBy::Field(Arc::new(find(field)?));
    Ok(vec![Key { by, descending }, Key { by: SortBy::Created, descending }])
}

/// What an order says of the custom field it sorts by, and whether it goes down; `None` when it sorts by none.
pub fn sorting_field(text: &str) -> Option<(&str, bool)> {
    let down = text.strip_prefix('-');
    Some((down.unwrap_or(text).strip_prefix("field.")?, down.is_some()))
}

/// Reads `-priority,due`: each name at most once, `-` for the other way round. Newest first when nothing is asked for.
///
/// # Errors
/// `Invalid` at `?sort`.
pub fn parse_sort(text: Option<&str>) -> Result<Vec<Key>> {
    let Some(text) = text else {
        return Ok(vec![Key { by: SortBy::Created, descending: true }]);
    };
    let mut keys: Vec<Key> = Vec::new();
    for name in text.split(',') {
        let (name, descending) = name.strip_prefix('-').map_or((name, false), |name| (name, true));
        let by = SortBy::ALL.into_iter().find(|by| by.name() == name);
        match by.filter(|by| keys.iter().all(|key| key.by != *by) && keys.len() < MAX_KEYS) {
            Some(by) => keys.push(Key { by, descending }),
            None => {
                let names = SortBy::ALL.map(|by| by.name()).join(", ");
                let message = format!("Sort by up to {MAX_KEYS} of {names}, each with or without a -.");
                return Err(Error::invalid("?sort", "invalid_sort", message));
            }
        }
    }
    Ok(keys)
}

/// What a task sorts by, one value a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sortable {
    Int(i64),
    Text(String),
    /// No due date, no value: last in either direction.
    Nothing,
}

/// A task's place in a list: where the next page starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub keys: Vec<Sortable>,
    pub id: Uuid,
}

impl Mark {
    /// The place of a task.
    pub fn of(task: &Task, order: &[Key]) -> Self {
        let key = |key: &Key| match &key.by {
            SortBy::Created => Sortable::Int(task.created_at.0),
            SortBy::Updated => Sortable::Int(task.updated_at.0),
            SortBy::Due => {
                dates::due_sort(task.due.as_ref(), task.due_at).map_or(Sortable::Nothing, Sortable::Int)
            }
            SortBy::Priority => Sortable::Int(task.priority.rank()),
            SortBy::Position => Sortable::Text(task.position.clone()),
            SortBy::Number => Sortable::Int(task.number),
            SortBy::Title => Sortable::Text(title_sort(&task.title)),
            SortBy::Field(sort) => {
                let value = task.custom_fields.get(&sort.field_id.to_string());
                sort.text(value).map_or(Sortable::Nothing, Sortable::Text)
            }
        };
        Self { keys: order.iter().map(key).collect(), id: task.id }
    }

    /// As a cursor carries it.
    pub fn cursor(&self, order: &[Key]) -> Cursor {
        let mut keys: Vec<Value> = self
            .keys
            .iter()
            .map(|key| match key {
                Sortable::Int(number) => Value::from(*number),
                Sortable::Text(text) => Value::from(text.as_str()),
                Sortable::Nothing => Value::Null,
            })
            .collect();
        keys.push(Value::from(self.id.to_string()));
        Cursor::new(&order_name(order), keys)
    }

    /// Reads a cursor of this order.
    ///
    /// # Errors
    /// `invalid_cursor`.
    pub fn read(cursor: &str, order: &[Key]) -> Result<Self> {
        let cursor = Cursor::decode(cursor, &order_name(order), order.len() + 1)?;
        let mut keys = Vec::with_capacity(order.len());
        for (place, key) in order.iter().enumerate() {
            keys.push(match key.by {
                SortBy::Due | SortBy::Field(_) if cursor.keys.get(place) == Some(&Value::Null) => {
                    Sortable::Nothing
                }
                SortBy::Position | SortBy::Title | SortBy::Field(_) => Sortable::Text(cursor.text(place)?),
                _ => Sortable::Int(cursor.int(place)?),
            });
        }
        Ok(Self { keys, id: cursor.id(order.len())? })
    }
}

/// The order's one spelling: a cursor of another order is refused by it.
pub fn order_name(keys: &[Key]) -> String {
    let spell = |key: &Key| {
        let sign = if key.descending { "-" } else { "" };
        match &key.by {
            SortBy::Field(sort) => format!("{sign}field.{}", sort.field_id),
            by => format!("{sign}{}", by.name()),
        }
    };
    keys.iter().map(spell).collect::<Vec<_>>().join(",")
}

/// What a title sorts by: its start, whatever the case.
pub fn title_sort(title: &str) -> String {
    title.to_lowercase().chars().take(TITLE_SORT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_read_strictly() {
        assert_eq!(order_name(&parse_sort(None).unwrap()), "-created");
        assert_eq!(order_name(&parse_sort(Some("-priority,due")).unwrap()), "-priority,due");
        for bad in [
            "",
            "size",
            "due,",
            "--due",
            "due,-due",
            "due,title,number,created",
            "due; DROP TABLE task",
        ] {
            assert!(parse_sort(Some(bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn titles_sort_whatever_their_case() {
        assert!(title_sort("apple") < title_sort("Banana"));
        assert_eq!(title_sort(&"ß".repeat(300)).chars().count(), 100);
    }
}
