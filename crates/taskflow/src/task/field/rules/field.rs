//! What a custom field may be called, offer, and stand after.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

use crate::base::error::Faults;
use crate::base::{Error, Patch, Result, position};
use crate::task::field::model::{CustomField, FieldKind, FieldOption, FieldPatch, NewField, NewOption};

/// Fields of one project, and fields of all projects of a workspace.
pub const MOST_FIELDS: usize = 50;
const MOST_OPTIONS: usize = 100;
const MOST_CHARACTERS: usize = 50;
const GREY: &str = "#6B7280";

/// What makes a name unique: letters that differ in case, or in how an accent is put on, are the same.
pub fn key(name: &str) -> String {
    // There and back: `ß` becomes `ss` and every sigma the same one.
    let folded = name.nfc().flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    folded.collect::<String>().nfc().collect()
}

/// The field that is asked for, on a blank one with its ids and times.
///
/// # Errors
/// `Invalid`.
pub fn checked(blank: CustomField, new: &NewField, fresh: &mut dyn FnMut() -> Uuid) -> Result<CustomField> {
    let mut faults = Faults::default();
    let field = CustomField {
        name: name(&mut faults, "/name", &new.name),
        options: options(&mut faults, &[], new.kind, &new.options, fresh),
        kind: new.kind,
        required: new.required,
        ..blank
    };
    faults.check().map(|()| field)
}

/// The field after a patch. Place and archive are the command's.
///
/// # Errors
/// `Invalid`.
pub fn patched(
    field: &CustomField,
    patch: &FieldPatch,
    fresh: &mut dyn FnMut() -> Uuid,
) -> Result<CustomField> {
    let mut faults = Faults::default();
    let mut after = field.clone();
    if let Some(text) = required(&mut faults, "/name", &patch.name) {
        after.name = name(&mut faults, "/name", &text);
    }
    if let Some(needed) = required(&mut faults, "/required", &patch.required) {
        after.required = needed;
    }
    if let Some(given) = required(&mut faults, "/options", &patch.options) {
        after.options = options(&mut faults, &field.options, field.kind, &given, fresh);
    }
    required(&mut faults, "/archived", &patch.archived);
    faults.check().map(|()| after)
}

fn required<T: Clone>(faults: &mut Faults, pointer: &str, patch: &Patch<T>) -> Option<T> {
    let kept = !matches!(patch, Patch::Clear);
    faults.require(kept, pointer, "required", "This cannot be cleared.");
    patch.clone().change().flatten()
}

fn name(faults: &mut Faults, pointer: &str, text: &str) -> String {
    let name: String = text.trim().nfc().collect();
    let length = name.chars().count();
    faults.require(length > 0, pointer, "required", "Give it a name.");
    faults.require(length <= MOST_CHARACTERS, pointer, "too_long", "Keep the name within 50 characters.");
    let plain = !name.chars().any(char::is_control);
    faults.require(plain, pointer, "control_characters", "Leave out line breaks and control characters.");
    name
}

fn colour(faults: &mut Faults, pointer: &str, text: &str) -> String {
    let digits = text.strip_prefix('#').unwrap_or_default();
    let good = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    faults.require(good, pointer, "invalid_colour", "Give the colour as #RRGGBB.");
    text.to_ascii_uppercase()
}

/// The options in their new order. Those that are there are known by their ids.
fn options(
    faults: &mut Faults,
    old: &[FieldOption],
    kind: FieldKind,
    given: &[NewOption],
    fresh: &mut dyn FnMut() -> Uuid,
) -> Vec<FieldOption> {
    if kind.has_options() {
        faults.require(!given.is_empty(), "/options", "required", "Give at least one option.");
    } else {
        faults.require(given.is_empty(), "/options", "invalid_value", "Only a choice has options.");
    }
    faults.require(given.len() <= MOST_OPTIONS, "/options", "too_many", "Give at most 100 options.");
    let places = position::spread(given.len()).unwrap_or_default();
    let mut options: Vec<FieldOption> = Vec::new();
    let mut names: HashMap<String, usize> = HashMap::new();
    for (place, (new, position)) in given.iter().zip(places).enumerate() {
        let at = |field: &str| format!("/options/{place}/{field}");
        let name = name(faults, &at("name"), &new.name);
        if names.insert(key(&name), place).is_some() {
            faults.add(at("name"), "name_taken", "Another option has this name.");
        }
        let kept = new.id.and_then(|id| old.iter().find(|option| option.id == id));
        let colour = match (&new.colour, kept) {
            (Some(text), _) => colour(faults, &at("colour"), text),
            (None, Some(kept)) => kept.colour.clone(),
            (None, None) => GREY.to_owned(),
        };
        let id = new.id.unwrap_or_else(&mut *fresh);
        if options.iter().any(|option| option.id == id) {
            faults.add(at("id"), "invalid_id", "This option stands twice.");
        }
        options.push(FieldOption { id, name, colour, position });
    }
    options
}

