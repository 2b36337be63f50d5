//! Making, changing and deleting templates.

use uuid::Uuid;

use crate::base::error::Faults;
use crate::base::{Actor, Error, Result};
use crate::event::{Cx, Entity, NewEvent, matching};
use crate::task::field;
use crate::task::home::{self, Home, Takes};
use crate::task::store as tasks;
use crate::task::template::model::{NewTemplate, Template, TemplateKind, TemplatePatch};
use crate::task::template::rules::{self, Known, Mentions};
use crate::task::template::store;
use crate::workspace::Action;
use crate::{project, workspace};

const TAKES: Takes = Takes { everywhere: Action::ManageTemplates, in_project: Action::EditTasks };

/// The template, and the proof that the actor may change it: of a project it takes editing its tasks.
///
/// # Errors
/// `NotFound` for those who do not see it; `Forbidden`; `project_archived`.
pub fn open(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<(Home, Template)> {
    let template = store::find_locked(cx, id)?.ok_or(Error::NotFound("template"))?;
    let of = (template.workspace_id, template.project_id);
    Ok((home::open(cx, actor, of, TAKES, "template")?, template))
}

/// Makes a template. The same id again by the same person answers the one that is there.
///
/// # Errors
/// `Invalid` with all that is wrong; `name_taken`, `too_many_templates`, `id_taken`.
pub fn create(cx: &mut Cx<'_, '_>, home: Home, new: &NewTemplate) -> Result<Template> {
    put(cx, home, new, false)
}

/// As [`create`], of what is there: what that refers to may be gone.
///
/// # Errors
/// As [`create`].
pub fn keep(cx: &mut Cx<'_, '_>, home: Home, new: &NewTemplate) -> Result<Template> {
    put(cx, home, new, true)
}

fn put(cx: &mut Cx<'_, '_>, home: Home, new: &NewTemplate, of_things: bool) -> Result<Template> {
    // Names and their number are the scope's: one change at a time.
    workspace::lock(cx, home.workspace_id())?;
    if let Some(found) = new.id.map(|id| store::find(cx, id)).transpose()?.flatten() {
        let own = found.creator_id == home.user_id()
            && (found.workspace_id, found.project_id) == (home.workspace_id(), home.project_id());
        return if own { Ok(found) } else { Err(Error::id_taken()) };
    }
    let now = cx.now();
    let blank = Template {
        id: new.id.unwrap_or_else(|| cx.new_id()),
        workspace_id: home.workspace_id(),
        project_id: home.project_id(),
        kind: TemplateKind::Task,
        name: String::new(),
        description: String::new(),
        task: None,
        project: None,
        creator_id: home.user_id(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let mut template = rules::checked(blank, new)?;
    let before = if of_things { Mentions::of(&template) } else { Mentions::default() };
    settle(cx, home, &mut template, before)?;
    let most = if home.project_id().is_some() {
        rules::MOST_OF_A_PROJECT
    } else {
        rules::MOST_SHARED
    };
    if store::count(cx, home.workspace_id(), home.project_id())? >= most {
        let detail = format!("There are {most} templates already. Delete some first.");
        return Err(Error::conflict("too_many_templates", detail));
    }
    refuse_taken(cx, &template)?;
    store::insert(cx, &template)?;
    cx.emit(home.seen(NewEvent::upsert(home.stream(), "template.created", &template)))?;
    Ok(template)
}

/// What it refers to must be there, unless it named it before.
fn settle(cx: &mut Cx<'_, '_>, home: Home, template: &mut Template, before: Mentions) -> Result<()> {
    let mentions = Mentions::of(template);
    let tags: Vec<Uuid> = mentions.tags.iter().copied().collect();
    let people: Vec<Uuid> = mentions.people.iter().copied().collect();
    let mut known = Known {
        tags: tasks::known_tags(cx, home.workspace_id(), &tags)?,
        before,
        ..Known::default()
    };
    known.people = match home.project_id() {
        Some(project) => project::roles_of(cx, project, &people)?.into_keys().collect(),
        None => workspace::members_by_id(cx, home.workspace_id(), &people)?
            .into_keys()
            .collect(),
    };
    if !mentions.fields.is_empty() {
        let projects: Vec<Uuid> = home.project_id().into_iter().collect();
        known.fields = field::in_sight(cx, home.workspace_id(), &projects)?;
    }
    let mut faults = Faults::default();
    known.settle(&mut faults, template);
    faults.check()
}

fn refuse_taken(cx: &mut Cx<'_, '_>, template: &Template) -> Result<()> {
    let (workspace, project) = (template.workspace_id, template.project_id);
    let other = store::named(cx, workspace, project, template.kind, &template.name)?;
    if other.is_some_and(|other| other != template.id) {
        return Err(Error::conflict("name_taken", "Another template has this name. Choose another."));
    }
    Ok(())
}

/// Changes a template that [`open`] gave.
///
/// # Errors
/// `Stale`; `Invalid`; `name_taken`.
pub fn update(
    cx: &mut Cx<'_, '_>,
    (home, before): &(Home, Template),
    patch: &TemplatePatch,
    if_match: Option<i64>,
) -> Result<Template> {
    matching(before, if_match)?;
    let mut after = rules::patched(before, patch)?;
    if (&after.task, &after.project) != (&before.task, &before.project) {
        settle(cx, *home, &mut after, Mentions::of(before))?;
    }
    if after == *before {
        return Ok(after);
    }
    workspace::lock(cx, home.workspace_id())?;
    refuse_taken(cx, &after)?;
    (after.version, after.updated_at) = (before.version + 1, cx.now());
    store::update(cx, &after)?;
    // The log carries all of it; for people the name says enough.
    let event = NewEvent::upsert(home.stream(), "template.updated", &after);
    cx.emit(home.seen(event.changed("name", &before.name, &after.name)))?;
    Ok(after)
}

/// Deletes a template that [`open`] gave. What was made of it stays.
///
/// # Errors
/// `Stale`.
pub fn delete(cx: &mut Cx<'_, '_>, (home, template): &(Home, Template), if_match: Option<i64>) -> Result<()> {
    matching(template, if_match)?;
    store::delete(cx, template.id)?;
    let (name, version) = (Template::NAME, template.version + 1);
    let event = NewEvent::remove(home.stream(), "template.deleted", name, template.id, version);
    cx.emit(home.seen(event.changed("name", &template.name, ())))
}
