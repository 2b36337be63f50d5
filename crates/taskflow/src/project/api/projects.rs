//! Endpoints of projects.

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::list::{AsOfQuery, Include, limit};
use crate::http::{Answer, App, Body, Params, Problem, Query};
use crate::project::access::{open, open_any};
use crate::project::model::{Archived, MoveProject, NewProject, PatchProject, Project};
use crate::project::queries::ProjectFilter;
use crate::project::{commands, past, queries};
use crate::workspace::{Action, WorkspaceRef, member_of};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, update, delete))
        .routes(routes!(move_project))
        .routes(routes!(archive))
        .routes(routes!(restore))
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ProjectQuery {
    /// Items a page, 1 to 200; 50 when absent.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// `false` (when absent) leaves out what is archived, `true` gives only that, `any` gives all.
    #[param(inline)]
    archived: Option<Archived>,
    /// `true` gives what was put into the trash and the caller may restore, and nothing else.
    trashed: Option<bool>,
    /// `total` adds how many there are.
    #[param(inline)]
    include: Option<Include>,
}

/// The workspace's projects
///
/// Those that the caller may see, as a flat list that walks down the tree: each project after the one above it,
/// siblings in their order. `parent_id` makes it a tree again; a project whose parent is not in the list stands at
/// the top.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/projects", tag = "projects", operation_id = "list_projects",
    params(("ws" = String, Path, description = "Id or slug"), ProjectQuery),
    responses((status = 200, body = Page<Project>), (status = "4XX", body = Problem)))]
async fn list(
    caller: Caller,
    Params(ws): Params<String>,
    Query(query): Query<ProjectQuery>,
) -> Result<Answer> {
    let limit = limit(query.limit)?;
    let filter = ProjectFilter {
        archived: query.archived.unwrap_or_default(),
        trashed: query.trashed.unwrap_or_default(),
        total: query.include.is_some(),
    };
    let page = caller
        .read(move |tx, actor| {
            let member = member_of(tx, actor, &WorkspaceRef::parse(&ws), Action::ViewWorkspace)?;
            queries::projects(tx, &member, &filter, limit, query.cursor.as_deref())
        })
        .await?;
    Answer::json(&page)
}

/// Make a project
///
/// Takes a member of the workspace and, below another project, the role manager there. It starts with the statuses
/// Backlog, To do, In progress, Done and Cancelled, and with a key derived from its name. Its creator gets the role
/// manager in it when it is private or they would not manage it otherwise. 409 `key_taken`, `id_taken`, `too_deep`
/// (ten levels), `project_archived` (the one above).
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/projects", tag = "projects", operation_id = "create_project",
    params(("ws" = String, Path, description = "Id or slug")), request_body = NewProject,
    responses((status = 201, body = Project), (status = "4XX", body = Problem)))]
async fn create(caller: Caller, Params(ws): Params<String>, body: Body<NewProject>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    let ws = WorkspaceRef::parse(&ws);
    caller
        .write_body(ws.lane(), &digest, move |cx, actor| {
            let member = member_of(cx, actor, &ws, Action::CreateProject)?.answering(cx);
            let project = commands::create(cx, actor, &member, &new)?;
            Answer::created(&project, format!("/api/v1/projects/{}", project.id))
        })
        .await
}

/// One project
///
/// With `as_of` as it was at that moment: 404 before it was made.
#[utoipa::path(get, path = "/api/v1/projects/{project_id}", tag = "projects", operation_id = "get_project",
    params(("project_id" = Uuid, Path), AsOfQuery),
    responses((status = 200, body = Project), (status = "4XX", body = Problem)))]
async fn get(
    caller: Caller,
    Params(project): Params<Uuid>,
    Query(query): Query<AsOfQuery>,
) -> Result<Answer> {
    let as_of = query.moment()?;
    let now = caller.meta().at;
    let project = caller
        .read(move |tx, actor| {
            let access = open(tx, actor, project, Action::ViewProject)?;
            match as_of {
                Some(as_of) => past::project(tx, &access, as_of, now),
                None => queries::project(tx, &access),
            }
        })
        .await?;
    Answer::thing(&project)
}

