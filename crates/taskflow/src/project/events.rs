//! The entries this service emits. All of them are in the activity of their project.

use uuid::Uuid;

use super::{Project, ProjectMember, Status};
use crate::event::{Entity, NewEvent, Stream};

fn entry<E: Entity>(kind: &'static str, project: &Project, thing: &E) -> NewEvent {
    NewEvent::upsert(Stream::Workspace(project.workspace_id), kind, thing)
        .about(project.id)
        .in_project(Some(project.id), Some(project.id))
}

/// A new project with the statuses and the grant it starts with.
pub fn created(project: &Project, statuses: &[Status], grant: Option<&ProjectMember>) -> NewEvent {
    let event = entry("project.created", project, project).in_project(None, Some(project.id));
    let event = statuses.iter().fold(event, NewEvent::also);
    grant.into_iter().fold(event, NewEvent::also)
}

/// `project.updated`, or `project.moved` when nothing but its place in the tree changed.
pub fn changed(before: &Project, after: &Project) -> NewEvent {
    let moved = Project {
        parent_id: after.parent_id,
        position: after.position.clone(),
        version: after.version,
        updated_at: after.updated_at,
        ..before.clone()
    };
    let kind = if moved == *after { "project.moved" } else { "project.updated" };
    // The log carries the text itself; for people its length says enough.
    let (from, to) = (before.description.chars().count(), after.description.chars().count());
    entry(kind, after, after)
        .changed("parent_id", before.parent_id, after.parent_id)
        .changed("key", &before.key, &after.key)
        .changed("name", &before.name, &after.name)
        .changed("description", from, to)
        .changed("icon", &before.icon, &after.icon)
        .changed("colour", &before.colour, &after.colour)
        .changed("lead_id", before.lead_id, after.lead_id)
        .changed("visibility", before.visibility, after.visibility)
        .changed("start_on", before.start_on, after.start_on)
        .changed("target_on", before.target_on, after.target_on)
}

pub fn archived(before: &Project, after: &Project) -> NewEvent {
    entry("project.archived", after, after).changed("archived_at", before.archived_at, after.archived_at)
}

/// Out of the archive, or out of the trash.
pub fn restored(before: &Project, after: &Project) -> NewEvent {
    let seen_before = before.deleted_at.is_none().then_some(before.id);
    entry("project.restored", after, after)
        .in_project(seen_before, Some(after.id))
        .changed("archived_at", before.archived_at, after.archived_at)
        .changed("deleted_at", before.deleted_at, after.deleted_at)
}

/// Into the trash.
pub fn deleted(before: &Project, after: &Project) -> NewEvent {
    entry("project.deleted", after, after).in_project(Some(after.id), None).changed(
        "deleted_at",
        before.deleted_at,
        after.deleted_at,
    )
}

/// Gone for good, with everything that went with it: entity, id and last version.
pub fn purged(project: &Project, gone: &[(&'static str, Uuid, i64)]) -> NewEvent {
    let stream = Stream::Workspace(project.workspace_id);
    let event = NewEvent::remove(stream, "project.purged", Project::NAME, project.id, project.version + 1)
        .about(project.id)
        .in_project(Some(project.id), None);
    gone.iter()
        .fold(event, |event, (entity, id, version)| event.also_remove(entity, *id, version + 1))
}

pub fn member_added(project: &Project, grant: &ProjectMember) -> NewEvent {
    entry("project_member.added", project, grant).changed("role", (), grant.role)
}

pub fn member_changed(project: &Project, before: &ProjectMember, after: &ProjectMember) -> NewEvent {
    entry("project_member.changed", project, after).changed("role", before.role, after.role)
}

pub fn member_removed(grant: &ProjectMember) -> NewEvent {
    let (stream, project) = (Stream::Workspace(grant.workspace_id), Some(grant.project_id));
    NewEvent::remove(stream, "project_member.removed", ProjectMember::NAME, grant.id, grant.version + 1)
        .about(grant.project_id)
        .in_project(project, project)
        .changed("role", grant.role, ())
        .changed("user_id", grant.user_id, ())
        .changed("team_id", grant.team_id, ())
}

pub fn status_created(project: &Project, status: &Status) -> NewEvent {
    entry("status.created", project, status).changed("name", (), &status.name)
}

/// `status.updated`, or `status.moved` when nothing but its place changed.
pub fn status_changed(project: &Project, before: &Status, after: &Status) -> NewEvent {
    let moved = Status {
        position: after.position.clone(),
        version: after.version,
        updated_at: after.updated_at,
        ..before.clone()
    };
    let kind = if moved == *after { "status.moved" } else { "status.updated" };
    entry(kind, project, after)
        .changed("name", &before.name, &after.name)
        .changed("category", before.category, after.category)
        .changed("colour", &before.colour, &after.colour)
        .changed("wip_limit", before.wip_limit, after.wip_limit)
}

pub fn status_deleted(project: &Project, status: &Status) -> NewEvent {
    let stream = Stream::Workspace(project.workspace_id);
    NewEvent::remove(stream, "status.deleted", Status::NAME, status.id, status.version + 1)
        .about(project.id)
        .in_project(Some(project.id), Some(project.id))
        .changed("name", &status.name, ())
}
