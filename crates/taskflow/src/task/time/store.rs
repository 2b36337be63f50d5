//! SQL of tracked time.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use super::model::{TimeEntry, TimeSum};
use super::queries::Wanted;
use super::rules;
use super::sums::Grouping;
use crate::base::{Result, Stamp};
use crate::task::store::Text;

macro_rules! columns {
    () => {
        "e.id, e.workspace_id, e.task_id, e.user_id, e.started_at, e.ended_at, e.note, e.version, e.created_at, e.updated_at"
    };
}

sql!(FIND, concat!("SELECT ", columns!(), " FROM time_entry e WHERE e.id = $1"));
sql!(
    FIND_LOCKED,
    concat!("SELECT ", columns!(), " FROM time_entry e WHERE e.id = $1 FOR UPDATE")
);
sql!(
    RUNNING,
    concat!(
        "SELECT ",
        columns!(),
        " FROM time_entry e WHERE e.workspace_id = $1 AND e.user_id = $2 AND e.ended_at IS NULL FOR UPDATE"
    )
);
sql!(
    RUNNING_OF,
    concat!(
        "SELECT ",
        columns!(),
        " FROM time_entry e WHERE e.user_id = $1 AND e.ended_at IS NULL ORDER BY e.started_at LIMIT 200"
    )
);
sql!(
    OF_TASKS,
    concat!(
        "SELECT ",
        columns!(),
        " FROM time_entry e WHERE e.task_id in_list($1) AND (e.task_id, e.id) > ($2, $3) ORDER BY e.task_id, e.id LIMIT $4"
    )
);
sql!(
    ALL,
    concat!(
        "SELECT ",
        columns!(),
        " FROM time_entry e WHERE e.workspace_id = $1 AND e.id > $2 ORDER BY e.id LIMIT $3"
    )
);
sql!(
    INSERT,
    "INSERT INTO time_entry (id, workspace_id, task_id, user_id, started_at, ended_at, note, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
);
sql!(
    UPDATE,
    "UPDATE time_entry SET started_at = $2, ended_at = $3, note = $4, version = $5, updated_at = $6 WHERE id = $1"
);
sql!(DELETE, "DELETE FROM time_entry WHERE id = $1");

