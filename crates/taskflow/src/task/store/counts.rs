//! What others count on a task.

use taskflow_db::{Tx, params, sql};
use uuid::Uuid;

use crate::base::{Result, Stamp};

sql!(
    ADD_COMMENTS,
    "UPDATE task SET comment_count = comment_count + $2, version = version + 1, updated_at = $3 WHERE id = $1"
);
sql!(
    ADD_ATTACHMENTS,
    "UPDATE task SET attachment_count = attachment_count + $2, version = version + 1, updated_at = $3 WHERE id = $1"
);
sql!(
    ADD_TRACKED,
    "UPDATE task SET tracked_seconds = tracked_seconds + $2, version = version + 1, updated_at = $3 WHERE id = $1"
);
sql!(
    ADD_SUBTASKS,
    "UPDATE task SET subtask_count = subtask_count + $2, subtask_done_count = subtask_done_count + $3, version = version + $4, updated_at = $5 WHERE id = $1"
);
sql!(TOUCH, "UPDATE task SET version = version + 1, updated_at = $2 WHERE id in_list($1)");

pub fn add_comments(tx: &mut Tx<'_>, task: Uuid, by: i64, now: Stamp) -> Result<()> {
    tx.exec(&ADD_COMMENTS, &params![task, by, now])?;
    Ok(())
}

pub fn add_attachments(tx: &mut Tx<'_>, task: Uuid, by: i64, now: Stamp) -> Result<()> {
    tx.exec(&ADD_ATTACHMENTS, &params![task, by, now])?;
    Ok(())
}

pub fn add_tracked(tx: &mut Tx<'_>, task: Uuid, by: i64, now: Stamp) -> Result<()> {
    tx.exec(&ADD_TRACKED, &params![task, by, now])?;
    Ok(())
}

pub fn touch_all(tx: &mut Tx<'_>, tasks: &[Uuid], now: Stamp) -> Result<()> {
    tx.exec(&TOUCH, &params![tasks, now])?;
    Ok(())
}

/// `anew` when this is what gives the task its new version; else it has got it already.
pub fn add_subtasks(tx: &mut Tx<'_>, task: Uuid, by: (i64, i64), anew: bool, now: Stamp) -> Result<()> {
    tx.exec(&ADD_SUBTASKS, &params![task, by.0, by.1, i64::from(anew), now])?;
    Ok(())
}
