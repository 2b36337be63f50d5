//! How a project stands: a few counts, each read off an index.

use std::cmp::Reverse;
use std::collections::HashMap;

use taskflow_db::Tx;
use uuid::Uuid;

use super::groups::Names;
use super::language::{Reader, calendar};
use crate::base::{Actor, Error, Result, Stamp};
use crate::project::{ProjectAccess, StatusCategory};
use crate::task::filter::{Condition, Flag};
use crate::task::milestone::{self, MilestoneState};
use crate::task::model::{GroupBy, Lane, Latest, Overview, Task};
use crate::task::rules::{GroupKey, GroupValue, parse_sort};
use crate::task::store::{self, Counted, Filter, Listing, Scope};

const LATEST: i64 = 10;
const PEOPLE: usize = 50;
const MILESTONES: i64 = 20;

/// How a project stands, for one reader's days.
///
/// # Errors
/// Those of the database.
pub fn overview(tx: &mut Tx<'_>, actor: &Actor, project: &ProjectAccess, now: Stamp) -> Result<Overview> {
    let projects = [project.project_id()];
    let reader = Reader {
        actor,
        workspace_id: project.workspace_id(),
        projects: &projects,
        now,
        timezone: None,
    };
    let counted = store::group_counts(tx, &listing(project, Vec::new())?, GroupBy::Status, None)?;
    let names = Names::read(tx, project.workspace_id(), &projects, &counted, (GroupBy::Status, None))?;
    let statuses = of_all(&names, GroupBy::Status, names.statuses(), &counted);
    let categories = of_all(&names, GroupBy::Category, GroupKey::fixed(GroupBy::Category), &counted);
    let of = |wanted: &[StatusCategory]| -> i64 {
        let category = |lane: &&Lane| lane.head.category.is_some_and(|category| wanted.contains(&category));
        categories.iter().filter(category).map(|lane| lane.count).sum()
    };
    let (done, cancelled) = (of(&[StatusCategory::Done]), of(&[StatusCategory::Cancelled]));
    let tasks: i64 = statuses.iter().map(|lane| lane.count).sum();
    let (assignees, unassigned) = workload(tx, project, &projects)?;
    Ok(Overview {
        project_id: project.project_id(),
        tasks,
        open: tasks - done - cancelled,
        done,
        cancelled,
        progress: share(done, tasks - cancelled),
        overdue: overdue(tx, &reader, project)?,
        unassigned,
        statuses,
        categories,
        assignees,
        milestones: milestone::list(tx, project, Some(MilestoneState::Open), MILESTONES, None, false)?.items,
        latest: latest(tx, project)?,
    })
}

fn listing(project: &ProjectAccess, mut filters: Vec<Filter>) -> Result<Listing> {
    filters.extend([Filter::Trashed(false), Filter::Archived(false)]);
    let order = parse_sort(Some("-updated"))?;
    Ok(Listing {
        scope: Scope::Project(project.project_id()),
        filters,
        order,
        due_bounds: Vec::new(),
    })
}

fn open() -> Filter {
    Filter::Language(Condition::Is(Flag::Open))
}

/// One lane for each of the keys, in their order, empty ones as well.
fn of_all(names: &Names, by: GroupBy, mut keys: Vec<GroupKey>, counted: &[Counted]) -> Vec<Lane> {
    let mut counts: HashMap<GroupKey, (i64, f64)> = HashMap::new();
    for one in counted {
        let sum = counts.entry(names.key(by, one.value)).or_default();
        *sum = (sum.0 + one.count, sum.1 + one.estimate);
    }
    keys.sort_by_cached_key(|key| names.place(*key));
    let lane = |key: &GroupKey| {
        let (count, estimate) = counts.get(key).copied().unwrap_or_default();
        Lane { head: names.head(*key), count, estimate }
    };
    keys.iter().map(lane).collect()
}

fn share(part: i64, whole: i64) -> Option<f64> {
    #[allow(clippy::cast_precision_loss)]
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Who has how many open tasks, and how many nobody has.
fn workload(tx: &mut Tx<'_>, project: &ProjectAccess, projects: &[Uuid]) -> Result<(Vec<Lane>, i64)> {
    let mut counted = store::group_counts(tx, &listing(project, vec![open()])?, GroupBy::Assignee, None)?;
    let nobody = |one: &Counted| one.value == GroupValue::Nothing;
    let unassigned = counted.iter().filter(|one| nobody(one)).map(|one| one.count).sum();
    counted.retain(|one| !nobody(one));
    counted.sort_by_key(|one| Reverse(one.count));
    counted.truncate(PEOPLE);
    let by = (GroupBy::Assignee, None);
    let names = Names::read(tx, project.workspace_id(), projects, &counted, by)?;
    let lane = |one: &Counted| Lane {
        head: names.head(names.key(GroupBy::Assignee, one.value)),
        count: one.count,
        estimate: one.estimate,
    };
    Ok((counted.iter().map(lane).collect(), unassigned))
}

fn overdue(tx: &mut Tx<'_>, reader: &Reader<'_>, project: &ProjectAccess) -> Result<i64> {
    let bounds = calendar(tx, reader)?.due_bounds();
    let [(at, day), ..] = bounds.ok_or_else(|| Error::internal("a day that is none"))?;
    let overdue = Condition::Is(Flag::Overdue { at, day });
    let mut filters: Vec<Filter> = overdue.due_until().map(|at| Filter::DueUntil(at.0)).into_iter().collect();
    filters.push(Filter::Language(overdue));
    store::count(tx, &listing(project, filters)?)
}

fn latest(tx: &mut Tx<'_>, project: &ProjectAccess) -> Result<Vec<Latest>> {
    let tasks = store::page(tx, &listing(project, Vec::new())?, None, LATEST)?;
    let shown = |task: Task| Latest {
        id: task.id,
        key: task.key,
        title: task.title,
        status_id: task.status_id,
        status_category: task.status_category,
        assignee_ids: task.assignee_ids,
        updated_at: task.updated_at,
    };
    Ok(tasks.into_iter().map(shown).collect())
}
