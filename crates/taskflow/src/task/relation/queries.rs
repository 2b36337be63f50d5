//! Reading relations.

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::{RelatedTask, Relation};
use super::{rules, store};
use crate::base::page::Cursor;
use crate::base::{Actor, Error, Page, Result};
use crate::event::Image;
use crate::project;
use crate::task::{TaskAccess, access};
use crate::workspace::{self, Action, WorkspaceRef};

const ORDER: &str = "made";

/// A page of a task's relations in the order they were made, without those to tasks the actor may not see.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    access: &TaskAccess,
    limit: i64,
    cursor: Option<&str>,
    total: bool,
) -> Result<Page<RelatedTask>> {
    let after = cursor.map(|text| Cursor::decode(text, ORDER, 1)?.id(0)).transpose()?;
    let here = access.task().id;
    let mut found = store::of_task(tx, here)?;
    if !found.is_empty() {
        let workspace = WorkspaceRef::Id(access.workspace_id());
        let member = workspace::member_of(tx, actor, &workspace, Action::ViewWorkspace)?;
        let visible = project::visible(tx, &member)?;
        found.retain(|(_, brief)| visible.contains_key(&brief.project_id));
    }
    found.sort_unstable_by_key(|(relation, _)| relation.id);
    let all = i64::try_from(found.len()).map_err(Error::internal)?;
    let rows = found
        .into_iter()
        .filter(|(relation, _)| after.is_none_or(|after| relation.id > after))
        .map(|(relation, task)| RelatedTask { kind: rules::seen(&relation, here), task, relation })
        .collect();
    let mut page = Page::cut(rows, limit, |row| Cursor::new(ORDER, vec![row.relation.id.to_string().into()]));
    page.total = total.then_some(all);
    Ok(page)
}

/// One relation, and the proofs that the actor may see both of its tasks.
///
/// # Errors
/// `NotFound`.
pub fn open(tx: &mut Tx<'_>, actor: &Actor, id: Uuid) -> Result<(Relation, TaskAccess, TaskAccess)> {
    let hide = Error::hiding("relation");
    let relation = store::find(tx, id)?.ok_or(Error::NotFound("relation"))?;
    let task = access::open(tx, actor, relation.task_id, Action::ViewProject).map_err(hide)?;
    let other = access::open(tx, actor, relation.other_id, Action::ViewProject).map_err(hide)?;
    Ok((relation, task, other))
}

/// Every relation of a stream, as the log shows it.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    store::all(tx, stream)?.iter().map(Image::of).collect()
}

/// Whether an open task that is not in the trash blocks it: what a filter in memory asks besides the task.
///
/// # Errors
/// Those of the database.
pub fn is_blocked(tx: &mut Tx<'_>, task: Uuid) -> Result<bool> {
    store::is_blocked(tx, task)
}
