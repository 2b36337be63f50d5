//! Searching.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use taskflow_db::{Engine, Tx};
use uuid::Uuid;

use super::model::{Hit, HitKind, SearchQuery};
use super::rules::{self, Ask, Class, Place};
use super::store::{self, Found, Scope};
use super::{projects, show};
use crate::base::error::Faults;
use crate::base::{Actor, Cursor, Error, Page, Result};
use crate::project::{self, Project};
use crate::task::queries::by_key;
use crate::task::{comment, store as tasks};
use crate::workspace::Membership;

const ORDER: &str = "best";
/// The newest titles that fit, and the newest texts, out of which the best are shown.
const LOOKED_AT: i64 = 200;
/// So many projects are named to the index; with more, all of the workspace is asked for and others are left out after.
const FEW: usize = 32;
const LONGEST: usize = 400;
const HITS: i64 = 20;
const MOST_HITS: i64 = 50;

/// What a hit is, before it is shown.
enum What {
    Task,
    Comment { task: Uuid },
    Project(Box<Project>),
}

struct Candidate {
    place: Place,
    what: What,
}

/// A page of what fits best, out of what the member may see and is not in the trash.
///
/// # Errors
/// `Invalid`, `invalid_cursor`; `NotFound` for a project they may not see.
pub fn search(tx: &mut Tx<'_>, actor: &Actor, member: &Membership, query: &SearchQuery) -> Result<Page<Hit>> {
    let (kinds, limit) = checked(query)?;
    let after = query.cursor.as_deref().map(read_place).transpose()?;
    let visible = visible(tx, member, query.project_id)?;
    let ask = rules::parse(&query.q);
    let mut found: Vec<Candidate> = Vec::new();
    if kinds.contains(&HitKind::Task) {
        found.extend(of_key(tx, actor, member, query, &visible)?);
    }
    if kinds.contains(&HitKind::Project) {
        let projects = projects::find(tx, member, &ask, &visible)?;
        let candidate = |(place, project)| Candidate { place, what: What::Project(Box::new(project)) };
        found.extend(projects.into_iter().map(candidate));
    }
    found.extend(of_index(tx, member, &ask, &kinds, &visible)?);

    let mut known = HashSet::new();
    found.sort_by_key(|candidate| candidate.place);
    found.retain(|candidate| known.insert(candidate.place.3));
    found.retain(|candidate| after.is_none_or(|after| candidate.place > after));
    let page = Page::cut(found, limit, |candidate| cursor(&candidate.place));
    let items = shown(tx, &ask, page.items)?;
    Ok(Page { items, next_cursor: page.next_cursor, total: None })
}

fn checked(query: &SearchQuery) -> Result<(Vec<HitKind>, i64)> {
    let mut faults = Faults::default();
    let kinds: Option<Vec<HitKind>> = match &query.kinds {
        None => Some(vec![HitKind::Task, HitKind::Comment, HitKind::Project]),
        Some(names) => names.split(',').map(HitKind::from_name).collect(),
    };
    faults.require(
        kinds.is_some(),
        "?type",
        "invalid_value",
        "Give task, comment or project, with commas between.",
    );
    let short = query.q.chars().count() <= LONGEST;
    faults.require(short, "?q", "too_long", &format!("Search for at most {LONGEST} characters."));
    let limit = query.limit.unwrap_or(HITS);
    let bounded = (1..=MOST_HITS).contains(&limit);
    faults.require(bounded, "?limit", "out_of_range", &format!("Give a limit from 1 to {MOST_HITS}."));
    faults.check()?;
    Ok((kinds.unwrap_or_default(), limit))
}

fn visible(tx: &mut Tx<'_>, member: &Membership, only: Option<Uuid>) -> Result<Vec<Uuid>> {
    let visible = project::visible(tx, member)?;
    match only {
        Some(project) if visible.contains_key(&project) => Ok(vec![project]),
        Some(_) => Err(Error::NotFound("project")),
        None => {
            let mut visible: Vec<Uuid> = visible.into_keys().collect();
            visible.sort_unstable();
            Ok(visible)
        }
    }
}

/// The task of a key, whatever else its text says.
fn of_key(
    tx: &mut Tx<'_>,
    actor: &Actor,
    member: &Membership,
    query: &SearchQuery,
    visible: &[Uuid],
) -> Result<Option<Candidate>> {
    let key = query.q.trim();
    if !key.contains('-') || key.len() > 40 {
        return Ok(None);
    }
    let task = match by_key(tx, actor, member, key) {
        Ok(task) => task,
        Err(Error::NotFound(_)) => return Ok(None),
        Err(other) => return Err(other),
    };
    let place = (Class::Key, Reverse(0), Reverse(i64::MAX), task.id);
    let there = !task.is_trashed() && visible.contains(&task.project_id);
    Ok(there.then_some(Candidate { place, what: What::Task }))
}

