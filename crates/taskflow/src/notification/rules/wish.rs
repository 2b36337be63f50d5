//! Where somebody wants to be told of something, and not before when.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::preferences::clock;
use crate::base::Stamp;
use crate::notification::model::{Channel, Kind, QuietHours, Settings};

/// Kinds that are meant for the person: muting a workspace does not silence them.
const DIRECT: &[Kind] = &[Kind::Assigned, Kind::Mentioned, Kind::Notice, Kind::Reminder, Kind::Invited];
/// Kinds that nobody is mailed or pushed about without having asked for it: there are many of them.
const QUIET: &[Kind] = &[Kind::Commented, Kind::StatusChanged];
/// Kinds that have a mail of their own already: an invitation's brings its link.
const MAILED: &[Kind] = &[Kind::Invited];

/// Whether a person wants to be told of this kind, there, by this channel.
pub fn wanted(
    settings: &Settings,
    kind: Kind,
    channel: Channel,
    (workspace, project, task): (Uuid, Option<Uuid>, Option<Uuid>),
) -> bool {
    let here = settings.workspaces.get(&workspace);
    let muted = here.is_some_and(|here| here.muted) && !DIRECT.contains(&kind)
        || task.is_some_and(|task| settings.muted_task_ids.contains(&task))
        || project.is_some_and(|project| settings.muted_project_ids.contains(&project));
    // A reminder was set by hand, for this very task.
    if muted && kind != Kind::Reminder {
        return false;
    }
    let said = here
        .and_then(|here| here.kinds.get(&kind)?.of(channel))
        .or_else(|| settings.kinds.get(&kind)?.of(channel));
    said.unwrap_or(match channel {
        Channel::InApp => true,
        Channel::Push => !QUIET.contains(&kind),
        Channel::Email => !QUIET.contains(&kind) && !MAILED.contains(&kind),
    })
}

/// The first instant from `now` on that is not within somebody's quiet hours.
pub fn after_quiet(quiet: Option<&QuietHours>, now: Stamp, zone: &TimeZone) -> Stamp {
    let Some((from, to)) = quiet.and_then(|quiet| Some((clock(&quiet.from)?, clock(&quiet.to)?))) else {
        return now;
    };
    let local = zone.to_datetime(jiff::Timestamp::from_millisecond(now.0).unwrap_or_default());
    if !within(from, to, local.time()) {
        return now;
    }
    let day = if local.time() < to {
        local.date()
    } else {
        local.date().saturating_add(jiff::Span::new().days(1))
    };
    let end = zone.to_ambiguous_timestamp(day.to_datetime(to)).compatible();
    end.map_or(now, |end| Stamp(end.as_millisecond()).max(now))
}

fn within(from: Time, to: Time, at: Time) -> bool {
    if from <= to { from <= at && at < to } else { at >= from || at < to }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notification::model::{Channels, WorkspaceSettings};

    #[test]
    fn quiet_hours_end_on_the_persons_clock() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let after = |now: &str, from: &str, to: &str| {
            let quiet = QuietHours { from: from.into(), to: to.into() };
            after_quiet(Some(&quiet), now.parse().unwrap(), &zone).to_string()
        };
        // An hour ahead of UTC in winter.
        assert_eq!(after("2026-11-20T22:30:00Z", "22:00", "07:00"), "2026-11-21T06:00:00.000Z");
        assert_eq!(after("2026-11-20T02:00:00Z", "22:00", "07:00"), "2026-11-20T06:00:00.000Z");
        assert_eq!(after("2026-11-20T12:00:00Z", "22:00", "07:00"), "2026-11-20T12:00:00.000Z");
        assert_eq!(after("2026-11-20T11:30:00Z", "12:00", "13:30"), "2026-11-20T12:30:00.000Z");
        // The night in which the clocks go forward from 2 to 3 is an hour shorter.
        assert_eq!(after("2026-03-28T23:00:00Z", "22:00", "07:00"), "2026-03-29T05:00:00.000Z");
        assert_eq!(after("2026-03-29T00:30:00Z", "01:00", "02:30"), "2026-03-29T01:30:00.000Z");
    }

    #[test]
    fn what_is_closer_goes_first() {
        let (workspace, task) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let place = (workspace, None, Some(task));
        let mut settings = Settings::default();
        let ask = |settings: &Settings, kind, channel| wanted(settings, kind, channel, place);
        assert!(ask(&settings, Kind::Commented, Channel::InApp));
        assert!(
            ask(&settings, Kind::Invited, Channel::Push) && !ask(&settings, Kind::Invited, Channel::Email)
        );
        assert!(
            !ask(&settings, Kind::Commented, Channel::Email)
                && ask(&settings, Kind::Assigned, Channel::Email)
        );
        settings
            .kinds
            .insert(Kind::Commented, Channels { email: Some(true), ..Channels::default() });
        assert!(ask(&settings, Kind::Commented, Channel::Email));
        let mut here = WorkspaceSettings::default();
        here.kinds
            .insert(Kind::Commented, Channels { email: Some(false), ..Channels::default() });
        settings.workspaces.insert(workspace, here);
        assert!(!ask(&settings, Kind::Commented, Channel::Email));
        settings
            .workspaces
            .insert(workspace, WorkspaceSettings { muted: true, ..Default::default() });
        assert!(
            !ask(&settings, Kind::Commented, Channel::InApp)
                && ask(&settings, Kind::Mentioned, Channel::InApp)
        );
        settings.muted_task_ids.push(task);
        assert!(
            !ask(&settings, Kind::Mentioned, Channel::InApp)
                && ask(&settings, Kind::Reminder, Channel::InApp)
        );
    }
}
