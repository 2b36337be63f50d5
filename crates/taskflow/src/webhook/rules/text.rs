//! What people write about a webhook.

use crate::base::error::Faults;
use crate::base::{Patch, Result};
use crate::webhook::model::{NewWebhook, Rotation, Webhook, WebhookPatch};

const MOST_CHARACTERS: usize = 200;
const MOST_TYPES: usize = 100;
const LONGEST_TYPE: usize = 60;
const DAY_SECS: i64 = 86_400;
const LONGEST_OVERLAP_SECS: i64 = 7 * DAY_SECS;

/// What was found good, but for the filter: that takes the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub url: String,
    pub description: String,
    pub event_types: Vec<String>,
    pub filter: Option<String>,
    pub enabled: bool,
}

/// `reach` says why an address will never be reached.
///
/// # Errors
/// `Invalid`.
pub fn checked(new: &NewWebhook, reach: impl Fn(&str) -> Option<String>) -> Result<Draft> {
    let draft = Draft {
        url: new.url.trim().to_owned(),
        description: new.description.trim().to_owned(),
        event_types: sorted(&new.event_types),
        filter: said(new.filter.clone()),
        enabled: true,
    };
    check(&mut Faults::default(), &draft, reach)?;
    Ok(draft)
}

/// # Errors
/// `Invalid`.
pub fn patched(
    webhook: &Webhook,
    patch: &WebhookPatch,
    reach: impl Fn(&str) -> Option<String>,
) -> Result<Draft> {
    let mut faults = Faults::default();
    let draft = Draft {
        url: kept(&mut faults, "/url", &patch.url, &webhook.url).trim().to_owned(),
        description: kept(&mut faults, "/description", &patch.description, &webhook.description)
            .trim()
            .to_owned(),
        event_types: sorted(&kept(&mut faults, "/event_types", &patch.event_types, &webhook.event_types)),
        filter: said(patch.filter.clone().over(webhook.filter.clone())),
        enabled: kept(&mut faults, "/enabled", &patch.enabled, &webhook.is_enabled()),
    };
    // An address that the settings no longer allow can still be turned off.
    let reach = |url: &str| if url == webhook.url && !draft.enabled { None } else { reach(url) };
    check(&mut faults, &draft, reach)?;
    Ok(draft)
}

/// Seconds in which an old secret still signs.
///
/// # Errors
/// `Invalid`.
pub fn overlap(rotation: &Rotation) -> Result<i64> {
    let mut faults = Faults::default();
    let secs = rotation.overlap_secs.unwrap_or(DAY_SECS);
    let within = (0..=LONGEST_OVERLAP_SECS).contains(&secs);
    faults.require(within, "/overlap_secs", "out_of_range", "Give 0 to 604800 seconds.");
    faults.check().map(|()| secs)
}

fn check(faults: &mut Faults, draft: &Draft, reach: impl Fn(&str) -> Option<String>) -> Result<()> {
    if let Some(why) = reach(&draft.url) {
        faults.add("/url", "unreachable_url", format!("This address cannot be called: {why}."));
    }
    let short = draft.description.chars().count() <= MOST_CHARACTERS && !draft.description.contains('\0');
    faults.require(short, "/description", "too_long", "Give at most 200 characters.");
    faults.require(
        draft.event_types.len() <= MOST_TYPES,
        "/event_types",
        "too_many",
        "Give at most 100 types.",
    );
    for (place, kind) in draft.event_types.iter().enumerate() {
        let message = "Expected a type such as task.created, or task.*.";
        faults.require(is_type(kind), &format!("/event_types/{place}"), "invalid_value", message);
    }
    std::mem::take(faults).check()
}

fn is_type(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || matches!(c, '_' | '.');
    let body = text.strip_suffix('*').unwrap_or(text);
    let ends_well = !text.ends_with('*') || body.is_empty() || body.ends_with('.');
    !text.is_empty() && text.len() <= LONGEST_TYPE && ends_well && body.chars().all(plain)
}

fn sorted(types: &[String]) -> Vec<String> {
    let mut types: Vec<String> = types.iter().map(|text| text.trim().to_owned()).collect();
    types.sort();
    types.dedup();
    types
}

fn said(filter: Option<String>) -> Option<String> {
    filter.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn kept<T: Clone>(faults: &mut Faults, pointer: &str, patch: &Patch<T>, current: &T) -> T {
    match patch {
        Patch::Set(value) => value.clone(),
        Patch::Keep => current.clone(),
        Patch::Clear => {
            faults.add(pointer, "not_nullable", "This cannot be cleared.");
            current.clone()
        }
    }
}