/// A place among other fields, given as ids and positions in their order: after one of them, first, or last.
///
/// # Errors
/// `not_a_sibling`; `no_place` when there is no room left between two.
pub fn place(others: &[(Uuid, &str)], after: Option<Option<Uuid>>) -> Result<String> {
    let index = match after {
        None => others.len(),
        Some(None) => 0,
        Some(Some(id)) => {
            let found = others.iter().position(|(other, _)| *other == id);
            found.ok_or_else(|| {
                Error::invalid("/after_id", "not_a_sibling", "It is not in that list. Read the list again.")
            })? + 1
        }
    };
    let at = |index: usize| others.get(index).map(|(_, position)| *position);
    position::between(index.checked_sub(1).and_then(at), at(index))
        .ok()
        .filter(|position| position.len() <= position::MAX_LEN)
        .ok_or_else(|| Error::conflict("no_place", "There is no place left between the two."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Stamp;

    fn blank() -> CustomField {
        let id = Uuid::nil();
        CustomField {
            id,
            workspace_id: id,
            project_id: None,
            name: String::new(),
            kind: FieldKind::Select,
            required: false,
            options: Vec::new(),
            position: String::new(),
            archived_at: None,
            creator_id: id,
            version: 1,
            created_at: Stamp(0),
            updated_at: Stamp(0),
        }
    }

    fn faults(result: Result<CustomField>) -> Vec<String> {
        match result {
            Ok(_) => Vec::new(),
            Err(Error::Invalid(faults)) => faults
                .into_iter()
                .map(|fault| format!("{} {}", fault.pointer, fault.code))
                .collect(),
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn a_choice_needs_options_with_names_of_their_own() {
        let mut count = 0;
        let mut fresh = || {
            count += 1;
            Uuid::from_u128(count)
        };
        let mut check =
            |body: serde_json::Value| checked(blank(), &serde_json::from_value(body).unwrap(), &mut fresh);
        let made = check(
            serde_json::json!({ "name": " Size ", "type": "select", "options": [{ "name": "S" }, { "name": "L" }] }),
        );
        let made = made.unwrap();
        assert_eq!((made.name.as_str(), made.options.len()), ("Size", 2));
        assert!(made.options[0].position < made.options[1].position);
        let wrong = check(serde_json::json!({ "name": "", "type": "select", "options": [] }));
        assert_eq!(faults(wrong), ["/name required", "/options required"]);
        let options = serde_json::json!([{ "name": "a" }, { "name": "A", "colour": "red" }]);
        let wrong = check(serde_json::json!({ "name": "x", "type": "select", "options": options }));
        assert_eq!(faults(wrong), ["/options/1/name name_taken", "/options/1/colour invalid_colour"]);
        let wrong = check(serde_json::json!({ "name": "x", "type": "text", "options": [{ "name": "a" }] }));
        assert_eq!(faults(wrong), ["/options invalid_value"]);
    }

    #[test]
    fn fields_are_put_between_others() {
        let id = Uuid::from_u128;
        let others = [(id(1), "a1"), (id(2), "a2")];
        assert!(place(&others, Some(None)).unwrap().as_str() < "a1");
        assert!(place(&others, None).unwrap().as_str() > "a2");
        let between = place(&others, Some(Some(id(1)))).unwrap();
        assert!(between.as_str() > "a1" && between.as_str() < "a2");
        assert!(place(&others, Some(Some(id(9)))).is_err());
    }
}
