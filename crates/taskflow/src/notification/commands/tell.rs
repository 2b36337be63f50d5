//! Putting news into inboxes, as today's rights and each person's wishes allow.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::tz::TimeZone;
use serde_json::json;
use uuid::Uuid;

use crate::auth::{self, UserStatus};
use crate::base::{Result, Stamp};
use crate::event::{self, Cx, NewDelivery, NewEvent, Stream};
use crate::notification::channel::{MAIL, PUSH};
use crate::notification::model::{Channel, Inbox, Kind, Notification, Settings};
use crate::notification::rules::{self, Told};
use crate::notification::store;
use crate::{project, workspace};

/// How long mail waits: whoever reads it in the app meanwhile gets none.
const MAIL_WAITS_MS: i64 = 120_000;

/// Something to tell somebody.
#[derive(Clone, Debug)]
pub struct News {
    pub told: Told,
    pub workspace_id: Uuid,
    /// Of the task: only who may see it is told.
    pub project_id: Option<Uuid>,
    pub task_id: Option<Uuid>,
    pub actor_id: Option<Uuid>,
    /// Of a notice.
    pub text: String,
}

/// Tells everybody what is theirs to know and what they want to hear, each thing once.
///
/// # Errors
/// Those of the database.
pub fn tell(cx: &mut Cx<'_, '_>, mut news: Vec<News>) -> Result<()> {
    keep_allowed(cx, &mut news)?;
    if news.is_empty() {
        return Ok(());
    }
    let users: Vec<Uuid> = news
        .iter()
        .map(|one| one.told.user_id)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let people = auth::users_by_id(cx, &users)?;
    let wishes = store::preferences_of(cx, &users)?;
    let unsaid = Settings::default();
    let mut rows = Vec::new();
    let mut outside: HashMap<Uuid, Vec<Channel>> = HashMap::new();
    for one in &news {
        let user = one.told.user_id;
        if people.get(&user).is_none_or(|person| person.status != UserStatus::Active) {
            continue;
        }
        let settings = wishes.get(&user).map_or(&unsaid, |wishes| &wishes.settings);
        let place = (one.workspace_id, one.project_id, one.task_id);
        let wants = |channel| rules::wanted(settings, one.told.kind, channel, place);
        let elsewhere: Vec<Channel> = [Channel::Email, Channel::Push]
            .into_iter()
            .filter(|channel| wants(*channel))
            .collect();
        let shown = wants(Channel::InApp);
        if !shown && elsewhere.is_empty() {
            continue;
        }
        let row = made(cx, one, shown);
        outside.insert(row.id, elsewhere);
        rows.push((row, one.told.source.clone()));
    }
    let added = store::insert(cx, &rows)?;
    let mut of_person: BTreeMap<Uuid, Vec<Notification>> = BTreeMap::new();
    for (row, _) in rows.into_iter().filter(|(row, _)| added.contains(&row.id)) {
        of_person.entry(row.user_id).or_default().push(row);
    }
    for (user, rows) in of_person {
        let settings = wishes.get(&user).map_or(&unsaid, |wishes| &wishes.settings);
        let zone = people.get(&user).and_then(|person| TimeZone::get(&person.timezone).ok());
        let quiet_until =
            rules::after_quiet(settings.quiet_hours.as_ref(), cx.now(), &zone.unwrap_or(TimeZone::UTC));
        for row in &rows {
            for channel in outside.get(&row.id).into_iter().flatten() {
                hand_over(cx, row, *channel, quiet_until)?;
            }
        }
        announce(cx, "notification.added", &rows, rows.iter().filter(|row| row.is_unread()).count() as i64)?;
    }
    Ok(())
}

/// Leaves those out who may not see what it is about now.
fn keep_allowed(cx: &mut Cx<'_, '_>, news: &mut Vec<News>) -> Result<()> {
    let mut by_project: BTreeMap<Uuid, BTreeSet<Uuid>> = BTreeMap::new();
    let mut by_workspace: BTreeMap<Uuid, BTreeSet<Uuid>> = BTreeMap::new();
    for one in news.iter() {
        match one.project_id {
            Some(project) => by_project.entry(project).or_default().insert(one.told.user_id),
            None => by_workspace.entry(one.workspace_id).or_default().insert(one.told.user_id),
        };
    }
    let mut allowed: BTreeSet<(Uuid, Uuid)> = BTreeSet::new();
    for (place, users) in by_project {
        let users: Vec<Uuid> = users.into_iter().collect();
        allowed.extend(project::roles_of(cx, place, &users)?.into_keys().map(|user| (place, user)));
    }
    for (place, users) in by_workspace {
        let users: Vec<Uuid> = users.into_iter().collect();
        let members = workspace::members_by_id(cx, place, &users)?;
        allowed.extend(members.into_keys().map(|user| (place, user)));
    }
    news.retain(|one| {
        // Who is invited is no member yet.
        one.told.kind == Kind::Invited
            || allowed.contains(&(one.project_id.unwrap_or(one.workspace_id), one.told.user_id))
    });
    Ok(())
}

/// One that is not to be shown is put away at once: mail and push still read it.
fn made(cx: &Cx<'_, '_>, one: &News, shown: bool) -> Notification {
    let (id, now) = (cx.new_id(), cx.now());
    Notification {
        id,
        user_id: one.told.user_id,
        workspace_id: one.workspace_id,
        kind: one.told.kind,
        group_id: one.task_id.unwrap_or(id),
        task_id: one.task_id,
        comment_id: one.told.comment_id,
        actor_id: one.actor_id,
        text: one.text.clone(),
        read_at: None,
        snoozed_until: None,
        archived_at: (!shown).then_some(now),
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

fn hand_over(cx: &mut Cx<'_, '_>, row: &Notification, channel: Channel, at: Stamp) -> Result<()> {
    let (sender, at) = match channel {
        Channel::Push => (PUSH, at),
        Channel::Email | Channel::InApp => (MAIL, at.max(cx.now().plus_ms(MAIL_WAITS_MS))),
    };
    let body = json!({ "kind": "notification", "user_id": row.user_id, "notification_id": row.id, "why": row.kind.name() });
    let new = NewDelivery {
        sender,
        stream: Stream::Person(row.user_id),
        seq: 0,
        target: row.id.to_string(),
        lane: row.user_id.to_string(),
        body,
        at,
    };
    event::deliver(cx, &new).map(|_| ())
}

/// Says in a person's own stream what became of notifications of theirs: an entry for each, how the inbox stands now with
/// the last of them.
pub fn announce(cx: &mut Cx<'_, '_>, kind: &'static str, rows: &[Notification], by: i64) -> Result<()> {
    let Some((last, others)) = rows.split_last() else {
        return Ok(());
    };
    let stream = Stream::Person(last.user_id);
    for row in others {
        cx.emit(NewEvent::upsert(stream, kind, row))?;
    }
    let event = NewEvent::upsert(stream, kind, last);
    let inbox: Option<Inbox> = if by == 0 { None } else { Some(count(cx, last.user_id, by)?) };
    cx.emit(inbox.iter().fold(event, NewEvent::also))
}

/// Changes how many are unread.
pub fn count(cx: &mut Cx<'_, '_>, user: Uuid, by: i64) -> Result<Inbox> {
    let now = cx.now();
    store::count(cx, user, by, now)
}
