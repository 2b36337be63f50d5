//! Lists of tasks in groups: the columns of a board.

mod names;

pub use names::Names;

use std::collections::HashMap;

use taskflow_db::Tx;
use uuid::Uuid;

use super::fields::{self, Shown};
use super::language::Reader;
use super::{filters, list};
use crate::base::{Actor, Cursor, Page, Result, Stamp};
use crate::http::list::limit;
use crate::project::ProjectAccess;
use crate::task::filter::{Condition, DateField, IdField, Wanted};
use crate::task::model::{Group, GroupBy, GroupQuery, Lane, Mine, TaskQuery};
use crate::task::rules::{self, GroupKey, GroupPlace, GroupValue, Mark};
use crate::task::store::{self, Counted, Filter, Listing, Scope};
use crate::workspace::Membership;

const ORDER: &str = "groups";
/// The categories of what is to be done, and the order to do it in.
const OPEN: &str = "backlog,todo,in_progress";
const SOONEST: &str = "due,-priority";
/// The most lanes of one group.
const LANES: usize = 200;

/// What a list and its groups are asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub tasks: &'a TaskQuery,
    pub groups: &'a GroupQuery,
}

/// A page of groups of a project's tasks. Its statuses are there even when they are empty.
///
/// # Errors
/// `Invalid`; `invalid_cursor`.
pub fn grouped_in_project(
    tx: &mut Tx<'_>,
    actor: &Actor,
    project: &ProjectAccess,
    asked: Asked<'_>,
    now: Stamp,
) -> Result<Page<Group<Shown>>> {
    filters::same_project(asked.tasks, project.project_id())?;
    let projects = [project.project_id()];
    let reader = Reader {
        actor,
        workspace_id: project.workspace_id(),
        projects: &projects,
        now,
        timezone: asked.tasks.tz.as_deref(),
    };
    grouped(tx, &reader, Scope::Project(project.project_id()), asked)
}

/// What is the member's own to do, by when it is due: of all projects in a workspace that they may see, what is assigned to
/// them and open unless the question says otherwise.
///
/// # Errors
/// As [`grouped_in_workspace`].
pub fn mine(
    tx: &mut Tx<'_>,
    actor: &Actor,
    member: &Membership,
    query: &TaskQuery,
    cards: Option<i64>,
    now: Stamp,
) -> Result<Page<Group<Shown>>> {
    let open = query.completed.is_none() && query.status_category.is_none();
    let query = TaskQuery {
        mine: query.mine.or(Some(Mine::Assigned)),
        sort: query.sort.clone().or_else(|| Some(SOONEST.to_owned())),
        status_category: query.status_category.clone().or(open.then(|| OPEN.to_owned())),
        // Says no more, and is what the index of one's creations is made of.
        completed: query.completed.or(open.then_some(false)),
        ..query.clone()
    };
    let groups = GroupQuery { group_by: GroupBy::Due, lane_by: None, cards };
    grouped_in_workspace(tx, actor, member, Asked { tasks: &query, groups: &groups }, now)
}

/// A page of groups of the tasks of all projects in a workspace that the member may see.
///
/// # Errors
/// `NotFound` for a project they may not see; `Invalid`; `invalid_cursor`.
pub fn grouped_in_workspace(
    tx: &mut Tx<'_>,
    actor: &Actor,
    member: &Membership,
    asked: Asked<'_>,
    now: Stamp,
) -> Result<Page<Group<Shown>>> {
    let (visible, scope) = list::scope_of(tx, member, asked.tasks)?;
    let reader = Reader {
        actor,
        workspace_id: member.workspace_id(),
        projects: &visible,
        now,
        timezone: asked.tasks.tz.as_deref(),
    };
    grouped(tx, &reader, scope, asked)
}

/// The same list, of one group alone.
pub fn within(listing: &Listing, key: GroupKey) -> Listing {
    let mut listing = listing.clone();
    let language = |condition| Filter::Language(condition);
    let filter = match (key.by, key.value) {
        (GroupBy::Project, GroupValue::Id(id)) => {
            if let Scope::Workspace(_, visible) = &listing.scope
                && visible.contains(&id)
            {
                listing.scope = Scope::Project(id);
                return listing;
            }
            language(Condition::Among(IdField::Project, vec![id]))
        }
        (GroupBy::Field(field), GroupValue::Id(id)) => {
            language(Condition::Custom(field, Wanted::Among(vec![id])))
        }
        (GroupBy::Field(field), _) => language(Condition::Custom(field, Wanted::Nothing)),
        (GroupBy::Assignee, GroupValue::Id(id)) => Filter::Assignee(vec![id]),
        (GroupBy::Assignee, _) => Filter::Unassigned,
        (GroupBy::Tag, GroupValue::Id(id)) => Filter::Tag(vec![id]),
        (GroupBy::Milestone, GroupValue::Id(id)) => Filter::Milestone(vec![id]),
        (GroupBy::Cycle, GroupValue::Id(id)) => Filter::Cycle(vec![id]),
        (_, GroupValue::Id(id)) => Filter::Status(vec![id]),
        (_, GroupValue::Category(category)) => Filter::Category(vec![category.name().to_owned()]),
        (_, GroupValue::Due(due)) => Filter::DueIn(due),
        (GroupBy::Due, GroupValue::Nothing) => language(Condition::NoDate(DateField::Due)),
        (_, GroupValue::Priority(priority)) => Filter::Priority(vec![priority.rank()]),
        (GroupBy::Milestone, GroupValue::Nothing) => Filter::NoMilestone,
        (GroupBy::Cycle, GroupValue::Nothing) => Filter::NoCycle,
        (_, GroupValue::Nothing) => language(Condition::Without(IdField::Tag)),
    };
    listing.filters.push(filter);
    listing
}