fn of_index(
    tx: &mut Tx<'_>,
    member: &Membership,
    ask: &Ask,
    kinds: &[HitKind],
    visible: &[Uuid],
) -> Result<Vec<Candidate>> {
    let (tasks, comments) = (kinds.contains(&HitKind::Task), kinds.contains(&HitKind::Comment));
    let kind = match (tasks, comments) {
        (true, true) => None,
        (true, false) => Some("task"),
        (false, true) => Some("comment"),
        (false, false) => return Ok(Vec::new()),
    };
    if visible.is_empty() || ask.wanted.is_empty() {
        return Ok(Vec::new());
    }
    let projects = (visible.len() <= FEW).then(|| visible.to_vec());
    let scope = Scope {
        workspace: member.workspace_id(),
        projects,
        kind,
        stretches: Vec::new(),
    };
    let mut found = Vec::new();
    if tasks {
        found.extend(newest(tx, ask, &scope, visible, true)?);
    }
    found.extend(newest(tx, ask, &scope, visible, false)?);
    Ok(found.iter().map(|found| candidate(ask, found)).collect())
}

fn candidate(ask: &Ask, found: &Found) -> Candidate {
    let (class, share) = rules::of_title(ask, &found.title);
    if found.entity == found.task {
        let place = (class.unwrap_or(Class::Elsewhere), Reverse(share), Reverse(found.doc), found.entity);
        return Candidate { place, what: What::Task };
    }
    let place = (Class::Elsewhere, Reverse(share), Reverse(found.doc), found.entity);
    Candidate { place, what: What::Comment { task: found.task } }
}

/// The newest that fit. PostgreSQL is asked for ever longer stretches of the newest until there are enough.
fn newest(tx: &mut Tx<'_>, ask: &Ask, scope: &Scope, visible: &[Uuid], titles: bool) -> Result<Vec<Found>> {
    let engine = tx.engine();
    let newest = if engine == Engine::Postgres { store::newest(tx)? } else { 0 };
    for (name, length) in store::STRETCH {
        let first = (newest / length - 1).max(0);
        if first == 0 {
            break;
        }
        let stretches = (first..=newest / length).map(|at| format!("{name}{at}")).collect();
        let scope = Scope { stretches, ..scope.clone() };
        if let Some(expression) = store::expression(engine, ask, &scope, titles) {
            let found = store::find(tx, &expression, visible, LOOKED_AT)?;
            if i64::try_from(found.len()).is_ok_and(|found| found >= LOOKED_AT) {
                return Ok(found);
            }
        }
    }
    match store::expression(engine, ask, scope, titles) {
        Some(expression) => store::find(tx, &expression, visible, LOOKED_AT),
        None => Ok(Vec::new()),
    }
}

fn shown(tx: &mut Tx<'_>, ask: &Ask, candidates: Vec<Candidate>) -> Result<Vec<Hit>> {
    let (mut task_ids, mut comment_ids) = (Vec::new(), Vec::new());
    for candidate in &candidates {
        match candidate.what {
            What::Task => task_ids.push(candidate.place.3),
            What::Comment { task } => {
                task_ids.push(task);
                comment_ids.push(candidate.place.3);
            }
            What::Project(_) => {}
        }
    }
    let found = tasks::load_many(tx, &task_ids)?;
    let found: HashMap<Uuid, _> = found.into_iter().map(|task| (task.id, task)).collect();
    let comments = comment::by_ids(tx, &comment_ids)?;
    let comments: HashMap<Uuid, _> = comments.into_iter().map(|comment| (comment.id, comment)).collect();
    let hit = |candidate: &Candidate| match &candidate.what {
        What::Task => Some(show::task(ask, found.get(&candidate.place.3)?)),
        What::Comment { task } => {
            Some(show::comment(ask, found.get(task)?, comments.get(&candidate.place.3)?))
        }
        What::Project(project) => Some(show::project(ask, project)),
    };
    Ok(candidates.iter().filter_map(hit).collect())
}

fn cursor((class, Reverse(share), Reverse(doc), id): &Place) -> Cursor {
    let keys = vec![(*class as i64).into(), (*share).into(), (*doc).into(), id.to_string().into()];
    Cursor::new(ORDER, keys)
}

fn read_place(text: &str) -> Result<Place> {
    let cursor = Cursor::decode(text, ORDER, 4)?;
    let class = usize::try_from(cursor.int(0)?).ok().and_then(|at| Class::ALL.get(at).copied());
    let class = class.unwrap_or(Class::Elsewhere);
    Ok((class, Reverse(cursor.int(1)?), Reverse(cursor.int(2)?), cursor.id(3)?))
}
