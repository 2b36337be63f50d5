//! One task as it was.

use taskflow_db::Tx;

use crate::base::{Actor, Error, Result, Stamp};
use crate::event::{self, AsOf, Entity, Former, Was};
use crate::project;
use crate::task::model::Task;
use crate::task::{TaskAccess, past::rules};
use crate::workspace::Action;

/// A task as it was at a moment, for somebody who may see it today, and the project it was in.
///
/// # Errors
/// `NotFound` before it was made, and where it was out of their sight; `Invalid` at `?as_of`.
pub fn one(tx: &mut Tx<'_>, actor: &Actor, access: &TaskAccess, as_of: AsOf, now: Stamp) -> Result<Task> {
    let workspace = access.workspace_id();
    let seq = as_of.seq(tx, workspace, now)?;
    let Was::There(former) = event::as_of(tx, workspace, Task::NAME, access.task().id, seq)? else {
        return Err(Error::NotFound("task"));
    };
    let task = read(&former)?;
    if task.project_id != access.project().project_id() {
        project::open(tx, actor, task.project_id, Action::ViewProject).map_err(Error::hiding("task"))?;
    }
    Ok(task)
}

/// Reads an image. One of a time before a field was there has it empty.
pub fn read(former: &Former) -> Result<Task> {
    former.read().or_else(|_| {
        let mut image = former.read()?;
        rules::complete(&mut image);
        serde_json::from_value(image).map_err(Error::internal)
    })
}
