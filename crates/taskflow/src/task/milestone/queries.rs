//! Reading milestones.

use std::collections::BTreeSet;

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::{Milestone, MilestoneEntry, MilestoneState};
use super::{rules, store};
use crate::base::{Actor, Cursor, Error, Page, Result};
use crate::event::Image;
use crate::project::{self, ProjectAccess};
use crate::task::plan::{self, Progress};
use crate::workspace::Action;

const ORDER: &str = "place";

/// One milestone.
///
/// # Errors
/// `NotFound`, also for those who may not see its project.
pub fn one(tx: &mut Tx<'_>, actor: &Actor, id: Uuid) -> Result<Milestone> {
    let milestone = store::find(tx, id)?.ok_or(Error::NotFound("milestone"))?;
    project::open(tx, actor, milestone.project_id, Action::ViewProject)
        .map_err(Error::hiding("milestone"))?;
    Ok(milestone)
}

/// How far the tasks of a milestone are.
///
/// # Errors
/// As [`one`].
pub fn progress(tx: &mut Tx<'_>, actor: &Actor, id: Uuid) -> Result<Progress> {
    let milestone = one(tx, actor, id)?;
    Ok(plan::progress(tx, &[milestone.id])?.remove(&id).unwrap_or_default())
}

/// A page of a project's milestones in their order, with how far each is.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(
    tx: &mut Tx<'_>,
    access: &ProjectAccess,
    state: Option<MilestoneState>,
    limit: i64,
    cursor: Option<&str>,
    total: bool,
) -> Result<Page<MilestoneEntry>> {
    let after = match cursor.map(|text| Cursor::decode(text, ORDER, 2)).transpose()? {
        Some(cursor) => Some((cursor.text(0)?, cursor.id(1)?)),
        None => None,
    };
    // A project has few: cutting the page here saves a statement of its own.
    let mut rows = store::of_project(tx, access.project_id())?;
    rows.retain(|m| state.is_none_or(|state| m.state == state));
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    rows.retain(|m| {
        after
            .as_ref()
            .is_none_or(|(position, id)| (&m.position, m.id) > (position, *id))
    });
    let page = Page::cut(rows, limit, |m| {
        Cursor::new(ORDER, vec![m.position.clone().into(), m.id.to_string().into()])
    });
    let ids: Vec<Uuid> = page.items.iter().map(|m| m.id).collect();
    let mut progress = plan::progress(tx, &ids)?;
    let page = page.map(|milestone| MilestoneEntry {
        progress: progress.remove(&milestone.id).unwrap_or_default(),
        milestone,
    });
    Ok(Page { total: total.then_some(count), ..page })
}

/// Whether the project has this milestone, to give it to a task; then it stays until the commit.
///
/// # Errors
/// Those of the database.
pub fn hold(tx: &mut Tx<'_>, project: Uuid, id: Uuid) -> Result<bool> {
    store::hold(tx, project, id)
}

/// A project's milestones in their order. Access is the caller's to prove.
///
/// # Errors
/// Those of the database.
pub fn of_project(tx: &mut Tx<'_>, project: Uuid) -> Result<Vec<Milestone>> {
    store::of_project(tx, project)
}

/// Names in lower case and ids of those milestones of these projects that have one of these names.
///
/// # Errors
/// Those of the database.
pub fn named(tx: &mut Tx<'_>, projects: &[Uuid], names: &BTreeSet<String>) -> Result<Vec<(String, Uuid)>> {
    store::named(tx, projects, names.iter().map(|name| rules::key(name)).collect())
}

/// The milestones of these ids, in no certain order. Access is the caller's to prove.
///
/// # Errors
/// Those of the database.
pub fn by_ids(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Milestone>> {
    if ids.is_empty() { Ok(Vec::new()) } else { store::by_ids(tx, ids) }
}

/// Every milestone of a stream, as the log shows it.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    store::of_workspace(tx, stream)?.iter().map(Image::of).collect()
}

/// Milestones of these projects by id, after one: for copies that others keep.
///
/// # Errors
/// Those of the database.
pub fn page(tx: &mut Tx<'_>, projects: &[Uuid], after: Uuid, limit: i64) -> Result<Vec<Image>> {
    store::after(tx, projects, after, limit)?.iter().map(Image::of).collect()
}
