//! Lists of tasks in groups: what a board's first page needs, in one answer.

use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::{Answer, App, Params, Problem, Queries};
use crate::project;
use crate::task::model::{Group, GroupQuery, MineQuery, Overview, Task, TaskQuery};
use crate::task::queries::{self, Asked};
use crate::workspace::{Action, WorkspaceRef, member_of};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(group_in_project))
        .routes(routes!(group_in_workspace))
        .routes(routes!(list_mine))
        .routes(routes!(overview))
}

/// A project's tasks in groups
///
/// What a board shows first: its columns, how many tasks each has, and the first of them. All filters, orders and
/// fields of the list count; `limit`, `cursor` and `total` are of the groups. The next tasks of a group come from
/// the list itself, with the same parameters, the group's `key` as `group` and its `next_cursor` as `cursor`. By
/// status all columns of the project are there, by priority and category all values, otherwise groups with tasks.
/// Counts and tasks are of one moment.
#[utoipa::path(get, path = "/api/v1/projects/{project_id}/tasks/groups", tag = "tasks", operation_id = "group_project_tasks",
    params(("project_id" = Uuid, Path), GroupQuery, TaskQuery),
    responses((status = 200, body = Page<Group<Task>>), (status = "4XX", body = Problem)))]
async fn group_in_project(
    caller: Caller,
    Params(project): Params<Uuid>,
    Queries(groups, tasks): Queries<GroupQuery, TaskQuery>,
) -> Result<Answer> {
    let now = caller.meta().at;
    let page = caller
        .snapshot(move |tx, actor| {
            let access = project::open(tx, actor, project, Action::ViewProject)?;
            let asked = Asked { tasks: &tasks, groups: &groups };
            queries::grouped_in_project(tx, actor, &access, asked, now)
        })
        .await?;
    Answer::json(&page)
}

/// A workspace's tasks in groups
///
/// The same over all projects that the caller may see, or of those that the filter names.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/tasks/groups", tag = "tasks", operation_id = "group_tasks",
    params(("ws" = String, Path, description = "Id or slug"), GroupQuery, TaskQuery),
    responses((status = 200, body = Page<Group<Task>>), (status = "4XX", body = Problem)))]
async fn group_in_workspace(
    caller: Caller,
    Params(ws): Params<String>,
    Queries(groups, tasks): Queries<GroupQuery, TaskQuery>,
) -> Result<Answer> {
    let now = caller.meta().at;
    let page = caller
        .snapshot(move |tx, actor| {
            let member = member_of(tx, actor, &WorkspaceRef::parse(&ws), Action::ViewWorkspace)?;
            let asked = Asked { tasks: &tasks, groups: &groups };
            queries::grouped_in_workspace(tx, actor, &member, asked, now)
        })
        .await?;
    Answer::json(&page)
}

/// My tasks
///
/// What is assigned to the caller in all projects they see, or with `mine` what they created or are watching, by when
/// it is due in their own time zone (or `tz`): `overdue`, `today`, `week` for the rest of it, `later`, and without a
/// date, each with its count and its first tasks. Only what is open, unless `status_category` or `completed` say
/// otherwise; the soonest first, unless `sort` does. A group goes on in the workspace's list with `mine`,
/// `status_category`, `sort`, the group's `key` as `group` and its `next_cursor` as `cursor`.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/tasks/mine", tag = "tasks", operation_id = "list_my_tasks",
    params(("ws" = String, Path, description = "Id or slug"), MineQuery, TaskQuery),
    responses((status = 200, body = Page<Group<Task>>), (status = "4XX", body = Problem)))]
async fn list_mine(
    caller: Caller,
    Params(ws): Params<String>,
    Queries(mine, tasks): Queries<MineQuery, TaskQuery>,
) -> Result<Answer> {
    let now = caller.meta().at;
    let page = caller
        .snapshot(move |tx, actor| {
            let member = member_of(tx, actor, &WorkspaceRef::parse(&ws), Action::ViewWorkspace)?;
            queries::mine(tx, actor, &member, &tasks, mine.cards, now)
        })
        .await?;
    Answer::json(&page)
}

/// How a project stands
///
/// Its tasks, apart from archived ones: how many by status, category and assignee, how far it is, what is overdue in the
/// caller's time zone, and what changed last.
#[utoipa::path(get, path = "/api/v1/projects/{project_id}/overview", tag = "projects", operation_id = "get_project_overview",
    params(("project_id" = Uuid, Path)),
    responses((status = 200, body = Overview), (status = "4XX", body = Problem)))]
async fn overview(caller: Caller, Params(project): Params<Uuid>) -> Result<Answer> {
    let now = caller.meta().at;
    let overview = caller
        .snapshot(move |tx, actor| {
            let access = project::open(tx, actor, project, Action::ViewProject)?;
            queries::overview(tx, actor, &access, now)
        })
        .await?;
    Answer::json(&overview)
}
