//! Lists of tasks in groups: what a board's first page needs, in one answer.

use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::{Answer, App, Params, Problem, Queries};
use crate::project;
use crate::task::model::{Group, GroupQuery, Task, TaskQuery};
use crate::task::queries::{self, Asked};
use crate::workspace::{Action, WorkspaceRef, member_of};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(group_in_project))
        .routes(routes!(group_in_workspace))
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
