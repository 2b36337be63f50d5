//! Reading views.

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::{CheckedView, View};
use super::store;
use crate::base::{Actor, Cursor, Error, Page, Result, Stamp};
use crate::event::Image;
use crate::project;
use crate::task::field;
use crate::task::queries::{Reader, condition};
use crate::task::rules::sorting_field;
use crate::workspace::{self, Action, Membership, WorkspaceRef};

const ORDER: &str = "place";

/// A page of the views that the member may see: their own, and shared ones of the workspace and of projects they see.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(tx: &mut Tx<'_>, member: &Membership, limit: i64, cursor: Option<&str>) -> Result<Page<View>> {
    let after = match cursor.map(|text| Cursor::decode(text, ORDER, 2)).transpose()? {
        Some(cursor) => (cursor.text(0)?, cursor.id(1)?),
        None => (String::new(), Uuid::nil()),
    };
    let projects: Vec<Uuid> = project::visible(tx, member)?.into_keys().collect();
    let after = (after.0.as_str(), after.1);
    let rows = store::seen(tx, member.workspace_id(), member.user_id(), &projects, after, limit + 1)?;
    let place =
        |view: &View| Cursor::new(ORDER, vec![view.position.as_str().into(), view.id.to_string().into()]);
    Ok(Page::cut(rows, limit, place))
}

/// One view, and whether its filter and its order still mean something.
///
/// # Errors
/// `NotFound`.
pub fn one(tx: &mut Tx<'_>, actor: &Actor, id: Uuid, now: Stamp) -> Result<CheckedView> {
    let (member, view) = seen(tx, actor, id)?;
    let sorting = sorting_field(&view.sort);
    if view.filter.is_empty() && sorting.is_none() {
        return Ok(CheckedView { view, filter_error: None, sort_error: None });
    }
    let projects: Vec<Uuid> = project::visible(tx, &member)?.into_keys().collect();
    let workspace_id = view.workspace_id;
    let filter_error = match view.filter.as_str() {
        "" => None,
        filter => {
            let reader = Reader { actor, workspace_id, projects: &projects, now, timezone: None };
            wrong(condition(tx, &reader, "/filter", filter))?
        }
    };
    let sort_error = match sorting {
        None => None,
        Some((field, _)) => wrong(field::sort(tx, workspace_id, &projects, field))?,
    };
    Ok(CheckedView { view, filter_error, sort_error })
}

/// Why something is refused, in words.
fn wrong<T>(result: Result<T>) -> Result<Option<String>> {
    match result {
        Ok(_) => Ok(None),
        Err(Error::Invalid(faults)) => Ok(Some(faults.into_iter().map(|fault| fault.message).collect())),
        Err(other) => Err(other),
    }
}

/// A view that the actor may see, and their membership.
///
/// # Errors
/// `NotFound`.
pub fn seen(tx: &mut Tx<'_>, actor: &Actor, id: Uuid) -> Result<(Membership, View)> {
    let hidden = Error::hiding("view");
    let view = store::find(tx, id)?.ok_or(Error::NotFound("view"))?;
    let workspace = WorkspaceRef::Id(view.workspace_id);
    let member = workspace::member_of(tx, actor, &workspace, Action::ViewWorkspace).map_err(hidden)?;
    match view.project_id {
        _ if !view.shared && view.owner_id != member.user_id() => return Err(Error::NotFound("view")),
        Some(project) if view.shared => {
            project::open(tx, actor, project, Action::ViewProject).map_err(hidden)?;
        }
        _ => {}
    }
    Ok((member, view))
}

/// Every view of a stream, as the log shows it.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    store::of_stream(tx, stream)?.iter().map(Image::of).collect()
}

/// Shared views without a project, after one: for copies that others keep.
///
/// # Errors
/// Those of the database.
pub fn page(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<Image>> {
    store::workspace_wide(tx, workspace, after, limit)?
        .iter()
        .map(Image::of)
        .collect()
}

/// The shared views of these projects: for copies that others keep.
///
/// # Errors
/// Those of the database.
pub fn of_projects(tx: &mut Tx<'_>, projects: &[Uuid]) -> Result<Vec<Image>> {
    store::of_projects(tx, projects)?.iter().map(Image::of).collect()
}
