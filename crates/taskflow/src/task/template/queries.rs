//! Reading templates.

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::{Template, TemplateKind};
use super::store;
use crate::base::page::Cursor;
use crate::base::{Actor, Error, Page, Result};
use crate::event::Image;
use crate::project::ProjectAccess;
use crate::task::field::key;
use crate::task::home;
use crate::workspace::Membership;

const ORDER: &str = "name";

/// A page of the templates for all projects, by name.
///
/// # Errors
/// `invalid_cursor`.
pub fn of_workspace(
    tx: &mut Tx<'_>,
    member: &Membership,
    kind: Option<TemplateKind>,
    limit: i64,
    cursor: Option<&str>,
) -> Result<Page<Template>> {
    let kinds = kind.map_or(TemplateKind::ALL.to_vec(), |kind| vec![kind]);
    list(tx, (member.workspace_id(), None), &kinds, limit, cursor)
}

/// A page of what tasks of a project can be made of: the templates for all projects and its own, by name.
///
/// # Errors
/// `invalid_cursor`.
pub fn of_project(
    tx: &mut Tx<'_>,
    access: &ProjectAccess,
    limit: i64,
    cursor: Option<&str>,
) -> Result<Page<Template>> {
    let of = (access.workspace_id(), Some(access.project_id()));
    list(tx, of, &[TemplateKind::Task], limit, cursor)
}

fn list(
    tx: &mut Tx<'_>,
    (workspace, project): (Uuid, Option<Uuid>),
    kinds: &[TemplateKind],
    limit: i64,
    cursor: Option<&str>,
) -> Result<Page<Template>> {
    let (name, id) = match cursor {
        Some(text) => {
            let cursor = Cursor::decode(text, ORDER, 2)?;
            (cursor.text(0)?, cursor.id(1)?)
        }
        None => (String::new(), Uuid::nil()),
    };
    let rows = store::listed(tx, workspace, project, kinds, (&name, id), limit + 1)?;
    Ok(Page::cut(rows, limit, |template| {
        Cursor::new(ORDER, vec![key(&template.name).into(), template.id.to_string().into()])
    }))
}

/// A template that the actor may see: of a project, if they see that.
///
/// # Errors
/// `NotFound`.
pub fn one(tx: &mut Tx<'_>, actor: &Actor, id: Uuid) -> Result<Template> {
    let template = store::find(tx, id)?.ok_or(Error::NotFound("template"))?;
    home::see(tx, actor, (template.workspace_id, template.project_id), "template")?;
    Ok(template)
}

/// The template to make something of, which a request names.
///
/// # Errors
/// `unknown_template` for one of another workspace or type, or that the actor may not see.
pub fn to_use(
    tx: &mut Tx<'_>,
    actor: &Actor,
    workspace: Uuid,
    kind: TemplateKind,
    id: Uuid,
) -> Result<Template> {
    let unknown = || {
        let message = format!("There is no such template of type {} that you can see.", kind.name());
        Error::invalid("/template_id", "unknown_template", message)
    };
    match one(tx, actor, id) {
        Ok(template) if template.workspace_id == workspace && template.kind == kind => Ok(template),
        Ok(_) | Err(Error::NotFound(_)) => Err(unknown()),
        Err(error) => Err(error),
    }
}

/// Every template of a stream, as the log shows it.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    store::all(tx, stream)?.iter().map(Image::of).collect()
}

/// Templates for all projects by id, after one: for copies that others keep.
///
/// # Errors
/// Those of the database.
pub fn page(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<Image>> {
    store::shared_after(tx, workspace, after, limit)?
        .iter()
        .map(Image::of)
        .collect()
}

/// Templates of these projects by id, after one: for copies that others keep.
///
/// # Errors
/// Those of the database.
pub fn of_projects(tx: &mut Tx<'_>, projects: &[Uuid], after: Uuid, limit: i64) -> Result<Vec<Image>> {
    store::of_projects(tx, projects, after, limit)?.iter().map(Image::of).collect()
}
