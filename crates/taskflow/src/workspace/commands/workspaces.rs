//! Making, changing and deleting workspaces.

use uuid::Uuid;

use super::super::model::{NewWorkspace, Workspace, WorkspacePatch};
use super::super::permission::require_scope;
use super::super::rezone;
use super::super::rules::{self, Draft};
use super::super::{Action, Membership, Role, WorkspaceRef, directory, events, store};
use super::{enter, join};
use crate::auth;
use crate::base::{Actor, Error, Result, Scope};
use crate::event::{self, Cx, Stream, matching};

/// Makes a workspace with its creator as owner; tells whether it is new, or the first answer to the same id.
///
/// # Errors
/// `Invalid`, `id_taken`, `slug_taken`.
pub fn create_workspace(cx: &mut Cx<'_, '_>, actor: &Actor, new: &NewWorkspace) -> Result<(Workspace, bool)> {
    require_scope(actor, Scope::Admin)?;
    let draft = rules::checked_workspace(new)?;
    if let Some(id) = new.id
        && let Some(first) = earlier(cx, actor, id)?
    {
        cx.in_stream(Stream::Workspace(id));
        return Ok((first, false));
    }
    let creator = store::hold_person(cx, actor.user_id)?.ok_or(Error::NotFound("user"))?;
    let now = cx.now();
    let workspace = Workspace {
        id: new.id.unwrap_or_else(|| cx.new_id()),
        slug: String::new(),
        name: draft.name.clone(),
        timezone: draft.timezone.clone().unwrap_or(creator.timezone),
        week_start: draft.week_start,
        created_by: actor.user_id,
        deleted_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let workspace = insert(cx, workspace, &draft)?;
    cx.emit(events::workspace("workspace.created", None, &workspace))?;
    join::add(cx, workspace.id, actor.user_id, Role::Owner)?;
    Ok((workspace, true))
}

/// What the same person made under this id before.
fn earlier(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<Option<Workspace>> {
    if let Some(found) = store::workspace(cx, id)? {
        let own = found.created_by == actor.user_id && store::membership(cx, id, actor.user_id)?.is_some();
        return if own { Ok(Some(found)) } else { Err(Error::id_taken()) };
    }
    // Streams of people and of workspaces share one space of ids: a workspace must not get into somebody's stream.
    let reserved = id.is_nil() || id.is_max();
    if reserved || event::head(cx, id)?.seq > 0 || !auth::users_by_id(cx, &[id])?.is_empty() {
        return Err(Error::id_taken());
    }
    Ok(None)
}

/// Puts it in under the slug asked for, or the first free one for its name.
fn insert(cx: &mut Cx<'_, '_>, mut workspace: Workspace, draft: &Draft) -> Result<Workspace> {
    let slugs = match &draft.slug {
        Some(slug) => vec![slug.clone()],
        None => rules::candidates(&draft.name, cx.new_id()),
    };
    for slug in slugs {
        workspace.slug = slug;
        if store::slug_owner(cx, &workspace.slug)?.is_none() && store::insert_workspace(cx, &workspace)? {
            return Ok(workspace);
        }
    }
    Err(slug_taken())
}

fn slug_taken() -> Error {
    Error::conflict("slug_taken", "This slug is in use. Choose another.")
}

/// # Errors
/// `Invalid`, `Stale`, `slug_taken`.
pub fn patch_workspace(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    patch: &WorkspacePatch,
    if_match: Option<i64>,
) -> Result<Workspace> {
    let (_, before) = enter(cx, actor, workspace, Action::EditWorkspace)?;
    matching(&before, if_match)?;
    let mut after = rules::patched_workspace(&before, patch)?;
    if after == before {
        return Ok(before);
    }
    if after.slug != before.slug && store::slug_owner(cx, &after.slug)?.is_some() {
        return Err(slug_taken());
    }
    save(cx, &mut after)?;
    cx.emit(events::workspace("workspace.updated", Some(&before), &after))?;
    if after.timezone != before.timezone {
        rezone::announce(cx, after.id)?;
    }
    Ok(after)
}

/// Ends a workspace: nobody gets in any more, and nobody has it among their memberships. Its log stays, and with it
/// what the tables hold: an operator can still export it. Its slug stays taken, so that old links do not lead into
/// somebody else's workspace.
///
/// # Errors
/// `Stale`.
pub fn delete_workspace(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    if_match: Option<i64>,
) -> Result<()> {
    let (_, workspace) = enter(cx, actor, workspace, Action::DeleteWorkspace)?;
    matching(&workspace, if_match)?;
    end(cx, workspace)
}

/// Ends a workspace that is locked.
pub(super) fn end(cx: &mut Cx<'_, '_>, mut workspace: Workspace) -> Result<()> {
    workspace.deleted_at = Some(cx.now());
    save(cx, &mut workspace)?;
    cx.emit(events::workspace("workspace.deleted", None, &workspace))?;
    for member in store::all_members(cx, workspace.id)? {
        cx.emit(events::belonging_removed(&member))?;
    }
    Ok(())
}

/// Says in its log that somebody takes a workspace's data out; nothing of it changes.
///
/// # Errors
/// `NotFound`.
pub fn announce_export(cx: &mut Cx<'_, '_>, member: &Membership, format: &str) -> Result<()> {
    let workspace = directory::lock(cx, member.workspace_id())?;
    cx.emit(events::workspace("workspace.exported", None, &workspace).changed("format", (), format))
}

fn save(cx: &mut Cx<'_, '_>, workspace: &mut Workspace) -> Result<()> {
    workspace.version += 1;
    workspace.updated_at = cx.now();
    store::update_workspace(cx, workspace)
}
