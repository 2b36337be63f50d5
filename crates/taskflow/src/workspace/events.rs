//! The entries this service writes.
//!
//! A member's image carries a name and an e-mail, so it is always the first op of an entry of its own: such entries
//! can be redacted when the person is to be forgotten, and nothing else is lost with them. So it is with invitations.

use uuid::Uuid;

use super::model::{Belonging, Invitation, Member, Team, Workspace};
use crate::event::{Entity, NewEvent, Stream};

pub fn workspace(kind: &'static str, before: Option<&Workspace>, after: &Workspace) -> NewEvent {
    let event = NewEvent::upsert(Stream::Workspace(after.id), kind, after).about(after.id);
    let Some(before) = before else { return event };
    event
        .changed("name", &before.name, &after.name)
        .changed("slug", &before.slug, &after.slug)
        .changed("timezone", &before.timezone, &after.timezone)
        .changed("week_start", before.week_start, after.week_start)
}

/// A member as their workspace's log shows them.
pub fn member(kind: &'static str, before: Option<&Member>, after: &Member) -> NewEvent {
    let event = NewEvent::upsert(Stream::Workspace(after.workspace_id), kind, after).about(after.user_id);
    let Some(before) = before else { return event };
    event
        .changed("role", before.role, after.role)
        .changed("state", before.state, after.state)
        .changed("name", &before.name, &after.name)
        .changed("avatar_url", &before.avatar_url, &after.avatar_url)
}

pub fn member_removed(last: &Member) -> NewEvent {
    let stream = Stream::Workspace(last.workspace_id);
    NewEvent::remove(stream, "member.removed", Member::NAME, last.user_id, last.version + 1)
        .about(last.user_id)
}

/// The same membership as its person's own log shows it.
pub fn belonging(kind: &'static str, member: &Member) -> NewEvent {
    NewEvent::upsert(Stream::Person(member.user_id), kind, &Belonging::from(member))
}

pub fn belonging_removed(last: &Member) -> NewEvent {
    let stream = Stream::Person(last.user_id);
    NewEvent::remove(stream, "membership.removed", Belonging::NAME, last.workspace_id, last.version + 1)
}

pub fn invitation(kind: &'static str, after: &Invitation) -> NewEvent {
    NewEvent::upsert(Stream::Workspace(after.workspace_id), kind, after).about(after.id)
}

pub fn invitation_forgotten(last: &Invitation) -> NewEvent {
    let stream = Stream::Workspace(last.workspace_id);
    NewEvent::remove(stream, "invitation.forgotten", Invitation::NAME, last.id, last.version + 1)
        .about(last.id)
}

pub fn team(kind: &'static str, before: Option<&Team>, after: &Team) -> NewEvent {
    let event = NewEvent::upsert(Stream::Workspace(after.workspace_id), kind, after).about(after.id);
    let Some(before) = before else { return event };
    event.changed("name", &before.name, &after.name).changed(
        "member_ids",
        &before.member_ids,
        &after.member_ids,
    )
}

pub fn team_deleted(workspace: Uuid, last: &Team) -> NewEvent {
    NewEvent::remove(Stream::Workspace(workspace), "team.deleted", Team::NAME, last.id, last.version + 1)
        .about(last.id)
}
