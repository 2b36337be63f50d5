//! How far a snapshot is: what comes next, and in which order.

use std::collections::BTreeSet;

use taskflow_db::Tx;
use uuid::Uuid;

use super::Wanted;
use crate::automation::{self, Rule};
use crate::base::{Error, Result};
use crate::event::{Entity, Image};
use crate::project::{self, Project, ProjectMember, Status};
use crate::task::{
    self, Comment, CustomField, Cycle, Milestone, Relation, Step, Tag, Task, Template, TimeEntry, View,
    Watcher,
};
use crate::workspace::{self, Invitation, Member, Team, Workspace};

type Listing = fn(&mut Tx<'_>, Uuid, Uuid, i64) -> Result<Vec<Image>>;
type HangingListing = fn(&mut Tx<'_>, &[Uuid], (Uuid, Uuid), i64) -> Result<Vec<(Uuid, Image)>>;
type PlanListing = fn(&mut Tx<'_>, &[Uuid], Uuid, i64) -> Result<Vec<Image>>;

/// What belongs to no project, in the order it is sent.
const LISTS: &[(&str, i64, Listing)] = &[
    (Workspace::NAME, ROWS, workspace::workspace_page),
    (Member::NAME, ROWS, workspace::members_page),
    (Team::NAME, ROWS, workspace::teams_page),
    (Invitation::NAME, ROWS, workspace::invitations_page),
    (Tag::NAME, ROWS, task::tags_page),
    (CustomField::NAME, ROWS, task::fields_page),
    (Template::NAME, LONG_ROWS, task::templates_page),
    (View::NAME, ROWS, task::views_page),
    (Rule::NAME, LONG_ROWS, automation::page),
];
/// What tasks of projects are planned for and made of, in the order it is sent.
const PLANS: &[(&str, i64, PlanListing)] = &[
    (Milestone::NAME, ROWS, task::milestones_page),
    (Cycle::NAME, ROWS, task::cycles_page),
    (Template::NAME, LONG_ROWS, task::templates_of_projects),
    (Rule::NAME, LONG_ROWS, automation::of_projects),
];
/// What may hang on a task in any number, in the order it is sent.
const HANGING: &[(&str, HangingListing)] =
    &[(Comment::NAME, task::comments_after), (TimeEntry::NAME, task::times_after)];
/// Rows of one statement.
const ROWS: i64 = 200;
/// The same of templates, each of which may hold many tasks.
const LONG_ROWS: i64 = 10;
/// Projects at once, each with its members, statuses and custom fields.
const PROJECTS: usize = 25;
/// Rows at once of what hangs on tasks: comments may be long.
const HANGING_ROWS: i64 = 50;
/// Tasks walked over at once.
const TASKS: i64 = 100;

const OF_PROJECTS: &[&str] =
    &[Project::NAME, ProjectMember::NAME, Status::NAME, CustomField::NAME, View::NAME];
const OF_TASKS: &[&str] = &[Task::NAME, Comment::NAME, TimeEntry::NAME, Watcher::NAME, Relation::NAME];

/// The next thing to read. Small: it is all that a snapshot keeps between two pages.
#[derive(Clone, Debug)]
pub enum Stage {
    /// The list with this number, after this id.
    Lists(usize, Uuid),
    /// Projects after this one.
    Projects(Uuid),
    /// The list of plans with this number, after this id.
    Plans(usize, Uuid),
    /// The tasks that were named.
    Named,
    /// All tasks, after this one.
    Tasks(Step),
    /// What hangs on these tasks: the list with this number, after this row (task and row), then the rest.
    Hanging(Vec<Uuid>, usize, (Uuid, Uuid), Box<Stage>),
    Done,
}

/// What may be read now.
pub struct Sight<'a> {
    pub workspace: Uuid,
    pub invitations: bool,
    /// The projects that may be seen and are wanted.
    pub projects: &'a BTreeSet<Uuid>,
    /// All that may be seen: a task that was named may be in any, and the other end of a relation.
    pub visible: &'a BTreeSet<Uuid>,
    pub wanted: &'a Wanted,
}

impl Stage {
    pub fn first(wanted: &Wanted) -> Self {
        if wanted.is_narrow() {
            Self::Projects(Uuid::nil())
        } else {
            Self::Lists(0, Uuid::nil())
        }
    }

    /// Reads some rows; answers them and what comes next.
    pub fn read(self, tx: &mut Tx<'_>, sight: &Sight<'_>) -> Result<(Vec<Image>, Self)> {
        match self {
            Self::Lists(number, after) => lists(tx, sight, number, after),
            Self::Projects(after) => projects(tx, sight, after),
            Self::Plans(number, after) => plans(tx, sight, number, after),
            Self::Named if sight.wanted.has_any(OF_TASKS) && !sight.wanted.tasks.is_empty() => {
                let named: Vec<Uuid> = sight.wanted.tasks.iter().copied().collect();
                let ids = task::ids_within(tx, sight.visible, &named)?;
                tasks(tx, ids, Self::tasks_of_projects(sight))
            }
            Self::Named => Ok((Vec::new(), Self::tasks_of_projects(sight))),
            Self::Tasks(after) => {
                let (ids, next) = task::ids_after(tx, sight.workspace, sight.projects, after, TASKS)?;
                tasks(tx, ids, next.map_or(Self::Done, Self::Tasks))
            }
            Self::Hanging(ids, number, after, then) => hanging(tx, sight, ids, number, after, then),
            Self::Done => Ok((Vec::new(), Self::Done)),
        }
    }

    fn tasks_of_projects(sight: &Sight<'_>) -> Self {
        if sight.wanted.has_any(OF_TASKS) {
            Self::Tasks(Step::START)
        } else {
            Self::Done
        }
    }
}

fn lists(tx: &mut Tx<'_>, sight: &Sight<'_>, number: usize, after: Uuid) -> Result<(Vec<Image>, Stage)> {
    let Some((kind, limit, list)) = LISTS.get(number) else {
        return Ok((Vec::new(), Stage::Projects(Uuid::nil())));
    };
    let hidden = matches!(*kind, Invitation::NAME | Rule::NAME) && !sight.invitations;
    if hidden || !sight.wanted.has(kind) {
        return Ok((Vec::new(), Stage::Lists(number + 1, Uuid::nil())));
    }
    let rows = list(tx, sight.workspace, after, *limit)?;
    let full = i64::try_from(rows.len()).is_ok_and(|count| count >= *limit);
    let next = match rows.last() {
        Some(last) if full => Stage::Lists(number, last.id),
        _ => Stage::Lists(number + 1, Uuid::nil()),
    };
    Ok((rows, next))
}

fn projects(tx: &mut Tx<'_>, sight: &Sight<'_>, after: Uuid) -> Result<(Vec<Image>, Stage)> {
    let ids: Vec<Uuid> = sight.projects.iter().copied().filter(|id| *id > after).take(PROJECTS).collect();
    let Some(last) = ids.last().filter(|_| sight.wanted.has_any(OF_PROJECTS)) else {
        return Ok((Vec::new(), Stage::Plans(0, Uuid::nil())));
    };
    let mut rows = project::images_of(tx, sight.workspace, &ids)?;
    rows.extend(task::fields_of_projects(tx, sight.workspace, &ids)?);
    rows.extend(task::views_of(tx, &ids)?);
    Ok((rows, Stage::Projects(*last)))
}

fn plans(tx: &mut Tx<'_>, sight: &Sight<'_>, number: usize, after: Uuid) -> Result<(Vec<Image>, Stage)> {
    let Some((kind, limit, list)) = PLANS.get(number) else {
        return Ok((Vec::new(), Stage::Named));
    };
    let projects: Vec<Uuid> = sight.projects.iter().copied().collect();
    let wanted = sight.wanted.has(kind) && !projects.is_empty();
    let rows = if wanted { list(tx, &projects, after, *limit)? } else { Vec::new() };
    Ok(match rows.last() {
        Some(last) if i64::try_from(rows.len()).is_ok_and(|count| count >= *limit) => {
            let after = last.id;
            (rows, Stage::Plans(number, after))
        }
        _ => (rows, Stage::Plans(number + 1, Uuid::nil())),
    })
}

fn tasks(tx: &mut Tx<'_>, ids: Vec<Uuid>, then: Stage) -> Result<(Vec<Image>, Stage)> {
    if ids.is_empty() {
        return Ok((Vec::new(), then));
    }
    let rows = task::images_of(tx, &ids)?;
    Ok((rows, Stage::Hanging(ids, 0, (Uuid::nil(), Uuid::nil()), Box::new(then))))
}

fn hanging(
    tx: &mut Tx<'_>,
    sight: &Sight<'_>,
    ids: Vec<Uuid>,
    number: usize,
    after: (Uuid, Uuid),
    then: Box<Stage>,
) -> Result<(Vec<Image>, Stage)> {
    if !task::are_within(tx, sight.visible, &ids)? {
        // Who sees it again later would never get what hangs on it.
        return Err(Error::conflict(
            "rights_changed",
            "A task was moved out of your sight meanwhile. Ask again.",
        ));
    }
    let mut rows: Vec<Image> = Vec::new();
    let mut after = after;
    for (place, (kind, list)) in HANGING.iter().enumerate().skip(number) {
        if !sight.wanted.has(kind) {
            continue;
        }
        let found = list(tx, &ids, after, HANGING_ROWS)?;
        let full = i64::try_from(found.len()).is_ok_and(|count| count >= HANGING_ROWS);
        let last = found.last().map(|(task, last)| (*task, last.id));
        rows.extend(found.into_iter().map(|(_, row)| row));
        if let Some(last) = last.filter(|_| full) {
            return Ok((rows, Stage::Hanging(ids, place, last, then)));
        }
        after = (Uuid::nil(), Uuid::nil());
    }
    rows.extend(task::ties_of(tx, sight.visible, &ids, sight.wanted.is_narrow())?);
    Ok((rows, *then))
}
