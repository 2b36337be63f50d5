//! What a workspace may be called, and set to.

use super::super::model::{NewWorkspace, Workspace, WorkspacePatch};
use super::slug::check_slug;
use super::text::{line, not_null};
use crate::base::Result;
use crate::base::error::Faults;

const LONGEST_NAME: usize = 80;
const MONDAY: u8 = 1;

/// A workspace to be, checked.
#[derive(Debug)]
pub struct Draft {
    pub name: String,
    pub slug: Option<String>,
    /// `None` to take the creator's.
    pub timezone: Option<String>,
    pub week_start: u8,
}

/// # Errors
/// `Invalid`.
pub fn checked_workspace(new: &NewWorkspace) -> Result<Draft> {
    let mut faults = Faults::default();
    let name = line(&mut faults, "/name", &new.name, LONGEST_NAME);
    if let Some(slug) = &new.slug {
        check_slug(&mut faults, "/slug", slug);
    }
    let timezone = new.timezone.as_ref().map(|text| timezone(&mut faults, text));
    let week_start = new.week_start.unwrap_or(MONDAY);
    check_week_start(&mut faults, week_start);
    faults.check()?;
    Ok(Draft { name, slug: new.slug.clone(), timezone, week_start })
}

/// The workspace after a patch; its version is left alone.
///
/// # Errors
/// `Invalid`.
pub fn patched_workspace(before: &Workspace, patch: &WorkspacePatch) -> Result<Workspace> {
    let mut faults = Faults::default();
    let mut after = before.clone();
    if let Some(name) = not_null(&mut faults, "/name", &patch.name) {
        after.name = line(&mut faults, "/name", name, LONGEST_NAME);
    }
    if let Some(slug) = not_null(&mut faults, "/slug", &patch.slug) {
        check_slug(&mut faults, "/slug", slug);
        after.slug.clone_from(slug);
    }
    if let Some(text) = not_null(&mut faults, "/timezone", &patch.timezone) {
        after.timezone = timezone(&mut faults, text);
    }
    if let Some(day) = not_null(&mut faults, "/week_start", &patch.week_start) {
        check_week_start(&mut faults, *day);
        after.week_start = *day;
    }
    faults.check()?;
    Ok(after)
}

/// The time zone's name as the database of time zones writes it.
fn timezone(faults: &mut Faults, text: &str) -> String {
    let zone = jiff::tz::TimeZone::get(text.trim()).ok();
    match zone.as_ref().and_then(jiff::tz::TimeZone::iana_name) {
        Some(name) => name.to_owned(),
        None => {
            let message = "Give the IANA name of a time zone, such as Europe/Berlin.";
            faults.add("/timezone", "unknown_timezone", message);
            String::new()
        }
    }
}

fn check_week_start(faults: &mut Faults, day: u8) {
    faults.require(
        (1..=7).contains(&day),
        "/week_start",
        "out_of_range",
        "Give a day from 1 (Monday) to 7 (Sunday).",
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Error;

    fn pointers(body: serde_json::Value) -> Vec<String> {
        match checked_workspace(&serde_json::from_value(body).unwrap()) {
            Err(Error::Invalid(faults)) => faults.into_iter().map(|fault| fault.pointer).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let body =
            serde_json::json!({ "name": " ", "slug": "API", "timezone": "Mars/Olympus", "week_start": 8 });
        assert_eq!(pointers(body), ["/name", "/slug", "/timezone", "/week_start"]);
        assert_eq!(pointers(serde_json::json!({ "name": "a\u{0}b" })), ["/name"]);
    }

    #[test]
    fn time_zones_are_written_one_way() {
        let new = serde_json::json!({ "name": "Acme", "timezone": "europe/berlin" });
        let draft = checked_workspace(&serde_json::from_value(new).unwrap()).unwrap();
        assert_eq!(draft.timezone.as_deref(), Some("Europe/Berlin"));
        assert_eq!(draft.week_start, 1);
    }
}
