//! Reading custom fields.

use std::collections::HashMap;

use serde_json::Value;
use taskflow_db::Tx;
use uuid::Uuid;

use super::model::{CustomField, FieldKind};
use super::{rules, store};
use crate::base::page::Cursor;
use crate::base::{Actor, Error, Page, Result};
use crate::event::Image;
use crate::project::ProjectAccess;
use crate::task::home;
use crate::workspace::Membership;

const ORDER: &str = "position";

/// A page of the fields that tasks of all projects have.
///
/// # Errors
/// `invalid_cursor`.
pub fn of_workspace(
    tx: &mut Tx<'_>,
    member: &Membership,
    limit: i64,
    cursor: Option<&str>,
) -> Result<Page<CustomField>> {
    cut(store::shared(tx, member.workspace_id())?, limit, cursor)
}

/// A page of the fields that tasks of a project have: those of all projects, then its own.
///
/// # Errors
/// `invalid_cursor`.
pub fn of_project(
    tx: &mut Tx<'_>,
    access: &ProjectAccess,
    limit: i64,
    cursor: Option<&str>,
) -> Result<Page<CustomField>> {
    let mut fields = store::shared(tx, access.workspace_id())?;
    fields.extend(store::of_projects(tx, access.workspace_id(), &[access.project_id()])?);
    cut(fields, limit, cursor)
}

/// A field that the actor may see: of a project, if they see that.
///
/// # Errors
/// `NotFound`.
pub fn one(tx: &mut Tx<'_>, actor: &Actor, id: Uuid) -> Result<CustomField> {
    let field = store::find(tx, id)?.ok_or(Error::NotFound("custom field"))?;
    home::see(tx, actor, (field.workspace_id, field.project_id), "custom field")?;
    Ok(field)
}

/// There are few: cutting the page here saves statements of their own.
fn cut(mut fields: Vec<CustomField>, limit: i64, cursor: Option<&str>) -> Result<Page<CustomField>> {
    let rank =
        |field: &CustomField| (i64::from(field.project_id.is_some()), field.position.clone(), field.id);
    if let Some(text) = cursor {
        let cursor = Cursor::decode(text, ORDER, 3)?;
        let after = (cursor.int(0)?, cursor.text(1)?, cursor.id(2)?);
        fields.retain(|field| rank(field) > after);
    }
    Ok(Page::cut(fields, limit, |field| {
        let (own, position, id) = rank(field);
        Cursor::new(ORDER, vec![own.into(), position.into(), id.to_string().into()])
    }))
}

/// Every field of a stream, as the log shows it.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    store::all(tx, stream)?.iter().map(Image::of).collect()
}

/// Fields of all projects by id, after one: for copies that others keep.
///
/// # Errors
/// Those of the database.
pub fn page(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<Image>> {
    store::after(tx, workspace, after, limit)?.iter().map(Image::of).collect()
}

/// The fields of these projects alone: for copies that others keep.
///
/// # Errors
/// Those of the database.
pub fn of_projects(tx: &mut Tx<'_>, workspace: Uuid, projects: &[Uuid]) -> Result<Vec<Image>> {
    store::of_projects(tx, workspace, projects)?.iter().map(Image::of).collect()
}

/// All fields of a workspace that somebody sees who sees these projects.
///
/// # Errors
/// Those of the database.
pub fn in_sight(tx: &mut Tx<'_>, workspace: Uuid, projects: &[Uuid]) -> Result<Vec<CustomField>> {
    let mut fields = store::shared(tx, workspace)?;
    fields.extend(store::of_projects(tx, workspace, projects)?);
    Ok(fields)
}

/// How tasks sort by a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldSort {
    pub field_id: Uuid,
    /// The places of its options, of a choice of one.
    ranks: Option<HashMap<Uuid, String>>,
}

impl FieldSort {
    /// Of a field without options, for tests of what engines make of it.
    #[cfg(test)]
    pub fn of(field_id: Uuid) -> Self {
        Self { field_id, ranks: None }
    }

    /// What a task's value sorts by.
    pub fn text(&self, value: Option<&Value>) -> Option<String> {
        let value = value?;
        match &self.ranks {
            Some(ranks) => ranks.get(&value.as_str()?.parse().ok()?).cloned(),
            None => rules::sort_text(value),
        }
    }
}

/// A field that tasks are put into groups by.
///
/// # Errors
/// `Invalid` at `pointer` for one that is not there to be seen, or whose values make no groups.
pub fn grouping(
    tx: &mut Tx<'_>,
    workspace: Uuid,
    projects: &[Uuid],
    field: Uuid,
    pointer: &str,
) -> Result<CustomField> {
    let wrong = |message: &str| Error::invalid(pointer, "unknown_custom_field", message.to_owned());
    let field = seen(tx, workspace, projects, field)?;
    let field = field.ok_or_else(|| wrong("There is no such custom field that you can see."))?;
    if field.kind.has_options() || field.kind == FieldKind::Person {
        return Ok(field);
    }
    Err(wrong("Only a field of a choice or of people makes groups."))
}

fn seen(tx: &mut Tx<'_>, workspace: Uuid, projects: &[Uuid], field: Uuid) -> Result<Option<CustomField>> {
    Ok(store::find(tx, field)?.filter(|found| {
        let seen = found.project_id.is_none_or(|project| projects.contains(&project));
        found.workspace_id == workspace && seen
    }))
}

/// How tasks sort by a field in sight, given by its id, or by its name with or without quotes.
///
/// # Errors
/// `Invalid` at `?sort` for one that is not there, or whose values have no order; for a name that several have.
pub fn sort(tx: &mut Tx<'_>, workspace: Uuid, projects: &[Uuid], field: &str) -> Result<FieldSort> {
    let wrong = |message: &str| Error::invalid("?sort", "invalid_sort", message.to_owned());
    let found = match field.parse() {
        Ok(id) => seen(tx, workspace, projects, id)?,
        Err(_) => {
            let quoted = field.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            let name = rules::key(quoted.unwrap_or(field));
            let mut named = in_sight(tx, workspace, projects)?;
            named.retain(|field| rules::key(&field.name) == name);
            if named.len() > 1 {
                return Err(wrong("Several custom fields have this name: give the id of one."));
            }
            named.pop()
        }
    };
    let field = found.ok_or_else(|| wrong("There is no such custom field that you can see."))?;
    let ranks = match field.kind {
        FieldKind::MultiSelect => {
            return Err(wrong("Tasks may have several values of this field, so they do not sort by it."));
        }
        FieldKind::Select => Some(field.options.into_iter().map(|o| (o.id, o.position)).collect()),
        _ => None,
    };
    Ok(FieldSort { field_id: field.id, ranks })
}
