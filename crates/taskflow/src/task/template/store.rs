//! SQL of templates.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use super::model::{Template, TemplateKind};
use crate::base::{Error, Result};
use crate::task::field::key;

macro_rules! columns {
    () => {
        "t.id, t.workspace_id, t.project_id, t.kind, t.name, t.description, t.content, t.creator_id, t.version, t.created_at, t.updated_at"
    };
}

sql!(FIND, concat!("SELECT ", columns!(), " FROM template t WHERE t.id = $1"));
sql!(FIND_LOCKED, concat!("SELECT ", columns!(), " FROM template t WHERE t.id = $1 FOR UPDATE"));
sql!(
    LISTED,
    concat!(
        "SELECT ",
        columns!(),
        " FROM template t WHERE t.workspace_id = $1 AND (t.project_id IS NULL OR t.project_id = $2) AND t.kind in_list($3) \
         AND (t.name_key, t.id) > ($4, $5) ORDER BY t.name_key, t.id LIMIT $6"
    )
);
sql!(
    NAMED,
    "SELECT id FROM template WHERE workspace_id = $1 AND project_id IS NULL AND kind = $2 AND name_key = $3"
);
sql!(NAMED_IN_PROJECT, "SELECT id FROM template WHERE project_id = $1 AND name_key = $2");
sql!(COUNT, "SELECT COUNT(*) FROM template WHERE workspace_id = $1 AND project_id IS NULL");
sql!(COUNT_IN_PROJECT, "SELECT COUNT(*) FROM template WHERE project_id = $1");
sql!(ALL, concat!("SELECT ", columns!(), " FROM template t WHERE t.workspace_id = $1"));
sql!(
    SHARED_AFTER,
    concat!(
        "SELECT ",
        columns!(),
        " FROM template t WHERE t.workspace_id = $1 AND t.project_id IS NULL AND t.id > $2 ORDER BY t.id LIMIT $3"
    )
);
sql!(
    OF_PROJECTS,
    concat!(
        "SELECT ",
        columns!(),
        " FROM template t WHERE t.project_id in_list($1) AND t.id > $2 ORDER BY t.id LIMIT $3"
    )
);
sql!(
    INSERT,
    "INSERT INTO template (id, workspace_id, project_id, kind, name, name_key, description, content, creator_id, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
);
sql!(
    UPDATE,
    "UPDATE template SET name = $2, name_key = $3, description = $4, content = $5, version = $6, updated_at = $7 WHERE id = $1"
);
sql!(DELETE, "DELETE FROM template WHERE id = $1");
// Those that work remains on, or was done on: neither in the trash nor in the archive.
sql!(
    TASKS,
    "SELECT id FROM task WHERE project_id = $1 AND deleted_at IS NULL AND archived_at IS NULL ORDER BY created_at, id LIMIT $2"
);

fn read(row: &Row) -> Result<Template> {
    let mut row = row.reader();
    let (id, workspace_id, project_id) = (row.take()?, row.take()?, row.take()?);
    let kind: String = row.take()?;
    let kind = TemplateKind::from_name(&kind)
        .ok_or_else(|| Error::internal(format!("unknown kind of template {kind}")))?;
    let (name, description, content): (_, _, String) = (row.take()?, row.take()?, row.take()?);
    let (task, project) = match kind {
        TemplateKind::Task => (Some(serde_json::from_str(&content).map_err(Error::internal)?), None),
        TemplateKind::Project => (None, Some(serde_json::from_str(&content).map_err(Error::internal)?)),
    };
    Ok(Template {
        id,
        workspace_id,
        project_id,
        kind,
        name,
        description,
        task,
        project,
        creator_id: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

/// What a template makes, as it is stored.
pub fn content(template: &Template) -> Result<String> {
    match (&template.task, &template.project) {
        (Some(task), _) => serde_json::to_string(task),
        (None, project) => serde_json::to_string(project),
    }
    .map_err(Error::internal)
}

/// A template of any workspace: prove access before it is shown.
pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Template>> {
    tx.opt(&FIND, &params![id])?.as_ref().map(read).transpose()
}

/// As [`find`], and nobody else changes it until the commit.
pub fn find_locked(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Template>> {
    tx.opt(&FIND_LOCKED, &params![id])?.as_ref().map(read).transpose()
}

/// Those for all projects, and with `project` its own among them, by name after one.
pub fn listed(
    tx: &mut Tx<'_>,
    workspace: Uuid,
    project: Option<Uuid>,
    kinds: &[TemplateKind],
    after: (&str, Uuid),
    limit: i64,
) -> Result<Vec<Template>> {
    let kinds: Vec<String> = kinds.iter().map(|kind| kind.name().to_owned()).collect();
    let rows = tx.all(&LISTED, &params![workspace, project, kinds, after.0, after.1, limit])?;
    rows.iter().map(read).collect()
}

/// The template of a name, among those for all projects or in its project.
pub fn named(
    tx: &mut Tx<'_>,
    workspace: Uuid,
    project: Option<Uuid>,
    kind: TemplateKind,
    name: &str,
) -> Result<Option<Uuid>> {
    let row = match project {
        Some(project) => tx.opt(&NAMED_IN_PROJECT, &params![project, key(name)])?,
        None => tx.opt(&NAMED, &params![workspace, kind.name(), key(name)])?,
    };
    Ok(row.map(|row| row.get(0)).transpose()?)
}

/// How many there are for all projects, or in a project.
pub fn count(tx: &mut Tx<'_>, workspace: Uuid, project: Option<Uuid>) -> Result<i64> {
    let row = match project {
        Some(project) => tx.one(&COUNT_IN_PROJECT, &params![project])?,
        None => tx.one(&COUNT, &params![workspace])?,
    };
    Ok(row.get(0)?)
}

pub fn all(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<Template>> {
    tx.all(&ALL, &params![workspace])?.iter().map(read).collect()
}

/// Those for all projects by id, after one.
pub fn shared_after(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<Template>> {
    tx.all(&SHARED_AFTER, &params![workspace, after, limit])?
        .iter()
        .map(read)
        .collect()
}

/// Those of these projects by id, after one.
pub fn of_projects(tx: &mut Tx<'_>, projects: &[Uuid], after: Uuid, limit: i64) -> Result<Vec<Template>> {
    tx.all(&OF_PROJECTS, &params![projects, after, limit])?
        .iter()
        .map(read)
        .collect()
}

pub fn insert(tx: &mut Tx<'_>, t: &Template) -> Result<()> {
    let row = params![
        t.id,
        t.workspace_id,
        t.project_id,
        t.kind.name(),
        &t.name,
        key(&t.name),
        &t.description,
        content(t)?,
        t.creator_id,
        t.version,
        t.created_at,
        t.updated_at
    ];
    tx.exec(&INSERT, &row)?;
    Ok(())
}

/// Writes everything that can change.
pub fn update(tx: &mut Tx<'_>, t: &Template) -> Result<()> {
    let row = params![t.id, &t.name, key(&t.name), &t.description, content(t)?, t.version, t.updated_at];
    tx.exec(&UPDATE, &row)?;
    Ok(())
}

pub fn delete(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.exec(&DELETE, &params![id])?;
    Ok(())
}

/// The first tasks of a project, the oldest first.
pub fn tasks(tx: &mut Tx<'_>, project: Uuid, limit: i64) -> Result<Vec<Uuid>> {
    tx.all(&TASKS, &params![project, limit])?
        .iter()
        .map(|row| Ok(row.get(0)?))
        .collect()
}
