//! SQL of rules and their runs.

use serde::Serialize;
use serde::de::DeserializeOwned;
use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use super::model::{Rule, Run, RunOutcome};
use crate::base::{Error, Result, Stamp};

macro_rules! columns {
    () => {
        "id, workspace_id, project_id, author_id, name, enabled, disabled_reason, starts, filter, actions, max_per_hour, version, created_at, updated_at"
    };
}

sql!(FIND, concat!("SELECT ", columns!(), " FROM automation_rule WHERE id = $1"));
sql!(
    FIND_LOCKED,
    concat!("SELECT ", columns!(), " FROM automation_rule WHERE id = $1 FOR UPDATE")
);
sql!(
    OF_WORKSPACE,
    concat!("SELECT ", columns!(), " FROM automation_rule WHERE workspace_id = $1 ORDER BY id")
);
sql!(
    WORKSPACE_WIDE,
    concat!(
        "SELECT ",
        columns!(),
        " FROM automation_rule WHERE workspace_id = $1 AND project_id IS NULL AND id > $2 ORDER BY id LIMIT $3"
    )
);
sql!(
    OF_PROJECTS,
    concat!(
        "SELECT ",
        columns!(),
        " FROM automation_rule WHERE project_id in_list($1) AND id > $2 ORDER BY id LIMIT $3"
    )
);
// Those that somebody may see: of projects they see, and those of the workspace for who manages it.
sql!(
    SEEN,
    concat!(
        "SELECT ",
        columns!(),
        " FROM automation_rule WHERE workspace_id = $1 AND (CASE WHEN project_id IS NULL THEN $2 ELSE project_id in_list($3) END) \
         AND id > $4 ORDER BY id LIMIT $5"
    )
);
sql!(COUNT, "SELECT count(*) FROM automation_rule WHERE workspace_id = $1");
sql!(
    INSERT,
    "INSERT INTO automation_rule (id, workspace_id, project_id, author_id, name, enabled, disabled_reason, starts, filter, actions, max_per_hour, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
);
sql!(
    UPDATE,
    "UPDATE automation_rule SET author_id = $2, name = $3, enabled = $4, disabled_reason = $5, starts = $6, filter = $7, actions = $8, \
       max_per_hour = $9, version = $10, updated_at = $11 WHERE id = $1"
);
sql!(DELETE, "DELETE FROM automation_rule WHERE id = $1");

sql!(
    NOTE,
    "INSERT INTO automation_run (id, rule_id, event_id, seq, task_id, outcome, reason, effects, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
);
sql!(
    RUNS,
    "SELECT id, rule_id, event_id, seq, task_id, outcome, reason, effects, at FROM automation_run \
     WHERE rule_id = $1 AND (at, id) < ($2, $3) ORDER BY at DESC, id DESC LIMIT $4"
);
sql!(
    RECENT,
    "SELECT count(*) FROM automation_run WHERE rule_id = $1 AND at > $2 AND outcome IN ('done', 'failed')"
);
sql!(
    NEWEST,
    "SELECT outcome FROM automation_run WHERE rule_id = $1 AND at > $2 ORDER BY at DESC, id DESC LIMIT 1"
);
sql!(
    HAS_RUN,
    "SELECT EXISTS (SELECT 1 FROM automation_run WHERE rule_id = $1 AND at >= $3 AND task_id = $2 AND event_id IS NULL)"
);
sql!(FORGET, "DELETE FROM automation_run WHERE rule_id = $1 AND at < $2");

fn json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}

fn parsed<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(Error::internal)
}

