//! Values of custom fields: what each kind takes, in its one spelling.

use serde_json::{Map, Number, Value};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

use crate::base::error::Faults;
use crate::task::field::model::{CustomField, FieldKind};
use crate::task::rules::parse_date;

const LONGEST: usize = 2_000;
const LARGEST: f64 = 1e15;

/// The value in its one spelling; `None` when it stands for nothing (an empty list), or is at fault. That a person may be
/// named is the command's to find out.
pub fn clean(faults: &mut Faults, pointer: &str, field: &CustomField, value: &Value) -> Option<Value> {
    match (field.kind, value) {
        (FieldKind::Text, Value::String(text)) => words(faults, pointer, text).map(Value::from),
        (FieldKind::Url, Value::String(text)) => {
            let text = words(faults, pointer, text)?;
            let good = is_address(&text);
            faults.require(good, pointer, "invalid_url", "Give a web address such as https://example.org.");
            good.then(|| Value::from(text))
        }
        (FieldKind::Number, Value::Number(number)) => {
            let number = number.as_f64().filter(|number| number.abs() <= LARGEST);
            faults.require(number.is_some(), pointer, "out_of_range", "Give a number from -10^15 to 10^15.");
            number.and_then(plain).map(Value::Number)
        }
        (FieldKind::Date, Value::String(text)) => {
            let date = parse_date(text);
            faults.require(date.is_some(), pointer, "invalid_date", "Give a date as YYYY-MM-DD.");
            date.map(|date| Value::from(date.to_string()))
        }
        (FieldKind::Select, Value::String(text)) => option(faults, pointer, field, text).map(id),
        (FieldKind::MultiSelect, Value::Array(items)) => {
            let mut chosen: Vec<Uuid> = Vec::new();
            for (place, item) in items.iter().enumerate() {
                let text = item.as_str().unwrap_or_default();
                chosen.extend(option(faults, &format!("{pointer}/{place}"), field, text));
            }
            // Each once, in the order of the options.
            let in_order = field.options.iter().map(|option| option.id).filter(|id| chosen.contains(id));
            let chosen: Vec<Value> = in_order.map(id).collect();
            (!chosen.is_empty()).then_some(Value::Array(chosen))
        }
        (FieldKind::Person, Value::String(text)) => {
            let person = text.parse::<Uuid>().ok();
            faults.require(person.is_some(), pointer, "invalid_id", "Give the id of a person.");
            person.map(id)
        }
        (kind, _) => {
            let wants = match kind {
                FieldKind::Number => "a number",
                FieldKind::MultiSelect => "a list of option ids",
                _ => "a text",
            };
            faults.add(pointer, "invalid_value", format!("A field of type {} takes {wants}.", kind.name()));
            None
        }
    }
}

fn id(id: Uuid) -> Value {
    Value::from(id.to_string())
}

/// Whole numbers are written without a point.
fn plain(number: f64) -> Option<Number> {
    #[allow(clippy::cast_possible_truncation)]
    let whole = number as i64;
    #[allow(clippy::cast_precision_loss)]
    if whole as f64 == number {
        Some(whole.into())
    } else {
        Number::from_f64(number)
    }
}

fn words(faults: &mut Faults, pointer: &str, text: &str) -> Option<String> {
    let text: String = text.trim().nfc().collect();
    let plain = !text.chars().any(char::is_control);
    faults.require(plain, pointer, "control_characters", "Leave out line breaks and control characters.");
    let short = text.chars().count() <= LONGEST;
    faults.require(short, pointer, "too_long", "Keep it within 2,000 characters.");
    (plain && short && !text.is_empty()).then_some(text)
}

fn option(faults: &mut Faults, pointer: &str, field: &CustomField, text: &str) -> Option<Uuid> {
    let id = text.parse().ok();
    let found = field.options.iter().find(|option| Some(option.id) == id);
    faults.require(found.is_some(), pointer, "unknown_option", "The field has no such option.");
    found.map(|option| option.id)
}

fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    !host.is_empty() && !text.chars().any(char::is_whitespace)
}

