//! Taking back what was done to tags, comments, relations, watchers and views.

use super::commands::{Step, made};
use super::rules::{Outcome, put_back};
use crate::base::{Actor, Error, Result};
use crate::event::{Cx, Entity, Op};
use crate::task::comment::{self, Comment};
use crate::task::relation::{self, Relation};
use crate::task::tag::{self, Tag};
use crate::task::view::{self, View};
use crate::task::watcher::{self, Watcher};
use crate::workspace::Membership;
use serde_json::{Map, Value};

fn first<'a>(step: &'a Step<'_>) -> Result<&'a Op> {
    step.ops.first().ok_or_else(|| Error::internal("an entry without an op"))
}

fn gone() -> Error {
    Error::internal("an entry without the image it ought to have")
}

/// # Errors
/// What the inverse change is refused with.
pub fn tag(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    member: &Membership,
    step: &Step<'_>,
    what: &str,
) -> Result<Outcome> {
    let op = first(step)?;
    if what == "deleted" {
        let was: Tag = step.was(Tag::NAME, op.id)?.ok_or_else(gone)?;
        return tag::put_back(cx, actor, member, &was, op.version + 1).map(done_if);
    }
    let made: Tag = made(op)?.ok_or_else(gone)?;
    let (member, now) = match tag::open(cx, actor, op.id) {
        Err(Error::NotFound(_)) if what == "created" => return Ok(Outcome::Unchanged),
        opened => opened?,
    };
    let opened = (member, now.clone());
    let Some(was) = step.was::<Tag>(Tag::NAME, op.id)? else {
        let same = now.name == made.name && now.colour == made.colour;
        if !same {
            return Ok(Outcome::Conflict { entity: Tag::NAME, id: now.id, fields: Vec::new() });
        }
        if tag::is_used(cx, now.id)? {
            return Err(Error::conflict(
                "tag_in_use",
                "Tasks carry the tag. Take it off them, or delete the tag.",
            ));
        }
        return tag::delete(cx, &opened, None).map(|()| Outcome::Done);
    };
    let (mut after, mut conflicts) = (now.clone(), Vec::new());
    put_back!(was, made, after, conflicts; name, colour);
    if !conflicts.is_empty() {
        return Ok(Outcome::Conflict { entity: Tag::NAME, id: op.id, fields: conflicts });
    }
    let written = tag::set(cx, &opened, &after)?;
    Ok(done_if(written.version != now.version))
}

fn done_if(changed: bool) -> Outcome {
    if changed { Outcome::Done } else { Outcome::Unchanged }
}

/// # Errors
/// What the inverse change is refused with.
pub fn comment(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    step: &Step<'_>,
    what: &str,
    changes: &Map<String, Value>,
) -> Result<Outcome> {
    let op = first(step)?;
    let made: Comment = made(op)?.ok_or_else(gone)?;
    let opened = comment::open(cx, actor, op.id)?;
    let now = &opened.1;
    let changed_since = || Ok(Outcome::Conflict { entity: Comment::NAME, id: op.id, fields: vec!["body"] });
    match what {
        "created" | "restored" if now.is_deleted() => Ok(Outcome::Unchanged),
        "created" | "restored" if now.body != made.body => changed_since(),
        "created" | "restored" => {
            unwatch(cx, actor, step)?;
            comment::delete(cx, actor, &opened, None)?;
            Ok(Outcome::Done)
        }
        "updated" | "deleted" => {
            let was: Comment = step.was(Comment::NAME, op.id)?.ok_or_else(gone)?;
            if now.body == was.body && now.deleted_at == was.deleted_at {
                return Ok(Outcome::Unchanged);
            }
            if now.body != made.body || now.deleted_at != made.deleted_at {
                return changed_since();
            }
            unwatch(cx, actor, step)?;
            comment::put_back(cx, &opened, &was)?;
            Ok(Outcome::Done)
        }
        "reacted" | "unreacted" => {
            let side = if what == "reacted" { "to" } else { "from" };
            let emoji = changes
                .get("reaction")
                .and_then(|change| change[side].as_str())
                .unwrap_or_default();
            if step.entry.actor_id != Some(actor.user_id) {
                return Err(Error::forbidden("not_yours", "Only who reacted takes it back."));
            }
            let after = if what == "reacted" {
                comment::unreact(cx, &opened, emoji)?
            } else {
                comment::react(cx, &opened, emoji)?
            };
            Ok(done_if(after.version != now.version))
        }
        _ => Ok(Outcome::Never("This kind of change has no inverse.")),
    }
}

