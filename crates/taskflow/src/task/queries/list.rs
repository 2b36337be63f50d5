//! Lists of tasks.

use std::sync::Arc;

use taskflow_db::Tx;
use uuid::Uuid;

use super::fields::{self, Shown};
use super::filters;
use super::groups::within;
use super::language::{self, Reader};
use crate::base::{Actor, Error, Page, Result, Stamp};
use crate::http::list::limit;
use crate::project::{self, ProjectAccess};
use crate::task::field;
use crate::task::model::{GroupBy, Task, TaskQuery};
use crate::task::rules::{self, Mark, SortBy};
use crate::task::store::{self, Filter, Listing, Scope};
use crate::workspace::Membership;

/// A page of a project's tasks.
///
/// # Errors
/// `Invalid`; `invalid_cursor`.
pub fn in_project(
    tx: &mut Tx<'_>,
    actor: &Actor,
    project: &ProjectAccess,
    query: &TaskQuery,
    now: Stamp,
) -> Result<Page<Shown>> {
    filters::same_project(query, project.project_id())?;
    let projects = [project.project_id()];
    let reader = Reader {
        actor,
        workspace_id: project.workspace_id(),
        projects: &projects,
        now,
        timezone: query.tz.as_deref(),
    };
    read(tx, &reader, Scope::Project(project.project_id()), query)
}

/// A page of the tasks of all projects in a workspace that the member may see.
///
/// # Errors
/// `NotFound` for a project they may not see; `Invalid`; `invalid_cursor`.
pub fn in_workspace(
    tx: &mut Tx<'_>,
    actor: &Actor,
    member: &Membership,
    query: &TaskQuery,
    now: Stamp,
) -> Result<Page<Shown>> {
    let (visible, scope) = scope_of(tx, member, query)?;
    let reader = Reader {
        actor,
        workspace_id: member.workspace_id(),
        projects: &visible,
        now,
        timezone: query.tz.as_deref(),
    };
    read(tx, &reader, scope, query)
}

/// The tasks of the reader's projects that a filter matches, the oldest first, at most so many; neither archived ones nor
/// those in the trash.
///
/// # Errors
/// `Invalid` at `?filter`.
pub fn matching(tx: &mut Tx<'_>, reader: &Reader<'_>, filter: &str, limit: i64) -> Result<Vec<Task>> {
    let scope = match reader.projects {
        [only] => Scope::Project(*only),
        all => Scope::Workspace(reader.workspace_id, all.to_vec()),
    };
    let filter = Some(filter.to_owned()).filter(|filter| !filter.is_empty());
    let query = TaskQuery { filter, sort: Some("created".to_owned()), ..TaskQuery::default() };
    let listing = listing(tx, reader, scope, &query)?;
    store::page(tx, &listing, None, limit)
}

/// The projects that the member may see, and where the list looks.
///
/// # Errors
/// `NotFound` for a project they may not see.
pub fn scope_of(tx: &mut Tx<'_>, member: &Membership, query: &TaskQuery) -> Result<(Vec<Uuid>, Scope)> {
    let mut visible: Vec<Uuid> = project::visible(tx, member)?.into_keys().collect();
    visible.sort_unstable();
    let scope = match query.project_id {
        Some(project) if visible.contains(&project) => Scope::Project(project),
        Some(_) => return Err(Error::NotFound("project")),
        None => Scope::Workspace(member.workspace_id(), visible.clone()),
    };
    Ok((visible, scope))
}

/// What is asked for, made ready to be read.
///
/// # Errors
/// `Invalid`.
pub fn listing(tx: &mut Tx<'_>, reader: &Reader<'_>, scope: Scope, query: &TaskQuery) -> Result<Listing> {
    if query.as_of.is_some() {
        let message = "Only the plain lists of a project and a workspace tell how things were.";
        return Err(Error::invalid("?as_of", "not_as_of", message));
    }
    let order = rules::parse_order(query.sort.as_deref(), |field| {
        field::sort(tx, reader.workspace_id, reader.projects, field)
    })?;
    let mut filters = filters::filters(query, reader.actor)?;
    if let Some(text) = &query.filter {
        let condition = language::condition(tx, reader, "?filter", text)?;
        let by_due = order.first().is_some_and(|key| key.by == SortBy::Due);
        let until = if by_due { Filter::DueUntil } else { Filter::NotDueAfter };
        filters.extend(condition.due_until().map(|at| until(at.0)));
        filters.push(Filter::Language(condition));
    }
    filters.extend(query.mine.map(|mine| Filter::Mine(mine, reader.actor.user_id)));
    let keys = query.group.as_deref().map_or(Ok(Vec::new()), rules::parse_groups)?;
    let mut listing = Listing { scope, filters, order, due_bounds: Vec::new() };
    if keys.iter().any(|key| key.by == GroupBy::Due) {
        ask_when_due(tx, reader, &mut listing)?;
    }
    for key in keys {
        listing = within(&listing, key);
    }
    Ok(listing)
}

