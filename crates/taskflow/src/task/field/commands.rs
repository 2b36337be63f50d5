//! Making, changing and deleting custom fields.

use taskflow_db::Ahead;
use uuid::Uuid;

use super::model::{CustomField, FieldKind, FieldPatch, NewField};
use super::{rules, store};
use crate::base::error::Faults;
use crate::base::{Actor, Error, Patch, Result, ids};
use crate::event::{Cx, Entity, NewEvent, matching};
use crate::project::ProjectAccess;
use crate::task::home::{self, Home, Takes};
use crate::task::model::{NewTask, Task};
use crate::task::pieces::{LOOK_FOR, MOST_TASKS, in_pieces_of_each};
use crate::task::store as tasks;
use crate::workspace::{self, Action};

const TAKES: Takes = Takes { everywhere: Action::ManageFields, in_project: Action::ManageProject };

/// The field, and the proof that the actor may manage it: of a project it takes managing that.
///
/// # Errors
/// `NotFound` for those who do not see it; `Forbidden`; `project_archived`.
pub fn open(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<(Home, CustomField)> {
    let field = store::find_locked(cx, id)?.ok_or(Error::NotFound("custom field"))?;
    let of = (field.workspace_id, field.project_id);
    Ok((home::open(cx, actor, of, TAKES, "custom field")?, field))
}

fn siblings(cx: &mut Cx<'_, '_>, home: Home) -> Result<Vec<CustomField>> {
    match home.project_id() {
        Some(project) => store::of_projects(cx, home.workspace_id(), &[project]),
        None => store::shared(cx, home.workspace_id()),
    }
}

fn place(siblings: &[CustomField], but: Uuid, after: Option<Option<Uuid>>) -> Result<String> {
    let others: Vec<(Uuid, &str)> = siblings
        .iter()
        .filter(|field| field.id != but)
        .map(|field| (field.id, field.position.as_str()))
        .collect();
    rules::place(&others, after)
}

fn refuse_taken(siblings: &[CustomField], field: &CustomField) -> Result<()> {
    let name = rules::key(&field.name);
    if siblings
        .iter()
        .any(|other| other.id != field.id && rules::key(&other.name) == name)
    {
        return Err(Error::conflict("name_taken", "Another field has this name. Choose another."));
    }
    Ok(())
}

/// Makes a field. The same id again by the same person answers the field that is there.
///
/// # Errors
/// `Invalid`; `name_taken`, `id_taken`, `too_many_fields`.
pub fn create(cx: &mut Cx<'_, '_>, home: Home, new: &NewField) -> Result<CustomField> {
    if let Some(found) = new.id.map(|id| store::find(cx, id)).transpose()?.flatten() {
        let own = found.creator_id == home.user_id()
            && (found.workspace_id, found.project_id) == (home.workspace_id(), home.project_id());
        return if own { Ok(found) } else { Err(Error::id_taken()) };
    }
    // Places, names and their number are the scope's: one change at a time.
    workspace::lock(cx, home.workspace_id())?;
    let siblings = siblings(cx, home)?;
    let now = cx.now();
    let blank = CustomField {
        id: new.id.unwrap_or_else(|| cx.new_id()),
        workspace_id: home.workspace_id(),
        project_id: home.project_id(),
        name: String::new(),
        kind: FieldKind::Text,
        required: false,
        options: Vec::new(),
        position: String::new(),
        archived_at: None,
        creator_id: home.user_id(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let mut field = rules::checked(blank, new, &mut ids::new_id)?;
    if siblings.len() >= rules::MOST_FIELDS {
        let detail = format!("There are {} fields already. Delete some first.", rules::MOST_FIELDS);
        return Err(Error::conflict("too_many_fields", detail));
    }
    refuse_taken(&siblings, &field)?;
    field.position = place(&siblings, field.id, new.after_id.map(Some))?;
    store::insert(cx, &field)?;
    cx.emit(home.seen(NewEvent::upsert(home.stream(), "custom_field.created", &field)))?;
    Ok(field)
}

/// Changes a field that [`open`] gave. Options that are left out are taken off all tasks first.
///
/// # Errors
/// `Invalid`; `Stale`; `name_taken`; `field_in_use` when more than 5,000 tasks have an option that goes.
pub fn update(
    cx: &mut Cx<'_, '_>,
    (home, field): &(Home, CustomField),
    patch: &FieldPatch,
    if_match: Option<i64>,
) -> Result<CustomField> {
    matching(field, if_match)?;
    let mut after = rules::patched(field, patch, &mut ids::new_id)?;
    if let Patch::Set(archived) = patch.archived {
        after.archived_at = archived.then(|| field.archived_at.unwrap_or(cx.now()));
    }
    workspace::lock(cx, home.workspace_id())?;
    let siblings = siblings(cx, *home)?;
    refuse_taken(&siblings, &after)?;
    if let Some(place_after) = patch.after_id.clone().change() {
        let order: Vec<Uuid> = siblings.iter().map(|field| field.id).collect();
        let stands = order.iter().position(|id| *id == field.id).and_then(|at| at.checked_sub(1));
        if place_after != stands.map(|at| order[at]) {
            after.position = place(&siblings, field.id, Some(place_after))?;
        }
    }
    if after
        .options
        .iter()
        .map(|o| (o.id, &o.name, &o.colour))
        .eq(field.options.iter().map(|o| (o.id, &o.name, &o.colour)))
    {
        // Nothing about them is different but where the new places would be.
        after.options.clone_from(&field.options);
    }
    if after == *field {
        return Ok(after);
    }
    let kept = |id: &Uuid| after.options.iter().any(|option| option.id == *id);
    let gone: Vec<Uuid> = field.options.iter().map(|option| option.id).filter(|id| !kept(id)).collect();
    if !gone.is_empty() {
        take_off(cx, *home, field, Some(&gone))?;
    }
    after.version += 1;
    after.updated_at = cx.now();
    store::update(cx, field, &after)?;
    let event = NewEvent::upsert(home.stream(), "custom_field.updated", &after)
        .changed("name", &field.name, &after.name)
        .changed("required", field.required, after.required)
        .changed("options", &field.options, &after.options)
        .changed("position", &field.position, &after.position)
        .changed("archived_at", field.archived_at, after.archived_at);
    cx.emit(home.seen(event))?;
    Ok(after)
}

/// Deletes a field that [`open`] gave; all tasks lose their values.
///
/// # Errors
/// `Stale`; `field_in_use` when more than 5,000 tasks have a value.
pub fn delete(cx: &mut Cx<'_, '_>, (home, field): &(Home, CustomField), if_match: Option<i64>) -> Result<()> {
    matching(field, if_match)?;
    take_off(cx, *home, field, None)?;
    store::delete(cx, field.id)?;
    let (name, version) = (CustomField::NAME, field.version + 1);
    cx.emit(home.seen(NewEvent::remove(home.stream(), "custom_field.deleted", name, field.id, version)))
}

/// Takes a field's values off all tasks, or only these options.
fn take_off(cx: &mut Cx<'_, '_>, home: Home, field: &CustomField, options: Option<&[Uuid]>) -> Result<()> {
    let found = store::tasks(cx, field.id, options, LOOK_FOR)?;
    if found.len() > MOST_TASKS {
        let detail = format!(
            "More than {MOST_TASKS} tasks have a value that would go. Take it off some of them first, or archive the field."
        );
        return Err(Error::conflict("field_in_use", detail));
    }
    let now = cx.now();
    in_pieces_of_each(cx, home.stream(), "task.field_cleared", found, |cx, some| {
        let mut changed: Vec<(Task, Task)> = Vec::new();
        for before in tasks::load_many(cx, some)? {
            let Some(values) = rules::value::ends_without(&before.custom_fields, field.id, options) else {
                continue;
            };
            let after = Task {
                custom_fields: values,
                version: before.version + 1,
                updated_at: now,
                ..before.clone()
            };
            changed.push((before, after));
        }
        tasks::save_all(cx, &changed.iter().collect::<Vec<_>>())?;
        Ok(changed.into_iter().map(|(_, after)| after).collect())
    })
}

/// Asks which values the project requires; [`require_all`] takes the answer.
pub fn ask_required(cx: &mut Cx<'_, '_>, project: &ProjectAccess) -> Ahead {
    store::ask_required(cx, project.workspace_id(), project.project_id())
}

/// Refuses a new task without a value that its project requires.
///
/// # Errors
/// `Invalid`.
pub fn require_all(cx: &mut Cx<'_, '_>, asked: Ahead, new: &NewTask) -> Result<()> {
    let mut faults = Faults::default();
    for field in store::required(cx, asked)? {
        let given = new.custom_fields.as_ref().and_then(|values| values.get(&field.to_string()));
        let has = given.is_some_and(|value| !value.is_null());
        let pointer = format!("/custom_fields/{field}");
        faults.require(has, &pointer, "required", "The project requires a value of this field.");
    }
    faults.check()
}