/// # Errors
/// What the inverse change is refused with.
pub fn relation(cx: &mut Cx<'_, '_>, actor: &Actor, step: &Step<'_>, what: &str) -> Result<Outcome> {
    let op = first(step)?;
    if what == "created" {
        // Both tasks have an entry of it: the second one finds it gone.
        return match relation::delete(cx, actor, op.id, None) {
            Err(Error::NotFound(_)) => Ok(Outcome::Unchanged),
            deleted => deleted.map(|()| Outcome::Done),
        };
    }
    let Some(was) = step.was::<Relation>(Relation::NAME, op.id)? else {
        return Ok(Outcome::Unchanged);
    };
    relation::put_back(cx, actor, &was, op.version + 1).map(done_if)
}

/// # Errors
/// What the inverse change is refused with.
pub fn watchers(cx: &mut Cx<'_, '_>, actor: &Actor, step: &Step<'_>) -> Result<Outcome> {
    let mut outcome = Outcome::Unchanged;
    for op in step.ops_on(Watcher::NAME) {
        let (watcher, add) = match made::<Watcher>(op)? {
            Some(watcher) => (watcher, false),
            None => (step.was(Watcher::NAME, op.id)?.ok_or_else(gone)?, true),
        };
        let (access, user) = watcher::open(cx, actor, watcher.task_id, &watcher.user_id.to_string())?;
        let watching = watcher::is_watching(cx, &access, user)?;
        if add == watching {
            continue;
        }
        if add {
            watcher::add(cx, &access, user)?;
        } else {
            watcher::remove(cx, &access, user)?;
        }
        outcome = Outcome::Done;
    }
    Ok(outcome)
}

/// Whom an entry had watch a task by the way watches it no more, as far as the actor may say so.
///
/// # Errors
/// Those of the database.
pub fn unwatch(cx: &mut Cx<'_, '_>, actor: &Actor, step: &Step<'_>) -> Result<()> {
    for op in step.ops_on(Watcher::NAME) {
        let Some(watcher) = made::<Watcher>(op)? else {
            continue;
        };
        match watcher::open(cx, actor, watcher.task_id, &watcher.user_id.to_string()) {
            Ok((access, user)) if watcher::is(cx, &access, user, watcher.id)? => {
                watcher::remove(cx, &access, user)?;
            }
            Err(error @ (Error::Db(_) | Error::Internal(_))) => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// # Errors
/// What the inverse change is refused with.
pub fn view(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    member: &Membership,
    step: &Step<'_>,
    what: &str,
) -> Result<Outcome> {
    let op = first(step)?;
    match what {
        "created" => {
            let made: View = made(op)?.ok_or_else(gone)?;
            let opened = match view::open(cx, actor, op.id) {
                Err(Error::NotFound(_)) => return Ok(Outcome::Unchanged),
                opened => opened?,
            };
            let same =
                View { version: made.version, updated_at: made.updated_at, ..opened.1.clone() } == made;
            if !same {
                return Ok(Outcome::Conflict { entity: View::NAME, id: op.id, fields: Vec::new() });
            }
            view::delete(cx, &opened, None).map(|()| Outcome::Done)
        }
        "updated" => {
            let made: View = made(op)?.ok_or_else(gone)?;
            let was: View = step.was(View::NAME, op.id)?.ok_or_else(gone)?;
            let opened = view::open(cx, actor, op.id)?;
            let (mut after, mut conflicts) = (opened.1.clone(), Vec::new());
            put_back!(was, made, after, conflicts;
                name, filter, sort, group_by, lane_by, layout, columns, options, position);
            if !conflicts.is_empty() {
                return Ok(Outcome::Conflict { entity: View::NAME, id: op.id, fields: conflicts });
            }
            view::set_back(cx, &opened.1, after).map(done_if)
        }
        "deleted" => {
            let was: View = step.was(View::NAME, op.id)?.ok_or_else(gone)?;
            view::put_back(cx, actor, member, was, op.version + 1).map(done_if)
        }
        _ => Ok(Outcome::Never("Whether it is shared is changed back by hand.")),
    }
}
