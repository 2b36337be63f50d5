//! Taking a plan off its tasks.

use uuid::Uuid;

use super::store::{self, Plan};
use crate::base::{Error, Result};
use crate::event::Cx;
use crate::project::ProjectAccess;
use crate::task::pieces::{LOOK_FOR, MOST_TASKS, in_pieces};
use crate::task::store::load_many;

/// Takes a plan off all its tasks, which are in the project.
///
/// # Errors
/// `in_use`, the given code, when there are more than 5,000 of them.
pub fn take_off(
    cx: &mut Cx<'_, '_>,
    project: &ProjectAccess,
    (plan, id): (Plan, Uuid),
    kind: &'static str,
    in_use: &'static str,
) -> Result<()> {
    let tasks = store::tasks(cx, plan, id, LOOK_FOR)?;
    if tasks.len() > MOST_TASKS {
        let detail = format!("More than {MOST_TASKS} tasks are planned for it. Take some of them off first.");
        return Err(Error::conflict(in_use, detail));
    }
    let (now, home) = (cx.now(), (project.stream(), project.project_id()));
    in_pieces(cx, home, kind, &tasks, |cx, some| {
        store::take_off(cx, plan, some, now)?;
        load_many(cx, some)
    })
}
