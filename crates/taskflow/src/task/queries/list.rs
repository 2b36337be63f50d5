//! Lists of tasks.

use serde_json::Value;
use taskflow_db::Tx;
use uuid::Uuid;

use super::{fields, filters};
use crate::base::{Actor, Error, Page, Result};
use crate::http::list::limit;
use crate::project::{self, ProjectAccess};
use crate::task::model::TaskQuery;
use crate::task::rules::{self, Mark};
use crate::task::store::{self, Listing, Scope};
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
) -> Result<Page<Value>> {
    filters::same_project(query, project.project_id())?;
    read(tx, actor, Scope::Project(project.project_id()), query)
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
) -> Result<Page<Value>> {
    let mut visible: Vec<Uuid> = project::visible(tx, member)?.into_keys().collect();
    let scope = match query.project_id {
        Some(project) if visible.contains(&project) => Scope::Project(project),
        Some(_) => return Err(Error::NotFound("project")),
        None => {
            visible.sort_unstable();
            Scope::Workspace(member.workspace_id(), visible)
        }
    };
    read(tx, actor, scope, query)
}

fn read(tx: &mut Tx<'_>, actor: &Actor, scope: Scope, query: &TaskQuery) -> Result<Page<Value>> {
    let limit = limit(query.limit)?;
    let order = rules::parse_sort(query.sort.as_deref())?;
    let names = query.fields.as_deref().map(fields::parse).transpose()?;
    let after = query.cursor.as_deref().map(|text| Mark::read(text, &order)).transpose()?;
    let listing = Listing { scope, filters: filters::filters(query, actor)?, order };
    let tasks = store::page(tx, &listing, after.as_ref(), limit + 1)?;
    let total = query.include.is_some().then(|| store::count(tx, &listing)).transpose()?;
    let page = Page::cut(tasks, limit, |task| Mark::of(task, &listing.order).cursor(&listing.order));
    let items = page.items.iter().map(|task| fields::trimmed(task, names.as_deref()));
    Ok(Page {
        items: items.collect::<Result<_>>()?,
        next_cursor: page.next_cursor,
        total,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use taskflow_db::{Db, NoJournal, Options, Sql};

    use super::*;
    use crate::task::rules::parse_sort;
    use crate::task::store::Filter;

    /// All filters at once, and each alone.
    fn filters() -> Vec<Vec<Filter>> {
        let id = Uuid::from_u128;
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
            Filter::DueBefore("2026-01-01".to_owned()),
            Filter::DueAfter("2026-01-01".to_owned()),
            Filter::Completed(true),
            Filter::Completed(false),
            Filter::Archived(true),
            Filter::Archived(false),
            Filter::Trashed(true),
            Filter::Trashed(false),
            Filter::UpdatedSince(0),
        ];
        let mut kinds: Vec<Vec<Filter>> = all.iter().map(|filter| vec![filter.clone()]).collect();
        kinds.push(all);
        kinds.push(Vec::new());
        kinds
    }

    fn statements() -> Vec<Sql> {
        let id = Uuid::from_u128;
        let orders = [
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
            "-priority,due",
            "due,-priority,title",
            "title,-due,number",
        ];
        let mut texts = Vec::new();
        for order in orders {
            for filters in filters() {
                for scope in [Scope::Project(id(1)), Scope::Workspace(id(1), vec![id(2)])] {
                    let order = parse_sort(Some(order)).unwrap();
                    texts.extend(store::statements(&Listing { scope, filters: filters.clone(), order }));
                }
            }
        }
        texts
    }

    fn prepare_all(url: String) {
        let options = Options { allow_unsafe_fsync: true, readers: 1, ..Options::new(url) };
        let db = Db::open(options, Arc::new(NoJournal)).unwrap();
        db.migrate_up(crate::migrations::ALL).unwrap();
        let texts = statements();
        assert!(texts.len() > 2_000);
        let found = db.check(&texts.iter().collect::<Vec<_>>());
        db.close();
        let wrong: Vec<_> = found.iter().filter_map(|one| one.error.clone()).take(3).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn every_kind_of_list_prepares_on_sqlite() {
        let dir = tempfile::tempdir().unwrap();
        prepare_all(format!("sqlite:{}", dir.path().join("lists.db").display()));
    }
}
