//! Rows of projects and their counters.

use taskflow_db::{Ahead, Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::{Error, Result, Stamp};
use crate::project::{Brief, Project, Visibility};

sql!(
    INSERT,
    "INSERT INTO project (id, workspace_id, parent_id, key, name, description, icon, colour, lead_id, visibility, start_on, target_on, position, archived_at, deleted_at, creator_id, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)"
);
sql!(INSERT_COUNTER, "INSERT INTO project_counter (project_id, next_number) VALUES ($1, 1)");
sql!(
    UPDATE,
    "UPDATE project SET parent_id = $2, key = $3, name = $4, description = $5, icon = $6, colour = $7, lead_id = $8, \
     visibility = $9, start_on = $10, target_on = $11, position = $12, archived_at = $13, deleted_at = $14, version = $15, updated_at = $16 \
     WHERE id = $1"
);
sql!(
    FIND,
    "SELECT id, workspace_id, parent_id, key, name, description, icon, colour, lead_id, visibility, start_on, target_on, position, archived_at, deleted_at, creator_id, version, created_at, updated_at \
     FROM project WHERE workspace_id = $1 AND id = $2"
);
sql!(
    FIND_FOR_UPDATE,
    "SELECT id, workspace_id, parent_id, key, name, description, icon, colour, lead_id, visibility, start_on, target_on, position, archived_at, deleted_at, creator_id, version, created_at, updated_at \
     FROM project WHERE workspace_id = $1 AND id = $2 FOR NO KEY UPDATE"
);
sql!(
    FIND_ALL,
    "SELECT id, workspace_id, parent_id, key, name, description, icon, colour, lead_id, visibility, start_on, target_on, position, archived_at, deleted_at, creator_id, version, created_at, updated_at \
     FROM project WHERE workspace_id = $1 AND id in_list($2)"
);
sql!(
    LED_BY,
    "SELECT id, workspace_id, parent_id, key, name, description, icon, colour, lead_id, visibility, start_on, target_on, position, archived_at, deleted_at, creator_id, version, created_at, updated_at \
     FROM project WHERE workspace_id = $1 AND lead_id = $2 ORDER BY id FOR NO KEY UPDATE"
);
sql!(
    OF_WORKSPACE,
    "SELECT id, workspace_id, parent_id, key, name, description, icon, colour, lead_id, visibility, start_on, target_on, position, archived_at, deleted_at, creator_id, version, created_at, updated_at \
     FROM project WHERE workspace_id = $1"
);
sql!(ANYWHERE, "SELECT workspace_id, creator_id FROM project WHERE id = $1");
sql!(
    HAS_CHILDREN,
    "SELECT EXISTS (SELECT 1 FROM project WHERE parent_id = $1 AND deleted_at IS NULL)"
);
sql!(
    EXPIRED,
    "SELECT id, workspace_id, deleted_at FROM project WHERE deleted_at <= $1 AND (deleted_at, id) > ($2, $3) ORDER BY deleted_at, id LIMIT $4"
);
// What is furthest down comes first. The depth bound ends the walk should the tree ever have a cycle.
sql!(
    WITH_BELOW,
    "WITH RECURSIVE down (id, depth) AS ( \
       SELECT id, 0 FROM project WHERE id = $1 AND deleted_at <= $2 \
       UNION ALL SELECT p.id, down.depth + 1 FROM project p JOIN down ON p.parent_id = down.id WHERE down.depth < 50) \
     SELECT id FROM down ORDER BY depth DESC, id"
);
sql!(HAS_ANY_BELOW, "SELECT EXISTS (SELECT 1 FROM project WHERE parent_id = $1)");
sql!(DELETE, "DELETE FROM project WHERE id = $1");
sql!(KEYS_TAKEN, "SELECT key FROM project WHERE workspace_id = $1 AND key in_list($2)");
sql!(KEY, "SELECT key FROM project WHERE id = $1");
sql!(
    BRIEFS,
    "SELECT id, workspace_id, parent_id, key, name, icon, colour FROM project WHERE id in_list($1)"
);
sql!(
    TAKE_NUMBER,
    "UPDATE project_counter SET next_number = next_number + 1 WHERE project_id = $1 RETURNING next_number - 1"
);
sql!(
    NEXT_NUMBER_FOR_UPDATE,
    "SELECT next_number FROM project_counter WHERE project_id = $1 FOR UPDATE"
);

pub fn insert(tx: &mut Tx<'_>, p: &Project) -> Result<()> {
    let row = params![
        p.id,
        p.workspace_id,
        p.parent_id,
        &p.key,
        &p.name,
        &p.description,
        &p.icon,
        &p.colour,
        p.lead_id,
        p.visibility.name(),
        p.start_on.map(|date| date.to_string()),
        p.target_on.map(|date| date.to_string()),
        &p.position,
        p.archived_at,
        p.deleted_at,
        p.creator_id,
        p.version,
        p.created_at,
        p.updated_at
    ];
    tx.exec(&INSERT, &row)?;
    tx.exec(&INSERT_COUNTER, &params![p.id])?;
    Ok(())
}

/// Writes everything that can change.
pub fn update(tx: &mut Tx<'_>, p: &Project) -> Result<()> {
    let row = params![
        p.id,
        p.parent_id,
        &p.key,
        &p.name,
        &p.description,
        &p.icon,
        &p.colour,
        p.lead_id,
        p.visibility.name(),
        p.start_on.map(|date| date.to_string()),
        p.target_on.map(|date| date.to_string()),
        &p.position,
        p.archived_at,
        p.deleted_at,
        p.version,
        p.updated_at
    ];
    tx.exec(&UPDATE, &row)?;
    Ok(())
}

pub fn find(tx: &mut Tx<'_>, workspace: Uuid, id: Uuid) -> Result<Option<Project>> {
    tx.opt(&FIND, &params![workspace, id])?.map(|row| read(&row)).transpose()
}

/// The project, locked until the commit.
pub fn find_for_update(tx: &mut Tx<'_>, workspace: Uuid, id: Uuid) -> Result<Option<Project>> {
    tx.opt(&FIND_FOR_UPDATE, &params![workspace, id])?
        .map(|row| read(&row))
        .transpose()
}

/// Those of the given projects that the workspace has, in no certain order.
pub fn find_all(tx: &mut Tx<'_>, workspace: Uuid, ids: Vec<Uuid>) -> Result<Vec<Project>> {
    tx.all(&FIND_ALL, &params![workspace, ids])?.iter().map(read).collect()
}

/// The projects somebody leads, locked until the commit.
pub fn led_by(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<Vec<Project>> {
    tx.all(&LED_BY, &params![workspace, user])?.iter().map(read).collect()
}

pub fn of_workspace(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<Project>> {
    tx.all(&OF_WORKSPACE, &params![workspace])?.iter().map(read).collect()
}

/// Workspace and creator of whatever project has this id.
pub fn anywhere(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<(Uuid, Uuid)>> {
    let row = tx.opt(&ANYWHERE, &params![id])?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// Whether a project stands below it that is not in the trash.
pub fn has_children(tx: &mut Tx<'_>, id: Uuid) -> Result<bool> {
    Ok(tx.one(&HAS_CHILDREN, &params![id])?.get(0)?)
}

/// Projects that are in the trash by themselves since an instant or longer, each with its workspace and since when: by that,
/// after one.
pub fn expired(
    tx: &mut Tx<'_>,
    since: Stamp,
    after: (Stamp, Uuid),
    limit: i64,
) -> Result<Vec<(Uuid, Uuid, Stamp)>> {
    let rows = tx.all(&EXPIRED, &params![since, after.0, after.1, limit])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// A project that is in the trash since an instant or longer, after all that is below it.
pub fn with_below(tx: &mut Tx<'_>, id: Uuid, since: Stamp) -> Result<Vec<Uuid>> {
    tx.all(&WITH_BELOW, &params![id, since])?
        .iter()
        .map(|row| Ok(row.get(0)?))
        .collect()
}

/// Whether a project stands below it, in the trash or not.
pub fn has_any_below(tx: &mut Tx<'_>, id: Uuid) -> Result<bool> {
    Ok(tx.one(&HAS_ANY_BELOW, &params![id])?.get(0)?)
}

/// Deletes a project for good, with its statuses, its members and what else hangs on it. It must have no tasks.
pub fn delete(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.exec(&DELETE, &params![id])?;
    Ok(())
}

/// Which of the given keys are in use, also by archived projects and those in the trash.
pub fn keys_taken(tx: &mut Tx<'_>, workspace: Uuid, keys: &[String]) -> Result<Vec<String>> {
    let rows = tx.all(&KEYS_TAKEN, &params![workspace, keys])?;
    rows.iter().map(|row| Ok(row.get(0)?)).collect()
}

pub fn key(tx: &mut Tx<'_>, id: Uuid) -> Result<String> {
    Ok(tx.one(&KEY, &params![id])?.get(0)?)
}

pub fn briefs(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Brief>> {
    let read = |row: &Row| {
        let mut row = row.reader();
        Ok(Brief {
            id: row.take()?,
            workspace_id: row.take()?,
            parent_id: row.take()?,
            key: row.take()?,
            name: row.take()?,
            icon: row.take()?,
            colour: row.take()?,
        })
    };
    tx.all(&BRIEFS, &params![ids])?.iter().map(read).collect()
}

pub fn take_number(tx: &mut Tx<'_>, project: Uuid) -> Result<i64> {
    Ok(tx.one(&TAKE_NUMBER, &params![project])?.get(0)?)
}

/// Asks for the next number and the project's key, which is read after it.
pub fn ask_number_and_key(tx: &mut Tx<'_>, project: Uuid) -> [Ahead; 2] {
    [&TAKE_NUMBER, &KEY].map(|sql| tx.ahead(sql, params![project].to_vec()))
}

pub fn number_and_key(tx: &mut Tx<'_>, asked: [Ahead; 2]) -> Result<(i64, String)> {
    let [number, key] = asked.map(|asked| tx.arrived(asked));
    let (number, key) = (number?.pop(), key?.pop());
    let missing = || Error::NotFound("project");
    Ok((number.ok_or_else(missing)?.get(0)?, key.ok_or_else(missing)?.get(0)?))
}

/// The next number, held until the commit: nobody takes one meanwhile.
pub fn next_number_for_update(tx: &mut Tx<'_>, project: Uuid) -> Result<i64> {
    Ok(tx.one(&NEXT_NUMBER_FOR_UPDATE, &params![project])?.get(0)?)
}

fn read(row: &Row) -> Result<Project> {
    let mut row = row.reader();
    Ok(Project {
        id: row.take()?,
        workspace_id: row.take()?,
        parent_id: row.take()?,
        key: row.take()?,
        name: row.take()?,
        description: row.take()?,
        icon: row.take()?,
        colour: row.take()?,
        lead_id: row.take()?,
        visibility: {
            let name: String = row.take()?;
            Visibility::from_name(&name)
                .ok_or_else(|| Error::internal(format!("unknown visibility {name}")))?
        },
        start_on: row
            .take::<Option<String>>()?
            .map(|text| text.parse())
            .transpose()
            .map_err(Error::internal)?,
        target_on: row
            .take::<Option<String>>()?
            .map(|text| text.parse())
            .transpose()
            .map_err(Error::internal)?,
        position: row.take()?,
        archived_at: row.take()?,
        deleted_at: row.take()?,
        creator_id: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}
