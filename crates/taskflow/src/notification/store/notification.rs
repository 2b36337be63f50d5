//! SQL of notifications.

use std::collections::HashSet;

use taskflow_db::{Row, Sql, Tx, Value, params, sql};
use uuid::Uuid;

use crate::base::{Error, Result, Stamp};
use crate::notification::model::{Kind, Notification};

macro_rules! columns {
    () => {
        "id, user_id, workspace_id, kind, group_id, task_id, comment_id, actor_id, text, read_at, snoozed_until, archived_at, version, created_at, updated_at"
    };
}

sql!(
    INSERT,
    "INSERT INTO notification (id, user_id, workspace_id, kind, group_id, task_id, comment_id, actor_id, source, text, \
       read_at, snoozed_until, archived_at, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, NULL, $12, 1, $13, $13) \
     ON CONFLICT (user_id, kind, source) DO NOTHING RETURNING id"
);
sql!(FIND, concat!("SELECT ", columns!(), " FROM notification WHERE id = $1"));
sql!(FIND_LOCKED, concat!("SELECT ", columns!(), " FROM notification WHERE id = $1 FOR UPDATE"));
sql!(
    SET_STATE,
    "UPDATE notification SET read_at = $2, snoozed_until = $3, archived_at = $4, version = version + 1, updated_at = $5 WHERE id = $1"
);
// The newest of each group that has any to be listed; $4: 'inbox', 'unread', 'snoozed', 'archived' or 'all'.
sql!(
    GROUPS,
    concat!(
        "SELECT ",
        columns!(),
        " FROM notification n WHERE n.user_id = $1 AND n.id < $2 \
         AND (CAST($5 AS TEXT) = '' OR n.workspace_id = $6) \
         AND (CASE $4 WHEN 'unread' THEN n.read_at IS NULL AND n.snoozed_until IS NULL AND n.archived_at IS NULL \
              WHEN 'snoozed' THEN n.snoozed_until IS NOT NULL AND n.archived_at IS NULL \
              WHEN 'archived' THEN n.archived_at IS NOT NULL \
              WHEN 'inbox' THEN n.archived_at IS NULL AND n.snoozed_until IS NULL ELSE TRUE END) \
         AND NOT EXISTS (SELECT 1 FROM notification m WHERE m.user_id = n.user_id AND m.group_id = n.group_id AND m.id > n.id \
           AND (CASE $4 WHEN 'unread' THEN m.read_at IS NULL AND m.snoozed_until IS NULL AND m.archived_at IS NULL \
                WHEN 'snoozed' THEN m.snoozed_until IS NOT NULL AND m.archived_at IS NULL \
                WHEN 'archived' THEN m.archived_at IS NOT NULL \
                WHEN 'inbox' THEN m.archived_at IS NULL AND m.snoozed_until IS NULL ELSE TRUE END)) \
         ORDER BY n.id DESC LIMIT $3"
    )
);
sql!(
    LIST,
    concat!(
        "SELECT ",
        columns!(),
        " FROM notification WHERE user_id = $1 AND id < $2 \
         AND (CAST($5 AS TEXT) = '' OR workspace_id = $6) \
         AND (CASE $4 WHEN 'unread' THEN read_at IS NULL AND snoozed_until IS NULL AND archived_at IS NULL \
              WHEN 'snoozed' THEN snoozed_until IS NOT NULL AND archived_at IS NULL \
              WHEN 'archived' THEN archived_at IS NOT NULL \
              WHEN 'inbox' THEN archived_at IS NULL AND snoozed_until IS NULL ELSE TRUE END) \
         ORDER BY id DESC LIMIT $3"
    )
);
sql!(
    COUNTS,
    "SELECT group_id, count(*), CAST(SUM(CASE WHEN read_at IS NULL AND snoozed_until IS NULL AND archived_at IS NULL THEN 1 ELSE 0 END) AS BIGINT) \
     FROM notification WHERE user_id = $1 AND archived_at IS NULL AND group_id in_list($2) GROUP BY group_id"
);
sql!(
    UNREAD,
    concat!(
        "SELECT ",
        columns!(),
        " FROM notification WHERE user_id = $1 AND read_at IS NULL AND snoozed_until IS NULL AND archived_at IS NULL \
         AND (CAST($2 AS TEXT) = '' OR workspace_id = $3) AND created_at <= $4 ORDER BY id LIMIT $5 FOR UPDATE"
    )
);
sql!(
    BETWEEN,
    concat!(
        "SELECT ",
        columns!(),
        " FROM notification WHERE user_id = $1 AND read_at IS NULL AND snoozed_until IS NULL AND archived_at IS NULL \
         AND created_at >= $2 AND created_at < $3 ORDER BY id LIMIT $4"
    )
);
sql!(ALL, concat!("SELECT ", columns!(), " FROM notification WHERE user_id = $1 ORDER BY id"));
sql!(
    OF_MEMBER,
    concat!(
        "SELECT ",
        columns!(),
        " FROM notification WHERE workspace_id = $1 AND user_id = $2 ORDER BY id FOR UPDATE"
    )
);
sql!(
    OF_TASKS,
    concat!(
        "SELECT ",
        columns!(),
        " FROM notification WHERE task_id in_list($1) ORDER BY id FOR UPDATE"
    )
);
// Whoever changes one meanwhile keeps it for another while.
sql!(
    OLD,
    concat!(
        "SELECT ",
        columns!(),
        " FROM notification WHERE updated_at < $1 AND (read_at IS NOT NULL OR archived_at IS NOT NULL) AND snoozed_until IS NULL \
         ORDER BY updated_at LIMIT $2 FOR UPDATE SKIP LOCKED"
    )
);
sql!(DELETE, "DELETE FROM notification WHERE id in_list($1)");

