//! SQL of custom fields and their options.

use std::collections::HashMap;

use taskflow_db::{Ahead, Row, Sql, Tx, Value, params, sql};
use uuid::Uuid;

use super::model::{CustomField, FieldKind, FieldOption};
use super::rules::key;
use crate::base::{Error, Result};

sql!(
    FIND,
    "SELECT id, workspace_id, project_id, name, kind, required, position, archived_at, creator_id, version, created_at, updated_at \
     FROM custom_field WHERE id = $1"
);
sql!(
    FIND_LOCKED,
    "SELECT id, workspace_id, project_id, name, kind, required, position, archived_at, creator_id, version, created_at, updated_at \
     FROM custom_field WHERE id = $1 FOR UPDATE"
);
sql!(
    SHARED,
    "SELECT id, workspace_id, project_id, name, kind, required, position, archived_at, creator_id, version, created_at, updated_at \
     FROM custom_field WHERE workspace_id = $1 AND project_id IS NULL ORDER BY position, id"
);
sql!(
    OF_PROJECTS,
    "SELECT id, workspace_id, project_id, name, kind, required, position, archived_at, creator_id, version, created_at, updated_at \
     FROM custom_field WHERE workspace_id = $1 AND project_id in_list($2) ORDER BY position, id"
);
// Held, so that no field or option goes away before the task has it.
sql!(
    HOLD,
    "SELECT id, workspace_id, project_id, name, kind, required, position, archived_at, creator_id, version, created_at, updated_at \
     FROM custom_field WHERE workspace_id = $1 AND (project_id IS NULL OR project_id = $2) ORDER BY id FOR KEY SHARE"
);
sql!(
    REQUIRED,
    "SELECT id FROM custom_field WHERE workspace_id = $1 AND (project_id IS NULL OR project_id = $2) AND required AND archived_at IS NULL ORDER BY id"
);
sql!(
    ALL,
    "SELECT id, workspace_id, project_id, name, kind, required, position, archived_at, creator_id, version, created_at, updated_at \
     FROM custom_field WHERE workspace_id = $1 ORDER BY id"
);
sql!(
    AFTER,
    "SELECT id, workspace_id, project_id, name, kind, required, position, archived_at, creator_id, version, created_at, updated_at \
     FROM custom_field WHERE workspace_id = $1 AND project_id IS NULL AND id > $2 ORDER BY id LIMIT $3"
);
sql!(
    OPTIONS,
    "SELECT field_id, id, name, colour, position FROM custom_field_option WHERE field_id in_list($1) ORDER BY position, id"
);
sql!(
    INSERT,
    "INSERT INTO custom_field (id, workspace_id, project_id, name, name_key, kind, required, position, archived_at, creator_id, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
);
sql!(
    UPDATE,
    "UPDATE custom_field SET name = $2, name_key = $3, required = $4, position = $5, archived_at = $6, version = $7, updated_at = $8 WHERE id = $1"
);
sql!(DELETE, "DELETE FROM custom_field WHERE id = $1");
sql!(
    INSERT_OPTION,
    "INSERT INTO custom_field_option (id, field_id, name, colour, position) VALUES ($1, $2, $3, $4, $5)"
);
sql!(
    UPDATE_OPTION,
    "UPDATE custom_field_option SET name = $2, colour = $3, position = $4 WHERE id = $1"
);
// Tasks sort by the places of their options.
sql!(
    RESORT,
    "UPDATE task_field SET sort = $3 WHERE field_id = $1 AND ref = $2 AND sort IS NOT NULL"
);
sql!(DELETE_OPTION, "DELETE FROM custom_field_option WHERE id = $1");
sql!(
    TASKS,
    "SELECT t.id, t.project_id FROM task t WHERE t.id IN (SELECT v.task_id FROM task_field v WHERE v.field_id = $1) \
     ORDER BY t.id LIMIT $2 FOR UPDATE OF t"
);
sql!(
    TASKS_WITH,
    "SELECT t.id, t.project_id FROM task t WHERE t.id IN (SELECT v.task_id FROM task_field v WHERE v.field_id = $1 AND v.ref in_list($2)) \
     ORDER BY t.id LIMIT $3 FOR UPDATE OF t"
);

