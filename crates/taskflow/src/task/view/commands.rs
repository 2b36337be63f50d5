//! Making, changing and deleting views.

use uuid::Uuid;

use super::model::{NewView, View, ViewPatch};
use super::{rules, store};
use crate::base::{Actor, Error, Result, Scope, position};
use crate::event::{Cx, Entity, NewEvent, Stream, matching};
use crate::project;
use crate::task::model::GroupBy;
use crate::task::queries::{Reader, condition};
use crate::task::rules::{order_name, parse_order, sorting_field};
use crate::task::{favourite, field};
use crate::workspace::{self, Action, Departure, Membership, OnDeparture, WorkspaceRef, require_scope};

inventory::submit! { OnDeparture(release) }

/// Views that a workspace shares, and that one person has for themselves in it.
const MOST_SHARED: i64 = 500;
const MOST_PRIVATE: i64 = 200;

/// Where a view's entries go.
fn stream(view: &View) -> Stream {
    if view.shared {
        Stream::Workspace(view.workspace_id)
    } else {
        Stream::Person(view.owner_id)
    }
}

/// Answers the request with the position of the stream that the view is in.
pub fn answering(cx: &mut Cx<'_, '_>, view: &View) {
    cx.in_stream(stream(view));
}

/// A view is in its project's sight while it is shared.
fn placed(event: NewEvent, view: &View) -> NewEvent {
    match view.project_id.filter(|_| view.shared) {
        Some(project) => event.in_project(Some(project), Some(project)),
        None => event,
    }
}

fn upsert(kind: &'static str, view: &View) -> NewEvent {
    placed(NewEvent::upsert(stream(view), kind, view), view)
}

fn remove(view: &View) -> NewEvent {
    let event = NewEvent::remove(stream(view), "view.deleted", View::NAME, view.id, view.version + 1);
    placed(event, view)
}