/// Change a project
///
/// Takes the role manager. A new `parent_id` moves it, last there, and takes the role manager above, or to the top
/// a member of the workspace; roles and privacy are then those of the new place. 409 `key_in_use` once the project
/// had a task, `key_taken`, `project_cycle`, `too_deep`, `project_archived`.
#[utoipa::path(patch, path = "/api/v1/projects/{project_id}", tag = "projects", operation_id = "update_project",
    params(("project_id" = Uuid, Path)), request_body = PatchProject,
    responses((status = 200, body = Project), (status = "4XX", body = Problem)))]
async fn update(caller: Caller, Params(project): Params<Uuid>, body: Body<PatchProject>) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let if_match = caller.if_match();
    caller
        .write_body(project, &digest, move |cx, actor| {
            let access = open(cx, actor, project, Action::ManageProject)?.answering(cx).not_archived()?;
            Answer::thing(&commands::update(cx, actor, &access, if_match, &patch)?)
        })
        .await
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct DeleteQuery {
    /// Also delete the projects below it; without this they keep it from being deleted.
    cascade: Option<bool>,
}

/// Delete a project
///
/// Takes the role manager. It goes to the trash with everything in and below it, from where `restore` brings all of
/// it back as it was. 409 `has_children` while there are projects below it, unless `cascade=true`. Its key stays
/// taken.
#[utoipa::path(delete, path = "/api/v1/projects/{project_id}", tag = "projects", operation_id = "delete_project",
    params(("project_id" = Uuid, Path), DeleteQuery),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete(
    caller: Caller,
    Params(project): Params<Uuid>,
    Query(query): Query<DeleteQuery>,
) -> Result<Answer> {
    let if_match = caller.if_match();
    let cascade = query.cascade.unwrap_or_default();
    caller
        .write(project, move |cx, actor| {
            let access = open(cx, actor, project, Action::ManageProject)?.answering(cx);
            commands::delete(cx, actor, &access, if_match, cascade)?;
            Ok(Answer::nothing())
        })
        .await
}

/// Move a project in the tree or among its siblings
///
/// Takes the role manager, for another parent also there. Without `before_id` and `after_id` it goes last.
/// 409 `project_cycle`, `too_deep`, `project_archived`; 422 `not_a_sibling` when the sibling is not below that parent.
#[utoipa::path(post, path = "/api/v1/projects/{project_id}/move", tag = "projects", operation_id = "move_project",
    params(("project_id" = Uuid, Path)), request_body = MoveProject,
    responses((status = 200, body = Project), (status = "4XX", body = Problem)))]
async fn move_project(
    caller: Caller,
    Params(project): Params<Uuid>,
    body: Body<MoveProject>,
) -> Result<Answer> {
    let Body { value: to, digest } = body;
    let if_match = caller.if_match();
    caller
        .write_body(project, &digest, move |cx, actor| {
            let access = open(cx, actor, project, Action::ManageProject)?.answering(cx).not_archived()?;
            Answer::thing(&commands::move_project(cx, actor, &access, if_match, &to)?)
        })
        .await
}

/// Archive a project
///
/// Takes the role manager. It and everything below it is from now on only looked at.
#[utoipa::path(post, path = "/api/v1/projects/{project_id}/archive", tag = "projects", operation_id = "archive_project",
    params(("project_id" = Uuid, Path)),
    responses((status = 200, body = Project), (status = "4XX", body = Problem)))]
async fn archive(caller: Caller, Params(project): Params<Uuid>) -> Result<Answer> {
    let if_match = caller.if_match();
    caller
        .write(project, move |cx, actor| {
            let access = open(cx, actor, project, Action::ManageProject)?.answering(cx);
            Answer::thing(&commands::archive(cx, &access, if_match)?)
        })
        .await
}

/// Restore a project from the trash or the archive
///
/// Takes the role manager. From the trash it comes back as it was, archived if it was. 409 `parent_in_trash`,
/// `parent_archived`: then restore the project above it.
#[utoipa::path(post, path = "/api/v1/projects/{project_id}/restore", tag = "projects", operation_id = "restore_project",
    params(("project_id" = Uuid, Path)),
    responses((status = 200, body = Project), (status = "4XX", body = Problem)))]
async fn restore(caller: Caller, Params(project): Params<Uuid>) -> Result<Answer> {
    let if_match = caller.if_match();
    caller
        .write(project, move |cx, actor| {
            let (access, _) = open_any(cx, actor, project, Action::ManageProject)?;
            let access = access.answering(cx);
            Answer::thing(&commands::restore(cx, &access, if_match)?)
        })
        .await
}
