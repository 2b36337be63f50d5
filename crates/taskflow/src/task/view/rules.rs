//! What a view may say.

use serde_json::{Map, Value};

use super::model::{NewView, View, ViewPatch};
use crate::base::error::Faults;
use crate::base::{Error, Patch, Result};
use crate::task::rules::{parse_sort, sorting_field};

const MOST_CHARACTERS: usize = 100;
const MOST_COLUMNS: usize = 50;
const MOST_OPTION_BYTES: usize = 16 * 1024;

/// Checks a view that is to be made, but for its filter; answers its name.
///
/// # Errors
/// `Invalid`.
pub fn checked(new: &NewView) -> Result<String> {
    let mut faults = Faults::default();
    let name = name(&mut faults, &new.name);
    sort(&mut faults, &new.sort);
    columns(&mut faults, &new.columns);
    options(&mut faults, &new.options);
    faults.check().map(|()| name)
}

/// The view after a patch, but for its place.
///
/// # Errors
/// `Invalid`.
pub fn patched(view: &View, patch: &ViewPatch) -> Result<View> {
    let mut faults = Faults::default();
    let mut after = view.clone();
    if let Some(text) = given(&mut faults, "/name", &patch.name) {
        after.name = name(&mut faults, text);
    }
    if let Some(shared) = given(&mut faults, "/shared", &patch.shared) {
        after.shared = *shared;
    }
    // Nothing is what these are without.
    match &patch.filter {
        Patch::Keep => {}
        patch => after.filter = patch.clone().over(None).unwrap_or_default(),
    }
    match &patch.sort {
        Patch::Keep => {}
        patch => after.sort = patch.clone().over(None).unwrap_or_default(),
    }
    sort(&mut faults, &after.sort);
    after.group_by = patch.group_by.clone().over(view.group_by);
    after.lane_by = patch.lane_by.clone().over(view.lane_by);
    if let Some(layout) = given(&mut faults, "/layout", &patch.layout) {
        after.layout = *layout;
    }
    if let Some(names) = given(&mut faults, "/columns", &patch.columns) {
        columns(&mut faults, names);
        after.columns.clone_from(names);
    }
    if let Some(map) = given(&mut faults, "/options", &patch.options) {
        options(&mut faults, map);
        after.options.clone_from(map);
    }
    faults.check().map(|()| after)
}

fn given<'a, T>(faults: &mut Faults, pointer: &str, patch: &'a Patch<T>) -> Option<&'a T> {
    match patch {
        Patch::Set(value) => Some(value),
        Patch::Keep => None,
        Patch::Clear => {
            faults.add(pointer, "not_nullable", "This cannot be cleared.");
            None
        }
    }
}

fn name(faults: &mut Faults, text: &str) -> String {
    let name = text.trim();
    faults.require(!name.is_empty(), "/name", "required", "Give 1 to 100 characters.");
    faults.require(name.chars().count() <= MOST_CHARACTERS, "/name", "too_long", "Give 1 to 100 characters.");
    plain(faults, "/name", name);
    name.to_owned()
}

/// Control characters are nothing to show; NUL cannot even be stored.
fn plain(faults: &mut Faults, pointer: &str, text: &str) {
    let clean = !text.chars().any(char::is_control);
    faults.require(clean, pointer, "control_characters", "Leave out control characters.");
}

fn sort(faults: &mut Faults, text: &str) {
    // A custom field is the command's to look up.
    if text.is_empty() || sorting_field(text).is_some() {
        return;
    }
    if let Err(Error::Invalid(found)) = parse_sort(Some(text)) {
        found
            .into_iter()
            .for_each(|fault| faults.add("/sort", fault.code, fault.message));
    }
}

fn columns(faults: &mut Faults, names: &[String]) {
    let few = names.len() <= MOST_COLUMNS;
    faults.require(few, "/columns", "too_many", "Give at most 50 columns.");
    let short = names.iter().all(|name| (1..=MOST_CHARACTERS).contains(&name.chars().count()));
    faults.require(short, "/columns", "too_long", "Give names of 1 to 100 characters.");
    plain(faults, "/columns", &names.concat());
}

fn options(faults: &mut Faults, map: &Map<String, Value>) {
    let text = Value::Object(map.clone()).to_string();
    let small = text.len() <= MOST_OPTION_BYTES;
    faults.require(small, "/options", "too_long", "Keep the options below 16 KiB.");
    faults.require(!text.contains("\\u0000"), "/options", "control_characters", "Leave out NUL characters.");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(name: &str) -> NewView {
        NewView { name: name.to_owned(), ..NewView::default() }
    }

    #[test]
    fn names_are_trimmed_and_bounded() {
        assert_eq!(checked(&new("  Mine ")).unwrap(), "Mine");
        for bad in ["", " ", "a\u{0}b", &"x".repeat(101)] {
            assert!(checked(&new(bad)).is_err(), "{bad}");
        }
        assert!(checked(&NewView { sort: "size".to_owned(), ..new("a") }).is_err());
        assert!(checked(&NewView { columns: vec!["c".to_owned(); 51], ..new("a") }).is_err());
    }
}
