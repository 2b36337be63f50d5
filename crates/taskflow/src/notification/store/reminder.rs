//! SQL of reminders.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::Result;
use crate::notification::model::Reminder;

macro_rules! columns {
    () => {
        "id, user_id, workspace_id, task_id, at, before_minutes, fires_at, fired_at, version, created_at, updated_at"
    };
}

sql!(FIND, concat!("SELECT ", columns!(), " FROM reminder WHERE id = $1"));
sql!(FIND_LOCKED, concat!("SELECT ", columns!(), " FROM reminder WHERE id = $1 FOR UPDATE"));
sql!(
    LIST,
    concat!(
        "SELECT ",
        columns!(),
        " FROM reminder WHERE task_id = $1 AND user_id = $2 AND id > $3 ORDER BY id LIMIT $4"
    )
);
sql!(COUNT, "SELECT count(*) FROM reminder WHERE task_id = $1 AND user_id = $2");
sql!(
    OF_TASKS,
    concat!("SELECT ", columns!(), " FROM reminder WHERE task_id in_list($1) ORDER BY id FOR UPDATE")
);
sql!(
    OF_MEMBER,
    concat!(
        "SELECT ",
        columns!(),
        " FROM reminder WHERE user_id = $1 AND workspace_id = $2 ORDER BY id FOR UPDATE"
    )
);
sql!(ALL, concat!("SELECT ", columns!(), " FROM reminder WHERE user_id = $1 ORDER BY id"));
sql!(
    INSERT,
    "INSERT INTO reminder (id, user_id, workspace_id, task_id, at, before_minutes, fires_at, fired_at, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, 1, $8, $8)"
);
sql!(
    UPDATE,
    "UPDATE reminder SET fires_at = $2, fired_at = $3, version = version + 1, updated_at = $4 WHERE id = $1"
);
sql!(DELETE, "DELETE FROM reminder WHERE id in_list($1)");

fn read(row: &Row) -> Result<Reminder> {
    let mut row = row.reader();
    Ok(Reminder {
        id: row.take()?,
        user_id: row.take()?,
        workspace_id: row.take()?,
        task_id: row.take()?,
        at: row.take()?,
        before_minutes: row.take()?,
        fires_at: row.take()?,
        fired_at: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

pub fn reminder(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Reminder>> {
    tx.opt(&FIND, &params![id])?.as_ref().map(read).transpose()
}

/// As [`reminder`], and nobody else changes it until the commit.
pub fn reminder_locked(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Reminder>> {
    tx.opt(&FIND_LOCKED, &params![id])?.as_ref().map(read).transpose()
}

/// A person's on one task, in the order they were set.
pub fn reminders(tx: &mut Tx<'_>, task: Uuid, user: Uuid, after: Uuid, limit: i64) -> Result<Vec<Reminder>> {
    tx.all(&LIST, &params![task, user, after, limit])?.iter().map(read).collect()
}

pub fn count_reminders(tx: &mut Tx<'_>, task: Uuid, user: Uuid) -> Result<i64> {
    Ok(tx.one(&COUNT, &params![task, user])?.get(0)?)
}

/// Everybody's on these tasks, locked.
pub fn reminders_of_tasks(tx: &mut Tx<'_>, tasks: &[Uuid]) -> Result<Vec<Reminder>> {
    tx.all(&OF_TASKS, &params![tasks])?.iter().map(read).collect()
}

/// A person's in one workspace, locked.
pub fn reminders_of_member(tx: &mut Tx<'_>, user: Uuid, workspace: Uuid) -> Result<Vec<Reminder>> {
    tx.all(&OF_MEMBER, &params![user, workspace])?.iter().map(read).collect()
}

pub fn all_reminders(tx: &mut Tx<'_>, user: Uuid) -> Result<Vec<Reminder>> {
    tx.all(&ALL, &params![user])?.iter().map(read).collect()
}

pub fn insert_reminder(tx: &mut Tx<'_>, r: &Reminder) -> Result<()> {
    let row = params![
        r.id,
        r.user_id,
        r.workspace_id,
        r.task_id,
        r.at,
        r.before_minutes,
        r.fires_at,
        r.created_at
    ];
    tx.exec(&INSERT, &row)?;
    Ok(())
}

pub fn update_reminder(tx: &mut Tx<'_>, r: &Reminder) -> Result<()> {
    tx.exec(&UPDATE, &params![r.id, r.fires_at, r.fired_at, r.updated_at])?;
    Ok(())
}

pub fn delete_reminders(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<()> {
    tx.exec(&DELETE, &params![ids])?;
    Ok(())
}
