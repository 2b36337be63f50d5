//! What the tasks of a project ask of it.

use taskflow_db::{Ahead, Tx};
use uuid::Uuid;

use super::{ProjectAccess, Status, store};
use crate::base::Result;
use crate::event::Cx;

/// What is shown of a project beside a thing of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub parent_id: Option<Uuid>,
    pub key: String,
    pub name: String,
    pub icon: Option<String>,
    pub colour: Option<String>,
}

/// Takes the next task number: 1, 2, 3 … A command that fails takes none. Read [`project_key`] after it: once a
/// number is taken the key stays.
///
/// # Errors
/// Those of the database.
pub fn take_number(cx: &mut Cx<'_, '_>, project: &ProjectAccess) -> Result<i64> {
    store::projects::take_number(cx, project.project_id())
}

/// The same with the key that it makes, such as 12 and `WEB-12`.
///
/// # Errors
/// Those of the database.
pub fn take_key(cx: &mut Cx<'_, '_>, project: &ProjectAccess) -> Result<(i64, String)> {
    let asked = ask_key(cx, project);
    asked_key(cx, asked)
}

/// A number and a key that were asked for.
#[derive(Debug)]
pub struct AskedKey([Ahead; 2]);

/// As [`take_key`], in two steps: what the task does in between may share the round trip.
pub fn ask_key(cx: &mut Cx<'_, '_>, project: &ProjectAccess) -> AskedKey {
    AskedKey(store::projects::ask_number_and_key(cx, project.project_id()))
}

/// # Errors
/// Those of the database.
pub fn asked_key(cx: &mut Cx<'_, '_>, asked: AskedKey) -> Result<(i64, String)> {
    let (number, key) = store::projects::number_and_key(cx, asked.0)?;
    Ok((number, format!("{key}-{number}")))
}

/// What the keys of a project's tasks start with.
///
/// # Errors
/// `NoRow` when there is no such project.
pub fn project_key(tx: &mut Tx<'_>, project: Uuid) -> Result<String> {
    store::projects::key(tx, project)
}

/// The given projects in short, in no certain order; unknown ones are left out. Access is the caller's to prove.
///
/// # Errors
/// Those of the database.
pub fn brief(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Brief>> {
    store::projects::briefs(tx, ids)
}

/// The statuses in the order of the board.
///
/// # Errors
/// Those of the database.
pub fn statuses(tx: &mut Tx<'_>, project: &ProjectAccess) -> Result<Vec<Status>> {
    store::statuses::of_project(tx, project.project_id())
}

/// The statuses of these projects, in no certain order. Access is the caller's to prove.
///
/// # Errors
/// Those of the database.
pub fn statuses_in(tx: &mut Tx<'_>, projects: &[Uuid]) -> Result<Vec<Status>> {
    store::statuses::of_projects(tx, projects)
}

/// A status of this project, and no other, to put a task into. Until the commit nobody else gives out places in it, and
/// it stays as it is: its category changes, and it is deleted, only by a command that has its row locked `FOR UPDATE`
/// and found no task in it.
///
/// # Errors
/// Those of the database.
pub fn hold_status(cx: &mut Cx<'_, '_>, project: Uuid, id: Uuid) -> Result<Option<Status>> {
    store::statuses::hold(cx, project, id)
}

/// The same of what a task without a status gets: the first of category todo, else the first of backlog, else the
/// first.
///
/// # Errors
/// Those of the database.
pub fn hold_default_status(cx: &mut Cx<'_, '_>, project: Uuid) -> Result<Option<Status>> {
    store::statuses::hold_default(cx, project)
}
