//! Into the trash and out of it, one tree after the other: what is below a task comes along.

use uuid::Uuid;

use super::Done;
use super::refusal;
use crate::base::{Actor, Result};
use crate::event::Cx;
use crate::task::access;
use crate::task::commands::trash::{restore_tree, trash_tree};
use crate::task::model::BulkChanged;
use crate::workspace::Action;

/// Carries it out for tasks whose rows are locked and whose rights are proved. Each is looked at anew: it may have come
/// along with another one meanwhile.
pub fn take(cx: &mut Cx<'_, '_>, actor: &Actor, done: &mut Done, ids: &[Uuid], trash: bool) -> Result<()> {
    for id in ids {
        let access = access::lock_trashed(cx, actor, *id, Action::EditTasks)?;
        let changed = if trash { trash_tree(cx, &access) } else { restore_tree(cx, &access) };
        match changed {
            Ok(tasks) => {
                done.touched.extend(tasks.iter().map(|task| (task.id, task.version)));
                // What came along with another one changed, too.
                match done.touched.get(id) {
                    Some(version) => done.report.changed.push(BulkChanged { id: *id, version: *version }),
                    None => done.report.unchanged.push(*id),
                }
            }
            Err(error) => done.report.refused.push(refusal::of(*id, error)?),
        }
    }
    Ok(())
}
