//! Reading cycles.

use std::collections::BTreeSet;

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::{Cycle, CycleEntry, CycleProgress, CycleState};
use super::{rules, store};
use crate::base::{Actor, Cursor, Error, Page, Result};
use crate::event::Image;
use crate::project::{self, ProjectAccess};
use crate::workspace::Action;

const ORDER: &str = "days";

/// One cycle.
///
/// # Errors
/// `NotFound`, also for those who may not see its project.
pub fn one(tx: &mut Tx<'_>, actor: &Actor, id: Uuid) -> Result<Cycle> {
    let cycle = store::find(tx, id)?.ok_or(Error::NotFound("cycle"))?;
    project::open(tx, actor, cycle.project_id, Action::ViewProject).map_err(Error::hiding("cycle"))?;
    Ok(cycle)
}

/// How far a cycle is now, or was when it was completed.
///
/// # Errors
/// As [`one`].
pub fn progress(tx: &mut Tx<'_>, actor: &Actor, id: Uuid) -> Result<CycleProgress> {
    let cycle = one(tx, actor, id)?;
    match cycle.result {
        Some(result) => Ok(result),
        None => Ok(store::progress(tx, &[id])?.remove(&id).unwrap_or_default()),
    }
}

/// A page of a project's cycles by their days, with how far each is.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(
    tx: &mut Tx<'_>,
    access: &ProjectAccess,
    state: Option<CycleState>,
    limit: i64,
    cursor: Option<&str>,
    total: bool,
) -> Result<Page<CycleEntry>> {
    let after = match cursor.map(|text| Cursor::decode(text, ORDER, 2)).transpose()? {
        Some(cursor) => Some((cursor.text(0)?, cursor.id(1)?)),
        None => None,
    };
    // A project has few: cutting the page here saves a statement of its own.
    let mut rows = store::of_project(tx, access.project_id())?;
    rows.retain(|cycle| state.is_none_or(|state| cycle.state == state));
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    rows.retain(|cycle| after.as_ref().is_none_or(|(day, id)| (&cycle.start_on, cycle.id) > (day, *id)));
    let page = Page::cut(rows, limit, |cycle| {
        Cursor::new(ORDER, vec![cycle.start_on.clone().into(), cycle.id.to_string().into()])
    });
    let under_way = page.items.iter().filter(|cycle| cycle.result.is_none());
    let ids: Vec<Uuid> = under_way.map(|cycle| cycle.id).collect();
    let mut progress = store::progress(tx, &ids)?;
    let page = page.map(|cycle| CycleEntry {
        progress: cycle.result.or_else(|| progress.remove(&cycle.id)).unwrap_or_default(),
        cycle,
    });
    Ok(Page { total: total.then_some(count), ..page })
}

/// A cycle that a task is to be planned for; it stays as it is until the commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub completed: bool,
    start_on: String,
    end_on: String,
}

impl Held {
    /// Whether work of this day can be planned for it.
    pub fn takes(&self, day: &str) -> bool {
        !self.completed && self.start_on.as_str() <= day && day <= self.end_on.as_str()
    }
}

/// This cycle of the project, to give it to a task.
///
/// # Errors
/// Those of the database.
pub fn hold(tx: &mut Tx<'_>, project: Uuid, id: Uuid) -> Result<Option<Held>> {
    let held = store::hold(tx, project, id)?;
    Ok(held.map(|cycle| Held {
        completed: cycle.state == CycleState::Completed,
        start_on: cycle.start_on,
        end_on: cycle.end_on,
    }))
}

/// Which cycle of a project is meant without naming it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The active one.
    Current,
    /// The first of those that are planned.
    Next,
    /// The last of those that are completed.
    Previous,
}

/// The cycles that such a word stands for, at most one in each of these projects; none for other words.
///
/// # Errors
/// Those of the database.
pub fn in_turn(tx: &mut Tx<'_>, projects: &[Uuid], word: &str) -> Result<Vec<Uuid>> {
    let turn = match word {
        "current" => Turn::Current,
        "next" => Turn::Next,
        "previous" => Turn::Previous,
        _ => return Ok(Vec::new()),
    };
    store::in_turn(tx, projects, turn)
}

/// Names in lower case, numbers as texts, and what they stand for in these projects.
///
/// # Errors
/// Those of the database.
pub fn named(tx: &mut Tx<'_>, projects: &[Uuid], names: &BTreeSet<String>) -> Result<Vec<(String, Uuid)>> {
    let keys = names.iter().map(|name| rules::key(name)).collect();
    let numbers = names.iter().filter_map(|name| name.parse().ok()).collect();
    let found = store::named(tx, projects, keys, numbers)?;
    let mut meant = Vec::new();
    for (key, number, id) in found {
        let number = number.to_string();
        if key != number {
            meant.push((number, id));
        }
        meant.push((key, id));
    }
    Ok(meant)
}

/// The cycles of these ids, in no certain order. Access is the caller's to prove.
///
/// # Errors
/// Those of the database.
pub fn by_ids(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Cycle>> {
    if ids.is_empty() { Ok(Vec::new()) } else { store::by_ids(tx, ids) }
}

/// Every cycle of a stream, as the log shows it.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    store::of_workspace(tx, stream)?.iter().map(Image::of).collect()
}

/// Cycles of these projects by id, after one: for copies that others keep.
///
/// # Errors
/// Those of the database.
pub fn page(tx: &mut Tx<'_>, projects: &[Uuid], after: Uuid, limit: i64) -> Result<Vec<Image>> {
    store::after(tx, projects, after, limit)?.iter().map(Image::of).collect()
}
