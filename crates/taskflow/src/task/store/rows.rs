//! Reading tasks whole: the rows in one statement, their assignees and tags in another, for any number of tasks.

use std::collections::HashMap;

use taskflow_db::{Row, Sql, Tx, Value, params, sql};
use uuid::Uuid;

use super::series::Details;
use crate::base::{Error, Result};
use crate::project::StatusCategory;
use crate::recurring::Mode;
use crate::task::model::{Counts, Due, Priority, Recurrence, Task};

/// What [`read`] reads, in its order. Key and category are looked up for each row that is answered, so that they
/// cannot lead the planner away from the index that gives the order.
macro_rules! task_columns {
    () => {
        "t.id, t.workspace_id, t.project_id, t.number, (SELECT p.key FROM project p WHERE p.id = t.project_id), t.title, t.description, \
         t.status_id, (SELECT s.category FROM status s WHERE s.id = t.status_id), t.priority, t.creator_id, t.parent_id, t.position, \
         t.start_on, t.due_on, t.due_time, t.due_timezone, t.due_at, t.estimate, t.recurrence_rule, t.recurrence_mode, t.recurrence_details, t.custom_fields, \
         t.milestone_id, t.cycle_id, t.cycle_since, t.series_id, t.comment_count, t.attachment_count, t.subtask_count, t.subtask_done_count, t.tracked_seconds, \
         t.completed_at, t.archived_at, t.deleted_at, t.created_at, t.updated_at, t.version"
    };
}
pub(super) use task_columns;

sql!(FIND, concat!("SELECT ", task_columns!(), " FROM task t WHERE t.id = $1"));
sql!(FIND_MANY, concat!("SELECT ", task_columns!(), " FROM task t WHERE t.id in_list($1)"));
sql!(
    FIND_LOCKED,
    concat!("SELECT ", task_columns!(), " FROM task t WHERE t.id = $1 FOR UPDATE")
);
sql!(
    FIND_MANY_LOCKED,
    concat!("SELECT ", task_columns!(), " FROM task t WHERE t.id in_list($1) ORDER BY t.id FOR UPDATE")
);
// Assignees and tags.
sql!(
    LINKS,
    "SELECT task_id, user_id, 0 FROM task_assignee WHERE task_id = $1 \
     UNION ALL SELECT task_id, tag_id, 1 FROM task_tag WHERE task_id = $1"
);
sql!(
    LINKS_OF_MANY,
    "SELECT task_id, user_id, 0 FROM task_assignee WHERE task_id in_list($1) \
     UNION ALL SELECT task_id, tag_id, 1 FROM task_tag WHERE task_id in_list($1)"
);

sql!(
    BY_KEY,
    "SELECT t.id FROM task t JOIN project p ON p.id = t.project_id WHERE p.workspace_id = $1 AND p.key = $2 AND t.number = $3"
);
sql!(
    BY_KEYS,
    "SELECT t.id, t.project_id, p.key, t.number FROM project p JOIN task t ON t.project_id = p.id \
     WHERE p.workspace_id = $1 AND p.key in_list($2) AND t.number in_list($3)"
);
sql!(BY_FORMER_KEY, "SELECT task_id FROM task_key WHERE workspace_id = $1 AND key = $2");
sql!(
    IDS_OF_WORKSPACE,
    "SELECT id FROM task WHERE workspace_id = $1 AND id > $2 ORDER BY id LIMIT $3"
);

