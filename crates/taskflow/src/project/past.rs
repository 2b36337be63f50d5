//! A project and its statuses as they were: read from the log, for those who may see it today.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use taskflow_db::Tx;
use uuid::Uuid;

use super::ProjectAccess;
use super::model::{Project, Status};
use crate::base::{Error, Result, Stamp};
use crate::event::{self, AsOf, Entity, Was};

/// Entries about the project itself that are read at once.
const BATCH: i64 = 200;

/// The project as it was.
///
/// # Errors
/// `NotFound` before it was made; `Invalid` at `?as_of`.
pub fn project(tx: &mut Tx<'_>, access: &ProjectAccess, as_of: AsOf, now: Stamp) -> Result<Project> {
    let workspace = access.workspace_id();
    let seq = as_of.seq(tx, workspace, now)?;
    match event::as_of(tx, workspace, Project::NAME, access.project_id(), seq)? {
        Was::There(former) => former.read(),
        _ => Err(Error::NotFound("project")),
    }
}

/// The statuses it had, in the order of the board. They are told by the entries about the project, which are few.
///
/// # Errors
/// `Invalid` at `?as_of`.
pub fn statuses(tx: &mut Tx<'_>, access: &ProjectAccess, as_of: AsOf, now: Stamp) -> Result<Vec<Status>> {
    let workspace = access.workspace_id();
    let mut before = as_of.seq(tx, workspace, now)? + 1;
    // The newest word on each counts.
    let mut known: BTreeMap<Uuid, Option<Status>> = BTreeMap::new();
    loop {
        let entries = event::activity(tx, workspace, access.project_id(), before, BATCH)?;
        for entry in &entries {
            let ops = entry.read_payload()?.map(|payload| payload.ops).unwrap_or_default();
            for op in ops.into_iter().rev().filter(|op| op.entity == Status::NAME) {
                if let Entry::Vacant(unknown) = known.entry(op.id) {
                    let status = op.data.map(|data| serde_json::from_str(data.get())).transpose();
                    unknown.insert(status.map_err(Error::internal)?);
                }
            }
            before = entry.seq;
        }
        if entries.len() < usize::try_from(BATCH).unwrap_or_default() {
            break;
        }
    }
    let mut statuses: Vec<Status> = known.into_values().flatten().collect();
    statuses.sort_by(|a, b| (&a.position, a.id).cmp(&(&b.position, b.id)));
    Ok(statuses)
}
