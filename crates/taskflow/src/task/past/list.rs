//! Lists of tasks as they were. Each page costs about what it looks at, however long the log is.

use std::collections::HashSet;
use std::sync::Arc;

use taskflow_db::Tx;
use uuid::Uuid;

use super::one::read;
use super::rules;
use crate::base::{Actor, Cursor, Error, Page, Result, Stamp};
use crate::event::{self, AsOf, Entity};
use crate::http::list::limit;
use crate::project::{self, ProjectAccess};
use crate::task::model::{Task, TaskQuery};
use crate::task::queries::{self, Reader, Shown};
use crate::task::store::Filter;
use crate::workspace::Membership;

const ORDER: &str = "as_of";
/// Tasks looked at in one go.
const STEP: i64 = 250;
/// Tasks looked at for one page: with few that match, pages are short rather than slow.
const MOST: usize = 2_000;

/// A page of the tasks that a project had.
///
/// # Errors
/// `Invalid`; `invalid_cursor`.
pub fn in_project(
    tx: &mut Tx<'_>,
    actor: &Actor,
    access: &ProjectAccess,
    (query, as_of): (&TaskQuery, AsOf),
    now: Stamp,
) -> Result<Page<Shown>> {
    queries::same_project(query, access.project_id())?;
    let visible = project::visible_to(tx, access)?;
    let place = (access.workspace_id(), Some(access.project_id()));
    page(tx, actor, place, &visible, (query, as_of), now)
}

/// A page of the tasks that the projects had which the member may see.
///
/// # Errors
/// `NotFound` for a project they may not see; `Invalid`; `invalid_cursor`.
pub fn in_workspace(
    tx: &mut Tx<'_>,
    actor: &Actor,
    member: &Membership,
    (query, as_of): (&TaskQuery, AsOf),
    now: Stamp,
) -> Result<Page<Shown>> {
    let visible: HashSet<Uuid> = project::visible(tx, member)?.into_keys().collect();
    if query.project_id.is_some_and(|project| !visible.contains(&project)) {
        return Err(Error::NotFound("project"));
    }
    let place = (member.workspace_id(), query.project_id);
    page(tx, actor, place, &visible, (query, as_of), now)
}

fn page(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (workspace, project): (Uuid, Option<Uuid>),
    visible: &HashSet<Uuid>,
    (query, as_of): (&TaskQuery, AsOf),
    now: Stamp,
) -> Result<Page<Shown>> {
    rules::refuse(query)?;
    let limit = usize::try_from(limit(query.limit)?).unwrap_or(usize::MAX);
    let names: Option<Arc<[&str]>> =
        query.fields.as_deref().map(queries::field_names).transpose()?.map(Arc::from);
    let (seq, mut after) = match &query.cursor {
        Some(text) => {
            let cursor = Cursor::decode(text, ORDER, 2)?;
            (cursor.int(0)?, cursor.id(1)?)
        }
        None => (as_of.seq(tx, workspace, now)?, Uuid::nil()),
    };
    let at = match as_of {
        AsOf::At(at) => at,
        AsOf::Seq { .. } => event::entries_at(tx, workspace, &[seq])?.pop().map_or(now, |entry| entry.at),
    };
    let projects: Vec<Uuid> =
        project.map_or_else(|| visible.iter().copied().collect(), |project| vec![project]);
    let reader = Reader {
        actor,
        workspace_id: workspace,
        projects: &projects,
        now: at,
        timezone: query.tz.as_deref(),
    };
    let filters = filters(tx, &reader, query)?;
    let mut items: Vec<Task> = Vec::new();
    let mut looked = 0;
    loop {
        let some = event::tasks_once(tx, workspace, project, after, seq, STEP)?;
        let seen = |project: Option<Uuid>| project.is_some_and(|project| visible.contains(&project));
        let there: Vec<(Uuid, i64)> = some
            .iter()
            .filter(|once| once.seq == once.last && seen(once.now_in))
            .map(|once| (once.thing_id, once.seq))
            .collect();
        let mut former = event::as_of_each(tx, workspace, Task::NAME, &there)?;
        for once in &some {
            after = once.thing_id;
            let Some(task) = former.remove(&after).map(|former| read(&former)).transpose()? else {
                continue;
            };
            if seen(Some(task.project_id)) && filters.iter().all(|filter| rules::holds(filter, &task)) {
                items.push(task);
                if items.len() == limit {
                    return Ok(cut(items, names, Some((seq, after))));
                }
            }
        }
        looked += some.len();
        if some.len() < usize::try_from(STEP).unwrap_or_default() {
            return Ok(cut(items, names, None));
        }
        if looked >= MOST {
            return Ok(cut(items, names, Some((seq, after))));
        }
    }
}

fn filters(tx: &mut Tx<'_>, reader: &Reader<'_>, query: &TaskQuery) -> Result<Vec<Filter>> {
    let mut filters = queries::filters(query, reader.actor)?;
    if let Some(text) = &query.filter {
        let condition = queries::condition(tx, reader, "?filter", text)?;
        rules::refuse_blocked(&condition)?;
        filters.push(Filter::Language(condition));
    }
    filters.extend(query.mine.map(|mine| Filter::Mine(mine, reader.actor.user_id)));
    Ok(filters)
}

fn cut(items: Vec<Task>, names: Option<Arc<[&'static str]>>, next: Option<(i64, Uuid)>) -> Page<Shown> {
    let cursor =
        |(seq, id): (i64, Uuid)| Cursor::new(ORDER, vec![seq.into(), id.to_string().into()]).encode();
    let page = Page { items, next_cursor: next.map(cursor), total: None };
    page.map(|task| Shown { task, names: names.clone() })
}
