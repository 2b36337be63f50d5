//! Proofs of access to a task: what commands and finders below take instead of a bare task id.

use std::collections::HashMap;

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::Task;
use super::store;
use crate::base::{Actor, Error, Result};
use crate::event::{Cx, Stream, matching};
use crate::project::{self, ProjectAccess};
use crate::workspace::Action;

/// A task that the actor may use as asked for, as it is now, and its project. Only [`open`] and its kin make one.
#[derive(Clone, Debug)]
pub struct TaskAccess {
    task: Task,
    project: ProjectAccess,
}

impl TaskAccess {
    pub fn task(&self) -> &Task {
        &self.task
    }

    pub fn project(&self) -> &ProjectAccess {
        &self.project
    }

    pub fn workspace_id(&self) -> Uuid {
        self.task.workspace_id
    }

    pub fn user_id(&self) -> Uuid {
        self.project.user_id()
    }

    pub fn stream(&self) -> Stream {
        self.project.stream()
    }

    /// Also answers the request with the workspace's position, whether or not something changes.
    pub fn answering(self, cx: &mut Cx<'_, '_>) -> Self {
        cx.in_stream(self.stream());
        self
    }

    /// Compares with the version that the caller named in `If-Match`, if any.
    ///
    /// # Errors
    /// `Stale` with the task as it is now.
    pub fn matching(self, version: Option<i64>) -> Result<Self> {
        matching(&self.task, version)?;
        Ok(self)
    }

    /// Asks for the task and for the right to it at once.
    fn prove(tx: &mut Tx<'_>, actor: &Actor, task: Uuid, action: Action, read: store::Read) -> Result<Self> {
        let (question, given) = project::access_of_task(task, actor);
        let (task, answer) = store::find_and_ask(tx, task, read, (question, &given))?;
        let task = task.ok_or(Error::NotFound("task"))?;
        let project = project::proven(tx, actor, task.project_id, answer.first(), action);
        Ok(Self { task, project: project.map_err(Error::hiding("task"))? })
    }

    fn usable(self, action: Action) -> Result<Self> {
        if action == Action::ViewProject {
            return Ok(self);
        }
        if self.task.is_trashed() {
            return Err(Error::conflict("task_in_trash", "The task is in the trash. Restore it first."));
        }
        Ok(Self { project: self.project.not_archived()?, ..self })
    }
}

/// Proves that the actor may do this with a task. One in the trash can be viewed and nothing else.
///
/// # Errors
/// `NotFound` when they may not even see it, whether or not it exists; `Forbidden` when they lack the right;
/// `task_in_trash` and `project_archived` when it is only to be looked at.
pub fn open(tx: &mut Tx<'_>, actor: &Actor, task: Uuid, action: Action) -> Result<TaskAccess> {
    TaskAccess::prove(tx, actor, task, action, store::Read::Plain)?.usable(action)
}

/// As [`open`], and nobody else changes the task until the commit: for commands.
///
/// # Errors
/// As [`open`].
pub fn lock(tx: &mut Tx<'_>, actor: &Actor, task: Uuid, action: Action) -> Result<TaskAccess> {
    TaskAccess::prove(tx, actor, task, action, store::Read::Locked)?.usable(action)
}

/// As [`lock`], whatever became of the task: for what ends something that was begun on it.
///
/// # Errors
/// As [`open`], without the last two.
pub(super) fn lock_as_is(tx: &mut Tx<'_>, actor: &Actor, task: Uuid, action: Action) -> Result<TaskAccess> {
    TaskAccess::prove(tx, actor, task, action, store::Read::Locked)
}

/// As [`lock`], for what is done with tasks in the trash.
///
/// # Errors
/// As [`open`]; `task_not_in_trash`.
pub(super) fn lock_trashed(tx: &mut Tx<'_>, actor: &Actor, task: Uuid, action: Action) -> Result<TaskAccess> {
    let access = TaskAccess::prove(tx, actor, task, action, store::Read::Locked)?;
    Ok(TaskAccess { project: access.project.not_archived()?, ..access })
}

/// As [`lock`] of many tasks at once, or with `trashed` as [`lock_trashed`]: each with its proof or the reason why there
/// is none, in the order given. What belongs to another workspace is not there.
///
/// # Errors
/// Those of the database.
pub(super) fn lock_each(
    tx: &mut Tx<'_>,
    actor: &Actor,
    workspace: Uuid,
    tasks: &[Uuid],
    trashed: bool,
) -> Result<Vec<(Uuid, Result<TaskAccess>)>> {
    let mut found: HashMap<Uuid, Task> = store::lock_many(tx, tasks)?
        .into_iter()
        .filter(|task| task.workspace_id == workspace)
        .map(|task| (task.id, task))
        .collect();
    let mut rights: HashMap<Uuid, Proven> = HashMap::new();
    let mut proofs = Vec::with_capacity(tasks.len());
    for id in tasks {
        let proof = match found.remove(id) {
            Some(task) => proof(tx, actor, &mut rights, task, trashed),
            None => Err(Error::NotFound("task")),
        };
        match proof {
            Err(error @ (Error::Db(_) | Error::Internal(_))) => return Err(error),
            proof => proofs.push((*id, proof)),
        }
    }
    Ok(proofs)
}

/// What was found about a project that several tasks are in.
enum Proven {
    May(ProjectAccess),
    MayNot { code: &'static str, detail: String },
    Hidden,
}

/// Each project is asked about once.
fn proof(
    tx: &mut Tx<'_>,
    actor: &Actor,
    rights: &mut HashMap<Uuid, Proven>,
    task: Task,
    trashed: bool,
) -> Result<TaskAccess> {
    let project = match rights.get(&task.project_id) {
        Some(Proven::May(project)) => project.clone(),
        Some(Proven::Hidden) => return Err(Error::NotFound("task")),
        Some(Proven::MayNot { code, detail }) => return Err(Error::forbidden(code, detail)),
        None => {
            let opened =
                project::open(tx, actor, task.project_id, Action::EditTasks).map_err(Error::hiding("task"));
            let proven = match &opened {
                Ok(project) => Some(Proven::May(project.clone())),
                Err(Error::NotFound(_)) => Some(Proven::Hidden),
                Err(Error::Forbidden { code, detail }) => {
                    Some(Proven::MayNot { code, detail: detail.clone() })
                }
                Err(_) => None,
            };
            rights.extend(proven.map(|proven| (task.project_id, proven)));
            opened?
        }
    };
    let access = TaskAccess { task, project };
    if trashed {
        return Ok(TaskAccess { project: access.project.not_archived()?, ..access });
    }
    access.usable(Action::EditTasks)
}