/// How many tasks there are, and the sum of their estimates.
#[derive(Clone, Copy, Default)]
struct Sum {
    count: i64,
    estimate: f64,
}

impl Sum {
    fn add(&mut self, one: &Counted) {
        self.count += one.count;
        self.estimate += one.estimate;
    }
}

/// Those of each group, and of each lane in it.
#[derive(Default)]
struct Count {
    all: Sum,
    lanes: HashMap<GroupKey, Sum>,
}

fn grouped(
    tx: &mut Tx<'_>,
    reader: &Reader<'_>,
    scope: Scope,
    asked: Asked<'_>,
) -> Result<Page<Group<Shown>>> {
    let limit = limit(asked.tasks.limit)?;
    let cards = rules::cards(asked.groups.cards, limit)?;
    let shown = asked
        .tasks
        .fields
        .as_deref()
        .map(fields::parse)
        .transpose()?
        .map(std::sync::Arc::from);
    let after = asked.tasks.cursor.as_deref().map(read_place).transpose()?;
    let projects = match &scope {
        Scope::Project(project) => vec![*project],
        Scope::Workspace(_, visible) => visible.clone(),
    };
    let one_project = matches!(scope, Scope::Project(_));
    let mut listing = list::listing(tx, reader, scope, asked.tasks)?;

    let (by, lane_by) = (asked.groups.group_by, asked.groups.lane_by);
    if by == GroupBy::Due || lane_by == Some(GroupBy::Due) {
        list::ask_when_due(tx, reader, &mut listing)?;
    }
    let counted = store::group_counts(tx, &listing, by, lane_by)?;
    let names = Names::read(tx, reader.workspace_id, &projects, &counted, (by, lane_by))?;
    let mut counts = put_together(counted, &names, (by, lane_by));
    let statuses = if by == GroupBy::Status && one_project { names.statuses() } else { Vec::new() };
    for key in GroupKey::fixed(by).into_iter().chain(statuses).chain(names.options(by)) {
        counts.entry(key).or_default();
    }

    let total = asked.tasks.include.map(|_| i64::try_from(counts.len()).unwrap_or(i64::MAX));
    let mut groups: Vec<(GroupPlace, GroupKey, Count)> =
        counts.into_iter().map(|(key, count)| (names.place(key), key, count)).collect();
    groups.retain(|(place, ..)| after.as_ref().is_none_or(|after| place > after));
    groups.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let page = Page::cut(groups, limit, |(place, ..)| cursor(place));

    let full = page.items.iter().filter(|(.., count)| cards > 0 && count.all.count > 0);
    let listings: Vec<Listing> = full.map(|(_, key, _)| within(&listing, *key)).collect();
    let mut heads = store::heads(tx, &listings, cards + 1)?.into_iter();
    let page = page.map(|(_, key, count)| {
        let tasks = if cards > 0 && count.all.count > 0 {
            heads.next().unwrap_or_default()
        } else {
            Vec::new()
        };
        let mut tasks = Page::cut(tasks, cards, |task| Mark::of(task, &listing.order).cursor(&listing.order));
        if cards == 0 {
            tasks.next_cursor = None;
        }
        let tasks = tasks.map(|task| Shown { task, names: shown.clone() });
        Group {
            head: names.head(key),
            count: count.all.count,
            estimate: count.all.estimate,
            tasks: tasks.items,
            next_cursor: tasks.next_cursor,
            lanes: lane_by.map(|_| lanes(&names, count.lanes)),
        }
    });
    Ok(Page { total, ..page })
}

fn put_together(
    counted: Vec<Counted>,
    names: &Names,
    (by, lane_by): (GroupBy, Option<GroupBy>),
) -> HashMap<GroupKey, Count> {
    let mut counts: HashMap<GroupKey, Count> = HashMap::new();
    for one in counted {
        let count = counts.entry(names.key(by, one.value)).or_default();
        if let Some((lane_by, lane)) = lane_by.zip(one.lane) {
            count.lanes.entry(names.key(lane_by, lane)).or_default().add(&one);
        }
        count.all.add(&one);
    }
    counts
}

fn lanes(names: &Names, counts: HashMap<GroupKey, Sum>) -> Vec<Lane> {
    let mut lanes: Vec<(GroupKey, Sum)> = counts.into_iter().collect();
    lanes.sort_by_cached_key(|(key, _)| names.place(*key));
    lanes.truncate(LANES);
    lanes
        .into_iter()
        .map(|(key, sum)| Lane { head: names.head(key), count: sum.count, estimate: sum.estimate })
        .collect()
}

fn cursor((last, rank, name, id): &GroupPlace) -> Cursor {
    let keys = vec![i64::from(*last).into(), (*rank).into(), name.as_str().into(), id.to_string().into()];
    Cursor::new(ORDER, keys)
}

fn read_place(text: &str) -> Result<GroupPlace> {
    let cursor = Cursor::decode(text, ORDER, 4)?;
    let id: Uuid = cursor.id(3)?;
    Ok((cursor.int(0)? != 0, cursor.int(1)?, cursor.text(2)?, id))
}
