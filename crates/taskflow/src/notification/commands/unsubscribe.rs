//! Turning mail about something off, by the link of a mail.

use uuid::Uuid;

use super::preferences::change;
use crate::auth::{self, UserStatus};
use crate::base::{Actor, Error, Patch, Result};
use crate::event::Cx;
use crate::notification::mail::Topic;
use crate::notification::model::{Kind, PreferencesPatch, Settings};
use crate::notification::store;

/// Sends a person no more mail about something. Doing it twice is no fault.
///
/// # Errors
/// `NotFound` when they are no more.
pub fn unsubscribe(cx: &mut Cx<'_, '_>, user: Uuid, topic: Topic) -> Result<()> {
    let person = auth::users_by_id(cx, &[user])?.remove(&user);
    person
        .filter(|person| person.status != UserStatus::Deleted)
        .ok_or(Error::NotFound("user"))?;
    let settings = store::preferences_of(cx, &[user])?.remove(&user).map(|one| one.settings);
    let patch = match topic {
        Topic::Kind(kind) => without(&settings.unwrap_or_default(), kind),
        Topic::Daily => PreferencesPatch { daily_digest: Patch::Clear, ..PreferencesPatch::default() },
        Topic::Weekly => PreferencesPatch { weekly_digest: Patch::Clear, ..PreferencesPatch::default() },
    };
    change(cx, &Actor::absent(user), patch, None).map(|_| ())
}

/// No mail of a kind, from any workspace.
fn without(settings: &Settings, kind: Kind) -> PreferencesPatch {
    let (mut kinds, mut workspaces) = (settings.kinds.clone(), settings.workspaces.clone());
    kinds.entry(kind).or_default().email = Some(false);
    for here in workspaces.values_mut() {
        if let Some(channels) = here.kinds.get_mut(&kind).filter(|channels| channels.email.is_some()) {
            channels.email = Some(false);
        }
    }
    PreferencesPatch {
        kinds: Some(kinds),
        workspaces: Some(workspaces),
        ..PreferencesPatch::default()
    }
}
