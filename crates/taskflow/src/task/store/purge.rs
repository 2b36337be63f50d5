//! Into the trash and out of it for good.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::{Result, Stamp};
use crate::event::Entity;
use crate::task::{CustomField, Cycle, Milestone, Template};

sql!(
    MARK_TRASHED,
    "UPDATE task SET deleted_at = $2, version = version + 1, updated_at = $3 WHERE id in_list($1)"
);
// Subtasks that went with their parent go with it.
sql!(
    EXPIRED,
    "SELECT t.id, t.workspace_id, t.deleted_at FROM task t WHERE t.deleted_at <= $1 AND (t.deleted_at, t.id) > ($2, $3) \
     AND NOT EXISTS (SELECT 1 FROM task p WHERE p.id = t.parent_id AND p.deleted_at = t.deleted_at) ORDER BY t.deleted_at, t.id LIMIT $4"
);
// Those that nobody of the same project is above.
sql!(
    TOPS,
    "SELECT t.id FROM task t WHERE t.project_id = $1 \
     AND NOT EXISTS (SELECT 1 FROM task p WHERE p.id = t.parent_id AND p.project_id = $1) ORDER BY t.id LIMIT $2"
);
sql!(MILESTONES, "SELECT id, version FROM milestone WHERE project_id = $1 ORDER BY id");
sql!(CYCLES, "SELECT id, version FROM cycle WHERE project_id = $1 ORDER BY id");
sql!(FIELDS, "SELECT id, version FROM custom_field WHERE project_id = $1 ORDER BY id");
sql!(TEMPLATES, "SELECT id, version FROM template WHERE project_id = $1 ORDER BY id");
sql!(COMMENTS, "SELECT id, version FROM comment WHERE task_id in_list($1) ORDER BY id");
sql!(
    RELATIONS,
    "SELECT id, version FROM relation WHERE task_id in_list($1) OR other_id in_list($1) ORDER BY id"
);
sql!(WATCHERS, "SELECT id, version FROM watcher WHERE task_id in_list($1) ORDER BY id");
sql!(TIMES, "SELECT id, version FROM time_entry WHERE task_id in_list($1) ORDER BY id");
sql!(DELETE, "DELETE FROM task WHERE id in_list($1)");

/// Marks tasks as in the trash since an instant, or as taken out.
pub fn mark_trashed(tx: &mut Tx<'_>, tasks: &[Uuid], since: Option<Stamp>, now: Stamp) -> Result<()> {
    tx.exec(&MARK_TRASHED, &params![tasks, since, now])?;
    Ok(())
}

/// Tasks that are in the trash since an instant or longer, each with its workspace and since when: by that, after one.
pub fn expired(
    tx: &mut Tx<'_>,
    since: Stamp,
    after: (Stamp, Uuid),
    limit: i64,
) -> Result<Vec<(Uuid, Uuid, Stamp)>> {
    let rows = tx.all(&EXPIRED, &params![since, after.0, after.1, limit])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// Tasks of a project that are below none of the same.
pub fn tops(tx: &mut Tx<'_>, project: Uuid, limit: i64) -> Result<Vec<Uuid>> {
    let rows = tx.all(&TOPS, &params![project, limit])?;
    rows.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// What goes with a project when it is deleted, besides its tasks: entity, id and version.
pub fn of_project(tx: &mut Tx<'_>, project: Uuid) -> Result<Vec<(&'static str, Uuid, i64)>> {
    let given = params![project];
    let answers =
        tx.batch(&[(&MILESTONES, &given), (&CYCLES, &given), (&FIELDS, &given), (&TEMPLATES, &given)])?;
    let names = [Milestone::NAME, Cycle::NAME, CustomField::NAME, Template::NAME];
    let mut found = Vec::new();
    for (entity, rows) in names.into_iter().zip(answers) {
        for row in rows {
            found.push(read(entity, &row)?);
        }
    }
    Ok(found)
}

/// What goes with tasks when they are deleted: entity, id and version.
pub fn hanging(tx: &mut Tx<'_>, tasks: &[Uuid]) -> Result<Vec<(&'static str, Uuid, i64)>> {
    let given = params![tasks];
    let answers =
        tx.batch(&[(&COMMENTS, &given), (&RELATIONS, &given), (&WATCHERS, &given), (&TIMES, &given)])?;
    let mut found = Vec::new();
    for (entity, rows) in ["comment", "relation", "watcher", "time_entry"].into_iter().zip(answers) {
        for row in rows {
            found.push(read(entity, &row)?);
        }
    }
    Ok(found)
}

fn read(entity: &'static str, row: &Row) -> Result<(&'static str, Uuid, i64)> {
    Ok((entity, row.get(0)?, row.get(1)?))
}

/// Deletes tasks for good; what hangs on them goes with them.
pub fn delete(tx: &mut Tx<'_>, tasks: &[Uuid]) -> Result<()> {
    tx.exec(&DELETE, &params![tasks])?;
    Ok(())
}