fn read(row: &Row) -> Result<CustomField> {
    let mut row = row.reader();
    Ok(CustomField {
        id: row.take()?,
        workspace_id: row.take()?,
        project_id: row.take()?,
        name: row.take()?,
        kind: {
            let name: String = row.take()?;
            FieldKind::from_name(&name)
                .ok_or_else(|| Error::internal(format!("unknown kind of field {name}")))?
        },
        required: row.take()?,
        options: Vec::new(),
        position: row.take()?,
        archived_at: row.take()?,
        creator_id: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

/// Fields with their options.
fn whole(tx: &mut Tx<'_>, rows: Vec<Row>) -> Result<Vec<CustomField>> {
    let mut fields = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    let choices: Vec<Uuid> = fields
        .iter()
        .filter(|field| field.kind.has_options())
        .map(|field| field.id)
        .collect();
    if choices.is_empty() {
        return Ok(fields);
    }
    let mut options: HashMap<Uuid, Vec<FieldOption>> = HashMap::new();
    for row in tx.all(&OPTIONS, &params![choices])? {
        let mut row = row.reader();
        let field: Uuid = row.take()?;
        options.entry(field).or_default().push(FieldOption {
            id: row.take()?,
            name: row.take()?,
            colour: row.take()?,
            position: row.take()?,
        });
    }
    for field in &mut fields {
        field.options = options.remove(&field.id).unwrap_or_default();
    }
    Ok(fields)
}

/// A field of any workspace: prove access before it is shown.
pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<CustomField>> {
    let rows = tx.all(&FIND, &params![id])?;
    Ok(whole(tx, rows)?.pop())
}

/// As [`find`], and nobody else changes it, or gives a task a value of it, until the commit.
pub fn find_locked(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<CustomField>> {
    let rows = tx.all(&FIND_LOCKED, &params![id])?;
    Ok(whole(tx, rows)?.pop())
}

/// The fields of all projects of a workspace, in their order.
pub fn shared(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<CustomField>> {
    let rows = tx.all(&SHARED, &params![workspace])?;
    whole(tx, rows)
}

/// The fields of these projects alone.
pub fn of_projects(tx: &mut Tx<'_>, workspace: Uuid, projects: &[Uuid]) -> Result<Vec<CustomField>> {
    let rows = tx.all(&OF_PROJECTS, &params![workspace, projects])?;
    whole(tx, rows)
}

/// What tasks of a project may have, held until the commit.
///
/// # Errors
/// Those of the database.
pub fn hold(tx: &mut Tx<'_>, workspace: Uuid, project: Uuid) -> Result<Vec<CustomField>> {
    let rows = tx.all(&HOLD, &params![workspace, project])?;
    whole(tx, rows)
}

/// Asks for the fields that a new task of a project needs.
pub fn ask_required(tx: &mut Tx<'_>, workspace: Uuid, project: Uuid) -> Ahead {
    tx.ahead(&REQUIRED, params![workspace, project].to_vec())
}

pub fn required(tx: &mut Tx<'_>, asked: Ahead) -> Result<Vec<Uuid>> {
    tx.arrived(asked)?.iter().map(|row| Ok(row.get(0)?)).collect()
}

pub fn all(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<CustomField>> {
    let rows = tx.all(&ALL, &params![workspace])?;
    whole(tx, rows)
}

/// Those of all projects by id, after one.
pub fn after(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<CustomField>> {
    let rows = tx.all(&AFTER, &params![workspace, after, limit])?;
    whole(tx, rows)
}

type Call = (&'static Sql, Vec<Value>);

fn run(tx: &mut Tx<'_>, calls: &[Call]) -> Result<()> {
    let calls: Vec<(&Sql, &[Value])> = calls.iter().map(|(sql, values)| (*sql, values.as_slice())).collect();
    tx.batch(&calls)?;
    Ok(())
}

pub fn insert(tx: &mut Tx<'_>, f: &CustomField) -> Result<()> {
    let row = params![
        f.id,
        f.workspace_id,
        f.project_id,
        &f.name,
        key(&f.name),
        f.kind.name(),
        f.required,
        &f.position,
        f.archived_at,
        f.creator_id,
        f.version,
        f.created_at,
        f.updated_at
    ];
    let mut calls: Vec<Call> = vec![(&INSERT, row.to_vec())];
    calls.extend(f.options.iter().map(|option| insert_option(f.id, option)));
    run(tx, &calls)
}

fn insert_option(field: Uuid, o: &FieldOption) -> Call {
    (&INSERT_OPTION, params![o.id, field, &o.name, &o.colour, &o.position].to_vec())
}

/// Writes what differs. Options that go must not be any task's value any more.
pub fn update(tx: &mut Tx<'_>, before: &CustomField, f: &CustomField) -> Result<()> {
    let row = params![
        f.id,
        &f.name,
        key(&f.name),
        f.required,
        &f.position,
        f.archived_at,
        f.version,
        f.updated_at
    ];
    let mut calls: Vec<Call> = vec![(&UPDATE, row.to_vec())];
    for option in &f.options {
        match before.options.iter().find(|old| old.id == option.id) {
            Some(old) if old == option => {}
            Some(old) => {
                let row = params![option.id, &option.name, &option.colour, &option.position];
                calls.push((&UPDATE_OPTION, row.to_vec()));
                if old.position != option.position {
                    calls.push((&RESORT, params![f.id, option.id, &option.position].to_vec()));
                }
            }
            None => calls.push(insert_option(f.id, option)),
        }
    }
    let gone = before
        .options
        .iter()
        .filter(|old| f.options.iter().all(|option| option.id != old.id));
    calls.extend(gone.map(|old| (&DELETE_OPTION as &'static Sql, params![old.id].to_vec())));
    run(tx, &calls)
}

pub fn delete(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.exec(&DELETE, &params![id])?;
    Ok(())
}

/// The tasks that have a value of the field, or with `options` one of these; each with its project, locked.
pub fn tasks(
    tx: &mut Tx<'_>,
    field: Uuid,
    options: Option<&[Uuid]>,
    limit: i64,
) -> Result<Vec<(Uuid, Uuid)>> {
    let rows = match options {
        None => tx.all(&TASKS, &params![field, limit])?,
        Some(options) => tx.all(&TASKS_WITH, &params![field, options, limit])?,
    };
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}
