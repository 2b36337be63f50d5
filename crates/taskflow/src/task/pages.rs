//! Tasks and what hangs on them page by page: for copies that others keep. The caller has proved access and says which
//! projects may be seen.

use std::collections::{BTreeSet, HashMap};

use taskflow_db::Tx;
use uuid::Uuid;

use super::store::{self, Step};
use super::{Task, comment, relation, watcher};
use crate::base::Result;
use crate::event::Image;

/// The next tasks of these projects, in the trash and the archive as well; after `None` there are no more.
///
/// # Errors
/// Those of the database.
pub fn ids_after(
    tx: &mut Tx<'_>,
    workspace: Uuid,
    projects: &BTreeSet<Uuid>,
    after: Step,
    limit: i64,
) -> Result<(Vec<Uuid>, Option<Step>)> {
    if projects.is_empty() {
        return Ok((Vec::new(), None));
    }
    store::walk(tx, workspace, projects, after, limit)
}

/// Those of the given tasks that are in these projects now.
///
/// # Errors
/// Those of the database.
pub fn ids_within(tx: &mut Tx<'_>, projects: &BTreeSet<Uuid>, tasks: &[Uuid]) -> Result<Vec<Uuid>> {
    let at: HashMap<Uuid, Uuid> = store::projects_of(tx, tasks)?;
    let within = |task: &Uuid| at.get(task).is_some_and(|project| projects.contains(project));
    Ok(tasks.iter().copied().filter(within).collect())
}

/// Whether none of these tasks is elsewhere than in these projects. What is no more is nowhere.
///
/// # Errors
/// Those of the database.
pub fn are_within(tx: &mut Tx<'_>, projects: &BTreeSet<Uuid>, tasks: &[Uuid]) -> Result<bool> {
    Ok(store::projects_of(tx, tasks)?
        .values()
        .all(|project| projects.contains(project)))
}

/// The tasks of a workspace that have a due date, by their ids after one, some at a time.
///
/// # Errors
/// Those of the database.
pub fn dated_after(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: usize) -> Result<Vec<Task>> {
    let ids = store::dated(tx, workspace, after, limit)?;
    store::load_many(tx, &ids)
}

/// The tasks themselves.
///
/// # Errors
/// Those of the database.
pub fn images_of(tx: &mut Tx<'_>, tasks: &[Uuid]) -> Result<Vec<Image>> {
    store::load_many(tx, tasks)?.iter().map(Image::of).collect()
}

/// The next comments on these tasks, after one of them (task and comment). Fewer than `limit` are the last.
///
/// # Errors
/// Those of the database.
pub fn comments_after(
    tx: &mut Tx<'_>,
    tasks: &[Uuid],
    after: (Uuid, Uuid),
    limit: i64,
) -> Result<Vec<(Uuid, Image)>> {
    let comments = comment::of_tasks(tx, tasks, after, limit)?;
    comments
        .iter()
        .map(|comment| Ok((comment.task_id, Image::of(comment)?)))
        .collect()
}

/// Watchers of these tasks, and relations whose two ends may both be seen: those told from one of these tasks, or with
/// `either` those that lead to one as well.
///
/// # Errors
/// Those of the database.
pub fn ties_of(
    tx: &mut Tx<'_>,
    projects: &BTreeSet<Uuid>,
    tasks: &[Uuid],
    either: bool,
) -> Result<Vec<Image>> {
    let mut images = Vec::new();
    for watcher in watcher::of_tasks(tx, tasks)? {
        images.push(Image::of(&watcher)?);
    }
    let mut relations = relation::of_tasks(tx, tasks)?;
    relations.retain(|tie| either || tasks.contains(&tie.task_id));
    let ends: Vec<Uuid> = relations.iter().flat_map(|tie| [tie.task_id, tie.other_id]).collect();
    let seen: BTreeSet<Uuid> = ids_within(tx, projects, &ends)?.into_iter().collect();
    for tie in relations {
        if seen.contains(&tie.task_id) && seen.contains(&tie.other_id) {
            images.push(Image::of(&tie)?);
        }
    }
    Ok(images)
}
