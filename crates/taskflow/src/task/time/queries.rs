//! Reading tracked time.

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::TimeEntry;
use super::store;
use crate::base::{Actor, Cursor, Error, Page, Result, Stamp};
use crate::event::Image;
use crate::project;
use crate::task::access;
use crate::workspace::{Action, Membership};

const ORDER: &str = "newest";
/// Entries read at once.
const CHUNK: i64 = 500;

/// Which entries are asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub workspace: Uuid,
    /// Of tasks in these projects; `None` when access to the task is proven.
    pub projects: Option<Vec<Uuid>>,
    pub task: Option<Uuid>,
    pub user: Option<Uuid>,
    /// That started at this instant or later.
    pub from: Option<Stamp>,
    /// That started before this instant.
    pub to: Option<Stamp>,
}

impl Wanted {
    /// Everything a member may see, in one project when they name it.
    ///
    /// # Errors
    /// `NotFound` for a project they may not see.
    pub fn of_member(tx: &mut Tx<'_>, member: &Membership, project: Option<Uuid>) -> Result<Self> {
        Ok(Self {
            workspace: member.workspace_id(),
            projects: Some(project::in_sight(tx, member, project)?),
            task: None,
            user: None,
            from: None,
            to: None,
        })
    }
}

/// One entry.
///
/// # Errors
/// `NotFound`, also for those who may not see its task.
pub fn one(tx: &mut Tx<'_>, actor: &Actor, id: Uuid) -> Result<TimeEntry> {
    let entry = store::find(tx, id)?.ok_or(Error::NotFound("time entry"))?;
    access::open(tx, actor, entry.task_id, Action::ViewProject).map_err(Error::hiding("time entry"))?;
    Ok(entry)
}

/// A page of entries, the newest first.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(
    tx: &mut Tx<'_>,
    wanted: &Wanted,
    limit: i64,
    cursor: Option<&str>,
    total: bool,
) -> Result<Page<TimeEntry>> {
    let before = match cursor.map(|text| Cursor::decode(text, ORDER, 2)).transpose()? {
        Some(cursor) => Some((Stamp(cursor.int(0)?), cursor.id(1)?)),
        None => None,
    };
    let rows = store::list(tx, wanted, before, limit + 1)?;
    let mut page = Page::cut(rows, limit, |entry| {
        Cursor::new(ORDER, vec![entry.started_at.0.into(), entry.id.to_string().into()])
    });
    if total {
        page.total = Some(store::total(tx, wanted)?.0);
    }
    Ok(page)
}

/// The caller's running timers, as far as they may still see the tasks: at most one in each workspace.
///
/// # Errors
/// Those of the database.
pub fn timers(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<TimeEntry>> {
    let mut seen = Vec::new();
    for entry in store::running_of(tx, actor.user_id)? {
        if access::open(tx, actor, entry.task_id, Action::ViewProject).is_ok() {
            seen.push(entry);
        }
    }
    Ok(seen)
}

/// Every entry of a stream, as the log shows it.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    let (mut images, mut after) = (Vec::new(), Uuid::nil());
    loop {
        let entries = store::all(tx, stream, after, CHUNK)?;
        let Some(last) = entries.last() else { break };
        after = last.id;
        for entry in &entries {
            images.push(Image::of(entry)?);
        }
    }
    Ok(images)
}

/// The next entries on these tasks, after one of them (task and entry): for copies that others keep.
///
/// # Errors
/// Those of the database.
pub fn of_tasks(
    tx: &mut Tx<'_>,
    tasks: &[Uuid],
    after: (Uuid, Uuid),
    limit: i64,
) -> Result<Vec<(Uuid, Image)>> {
    let entries = store::of_tasks(tx, tasks, after, limit)?;
    entries.iter().map(|entry| Ok((entry.task_id, Image::of(entry)?))).collect()
}