fn read(row: &Row) -> Result<TimeEntry> {
    let mut row = row.reader();
    let (id, workspace_id, task_id, user_id) = (row.take()?, row.take()?, row.take()?, row.take()?);
    let (started_at, ended_at): (Stamp, Option<Stamp>) = (row.take()?, row.take()?);
    Ok(TimeEntry {
        id,
        workspace_id,
        task_id,
        user_id,
        started_at,
        ended_at,
        seconds: ended_at.map(|to| rules::seconds(started_at, to)),
        note: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

/// An entry of any task: prove access before it is shown.
pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<TimeEntry>> {
    tx.opt(&FIND, &params![id])?.as_ref().map(read).transpose()
}

/// As [`find`], and nobody else changes it until the commit.
pub fn find_locked(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<TimeEntry>> {
    tx.opt(&FIND_LOCKED, &params![id])?.as_ref().map(read).transpose()
}

/// The running timer of a person in a workspace, locked.
pub fn running(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<Option<TimeEntry>> {
    tx.opt(&RUNNING, &params![workspace, user])?.as_ref().map(read).transpose()
}

/// All running timers of a person, one a workspace.
pub fn running_of(tx: &mut Tx<'_>, user: Uuid) -> Result<Vec<TimeEntry>> {
    tx.all(&RUNNING_OF, &params![user])?.iter().map(read).collect()
}

/// Of these tasks, after one of them (task and entry).
pub fn of_tasks(tx: &mut Tx<'_>, tasks: &[Uuid], after: (Uuid, Uuid), limit: i64) -> Result<Vec<TimeEntry>> {
    tx.all(&OF_TASKS, &params![tasks, after.0, after.1, limit])?
        .iter()
        .map(read)
        .collect()
}

/// Of a workspace by id, after one.
pub fn all(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<TimeEntry>> {
    tx.all(&ALL, &params![workspace, after, limit])?.iter().map(read).collect()
}

pub fn insert(tx: &mut Tx<'_>, e: &TimeEntry) -> Result<()> {
    let row = params![
        e.id,
        e.workspace_id,
        e.task_id,
        e.user_id,
        e.started_at,
        e.ended_at,
        &e.note,
        e.version,
        e.created_at,
        e.updated_at
    ];
    tx.exec(&INSERT, &row)?;
    Ok(())
}

/// Writes everything that can change.
pub fn update(tx: &mut Tx<'_>, e: &TimeEntry) -> Result<()> {
    tx.exec(&UPDATE, &params![e.id, e.started_at, e.ended_at, &e.note, e.version, e.updated_at])?;
    Ok(())
}

pub fn delete(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.exec(&DELETE, &params![id])?;
    Ok(())
}

fn conditions(text: &mut Text, wanted: &Wanted) {
    text.term("WHERE e.workspace_id =", wanted.workspace, "");
    if let Some(visible) = &wanted.projects {
        text.term("AND t.project_id in_list(", visible.clone(), ")");
    }
    if let Some(task) = wanted.task {
        text.term("AND e.task_id =", task, "");
    }
    if let Some(user) = wanted.user {
        text.term("AND e.user_id =", user, "");
    }
    if let Some(from) = wanted.from {
        text.term("AND e.started_at >=", from.0, "");
    }
    if let Some(to) = wanted.to {
        text.term("AND e.started_at <", to.0, "");
    }
}

/// Up to `limit` entries, the newest first, that started before this one.
pub fn list(
    tx: &mut Tx<'_>,
    wanted: &Wanted,
    before: Option<(Stamp, Uuid)>,
    limit: i64,
) -> Result<Vec<TimeEntry>> {
    let mut text = Text::default();
    text.put(concat!("SELECT ", columns!(), " FROM time_entry e JOIN task t ON t.id = e.task_id"));
    conditions(&mut text, wanted);
    if let Some((at, id)) = before {
        text.term("AND (e.started_at, e.id) < (", at.0, ",");
        text.bind(id);
        text.put(")");
    }
    text.term("ORDER BY e.started_at DESC, e.id DESC LIMIT", limit, "");
    tx.all(&text.sql("task::time_entry::list"), &text.values)?
        .iter()
        .map(read)
        .collect()
}

/// How many entries that are, and how many seconds.
pub fn total(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<(i64, i64)> {
    let mut text = Text::default();
    text.put(
        "SELECT count(*), CAST(coalesce(sum((e.ended_at - e.started_at) / 1000), 0) AS BIGINT) \
         FROM time_entry e JOIN task t ON t.id = e.task_id",
    );
    conditions(&mut text, wanted);
    let row = tx.one(&text.sql("task::time_entry::total"), &text.values)?;
    Ok((row.get(0)?, row.get(1)?))
}

/// Sums of ended entries, the largest first, after one (seconds and id).
pub fn sums(
    tx: &mut Tx<'_>,
    wanted: &Wanted,
    by: Grouping,
    after: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<TimeSum>> {
    let mut text = Text::default();
    text.put("SELECT id, seconds, entries FROM (SELECT");
    text.put(match by {
        Grouping::Person => "e.user_id",
        Grouping::Task => "e.task_id",
        Grouping::Project => "t.project_id",
    });
    text.put(
        "AS id, CAST(sum((e.ended_at - e.started_at) / 1000) AS BIGINT) AS seconds, count(*) AS entries \
         FROM time_entry e JOIN task t ON t.id = e.task_id",
    );
    conditions(&mut text, wanted);
    text.put("AND e.ended_at IS NOT NULL GROUP BY 1) g");
    if let Some((seconds, id)) = after {
        text.term("WHERE (g.seconds, g.id) < (", seconds, ",");
        text.bind(id);
        text.put(")");
    }
    text.term("ORDER BY g.seconds DESC, g.id DESC LIMIT", limit, "");
    let rows = tx.all(&text.sql("task::time_entry::sums"), &text.values)?;
    let one = |row: &Row| Ok(TimeSum { id: row.get(0)?, seconds: row.get(1)?, entries: row.get(2)? });
    rows.iter().map(one).collect()
}
