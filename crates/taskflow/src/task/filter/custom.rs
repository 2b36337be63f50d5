//! Comparisons with custom fields. One name may stand for fields of several projects: a task then is found by any of them.

use uuid::Uuid;

use super::Fault;
use super::ast::{Given, Kind, Test};
use super::calendar::{Calendar, When};
use super::check::Known;
use super::condition::{Condition, Wanted};
use super::field::{Compare, Shape};
use crate::task::field::{CustomField, FieldKind};

/// The test without its negation; `name` and `column` are the field's.
pub fn test(
    known: &Known,
    calendar: &Calendar,
    test: &Test,
    (name, column): (&str, usize),
) -> Result<Condition, Fault> {
    let found = known.fields.get(&name.to_lowercase()).filter(|fields| !fields.is_empty());
    let fields = found
        .ok_or_else(|| Fault::new(column, "There is no custom field with this name that you can see."))?;
    let mut any = Vec::new();
    for given in &test.values {
        any.push(if given.is("null") {
            if !matches!(test.compare, Compare::Equal | Compare::NotEqual | Compare::In | Compare::NotIn) {
                return Err(Fault::new(given.column, "Compare `null` with `=` or `!=`."));
            }
            all(fields
                .iter()
                .map(|field| Condition::Custom(field.id, Wanted::Nothing))
                .collect())
        } else {
            one_of(known, calendar, test, fields, given)?
        });
    }
    Ok(joined(any, Condition::Any))
}

fn all(parts: Vec<Condition>) -> Condition {
    joined(parts, Condition::All)
}

fn joined(mut parts: Vec<Condition>, join: fn(Vec<Condition>) -> Condition) -> Condition {
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            parts.extend(last);
            join(parts)
        }
    }
}

/// Any of the fields that can have such a value.
fn one_of(
    known: &Known,
    calendar: &Calendar,
    test: &Test,
    fields: &[CustomField],
    given: &Given,
) -> Result<Condition, Fault> {
    let (mut any, mut fault) = (Vec::new(), None);
    for field in fields {
        match (Asked { known, calendar, test, field }).wanted(given) {
            Ok(wanted) => any.push(Condition::Custom(field.id, wanted)),
            Err(wrong) => fault = fault.or(Some(wrong)),
        }
    }
    match fault {
        Some(fault) if any.is_empty() => Err(fault),
        _ => Ok(joined(any, Condition::Any)),
    }
}

struct Asked<'a> {
    known: &'a Known,
    calendar: &'a Calendar,
    test: &'a Test,
    field: &'a CustomField,
}

impl Asked<'_> {
    fn wanted(&self, given: &Given) -> Result<Wanted, Fault> {
        let kind = self.field.kind;
        let shape = match kind {
            FieldKind::Text | FieldKind::Url => Shape::Text,
            FieldKind::Number | FieldKind::Date => Shape::Scale,
            FieldKind::Select | FieldKind::MultiSelect | FieldKind::Person => Shape::Choice,
        };
        if !shape.takes(self.test.compare) {
            let message =
                format!("Expected one of {} after a field of type {}.", shape.operators(), kind.name());
            return Err(Fault::new(self.test.column, message));
        }
        let compare = match self.test.compare {
            Compare::NotEqual | Compare::In | Compare::NotIn => Compare::Equal,
            compare => compare,
        };
        match kind {
            FieldKind::Text | FieldKind::Url => {
                if given.text.is_empty() {
                    return Err(Fault::new(given.column, "Expected some words."));
                }
                let words = given.text.to_ascii_lowercase();
                Ok(if compare == Compare::Contains {
                    Wanted::Contains(words)
                } else {
                    Wanted::Text(words)
                })
            }
            FieldKind::Number => {
                let number = given.text.parse::<f64>().ok();
                let number = number.filter(|number| number.is_finite() && !given.quoted);
                let number = number.ok_or_else(|| Fault::new(given.column, "Expected a number."))?;
                Ok(Wanted::Number(compare, number))
            }
            FieldKind::Date => match self.calendar.read(given)? {
                When::Day(day) => Ok(Wanted::Date(compare, day.to_string())),
                When::Instant(_) => Err(Fault::new(given.column, "Expected a day, such as today.")),
            },
            FieldKind::Select | FieldKind::MultiSelect => self.option(given).map(Wanted::Among),
            FieldKind::Person => self.person(given).map(Wanted::Among),
        }
    }

    fn option(&self, given: &Given) -> Result<Vec<Uuid>, Fault> {
        let name = given.text.to_lowercase();
        let named = self.field.options.iter().find(|option| option.name.to_lowercase() == name);
        let id = named.map(|option| option.id).or_else(|| given.text.parse().ok());
        let fault = || {
            let names: Vec<&str> = self.field.options.iter().map(|option| option.name.as_str()).collect();
            Fault::new(given.column, format!("Expected one of {}.", names.join(", ")))
        };
        Ok(vec![id.ok_or_else(fault)?])
    }

    fn person(&self, given: &Given) -> Result<Vec<Uuid>, Fault> {
        if given.is("me") {
            return Ok(vec![self.known.me]);
        }
        let named = self.known.names.get(&(Kind::Person, given.text.to_lowercase()));
        if let Some(ids) = named.filter(|ids| !ids.is_empty()) {
            return Ok(ids.clone());
        }
        let id = given.text.parse().ok();
        let message = "There is no member with this name or e-mail address that you can see.";
        Ok(vec![id.ok_or_else(|| Fault::new(given.column, message))?])
    }
}
