//! One task.

use taskflow_db::Tx;

use crate::base::{Actor, Error, Result};
use crate::task::{Task, access, store};
use crate::workspace::{Action, Membership};

/// The task of a key, current or former, whatever the case of its letters.
///
/// # Errors
/// `NotFound`, also for a task the actor may not see.
pub fn by_key(tx: &mut Tx<'_>, actor: &Actor, member: &Membership, key: &str) -> Result<Task> {
    let hidden = || Error::NotFound("task");
    let key = key.to_ascii_uppercase();
    let (project, number) = key.rsplit_once('-').ok_or_else(hidden)?;
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !plain(project) || !number.bytes().all(|byte| byte.is_ascii_digit()) || number.starts_with('0') {
        return Err(hidden());
    }
    let number = number.parse().map_err(|_| hidden())?;
    let id = store::find_by_key(tx, member.workspace_id(), project, number)?.ok_or_else(hidden)?;
    Ok(access::open(tx, actor, id, Action::ViewProject)?.task().clone())
}
