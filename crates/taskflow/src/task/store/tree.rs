//! Tasks above and below a task.

use std::collections::{HashMap, HashSet};

use taskflow_db::{Tx, params, sql};
use uuid::Uuid;

use crate::base::{Result, Stamp};

// The depth bound ends the walk should the tree ever have a cycle.
sql!(
    ANCESTORS,
    "WITH RECURSIVE up (id, parent_id, depth) AS ( \
       SELECT id, parent_id, 0 FROM task WHERE id = $1 \
       UNION ALL SELECT t.id, t.parent_id, up.depth + 1 FROM task t JOIN up ON t.id = up.parent_id WHERE up.depth < 20) \
     SELECT id FROM up WHERE depth > 0 ORDER BY depth"
);
sql!(
    DESCENDANTS,
    "WITH RECURSIVE down (id, project_id, deleted_at, depth) AS ( \
       SELECT t.id, t.project_id, t.deleted_at, 1 FROM task t WHERE t.parent_id = $1 \
       UNION ALL SELECT t.id, t.project_id, t.deleted_at, down.depth + 1 FROM task t JOIN down ON t.parent_id = down.id WHERE down.depth < 20) \
     SELECT id, project_id, deleted_at, depth FROM down ORDER BY depth, id"
);

sql!(
    WITH_SUBTASKS,
    "SELECT DISTINCT parent_id FROM task WHERE parent_id IS NOT NULL AND parent_id in_list($1)"
);
sql!(
    HAS_TASKS,
    "SELECT EXISTS (SELECT 1 FROM task WHERE project_id = $1 AND deleted_at IS NULL)"
);
sql!(PROJECTS, "SELECT id, project_id FROM task WHERE id in_list($1)");

/// A task somewhere below another.
#[derive(Clone, Debug)]
pub struct Branch {
    pub id: Uuid,
    pub project_id: Uuid,
    pub deleted_at: Option<Stamp>,
    /// 1 for a direct subtask.
    pub depth: usize,
}

/// Whether a project has tasks that are not in the trash.
pub fn has_tasks(tx: &mut Tx<'_>, project: Uuid) -> Result<bool> {
    Ok(tx.one(&HAS_TASKS, &params![project])?.get(0)?)
}

/// The ids of parent, grandparent and so on.
pub fn ancestors(tx: &mut Tx<'_>, task: Uuid) -> Result<Vec<Uuid>> {
    tx.all(&ANCESTORS, &params![task])?.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// All subtasks and their subtasks, also in the trash, nearest first.
pub fn descendants(tx: &mut Tx<'_>, task: Uuid) -> Result<Vec<Branch>> {
    let rows = tx.all(&DESCENDANTS, &params![task])?;
    let branches = rows.iter().map(|row| {
        let mut row = row.reader();
        Ok(Branch {
            id: row.take()?,
            project_id: row.take()?,
            deleted_at: row.take()?,
            depth: usize::from(row.take::<u8>()?),
        })
    });
    branches.collect()
}

/// Those of the tasks that have subtasks, also in the trash.
pub fn with_subtasks(tx: &mut Tx<'_>, tasks: &[Uuid]) -> Result<HashSet<Uuid>> {
    tx.all(&WITH_SUBTASKS, &params![tasks])?
        .iter()
        .map(|row| Ok(row.get(0)?))
        .collect()
}

/// The projects of tasks, as they are now; unknown tasks are left out. Access is the caller's to prove.
///
/// # Errors
/// Those of the database.
pub fn projects_of(tx: &mut Tx<'_>, tasks: &[Uuid]) -> Result<HashMap<Uuid, Uuid>> {
    tx.all(&PROJECTS, &params![tasks])?
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}