/// The values after the given fields, or with `option` that option of a field, went; `None` when they stay the same.
pub fn ends_without(
    values: &Map<String, Value>,
    field: Uuid,
    options: Option<&[Uuid]>,
) -> Option<Map<String, Value>> {
    let name = field.to_string();
    let old = values.get(&name)?;
    let mut after = values.clone();
    let Some(options) = options else {
        after.remove(&name);
        return Some(after);
    };
    let gone = |value: &Value| {
        let id = value.as_str().and_then(|text| text.parse::<Uuid>().ok());
        id.is_some_and(|id| options.contains(&id))
    };
    match old {
        Value::Array(items) => {
            let left: Vec<Value> = items.iter().filter(|item| !gone(item)).cloned().collect();
            if left.len() == items.len() {
                return None;
            }
            if left.is_empty() {
                after.remove(&name)
            } else {
                after.insert(name, Value::Array(left))
            };
        }
        value if gone(value) => {
            after.remove(&name);
        }
        _ => return None,
    }
    Some(after)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::base::{Error, Stamp};
    use crate::task::field::model::FieldOption;

    fn field(kind: FieldKind) -> CustomField {
        let option = |number: u128| FieldOption {
            id: Uuid::from_u128(number),
            name: number.to_string(),
            colour: String::new(),
            position: number.to_string(),
        };
        CustomField {
            id: Uuid::nil(),
            workspace_id: Uuid::nil(),
            project_id: None,
            name: String::new(),
            kind,
            required: false,
            options: if kind.has_options() {
                vec![option(1), option(2), option(3)]
            } else {
                Vec::new()
            },
            position: String::new(),
            archived_at: None,
            creator_id: Uuid::nil(),
            version: 1,
            created_at: Stamp(0),
            updated_at: Stamp(0),
        }
    }

    fn read(kind: FieldKind, value: Value) -> Result<Option<Value>, String> {
        let mut faults = Faults::default();
        let clean = clean(&mut faults, "/v", &field(kind), &value);
        match faults.check() {
            Ok(()) => Ok(clean),
            Err(Error::Invalid(faults)) => Err(format!("{} {}", faults[0].pointer, faults[0].code)),
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn each_kind_takes_its_own() {
        let id = |number: u128| Uuid::from_u128(number).to_string();
        assert_eq!(read(FieldKind::Text, json!(" a ")), Ok(Some(json!("a"))));
        assert_eq!(read(FieldKind::Text, json!("  ")), Ok(None));
        assert_eq!(read(FieldKind::Number, json!(3.0)), Ok(Some(json!(3))));
        assert_eq!(read(FieldKind::Number, json!(-0.25)), Ok(Some(json!(-0.25))));
        assert_eq!(read(FieldKind::Date, json!("2031-02-28")), Ok(Some(json!("2031-02-28"))));
        assert_eq!(read(FieldKind::Select, json!(id(2))), Ok(Some(json!(id(2)))));
        assert_eq!(
            read(FieldKind::MultiSelect, json!([id(3), id(1), id(3)])),
            Ok(Some(json!([id(1), id(3)])))
        );
        assert_eq!(read(FieldKind::MultiSelect, json!([])), Ok(None));
        assert_eq!(
            read(FieldKind::Url, json!("https://example.org/x")),
            Ok(Some(json!("https://example.org/x")))
        );
        for (kind, value, fault) in [
            (FieldKind::Text, json!(3), "/v invalid_value"),
            (FieldKind::Text, json!("a\nb"), "/v control_characters"),
            (FieldKind::Text, json!("x".repeat(2_001)), "/v too_long"),
            (FieldKind::Number, json!("3"), "/v invalid_value"),
            (FieldKind::Number, json!(1e16), "/v out_of_range"),
            (FieldKind::Date, json!("2031-02-29"), "/v invalid_date"),
            (FieldKind::Select, json!(id(9)), "/v unknown_option"),
            (FieldKind::MultiSelect, json!([id(1), 7]), "/v/1 unknown_option"),
            (FieldKind::MultiSelect, json!(id(1)), "/v invalid_value"),
            (FieldKind::Person, json!("bob"), "/v invalid_id"),
            (FieldKind::Url, json!("example.org"), "/v invalid_url"),
            (FieldKind::Url, json!("https:///x"), "/v invalid_url"),
            (FieldKind::Url, json!("javascript:alert(1)"), "/v invalid_url"),
        ] {
            assert_eq!(read(kind, value.clone()), Err(fault.to_owned()), "{value}");
        }
    }

    #[test]
    fn values_go_with_their_fields_and_options() {
        let (field, one, two) = (Uuid::from_u128(7), Uuid::from_u128(1), Uuid::from_u128(2));
        let with =
            |value: Value| Map::from_iter([(field.to_string(), value), ("other".to_owned(), json!(1))]);
        let rest = Map::from_iter([("other".to_owned(), json!(1))]);
        assert_eq!(ends_without(&with(json!("x")), field, None), Some(rest.clone()));
        assert_eq!(ends_without(&rest, field, None), None);
        assert_eq!(ends_without(&with(json!(one)), field, Some(&[one])), Some(rest.clone()));
        assert_eq!(ends_without(&with(json!(one)), field, Some(&[two])), None);
        assert_eq!(ends_without(&with(json!([one, two])), field, Some(&[one])), Some(with(json!([two]))));
        assert_eq!(ends_without(&with(json!([one])), field, Some(&[one])), Some(rest));
    }
}