/// Has the list tell what is due when, in the reader's days.
///
/// # Errors
/// `Invalid` at `?tz`.
pub fn ask_when_due(tx: &mut Tx<'_>, reader: &Reader<'_>, listing: &mut Listing) -> Result<()> {
    if listing.due_bounds.is_empty() {
        let bounds = language::calendar(tx, reader)?.due_bounds();
        let bounds = bounds.ok_or_else(|| Error::internal("a day that is none"))?;
        listing.due_bounds = bounds.to_vec();
    }
    Ok(())
}

fn read(tx: &mut Tx<'_>, reader: &Reader<'_>, scope: Scope, query: &TaskQuery) -> Result<Page<Shown>> {
    let limit = limit(query.limit)?;
    let names: Option<Arc<[&str]>> = query.fields.as_deref().map(fields::parse).transpose()?.map(Arc::from);
    let listing = listing(tx, reader, scope, query)?;
    let after = query
        .cursor
        .as_deref()
        .map(|text| Mark::read(text, &listing.order))
        .transpose()?;
    let tasks = store::page(tx, &listing, after.as_ref(), limit + 1)?;
    let total = query.include.is_some().then(|| store::count(tx, &listing)).transpose()?;
    let page = Page::cut(tasks, limit, |task| Mark::of(task, &listing.order).cursor(&listing.order));
    let page = page.map(|task| Shown { task, names: names.clone() });
    Ok(Page { total, ..page })
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;

    use taskflow_db::{Db, Engine, NoJournal, Options, Part, Sql, Value};

    use super::*;
    use crate::task::field::FieldSort;
    use crate::task::filter::{Compare, Condition, Wanted};
    use crate::task::model::Mine;
    use crate::task::rules::{DueIn, parse_order, parse_sort};

    pub const LISTED: [&str; 14] = [
        "created",
        "-created",
        "updated",
        "-updated",
        "due",
        "-due",
        "priority",
        "-priority",
        "position",
        "-position",
        "number",
        "-number",
        "title",
        "-title",
    ];

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    pub fn scopes() -> [Scope; 2] {
        [Scope::Project(id(1)), Scope::Workspace(id(1), vec![id(2)])]
    }

    /// What is asked for when no filter is.
    pub fn usual() -> Vec<Filter> {
        vec![Filter::Trashed(false), Filter::Archived(false)]
    }

    /// Each filter alone, all at once, and none.
    pub fn filters() -> Vec<Vec<Filter>> {
        let all = vec![
            Filter::Category(vec!["todo".to_owned()]),
            Filter::Status(vec![id(1)]),
            Filter::Status(vec![id(1), id(2)]),
            Filter::Assignee(vec![id(1)]),
            Filter::Unassigned,
            Filter::Tag(vec![id(1)]),
            Filter::Priority(vec![1, 2]),
            Filter::Parent(id(1)),
            Filter::TopLevel,
            Filter::Series(id(1)),
            Filter::Milestone(vec![id(1)]),
            Filter::Milestone(vec![id(1), id(2)]),
            Filter::NoMilestone,
            Filter::Cycle(vec![id(1)]),
            Filter::Cycle(vec![id(1), id(2)]),
            Filter::NoCycle,
            Filter::DueBefore("2026-01-01".to_owned()),
            Filter::DueAfter("2026-01-01".to_owned()),
            Filter::Completed(true),
            Filter::Completed(false),
            Filter::Archived(true),
            Filter::Archived(false),
            Filter::Trashed(true),
            Filter::Trashed(false),
            Filter::UpdatedSince(0),
            Filter::Mine(Mine::Assigned, id(1)),
            Filter::Mine(Mine::Created, id(1)),
            Filter::Mine(Mine::Watching, id(1)),
            Filter::DueIn(DueIn::Overdue),
            Filter::DueIn(DueIn::Week),
            Filter::DueIn(DueIn::Later),
            Filter::DueUntil(0),
            Filter::NotDueAfter(0),
        ];
        let mut kinds: Vec<Vec<Filter>> = all.iter().map(|filter| vec![filter.clone()]).collect();
        kinds.push(all);
        kinds.push(Vec::new());
        kinds
    }

    fn bounds() -> Vec<(Stamp, jiff::civil::Date)> {
        (1..4).map(|day| (Stamp(day), jiff::civil::date(2026, 1, 1))).collect()
    }

    pub fn listing(scope: Scope, filters: Vec<Filter>, order: &str) -> Listing {
        Listing {
            scope,
            filters,
            order: parse_sort(Some(order)).unwrap(),
            due_bounds: bounds(),
        }
    }

    fn database() -> (tempfile::TempDir, Db) {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", dir.path().join("lists.db").display());
        let options = Options { readers: 1, ..Options::new(url) };
        let db = Db::open(options, Arc::new(NoJournal)).unwrap();
        db.migrate_up(crate::migrations::ALL).unwrap();
        (dir, db)
    }

    #[test]
    fn every_kind_of_list_prepares() {
        let mut texts: Vec<Sql> = Vec::new();
        for order in LISTED
            .iter()
            .chain(&["-priority,due", "due,-priority,title", "title,-due,number"])
        {
            for filters in filters() {
                for scope in scopes() {
                    let statements = store::statements(&listing(scope, filters.clone(), order));
                    texts.extend(statements.into_iter().map(|(sql, _)| sql));
                }
            }
        }
        assert!(texts.len() > 1_000);
        let (_dir, db) = database();
        let found = db.check(&texts.iter().collect::<Vec<_>>());
        db.close();
        let wrong: Vec<_> = found.iter().filter_map(|one| one.error.clone()).take(3).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    /// How SQLite goes about a statement, a step a line.
    async fn plan(db: &Db, sql: &Sql, values: Vec<Value>) -> String {
        let text = format!("EXPLAIN QUERY PLAN {}", sql.text(Engine::Sqlite));
        // Statements are made of static texts only; a test may leak one.
        let explain = Sql::compose(&[Part::Text(text.leak())]);
        let rows = db.read(move |tx| tx.all(&explain, &values)).await;
        let rows: Result<_, taskflow_db::Error> = rows;
        let steps = rows
            .unwrap()
            .iter()
            .map(|row| row.get::<String>(3).unwrap())
            .collect::<Vec<_>>();
        steps.join("\n")
    }

    #[tokio::test]
    async fn every_order_is_read_off_its_index() {
        let (_dir, db) = database();
        for order in LISTED {
            for scope in scopes() {
                for (sql, values) in store::statements(&listing(scope, usual(), order)) {
                    let plan = plan(&db, &sql, values).await;
                    let sorted = plan.contains("TEMP B-TREE");
                    assert!(plan.contains("USING INDEX task_") && !sorted, "{order}: {plan}");
                }
            }
        }
        db.close();
    }

    #[tokio::test]
    async fn what_is_counted_is_not_looked_at() {
        let (_dir, db) = database();
        for by in [GroupBy::Status, GroupBy::Priority, GroupBy::Project, GroupBy::Assignee, GroupBy::Tag] {
            for scope in scopes() {
                let (sql, values) = store::count_statement(&listing(scope, usual(), "position"), by, None);
                let plan = plan(&db, &sql, values).await;
                assert!(plan.contains("COVERING INDEX task_live"), "{by:?}: {plan}");
                assert!(!plan.contains("SCAN task_"), "{by:?}: {plan}");
            }
        }
        db.close();
    }

    #[tokio::test]
    async fn groups_of_a_custom_field_are_read_off_each_task_s_values() {
        let (_dir, db) = database();
        for scope in scopes() {
            let list = listing(scope, usual(), "position");
            let (sql, values) = store::count_statement(&list, GroupBy::Field(id(1)), None);
            let plan = plan(&db, &sql, values).await;
            assert!(plan.contains("COVERING INDEX task_live") && plan.contains("gf USING"), "{plan}");
            assert!(plan.contains("(task_id=?)"), "{plan}");
        }
        db.close();
    }

    #[tokio::test]
    async fn a_custom_field_is_read_off_its_values() {
        let (_dir, db) = database();
        for sign in ["", "-"] {
            let sort = format!("{sign}field.{}", id(1));
            let order = parse_order(Some(&sort), |_| Ok(FieldSort::of(id(1)))).unwrap();
            for scope in scopes() {
                let wanted = Condition::Custom(id(2), Wanted::Number(Compare::Less, 3.0));
                let filters = [usual(), vec![Filter::Language(wanted)]].concat();
                let listing = Listing { scope, filters, order: order.clone(), due_bounds: bounds() };
                for (sql, values) in store::statements(&listing) {
                    let plan = plan(&db, &sql, values).await;
                    // The list of projects that may be seen is a table to SQLite.
                    let scans = plan.lines().any(|step| step.starts_with("SCAN") && !step.contains("rarray"));
                    assert!(
                        plan.contains("INDEX task_") && !plan.contains("TEMP B-TREE") && !scans,
                        "{plan}"
                    );
                }
            }
        }
        db.close();
    }

    #[tokio::test]
    async fn ones_own_are_not_looked_for_among_all() {
        let (_dir, db) = database();
        for mine in [Mine::Assigned, Mine::Created, Mine::Watching] {
            let mut filters = usual();
            filters.extend([Filter::Completed(false), Filter::Mine(mine, id(9))]);
            let list = listing(scopes()[1].clone(), filters, "due");
            let mut texts = vec![store::count_statement(&list, GroupBy::Due, None)];
            texts.extend(store::statements(&list));
            for (sql, values) in texts {
                let plan = plan(&db, &sql, values).await;
                let own = plan.contains("task_creator") || plan.contains("sqlite_autoindex_task_1 (id=?)");
                assert!(own && !plan.contains("SCAN t"), "{mine:?}: {plan}");
            }
        }
        db.close();
    }

    #[tokio::test]
    async fn all_that_somebody_made_is_read_off_an_order() {
        let (_dir, db) = database();
        for scope in scopes() {
            let filters = [usual(), vec![Filter::Mine(Mine::Created, id(9))]].concat();
            for (sql, values) in store::statements(&listing(scope, filters, "created")) {
                let plan = plan(&db, &sql, values).await;
                assert!(plan.contains("_created (") && !plan.contains("SCAN t"), "{plan}");
            }
        }
        db.close();
    }

    #[tokio::test]
    async fn what_is_overdue_is_read_off_its_index() {
        let (_dir, db) = database();
        let mut filters = usual();
        filters.push(Filter::DueUntil(7));
        let list = listing(Scope::Project(id(1)), filters, "-updated");
        let (sql, values) = store::count_statement(&list, GroupBy::Status, None);
        let steps = plan(&db, &sql, values).await;
        assert!(steps.contains("task_project_due (project_id=? AND due_sort<?)"), "{steps}");
        let by_due = Listing { order: parse_sort(Some("due")).unwrap(), ..list };
        let statements = store::statements(&by_due);
        // Its start and what comes after; the undated cannot fit.
        assert_eq!(statements.len(), 2);
        for (sql, values) in statements {
            let plan = plan(&db, &sql, values).await;
            assert!(
                plan.contains("task_project_due (project_id=? AND ") && plan.contains("AND due_sort<?)"),
                "{plan}"
            );
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
        db.close();
    }

    #[tokio::test]
    async fn a_column_a_plan_and_subtasks_are_read_off_theirs() {
        let (_dir, db) = database();
        for scope in scopes() {
            let mut filters = usual();
            filters.push(Filter::Status(vec![id(1)]));
            for (sql, values) in store::statements(&listing(scope.clone(), filters, "position")) {
                let plan = plan(&db, &sql, values).await;
                assert!(plan.contains("task_column") && !plan.contains("TEMP B-TREE"), "{plan}");
            }
            for by in SortBy::ALL {
                let mut filters = usual();
                filters.push(Filter::Parent(id(1)));
                for (sql, values) in store::statements(&listing(scope.clone(), filters, by.name())) {
                    let plan = plan(&db, &sql, values).await;
                    assert!(plan.contains("task_parent"), "{plan}");
                }
                let plans = [
                    (Filter::Series(id(1)), "task_series"),
                    (Filter::Milestone(vec![id(1)]), "task_milestone"),
                    (Filter::Cycle(vec![id(1)]), "task_cycle"),
                ];
                for (filter, index) in plans {
                    let mut filters = usual();
                    filters.push(filter);
                    for (sql, values) in store::statements(&listing(scope.clone(), filters, by.name())) {
                        let plan = plan(&db, &sql, values).await;
                        assert!(plan.contains(index), "{plan}");
                    }
                }
            }
        }
        db.close();
    }
}
