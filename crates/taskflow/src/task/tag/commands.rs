//! Making, changing and deleting tags.

use uuid::Uuid;

use super::model::{NewTag, Tag, TagPatch};
use super::rules::Draft;
use super::{rules, store};
use crate::base::{Actor, Error, Result};
use crate::event::{Cx, Entity, NewEvent, matching};
use crate::task::commands::touch_all;
use crate::task::pieces::{LOOK_FOR, MOST_TASKS, in_pieces_of_each};
use crate::workspace::{self, Action, Membership, WorkspaceRef};

/// Tags of one workspace.
const MOST_TAGS: i64 = 2_000;

/// The tag, and the proof that the actor may manage it.
///
/// # Errors
/// `NotFound` for those outside of its workspace; `Forbidden`.
pub fn open(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<(Membership, Tag)> {
    let tag = store::find_locked(cx, id)?.ok_or(Error::NotFound("tag"))?;
    let workspace = WorkspaceRef::Id(tag.workspace_id);
    let member = workspace::member_of(cx, actor, &workspace, Action::ManageTags);
    Ok((member.map_err(Error::hiding("tag"))?.answering(cx), tag))
}

/// Makes a tag. The id of one that the workspace has already gives that one.
///
/// # Errors
/// `Invalid`; `tag_exists`, `id_taken`, `too_many_tags`.
pub fn create(cx: &mut Cx<'_, '_>, member: &Membership, new: &NewTag) -> Result<Tag> {
    let draft = rules::checked(new)?;
    if let Some(tag) = new.id.map(|id| store::find(cx, id)).transpose()?.flatten() {
        if tag.workspace_id == member.workspace_id() {
            return Ok(tag);
        }
        return Err(Error::id_taken());
    }
    refuse_taken(cx, member, &draft.name, None)?;
    has_room(cx, member)?;
    let (id, now) = (new.id.unwrap_or_else(|| cx.new_id()), cx.now());
    store::insert(cx, id, member.workspace_id(), &draft, now)?;
    let tag = Tag {
        id,
        workspace_id: member.workspace_id(),
        name: draft.name,
        colour: draft.colour,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    cx.emit(NewEvent::upsert(member.stream(), "tag.created", &tag))?;
    Ok(tag)
}

/// Makes a deleted tag again, with a version after its last; says whether it was gone.
///
/// # Errors
/// `Forbidden`; `tag_exists`, `too_many_tags`.
pub fn put_back(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    member: &Membership,
    was: &Tag,
    version: i64,
) -> Result<bool> {
    member.grant().require(actor, Action::ManageTags)?;
    if store::find(cx, was.id)?.is_some() {
        return Ok(false);
    }
    refuse_taken(cx, member, &was.name, None)?;
    has_room(cx, member)?;
    let tag = Tag { version, updated_at: cx.now(), ..was.clone() };
    store::put_back(cx, &tag)?;
    cx.emit(NewEvent::upsert(member.stream(), "tag.created", &tag))?;
    Ok(true)
}

fn has_room(cx: &mut Cx<'_, '_>, member: &Membership) -> Result<()> {
    if store::count(cx, member.workspace_id())? >= MOST_TAGS {
        let detail = format!("A workspace has at most {MOST_TAGS} tags. Delete some first.");
        return Err(Error::conflict("too_many_tags", detail));
    }
    Ok(())
}

fn refuse_taken(cx: &mut Cx<'_, '_>, member: &Membership, name: &str, own: Option<Uuid>) -> Result<()> {
    let taken = store::by_keys(cx, member.workspace_id(), vec![rules::key(name)])?;
    if taken.iter().any(|tag| Some(tag.id) != own) {
        return Err(Error::conflict("tag_exists", "The workspace has a tag of this name."));
    }
    Ok(())
}

/// Renames or recolours a tag that [`open`] gave.
///
/// # Errors
/// `Stale`, `Invalid`, `tag_exists`.
pub fn update(
    cx: &mut Cx<'_, '_>,
    (member, tag): &(Membership, Tag),
    patch: &TagPatch,
    if_match: Option<i64>,
) -> Result<Tag> {
    matching(tag, if_match)?;
    write(cx, (member, tag), rules::patched(tag, patch)?)
}

/// Gives a tag that [`open`] gave the name and colour of another state of it.
///
/// # Errors
/// `tag_exists`.
pub fn set(cx: &mut Cx<'_, '_>, (member, tag): &(Membership, Tag), to: &Tag) -> Result<Tag> {
    write(cx, (member, tag), Draft { name: to.name.clone(), colour: to.colour.clone() })
}

fn write(cx: &mut Cx<'_, '_>, (member, tag): (&Membership, &Tag), draft: Draft) -> Result<Tag> {
    if draft.name == tag.name && draft.colour == tag.colour {
        return Ok(tag.clone());
    }
    refuse_taken(cx, member, &draft.name, Some(tag.id))?;
    let now = cx.now();
    store::update(cx, tag.id, &draft, now)?;
    let after = Tag {
        name: draft.name,
        colour: draft.colour,
        version: tag.version + 1,
        updated_at: now,
        ..tag.clone()
    };
    let event = NewEvent::upsert(member.stream(), "tag.updated", &after)
        .changed("name", &tag.name, &after.name)
        .changed("colour", &tag.colour, &after.colour);
    cx.emit(event)?;
    Ok(after)
}

/// Deletes a tag that [`open`] gave, and takes it off all tasks: entries for each project's tasks, then the tag's own.
///
/// # Errors
/// `Stale`; `tag_in_use` when more than 5,000 tasks carry it.
pub fn delete(cx: &mut Cx<'_, '_>, (member, tag): &(Membership, Tag), if_match: Option<i64>) -> Result<()> {
    matching(tag, if_match)?;
    let tasks = store::tasks(cx, tag.id, LOOK_FOR)?;
    if tasks.len() > MOST_TASKS {
        let detail = format!("More than {MOST_TASKS} tasks carry this tag. Take it off some of them first.");
        return Err(Error::conflict("tag_in_use", detail));
    }
    store::untag(cx, tag.id)?;
    in_pieces_of_each(cx, member.stream(), "task.untagged", tasks, touch_all)?;
    store::delete(cx, tag.id)?;
    cx.emit(NewEvent::remove(member.stream(), "tag.deleted", Tag::NAME, tag.id, tag.version + 1))
}
