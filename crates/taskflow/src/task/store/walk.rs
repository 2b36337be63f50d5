//! Walking over all tasks of projects in the order they were made, which no change touches: whatever is moved
//! meanwhile is met once.

use std::collections::BTreeSet;

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::{Result, Stamp};

sql!(
    AFTER_IN_WORKSPACE,
    "SELECT id, created_at, project_id FROM task WHERE workspace_id = $1 AND (created_at, id) > ($2, $3) \
     ORDER BY created_at, id LIMIT $4"
);
sql!(
    AFTER_IN_PROJECTS,
    "SELECT id, created_at, project_id FROM task WHERE project_id in_list($1) AND (created_at, id) > ($2, $3) \
     ORDER BY created_at, id LIMIT $4"
);

/// Up to this many projects are looked up by themselves; for more the whole workspace is walked over.
const FEW: usize = 20;

/// A place in the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub id: Uuid,
    pub created_at: Stamp,
}

impl Step {
    /// Before the first task.
    pub const START: Self = Self { id: Uuid::nil(), created_at: Stamp(i64::MIN) };
}

/// The next tasks of these projects of the workspace, and where to go on; `None` at the end. A stretch without any of
/// them is no end.
pub fn walk(
    tx: &mut Tx<'_>,
    workspace: Uuid,
    projects: &BTreeSet<Uuid>,
    after: Step,
    limit: i64,
) -> Result<(Vec<Uuid>, Option<Step>)> {
    let rows = if projects.len() <= FEW {
        let projects: Vec<Uuid> = projects.iter().copied().collect();
        tx.all(&AFTER_IN_PROJECTS, &params![projects, after.created_at, after.id, limit])?
    } else {
        tx.all(&AFTER_IN_WORKSPACE, &params![workspace, after.created_at, after.id, limit])?
    };
    let steps = rows.iter().map(read).collect::<Result<Vec<(Step, Uuid)>>>()?;
    let full = i64::try_from(steps.len()).is_ok_and(|count| count >= limit);
    let next = steps.last().map(|(step, _)| *step).filter(|_| full);
    let met = steps.into_iter().filter(|(_, project)| projects.contains(project));
    Ok((met.map(|(step, _)| step.id).collect(), next))
}

fn read(row: &Row) -> Result<(Step, Uuid)> {
    Ok((Step { id: row.get(0)?, created_at: row.get(1)? }, row.get(2)?))
}