fn read(row: &Row) -> Result<Notification> {
    let mut row = row.reader();
    let (id, user_id, workspace_id) = (row.take()?, row.take()?, row.take()?);
    let kind: String = row.take()?;
    Ok(Notification {
        id,
        user_id,
        workspace_id,
        kind: Kind::from_name(&kind).ok_or_else(|| Error::internal(format!("unknown kind {kind}")))?,
        group_id: row.take()?,
        task_id: row.take()?,
        comment_id: row.take()?,
        actor_id: row.take()?,
        text: row.take()?,
        read_at: row.take()?,
        snoozed_until: row.take()?,
        archived_at: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

/// Adds notifications, each with its source; answers the ids of those that were not there yet.
pub fn insert(tx: &mut Tx<'_>, rows: &[(Notification, String)]) -> Result<HashSet<Uuid>> {
    let row = |(n, source): &(Notification, String)| {
        params![
            n.id,
            n.user_id,
            n.workspace_id,
            n.kind.name(),
            n.group_id,
            n.task_id,
            n.comment_id,
            n.actor_id,
            source.as_str(),
            n.text.as_str(),
            n.read_at,
            n.archived_at,
            n.created_at
        ]
    };
    let rows: Vec<_> = rows.iter().map(row).collect();
    let calls: Vec<(&Sql, &[Value])> = rows.iter().map(|row| (&INSERT, row.as_slice())).collect();
    if calls.is_empty() {
        return Ok(HashSet::new());
    }
    tx.batch(&calls)?.iter().flatten().map(|row| Ok(row.get(0)?)).collect()
}

pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Notification>> {
    tx.opt(&FIND, &params![id])?.as_ref().map(read).transpose()
}

/// As [`find`], and nobody else changes it until the commit.
pub fn find_locked(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Notification>> {
    tx.opt(&FIND_LOCKED, &params![id])?.as_ref().map(read).transpose()
}

pub fn set_state(tx: &mut Tx<'_>, n: &Notification) -> Result<()> {
    tx.exec(&SET_STATE, &params![n.id, n.read_at, n.snoozed_until, n.archived_at, n.updated_at])?;
    Ok(())
}

/// Which of a person's notifications a list shows.
#[derive(Clone, Copy, Debug)]
pub struct Which<'a> {
    pub user: Uuid,
    /// `inbox`, `unread`, `snoozed`, `archived` or `all`.
    pub state: &'a str,
    pub workspace: Option<Uuid>,
    pub before: Uuid,
}

fn asked(which: &Which<'_>, limit: i64) -> [Value; 6] {
    let one = if which.workspace.is_some() { "one" } else { "" };
    let workspace = which.workspace.unwrap_or_default();
    params![which.user, which.before, limit, which.state, one, workspace]
}

/// Newest first.
pub fn list(tx: &mut Tx<'_>, which: &Which<'_>, limit: i64) -> Result<Vec<Notification>> {
    tx.all(&LIST, &asked(which, limit))?.iter().map(read).collect()
}

/// The newest of each group, newest first.
pub fn groups(tx: &mut Tx<'_>, which: &Which<'_>, limit: i64) -> Result<Vec<Notification>> {
    tx.all(&GROUPS, &asked(which, limit))?.iter().map(read).collect()
}

/// How many there are of each group, archived ones left out, and how many of them are unread.
pub fn counts(tx: &mut Tx<'_>, user: Uuid, groups: Vec<Uuid>) -> Result<Vec<(Uuid, i64, i64)>> {
    let rows = tx.all(&COUNTS, &params![user, groups])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// Unread ones that came until an instant, locked.
pub fn unread(
    tx: &mut Tx<'_>,
    user: Uuid,
    workspace: Option<Uuid>,
    until: Stamp,
    limit: i64,
) -> Result<Vec<Notification>> {
    let one = if workspace.is_some() { "one" } else { "" };
    let rows = tx.all(&UNREAD, &params![user, one, workspace.unwrap_or_default(), until, limit])?;
    rows.iter().map(read).collect()
}

/// Unread ones that came between two instants.
pub fn between(tx: &mut Tx<'_>, user: Uuid, from: Stamp, to: Stamp, limit: i64) -> Result<Vec<Notification>> {
    tx.all(&BETWEEN, &params![user, from, to, limit])?.iter().map(read).collect()
}

pub fn all(tx: &mut Tx<'_>, user: Uuid) -> Result<Vec<Notification>> {
    tx.all(&ALL, &params![user])?.iter().map(read).collect()
}

/// A person's of one workspace, locked.
pub fn of_member(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<Vec<Notification>> {
    tx.all(&OF_MEMBER, &params![workspace, user])?.iter().map(read).collect()
}

/// Everybody's about these tasks, locked.
pub fn of_tasks(tx: &mut Tx<'_>, tasks: &[Uuid]) -> Result<Vec<Notification>> {
    tx.all(&OF_TASKS, &params![tasks])?.iter().map(read).collect()
}

pub fn delete(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<()> {
    tx.exec(&DELETE, &params![ids])?;
    Ok(())
}

/// Those that were dealt with and not touched since an instant, the oldest first.
pub fn old(tx: &mut Tx<'_>, before: Stamp, limit: i64) -> Result<Vec<Notification>> {
    tx.all(&OLD, &params![before, limit])?.iter().map(read).collect()
}
