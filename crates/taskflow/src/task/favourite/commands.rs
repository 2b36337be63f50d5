//! Taking things to one's favourites, putting them in order, letting them go.

use uuid::Uuid;

use super::model::{Favourite, FavouritePatch, NewFavourite, Target};
use super::store;
use crate::base::{Actor, Error, Result, Scope, position};
use crate::event::{Cx, Entity, NewEvent, Stream, matching};
use crate::project;
use crate::task::{access, view};
use crate::workspace::{self, Action, Departure, Membership, OnDeparture, WorkspaceRef, require_scope};

inventory::submit! { OnDeparture(release) }

/// Favourites of one person in one workspace.
const MOST: usize = 200;

fn stream(favourite: &Favourite) -> Stream {
    Stream::Person(favourite.user_id)
}

fn remove(favourite: &Favourite) -> NewEvent {
    let (id, version) = (favourite.id, favourite.version + 1);
    NewEvent::remove(stream(favourite), "favourite.removed", Favourite::NAME, id, version)
}

/// Takes something that the actor sees to their favourites, behind the others; once is enough.
///
/// # Errors
/// `NotFound` for what the actor may not see; `id_taken`, `too_many_favourites`.
pub fn add(cx: &mut Cx<'_, '_>, actor: &Actor, member: &Membership, new: &NewFavourite) -> Result<Favourite> {
    require_scope(actor, Scope::Write)?;
    let user = member.user_id();
    cx.in_stream(Stream::Person(user));
    see(cx, actor, member, new)?;
    if let Some(known) = store::of_target(cx, user, new.target_id)? {
        return Ok(known);
    }
    if new.id.map(|id| store::find(cx, id)).transpose()?.flatten().is_some() {
        return Err(Error::id_taken());
    }
    let others = store::all_in(cx, user, member.workspace_id())?;
    if others.len() >= MOST {
        let detail = format!("You have {MOST} favourites here. Let one go first.");
        return Err(Error::conflict("too_many_favourites", detail));
    }
    let now = cx.now();
    let favourite = Favourite {
        id: new.id.unwrap_or_else(|| cx.new_id()),
        workspace_id: member.workspace_id(),
        user_id: user,
        target_type: new.target_type,
        target_id: new.target_id,
        position: position::between(others.last().map(|last| last.position.as_str()), None)?,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    store::insert(cx, &favourite)?;
    cx.emit(NewEvent::upsert(stream(&favourite), "favourite.added", &favourite))?;
    Ok(favourite)
}

fn see(cx: &mut Cx<'_, '_>, actor: &Actor, member: &Membership, new: &NewFavourite) -> Result<()> {
    let (workspace, hidden) = match new.target_type {
        Target::Project => {
            (project::open(cx, actor, new.target_id, Action::ViewProject)?.workspace_id(), "project")
        }
        Target::View => (view::seen(cx, actor, new.target_id)?.1.workspace_id, "view"),
        Target::Task => (access::open(cx, actor, new.target_id, Action::ViewProject)?.workspace_id(), "task"),
    };
    if workspace == member.workspace_id() {
        Ok(())
    } else {
        Err(Error::NotFound(hidden))
    }
}

/// One of the actor's favourites, locked, while they are a member.
///
/// # Errors
/// `NotFound` for others'; `missing_scope`.
pub fn open(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<Favourite> {
    let found = store::find_locked(cx, id)?.filter(|found| found.user_id == actor.user_id);
    let favourite = found.ok_or(Error::NotFound("favourite"))?;
    let workspace = WorkspaceRef::Id(favourite.workspace_id);
    let member = workspace::member_of(cx, actor, &workspace, Action::ViewWorkspace);
    member.map_err(Error::hiding("favourite"))?;
    require_scope(actor, Scope::Write)?;
    cx.in_stream(stream(&favourite));
    Ok(favourite)
}

/// Puts a favourite that [`open`] gave right after another one, or first.
///
/// # Errors
/// `Stale`, `Invalid`.
pub fn arrange(
    cx: &mut Cx<'_, '_>,
    favourite: &Favourite,
    patch: &FavouritePatch,
    if_match: Option<i64>,
) -> Result<Favourite> {
    matching(favourite, if_match)?;
    let Some(anchor) = patch.after_id.clone().change().filter(|anchor| *anchor != Some(favourite.id)) else {
        return Ok(favourite.clone());
    };
    let mut others = store::all_in(cx, favourite.user_id, favourite.workspace_id)?;
    let at = others.iter().position(|other| other.id == favourite.id);
    let before = at
        .and_then(|at| at.checked_sub(1))
        .and_then(|at| others.get(at))
        .map(|other| other.id);
    if before == anchor {
        return Ok(favourite.clone());
    }
    others.retain(|other| other.id != favourite.id);
    let low = match anchor {
        None => None,
        Some(anchor) => {
            let low = others
                .iter()
                .find(|other| other.id == anchor)
                .map(|other| other.position.as_str());
            let message = "It is not in that list. Read the list again.";
            Some(low.ok_or_else(|| Error::invalid("/after_id", "not_a_sibling", message))?)
        }
    };
    // Two that were added at once may have the same place: behind both, then.
    let high = others
        .iter()
        .map(|other| other.position.as_str())
        .find(|place| low.is_none_or(|low| *place > low));
    let after = Favourite {
        position: position::between(low, high)?,
        version: favourite.version + 1,
        updated_at: cx.now(),
        ..favourite.clone()
    };
    store::reposition(cx, after.id, &after.position, after.updated_at)?;
    cx.emit(NewEvent::upsert(stream(&after), "favourite.moved", &after))?;
    Ok(after)
}

/// Lets a favourite go that [`open`] gave.
///
/// # Errors
/// `Stale`.
pub fn delete(cx: &mut Cx<'_, '_>, favourite: &Favourite, if_match: Option<i64>) -> Result<()> {
    matching(favourite, if_match)?;
    store::delete(cx, &[favourite.id])?;
    cx.emit(remove(favourite))
}

/// Takes what is gone for good out of everybody's favourites.
///
/// # Errors
/// Those of the database.
pub fn forget(cx: &mut Cx<'_, '_>, targets: &[Uuid]) -> Result<()> {
    let found = store::of_targets(cx, targets)?;
    release_all(cx, &found)
}

/// Who leaves a workspace leaves their favourites there.
fn release(cx: &mut Cx<'_, '_>, departure: Departure) -> Result<()> {
    let Departure::Member { workspace_id, user_id } = departure else {
        return Ok(());
    };
    let found = store::all_in(cx, user_id, workspace_id)?;
    release_all(cx, &found)
}

fn release_all(cx: &mut Cx<'_, '_>, found: &[Favourite]) -> Result<()> {
    if found.is_empty() {
        return Ok(());
    }
    store::delete(cx, &found.iter().map(|favourite| favourite.id).collect::<Vec<_>>())?;
    found.iter().try_for_each(|favourite| cx.emit(remove(favourite)))
}