/// The tasks of these ids in the order of the ids, without those that do not exist. Bound the number of ids.
///
/// # Errors
/// Those of the database.
pub fn load_many(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Task>> {
    load(tx, &FIND_MANY, ids)
}

/// As [`load_many`], and nobody else changes the rows until the commit.
pub fn lock_many(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Task>> {
    load(tx, &FIND_MANY_LOCKED, ids)
}

pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Task>> {
    Ok(find_with(tx, id, Read::Plain, &[])?.0)
}

pub fn find_locked(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Task>> {
    Ok(find_with(tx, id, Read::Locked, &[])?.0)
}

/// How a row is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    Plain,
    /// Nobody else changes it until the commit.
    Locked,
}

/// A task, and the answer to another question that is asked after it in the same round trip.
pub fn find_and_ask(
    tx: &mut Tx<'_>,
    id: Uuid,
    how: Read,
    question: (&Sql, &[Value]),
) -> Result<(Option<Task>, Vec<Row>)> {
    find_with(tx, id, how, &[question])
}

fn find_with(
    tx: &mut Tx<'_>,
    id: Uuid,
    how: Read,
    more: &[(&Sql, &[Value])],
) -> Result<(Option<Task>, Vec<Row>)> {
    let row: &Sql = if how == Read::Locked { &FIND_LOCKED } else { &FIND };
    let given = params![id];
    let mut calls: Vec<(&Sql, &[Value])> = vec![(row, &given), (&LINKS, &given)];
    calls.extend(more);
    let mut answers = tx.batch(&calls)?.into_iter();
    let mut next = || answers.next().unwrap_or_default();
    let mut found = next().into_iter().map(read).collect::<Result<Vec<Task>>>()?;
    attach(&mut found, next())?;
    Ok((found.pop(), next()))
}

/// The task of a key: `WEB` and 12. The task that has it now goes before one that had it once.
pub fn find_by_key(tx: &mut Tx<'_>, workspace: Uuid, project: &str, number: i64) -> Result<Option<Uuid>> {
    if let Some(row) = tx.opt(&BY_KEY, &params![workspace, project, number])? {
        return Ok(Some(row.get(0)?));
    }
    let row = tx.opt(&BY_FORMER_KEY, &params![workspace, format!("{project}-{number}")])?;
    Ok(row.map(|row| row.get(0)).transpose()?)
}

/// A task with its key.
pub struct Keyed {
    pub id: Uuid,
    pub project_id: Uuid,
    pub key: String,
}

/// The tasks of these keys, given as project key and number; others may be among them. Access is the caller's to prove.
pub fn by_keys(tx: &mut Tx<'_>, workspace: Uuid, keys: &[(String, i64)]) -> Result<Vec<Keyed>> {
    let (projects, numbers): (Vec<String>, Vec<i64>) = keys.iter().cloned().unzip();
    let read = |row: &Row| {
        let mut row = row.reader();
        let (id, project_id) = (row.take()?, row.take()?);
        let (key, number): (String, i64) = (row.take()?, row.take()?);
        Ok(Keyed { id, project_id, key: format!("{key}-{number}") })
    };
    tx.all(&BY_KEYS, &params![workspace, projects, numbers])?
        .iter()
        .map(read)
        .collect()
}

/// Up to `limit` tasks of a workspace after an id, whatever became of them.
pub fn all_of(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<Task>> {
    let rows = tx.all(&IDS_OF_WORKSPACE, &params![workspace, after, limit])?;
    let ids = rows.iter().map(|row| Ok(row.get(0)?)).collect::<Result<Vec<Uuid>>>()?;
    load_many(tx, &ids)
}

fn load(tx: &mut Tx<'_>, rows: &Sql, ids: &[Uuid]) -> Result<Vec<Task>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let given = params![ids];
    let mut answers = tx.batch(&[(rows, &given), (&LINKS_OF_MANY, &given)])?.into_iter();
    let mut next = || answers.next().unwrap_or_default();
    let mut tasks = next().into_iter().map(read).collect::<Result<Vec<Task>>>()?;
    attach(&mut tasks, next())?;
    let place: HashMap<Uuid, usize> = ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    tasks.sort_by_key(|task| place.get(&task.id).copied());
    Ok(tasks)
}

/// Gives tasks that were read from a list their assignees and tags.
pub fn complete(tx: &mut Tx<'_>, tasks: &mut [Task]) -> Result<()> {
    if tasks.is_empty() {
        return Ok(());
    }
    let given = params![tasks.iter().map(|task| task.id).collect::<Vec<_>>()];
    let links = tx.all(&LINKS_OF_MANY, &given)?;
    attach(tasks, links)
}

fn attach(tasks: &mut [Task], links: Vec<Row>) -> Result<()> {
    if links.is_empty() {
        return Ok(());
    }
    let mut by_task: HashMap<Uuid, Vec<(i64, Uuid)>> = HashMap::new();
    for row in links {
        by_task.entry(row.get(0)?).or_default().push((row.get(2)?, row.get(1)?));
    }
    for task in tasks {
        let mut links = by_task.remove(&task.id).unwrap_or_default();
        links.sort_unstable();
        let of = |kind| links.iter().filter(move |link| link.0 == kind).map(|link| link.1).collect();
        (task.assignee_ids, task.tag_ids) = (of(0), of(1));
    }
    Ok(())
}

/// One row of [`task_columns`], still without assignees and tags.
pub fn read(row: Row) -> Result<Task> {
    let mut row = row.parts();
    let (id, workspace_id, project_id, number) = (row.take()?, row.take()?, row.take()?, row.take::<i64>()?);
    let project_key: String = row.take()?;
    Ok(Task {
        id,
        workspace_id,
        project_id,
        number,
        key: format!("{project_key}-{number}"),
        title: row.take()?,
        description: row.take()?,
        status_id: row.take()?,
        status_category: word(&row.take::<String>()?, StatusCategory::from_name)?,
        priority: Priority::from_rank(row.take()?).ok_or_else(|| Error::internal("unknown priority"))?,
        assignee_ids: Vec::new(),
        tag_ids: Vec::new(),
        creator_id: row.take()?,
        parent_id: row.take()?,
        position: row.take()?,
        start_on: row.take()?,
        due: due(row.take()?, row.take()?, row.take()?),
        due_at: row.take()?,
        estimate: row.take()?,
        recurrence: recurrence(row.take()?, row.take()?, row.take()?)?,
        custom_fields: fields(&row.take::<String>()?)?,
        milestone_id: row.take()?,
        cycle_id: row.take()?,
        cycle_since: row.take()?,
        series_id: row.take()?,
        counts: Counts {
            comments: row.take()?,
            attachments: row.take()?,
            subtasks: row.take()?,
            subtasks_done: row.take()?,
        },
        tracked_seconds: row.take()?,
        completed_at: row.take()?,
        archived_at: row.take()?,
        deleted_at: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
        version: row.take()?,
    })
}

fn fields(text: &str) -> Result<serde_json::Map<String, serde_json::Value>> {
    match text {
        // Most tasks have none.
        "{}" => Ok(serde_json::Map::new()),
        text => serde_json::from_str(text).map_err(Error::internal),
    }
}

fn due(date: Option<String>, time: Option<String>, timezone: Option<String>) -> Option<Due> {
    date.map(|date| Due { date, time, timezone })
}

fn recurrence(
    rrule: Option<String>,
    mode: Option<String>,
    details: Option<String>,
) -> Result<Option<Recurrence>> {
    let Some((rrule, mode)) = rrule.zip(mode) else {
        return Ok(None);
    };
    let mode = word(&mode, Mode::from_name)?;
    match details {
        None => Ok(Some(Recurrence::new(rrule, mode))),
        Some(details) => Details::read(&details, rrule, mode).map(Some),
    }
}

fn word<T>(name: &str, read: impl Fn(&str) -> Option<T>) -> Result<T> {
    read(name).ok_or_else(|| Error::internal(format!("unknown word {name}")))
}