/// Makes a view for oneself, or for all who see its project or the workspace, which takes the right to edit there.
///
/// # Errors
/// `NotFound` for a project the actor may not see; `Forbidden`; `Invalid`; `id_taken`, `too_many_views`.
pub fn create(cx: &mut Cx<'_, '_>, actor: &Actor, member: &Membership, new: &NewView) -> Result<View> {
    require_scope(actor, Scope::Write)?;
    let name = rules::checked(new)?;
    may_have(cx, actor, member, new.project_id, new.shared)?;
    if let Some(known) = new.id.map(|id| store::find(cx, id)).transpose()?.flatten() {
        if known.owner_id == member.user_id() && known.workspace_id == member.workspace_id() {
            return Ok(known);
        }
        return Err(Error::id_taken());
    }
    check_filter(cx, actor, member, &new.filter)?;
    check_groups(cx, member, [new.group_by, new.lane_by])?;
    let sort = settled_sort(cx, member, &new.sort)?;
    has_room(cx, member, new.shared)?;
    let now = cx.now();
    let last = store::positions(cx, member.workspace_id(), member.user_id())?.pop();
    let view = View {
        id: new.id.unwrap_or_else(|| cx.new_id()),
        workspace_id: member.workspace_id(),
        project_id: new.project_id,
        owner_id: member.user_id(),
        shared: new.shared,
        name,
        filter: new.filter.trim().to_owned(),
        sort,
        group_by: new.group_by,
        lane_by: new.lane_by,
        layout: new.layout,
        columns: new.columns.clone(),
        options: new.options.clone(),
        position: position::between(last.as_ref().map(|(_, position)| position.as_str()), None)?,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    store::insert(cx, &view)?;
    cx.emit(upsert("view.created", &view))?;
    Ok(view)
}

/// Whether the member may have a view of this project (or of none), and share it.
fn may_have(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    member: &Membership,
    of: Option<Uuid>,
    shared: bool,
) -> Result<()> {
    let Some(id) = of else {
        return if shared { member.grant().require(actor, Action::ShareViews) } else { Ok(()) };
    };
    let action = if shared { Action::EditTasks } else { Action::ViewProject };
    let access = project::open(cx, actor, id, action)?;
    if access.workspace_id() == member.workspace_id() {
        Ok(())
    } else {
        Err(Error::NotFound("project"))
    }
}

fn has_room(cx: &mut Cx<'_, '_>, member: &Membership, shared: bool) -> Result<()> {
    let (most, whose) = if shared {
        (MOST_SHARED, "A workspace shares")
    } else {
        (MOST_PRIVATE, "You have")
    };
    if store::count(cx, member.workspace_id(), shared, member.user_id())? >= most {
        let detail = format!("{whose} at most {most} views. Delete some first.");
        return Err(Error::conflict("too_many_views", detail));
    }
    Ok(())
}

fn check_filter(cx: &mut Cx<'_, '_>, actor: &Actor, member: &Membership, filter: &str) -> Result<()> {
    if filter.trim().is_empty() {
        return Ok(());
    }
    let now = cx.now();
    let projects: Vec<Uuid> = project::visible(cx, member)?.into_keys().collect();
    let reader = Reader {
        actor,
        workspace_id: member.workspace_id(),
        projects: &projects,
        now,
        timezone: None,
    };
    condition(cx, &reader, "/filter", filter).map(drop)
}

/// Custom fields that make the groups must be there.
fn check_groups(cx: &mut Cx<'_, '_>, member: &Membership, groups: [Option<GroupBy>; 2]) -> Result<()> {
    for (by, pointer) in groups.into_iter().zip(["/group_by", "/lane_by"]) {
        if let Some(GroupBy::Field(id)) = by {
            let projects: Vec<Uuid> = project::visible(cx, member)?.into_keys().collect();
            field::grouping(cx, member.workspace_id(), &projects, id, pointer)?;
        }
    }
    Ok(())
}

/// A custom field that is sorted by is kept by its id: names change.
fn settled_sort(cx: &mut Cx<'_, '_>, member: &Membership, sort: &str) -> Result<String> {
    if sorting_field(sort).is_none() {
        return Ok(sort.to_owned());
    }
    let projects: Vec<Uuid> = project::visible(cx, member)?.into_keys().collect();
    let order = parse_order(Some(sort), |field| field::sort(cx, member.workspace_id(), &projects, field));
    let order = order.map_err(|error| match error {
        Error::Invalid(mut faults) => {
            faults.iter_mut().for_each(|fault| "/sort".clone_into(&mut fault.pointer));
            Error::Invalid(faults)
        }
        other => other,
    })?;
    Ok(order_name(order.get(..1).unwrap_or_default()))
}

/// A view and the proof that the actor may change it: their own, or a shared one where they manage.
///
/// # Errors
/// `NotFound` for those who may not see it; `Forbidden`.
pub fn open(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<(Membership, View)> {
    let hidden = Error::hiding("view");
    let view = store::find_locked(cx, id)?.ok_or(Error::NotFound("view"))?;
    let workspace = WorkspaceRef::Id(view.workspace_id);
    let member = workspace::member_of(cx, actor, &workspace, Action::ViewWorkspace).map_err(hidden)?;
    let own = view.owner_id == member.user_id();
    if !view.shared && !own {
        return Err(Error::NotFound("view"));
    }
    require_scope(actor, Scope::Write)?;
    match view.project_id.filter(|_| view.shared) {
        Some(project) => {
            let action = if own { Action::EditTasks } else { Action::ManageProject };
            project::open(cx, actor, project, action).map_err(hidden)?;
        }
        None if view.shared && own => member.grant().require(actor, Action::ShareViews)?,
        None if view.shared => member.grant().require(actor, Action::EditWorkspace)?,
        None => {}
    }
    Ok((member, view))
}

/// Changes a view that [`open`] gave. To make it private, or shared, is its owner's to decide.
///
/// # Errors
/// `Stale`, `Invalid`, `not_owner`, `too_many_views`; `Forbidden` when it may not be shared.
pub fn update(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    (member, view): &(Membership, View),
    patch: &ViewPatch,
    if_match: Option<i64>,
) -> Result<View> {
    matching(view, if_match)?;
    let mut after = rules::patched(view, patch)?;
    after.filter = after.filter.trim().to_owned();
    if after.filter != view.filter {
        check_filter(cx, actor, member, &after.filter)?;
    }
    if after.sort != view.sort {
        after.sort = settled_sort(cx, member, &after.sort)?;
    }
    if (after.group_by, after.lane_by) != (view.group_by, view.lane_by) {
        check_groups(cx, member, [after.group_by, after.lane_by])?;
    }
    if after.shared != view.shared {
        if view.owner_id != member.user_id() {
            return Err(Error::forbidden("not_owner", "Only its owner makes a view private, or shares it."));
        }
        may_have(cx, actor, member, view.project_id, after.shared)?;
        has_room(cx, member, after.shared)?;
    }
    if let Some(anchor) = patch.after_id.clone().change() {
        after.position = place(cx, member, view, anchor)?;
    }
    if after == *view {
        return Ok(after);
    }
    (after.version, after.updated_at) = (view.version + 1, cx.now());
    store::update(cx, &after)?;
    if after.shared != view.shared {
        cx.emit(remove(view))?;
    }
    let kind = if after.shared == view.shared { "view.updated" } else { "view.shared" };
    cx.emit(upsert(kind, &after).changed("name", &view.name, &after.name))?;
    Ok(after)
}

/// Gives a view that [`open`] gave other fields of its own; says whether they were others.
///
/// # Errors
/// Those of the database.
pub fn set_back(cx: &mut Cx<'_, '_>, view: &View, wanted: View) -> Result<bool> {
    let mut after = View { version: view.version, updated_at: view.updated_at, ..wanted };
    if after == *view {
        return Ok(false);
    }
    (after.version, after.updated_at) = (view.version + 1, cx.now());
    store::update(cx, &after)?;
    cx.emit(upsert("view.updated", &after).changed("name", &view.name, &after.name))?;
    Ok(true)
}

/// Makes a deleted shared view again, with a version after its last; says whether it was gone. Its owner does, or who
/// manages there.
///
/// # Errors
/// `NotFound`, `Forbidden`; `too_many_views`.
pub fn put_back(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    member: &Membership,
    was: View,
    version: i64,
) -> Result<bool> {
    require_scope(actor, Scope::Write)?;
    if store::find(cx, was.id)?.is_some() {
        return Ok(false);
    }
    if was.owner_id == member.user_id() {
        may_have(cx, actor, member, was.project_id, was.shared)?;
    } else if let Some(project) = was.project_id {
        project::open(cx, actor, project, Action::ManageProject)?;
    } else {
        member.grant().require(actor, Action::EditWorkspace)?;
    }
    has_room(cx, member, was.shared)?;
    let view = View { version, updated_at: cx.now(), ..was };
    store::insert(cx, &view)?;
    cx.emit(upsert("view.created", &view))?;
    Ok(true)
}

/// The place right after another view, or before all.
fn place(cx: &mut Cx<'_, '_>, member: &Membership, view: &View, anchor: Option<Uuid>) -> Result<String> {
    let mut list = store::positions(cx, member.workspace_id(), member.user_id())?;
    let Some(anchor) = anchor else {
        list.retain(|(id, _)| *id != view.id);
        return position::between(None, list.first().map(|(_, position)| position.as_str()));
    };
    if anchor == view.id {
        return Ok(view.position.clone());
    }
    list.retain(|(id, _)| *id != view.id);
    let low = list.iter().find(|(id, _)| *id == anchor).map(|(_, position)| position.clone());
    let Some(low) = low else {
        let message = "It is not in that list. Read the list again.";
        return Err(Error::invalid("/after_id", "not_a_sibling", message));
    };
    // Two that were made at once may have the same place: behind both, then.
    let high = list
        .iter()
        .map(|(_, position)| position.as_str())
        .find(|position| *position > low.as_str());
    position::between(Some(&low), high)
}

/// Deletes a view that [`open`] gave, and takes it out of everybody's favourites.
///
/// # Errors
/// `Stale`.
pub fn delete(cx: &mut Cx<'_, '_>, (_, view): &(Membership, View), if_match: Option<i64>) -> Result<()> {
    matching(view, if_match)?;
    store::delete(cx, view.id)?;
    cx.emit(remove(view))?;
    favourite::forget(cx, &[view.id])
}

/// Who leaves takes their private views along; what they shared stays.
fn release(cx: &mut Cx<'_, '_>, departure: Departure) -> Result<()> {
    let Departure::Member { workspace_id, user_id } = departure else {
        return Ok(());
    };
    for view in store::private_of(cx, workspace_id, user_id)? {
        store::delete(cx, view.id)?;
        cx.emit(remove(&view))?;
    }
    Ok(())
}

/// Takes away the views of a project that is deleted for good.
///
/// # Errors
/// Those of the database.
pub fn forget(cx: &mut Cx<'_, '_>, project: Uuid) -> Result<()> {
    let found = store::all_of_project(cx, project)?;
    favourite::forget(cx, &found.iter().map(|view| view.id).collect::<Vec<_>>())?;
    for view in found {
        store::delete(cx, view.id)?;
        cx.emit(remove(&view))?;
    }
    Ok(())
}