fn read(row: &Row) -> Result<Rule> {
    let mut row = row.reader();
    Ok(Rule {
        id: row.take()?,
        workspace_id: row.take()?,
        project_id: row.take()?,
        author_id: row.take()?,
        name: row.take()?,
        enabled: row.take()?,
        disabled_reason: row.take()?,
        trigger: parsed(&row.take::<String>()?)?,
        filter: row.take()?,
        actions: parsed(&row.take::<String>()?)?,
        max_per_hour: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

/// A rule of any workspace: prove that it may be seen before it is shown.
pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Rule>> {
    tx.opt(&FIND, &params![id])?.as_ref().map(read).transpose()
}

/// As [`find`], and nobody else changes it until the commit.
pub fn find_locked(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Rule>> {
    tx.opt(&FIND_LOCKED, &params![id])?.as_ref().map(read).transpose()
}

/// All of a workspace, which has a bounded number.
pub fn of_workspace(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<Rule>> {
    tx.all(&OF_WORKSPACE, &params![workspace])?.iter().map(read).collect()
}

/// Those of no project, by id, after one.
pub fn workspace_wide(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<Rule>> {
    tx.all(&WORKSPACE_WIDE, &params![workspace, after, limit])?
        .iter()
        .map(read)
        .collect()
}

/// Those of these projects, by id, after one.
pub fn of_projects(tx: &mut Tx<'_>, projects: &[Uuid], after: Uuid, limit: i64) -> Result<Vec<Rule>> {
    tx.all(&OF_PROJECTS, &params![projects, after, limit])?
        .iter()
        .map(read)
        .collect()
}

/// Those of these projects, and of none, by id, after one.
pub fn seen(
    tx: &mut Tx<'_>,
    workspace: Uuid,
    wide: bool,
    projects: &[Uuid],
    after: Uuid,
    limit: i64,
) -> Result<Vec<Rule>> {
    let rows = tx.all(&SEEN, &params![workspace, wide, projects, after, limit])?;
    rows.iter().map(read).collect()
}

pub fn count(tx: &mut Tx<'_>, workspace: Uuid) -> Result<i64> {
    Ok(tx.one(&COUNT, &params![workspace])?.get(0)?)
}

pub fn insert(tx: &mut Tx<'_>, r: &Rule) -> Result<()> {
    let row = params![
        r.id,
        r.workspace_id,
        r.project_id,
        r.author_id,
        &r.name,
        r.enabled,
        r.disabled_reason.clone(),
        json(&r.trigger)?,
        &r.filter,
        json(&r.actions)?,
        r.max_per_hour,
        r.version,
        r.created_at,
        r.updated_at
    ];
    tx.exec(&INSERT, &row)?;
    Ok(())
}

pub fn update(tx: &mut Tx<'_>, r: &Rule) -> Result<()> {
    let row = params![
        r.id,
        r.author_id,
        &r.name,
        r.enabled,
        r.disabled_reason.clone(),
        json(&r.trigger)?,
        &r.filter,
        json(&r.actions)?,
        r.max_per_hour,
        r.version,
        r.updated_at
    ];
    tx.exec(&UPDATE, &row)?;
    Ok(())
}

pub fn delete(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.exec(&DELETE, &params![id])?;
    Ok(())
}

/// The names of outcomes as stored.
fn name(outcome: RunOutcome) -> &'static str {
    match outcome {
        RunOutcome::Done => "done",
        RunOutcome::Failed => "failed",
        RunOutcome::Limited => "limited",
        RunOutcome::Loop => "loop",
        RunOutcome::Disabled => "disabled",
    }
}

fn outcome(name: &str) -> Result<RunOutcome> {
    let all = [
        RunOutcome::Done,
        RunOutcome::Failed,
        RunOutcome::Limited,
        RunOutcome::Loop,
        RunOutcome::Disabled,
    ];
    let found = all.into_iter().find(|outcome| self::name(*outcome) == name);
    found.ok_or_else(|| Error::internal("an unknown word in automation_run"))
}

/// Keeps what a rule did, and forgets what it did before an instant.
pub fn note(tx: &mut Tx<'_>, run: &Run, keep_since: Stamp) -> Result<()> {
    let row = params![
        run.id,
        run.rule_id,
        run.event_id,
        run.seq,
        run.task_id,
        name(run.outcome),
        run.reason.clone(),
        json(&run.effects)?,
        run.at
    ];
    tx.exec(&NOTE, &row)?;
    tx.exec(&FORGET, &params![run.rule_id, keep_since])?;
    Ok(())
}

/// Newest first, before a place.
pub fn runs(tx: &mut Tx<'_>, rule: Uuid, before: (i64, Uuid), limit: i64) -> Result<Vec<Run>> {
    let rows = tx.all(&RUNS, &params![rule, before.0, before.1, limit])?;
    let read = |row: &Row| {
        let mut row = row.reader();
        Ok(Run {
            id: row.take()?,
            rule_id: row.take()?,
            event_id: row.take()?,
            seq: row.take()?,
            task_id: row.take()?,
            outcome: outcome(&row.take::<String>()?)?,
            reason: row.take()?,
            effects: parsed(&row.take::<String>()?)?,
            at: row.take()?,
        })
    };
    rows.iter().map(read).collect()
}

/// Whether it ran on a task by the clock since an instant.
pub fn has_run(tx: &mut Tx<'_>, rule: Uuid, task: Uuid, since: Stamp) -> Result<bool> {
    Ok(tx.one(&HAS_RUN, &params![rule, task, since])?.get(0)?)
}

/// How often it ran after an instant.
pub fn recent(tx: &mut Tx<'_>, rule: Uuid, after: Stamp) -> Result<i64> {
    Ok(tx.one(&RECENT, &params![rule, after])?.get(0)?)
}

/// How its newest run after an instant ended.
pub fn newest(tx: &mut Tx<'_>, rule: Uuid, after: Stamp) -> Result<Option<RunOutcome>> {
    let row = tx.opt(&NEWEST, &params![rule, after])?;
    row.map(|row| outcome(&row.get::<String>(0)?)).transpose()
}
