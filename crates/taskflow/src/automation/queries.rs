//! Reading rules and their runs.

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::{Rule, Run};
use super::store;
use crate::base::{Cursor, Page, Result};
use crate::event::Image;
use crate::project;
use crate::workspace::{Action, Membership};

const ORDER: &str = "made";
const RUNS: &str = "newest";

/// A page of the rules that the member may see, in the order they were made: of projects they see, and those of the
/// workspace for its admins.
///
/// # Errors
/// `NotFound` for a project they may not see; `invalid_cursor`.
pub fn list(
    tx: &mut Tx<'_>,
    member: &Membership,
    of: Option<Uuid>,
    limit: i64,
    cursor: Option<&str>,
) -> Result<Page<Rule>> {
    let after = match cursor {
        Some(text) => Cursor::decode(text, ORDER, 1)?.id(0)?,
        None => Uuid::nil(),
    };
    let projects = project::in_sight(tx, member, of)?;
    let wide = of.is_none() && member.grant().allows(Action::EditWorkspace);
    let rows = store::seen(tx, member.workspace_id(), wide, &projects, after, limit + 1)?;
    Ok(Page::cut(rows, limit, |rule| Cursor::new(ORDER, vec![rule.id.to_string().into()])))
}

/// A page of what a rule did, newest first.
///
/// # Errors
/// `invalid_cursor`.
pub fn runs(tx: &mut Tx<'_>, rule: &Rule, limit: i64, cursor: Option<&str>) -> Result<Page<Run>> {
    let before = match cursor.map(|text| Cursor::decode(text, RUNS, 2)).transpose()? {
        Some(cursor) => (cursor.int(0)?, cursor.id(1)?),
        None => (i64::MAX, Uuid::max()),
    };
    let rows = store::runs(tx, rule.id, before, limit + 1)?;
    Ok(Page::cut(rows, limit, |run| {
        Cursor::new(RUNS, vec![run.at.0.into(), run.id.to_string().into()])
    }))
}

/// Every rule of a stream, as the log shows it.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    store::of_workspace(tx, stream)?.iter().map(Image::of).collect()
}

/// Rules of no project by id, after one: for copies that admins keep.
///
/// # Errors
/// Those of the database.
pub fn page(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<Image>> {
    store::workspace_wide(tx, workspace, after, limit)?
        .iter()
        .map(Image::of)
        .collect()
}

/// Rules of these projects by id, after one: for copies that others keep.
///
/// # Errors
/// Those of the database.
pub fn of_projects(tx: &mut Tx<'_>, projects: &[Uuid], after: Uuid, limit: i64) -> Result<Vec<Image>> {
    store::of_projects(tx, projects, after, limit)?.iter().map(Image::of).collect()
}
