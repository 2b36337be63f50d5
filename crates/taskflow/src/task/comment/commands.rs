//! Saying something, changing it, taking it back, and reacting.

use uuid::Uuid;

use super::model::{Comment, CommentPatch, NewComment};
use super::{rules, store};
use crate::base::{Actor, Error, Result};
use crate::event::{Cx, NewEvent, matching};
use crate::project;
use crate::task::commands::{CountChange, touch};
use crate::task::{Task, TaskAccess, access, search, watcher};
use crate::workspace::Action;

/// Different emoji on one comment.
const MOST_EMOJI: usize = 50;

/// A comment that the actor may change in some way, locked, and its task.
///
/// # Errors
/// `NotFound` for those who may not see the task; `Forbidden` for those who may not comment;
/// `comment_deleted`, and those of [`access::lock`].
pub fn open(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<(TaskAccess, Comment)> {
    let task = store::find(cx, id)?.ok_or(Error::NotFound("comment"))?.task_id;
    let access = access::lock(cx, actor, task, Action::Comment);
    let access = access.map_err(Error::hiding("comment"))?.answering(cx);
    let comment = store::find_locked(cx, id)?.ok_or(Error::NotFound("comment"))?;
    Ok((access, comment))
}

fn alive(comment: &Comment) -> Result<()> {
    if comment.is_deleted() {
        return Err(Error::conflict("comment_deleted", "The comment was deleted."));
    }
    Ok(())
}

fn event(access: &TaskAccess, kind: &'static str, comment: &Comment) -> NewEvent {
    let project = access.task().project_id;
    NewEvent::upsert(access.stream(), kind, comment)
        .about(comment.task_id)
        .in_project(Some(project), Some(project))
}

/// Comments on a task that was opened, and locked, for it. Author and mentioned watch it from then on.
///
/// # Errors
/// `Invalid`; `comment_deleted` for an answer to a deleted comment; `id_taken`.
pub fn create(cx: &mut Cx<'_, '_>, access: &TaskAccess, new: &NewComment) -> Result<Comment> {
    let (body, mentioned) = rules::checked(&new.body)?;
    let (task, author) = (access.task(), access.user_id());
    if let Some(known) = new.id.map(|id| store::find(cx, id)).transpose()?.flatten() {
        if known.task_id == task.id && known.author_id == author {
            return Ok(known);
        }
        return Err(Error::id_taken());
    }
    if let Some(parent) = new.parent_id {
        check_parent(cx, task, parent)?;
    }
    let mention_ids = those_who_see(cx, task, mentioned)?;
    let now = cx.now();
    let comment = Comment {
        id: new.id.unwrap_or_else(|| cx.new_id()),
        workspace_id: task.workspace_id,
        task_id: task.id,
        author_id: author,
        parent_id: new.parent_id,
        body,
        mention_ids,
        reactions: Vec::new(),
        edited_at: None,
        deleted_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    store::insert(cx, &comment)?;
    search::index_comment(cx, task, comment.id, &comment.body)?;
    let counted = touch(cx, task.id, CountChange::Comments(1))?;
    let mut watching = vec![author];
    watching.extend(&comment.mention_ids);
    let watchers = watcher::ensure(cx, task, &watching)?;
    let event = event(access, "comment.created", &comment).also(&counted);
    cx.emit(watchers.iter().fold(event, NewEvent::also))?;
    Ok(comment)
}

fn check_parent(cx: &mut Cx<'_, '_>, task: &Task, parent: Uuid) -> Result<()> {
    let parent = store::find_locked(cx, parent)?.filter(|parent| parent.task_id == task.id);
    let Some(parent) = parent else {
        let message = "Answer a comment of this task.";
        return Err(Error::invalid("/parent_id", "unknown_parent", message));
    };
    if parent.parent_id.is_some() {
        let message = "Answers are not answered: name the comment that this one answers.";
        return Err(Error::invalid("/parent_id", "parent_is_answer", message));
    }
    alive(&parent)
}

/// Sorted, as the log and the tables show them.
fn those_who_see(cx: &mut Cx<'_, '_>, task: &Task, mentioned: Vec<Uuid>) -> Result<Vec<Uuid>> {
    let roles = project::roles_of(cx, task.project_id, &mentioned)?;
    let mut seen: Vec<Uuid> = mentioned.into_iter().filter(|user| roles.contains_key(user)).collect();
    seen.sort_unstable();
    Ok(seen)
}

/// Changes what a comment says; its author does.
///
/// # Errors
/// `not_author`, `comment_deleted`, `Stale`, `Invalid`.
pub fn edit(
    cx: &mut Cx<'_, '_>,
    (access, comment): &(TaskAccess, Comment),
    patch: &CommentPatch,
    if_match: Option<i64>,
) -> Result<Comment> {
    if comment.author_id != access.user_id() {
        return Err(Error::forbidden("not_author", "Only its author changes what a comment says."));
    }
    alive(comment)?;
    matching(comment, if_match)?;
    let (body, mentioned) = rules::checked(&patch.body)?;
    if body == comment.body {
        return Ok(comment.clone());
    }
    let mention_ids = those_who_see(cx, access.task(), mentioned)?;
    let now = cx.now();
    store::edit(cx, comment.id, &body, &mention_ids, now)?;
    search::index_comment(cx, access.task(), comment.id, &body)?;
    let news: Vec<Uuid> = mention_ids
        .iter()
        .filter(|user| !comment.mention_ids.contains(user))
        .copied()
        .collect();
    let watchers = watcher::ensure(cx, access.task(), &news)?;
    let after = reread(cx, comment.id)?;
    let event = event(access, "comment.updated", &after);
    cx.emit(watchers.iter().fold(event, NewEvent::also))?;
    Ok(after)
}

/// Has a comment say again what it said; its author does, also when it was deleted. Reactions that went with it stay away.
///
/// # Errors
/// `not_author`.
pub fn put_back(
    cx: &mut Cx<'_, '_>,
    (access, comment): &(TaskAccess, Comment),
    was: &Comment,
) -> Result<Comment> {
    if comment.author_id != access.user_id() {
        return Err(Error::forbidden("not_author", "Only its author changes what a comment says."));
    }
    let mention_ids = those_who_see(cx, access.task(), was.mention_ids.clone())?;
    let now = cx.now();
    store::put_back(cx, was, &mention_ids, now)?;
    search::index_comment(cx, access.task(), comment.id, &was.body)?;
    let counted = match comment.is_deleted() {
        true => Some(touch(cx, comment.task_id, CountChange::Comments(1))?),
        false => None,
    };
    let after = reread(cx, comment.id)?;
    let kind = if comment.is_deleted() { "comment.restored" } else { "comment.updated" };
    let event = event(access, kind, &after);
    cx.emit(counted.iter().fold(event, NewEvent::also))?;
    Ok(after)
}

/// Deletes a comment: its author, or who manages the project. Its place stays.
///
/// # Errors
/// `Forbidden`, `Stale`.
pub fn delete(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    (access, comment): &(TaskAccess, Comment),
    if_match: Option<i64>,
) -> Result<()> {
    if comment.author_id != access.user_id() {
        access.project().grant().require(actor, Action::ManageProject)?;
    }
    if comment.is_deleted() {
        return Ok(());
    }
    matching(comment, if_match)?;
    let now = cx.now();
    store::bury(cx, comment.id, now)?;
    search::forget(cx, comment.task_id, comment.id)?;
    let counted = touch(cx, comment.task_id, CountChange::Comments(-1))?;
    let after = reread(cx, comment.id)?;
    cx.emit(event(access, "comment.deleted", &after).also(&counted))
}

/// Adds the actor's reaction; once is enough.
///
/// # Errors
/// `invalid_emoji`, `comment_deleted`, `too_many_reactions`.
pub fn react(cx: &mut Cx<'_, '_>, (access, comment): &(TaskAccess, Comment), emoji: &str) -> Result<Comment> {
    let emoji = rules::checked_emoji(emoji)?;
    alive(comment)?;
    let given = comment.reactions.iter().find(|reaction| reaction.emoji == emoji);
    match given {
        Some(reaction) if reaction.user_ids.contains(&access.user_id()) => return Ok(comment.clone()),
        None if comment.reactions.len() >= MOST_EMOJI => {
            let detail = "The comment has as many different reactions as it can. Join one of them.";
            return Err(Error::conflict("too_many_reactions", detail));
        }
        _ => {}
    }
    let now = cx.now();
    store::react(cx, comment.id, access.user_id(), &emoji, now)?;
    let after = reread(cx, comment.id)?;
    cx.emit(event(access, "comment.reacted", &after).changed("reaction", (), emoji))?;
    Ok(after)
}

/// Takes the actor's reaction back; nothing happens when there is none.
///
/// # Errors
/// Those of the database.
pub fn unreact(
    cx: &mut Cx<'_, '_>,
    (access, comment): &(TaskAccess, Comment),
    emoji: &str,
) -> Result<Comment> {
    let own = |user_ids: &[Uuid]| user_ids.contains(&access.user_id());
    if !comment
        .reactions
        .iter()
        .any(|given| given.emoji == emoji && own(&given.user_ids))
    {
        return Ok(comment.clone());
    }
    let now = cx.now();
    store::unreact(cx, comment.id, access.user_id(), emoji, now)?;
    let after = reread(cx, comment.id)?;
    cx.emit(event(access, "comment.unreacted", &after).changed("reaction", emoji, ()))?;
    Ok(after)
}

fn reread(cx: &mut Cx<'_, '_>, id: Uuid) -> Result<Comment> {
    store::find(cx, id)?.ok_or_else(|| Error::internal("a comment that was just changed is gone"))
}
