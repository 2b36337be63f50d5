//! Endpoints of statuses. One status is named by its id alone, or below its project.

use taskflow_db::Tx;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::auth::Caller;
use crate::base::{Actor, Error, Page, Result};
use crate::http::list::AsOfQuery;
use crate::http::{Answer, App, Body, ListQuery, Params, Problem, Queries};
use crate::project::access::open;
use crate::project::model::{NewStatus, PatchStatus, Status};
use crate::project::{ProjectAccess, commands, past, queries};
use crate::workspace::Action;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, update, delete))
        .routes(routes!(get_in_project, update_in_project, delete_in_project))
}

/// The statuses of a project
///
/// In the order of the board. A project has at most 50. With `as_of` as they were at that moment.
#[utoipa::path(get, path = "/api/v1/projects/{project_id}/statuses", tag = "statuses", operation_id = "list_statuses",
    params(("project_id" = Uuid, Path), AsOfQuery, ListQuery),
    responses((status = 200, body = Page<Status>), (status = "4XX", body = Problem)))]
async fn list(
    caller: Caller,
    Params(project): Params<Uuid>,
    Queries(past, query): Queries<AsOfQuery, ListQuery>,
) -> Result<Answer> {
    let limit = query.limit()?;
    let as_of = past.moment()?;
    let now = caller.meta().at;
    let page = caller
        .read(move |tx, actor| {
            let access = open(tx, actor, project, Action::ViewProject)?;
            let statuses = match as_of {
                Some(as_of) => past::statuses(tx, &access, as_of, now)?,
                None => queries::all_statuses(tx, &access)?,
            };
            queries::statuses(statuses, limit, query.cursor.as_deref())
        })
        .await?;
    Answer::json(&page)
}

/// Make a status
///
/// Takes the role manager. Without a place it comes last in its category. 409 `name_taken`, `too_many_statuses`.
#[utoipa::path(post, path = "/api/v1/projects/{project_id}/statuses", tag = "statuses", operation_id = "create_status",
    params(("project_id" = Uuid, Path)), request_body = NewStatus,
    responses((status = 201, body = Status), (status = "4XX", body = Problem)))]
async fn create(caller: Caller, Params(project): Params<Uuid>, body: Body<NewStatus>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    caller
        .write_body(project, &digest, move |cx, actor| {
            let access = open(cx, actor, project, Action::ManageProject)?.answering(cx).not_archived()?;
            let status = commands::create_status(cx, &access, &new)?;
            Answer::created(&status, format!("/api/v1/statuses/{}", status.id))
        })
        .await
}

/// One status
#[utoipa::path(get, path = "/api/v1/statuses/{status_id}", tag = "statuses", operation_id = "get_status",
    params(("status_id" = Uuid, Path)),
    responses((status = 200, body = Status), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Params(status): Params<Uuid>) -> Result<Answer> {
    read_one(caller, None, status).await
}

/// One status of a project
#[utoipa::path(get, path = "/api/v1/projects/{project_id}/statuses/{status_id}", tag = "statuses", operation_id = "get_project_status",
    params(("project_id" = Uuid, Path), ("status_id" = Uuid, Path)),
    responses((status = 200, body = Status), (status = "4XX", body = Problem)))]
async fn get_in_project(caller: Caller, Params((project, status)): Params<(Uuid, Uuid)>) -> Result<Answer> {
    read_one(caller, Some(project), status).await
}

/// Change a status or its place
///
/// Takes the role manager. Its category changes only while no task has the status, in the trash or not, since tasks
/// carry it: 409 `status_in_use`. At least one open status and one of category done remain: 409 `last_open_status`,
/// `last_done_status`. 409 `name_taken`; 422 `not_a_sibling`.
#[utoipa::path(patch, path = "/api/v1/statuses/{status_id}", tag = "statuses", operation_id = "update_status",
    params(("status_id" = Uuid, Path)), request_body = PatchStatus,
    responses((status = 200, body = Status), (status = "4XX", body = Problem)))]
async fn update(caller: Caller, Params(status): Params<Uuid>, body: Body<PatchStatus>) -> Result<Answer> {
    update_one(caller, None, status, body).await
}

/// Change a status of a project or its place
///
/// The same as at `/api/v1/statuses/{status_id}`.
#[utoipa::path(patch, path = "/api/v1/projects/{project_id}/statuses/{status_id}", tag = "statuses", operation_id = "update_project_status",
    params(("project_id" = Uuid, Path), ("status_id" = Uuid, Path)), request_body = PatchStatus,
    responses((status = 200, body = Status), (status = "4XX", body = Problem)))]
async fn update_in_project(
    caller: Caller,
    Params((project, status)): Params<(Uuid, Uuid)>,
    body: Body<PatchStatus>,
) -> Result<Answer> {
    update_one(caller, Some(project), status, body).await
}

/// Delete a status
///
/// Takes the role manager. 409 `status_in_use` while tasks have it, in the trash or not: move them first. 409
/// `last_open_status`, `last_done_status`.
#[utoipa::path(delete, path = "/api/v1/statuses/{status_id}", tag = "statuses", operation_id = "delete_status",
    params(("status_id" = Uuid, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Params(status): Params<Uuid>) -> Result<Answer> {
    delete_one(caller, None, status).await
}

/// Delete a status of a project
///
/// The same as at `/api/v1/statuses/{status_id}`.
#[utoipa::path(delete, path = "/api/v1/projects/{project_id}/statuses/{status_id}", tag = "statuses", operation_id = "delete_project_status",
    params(("project_id" = Uuid, Path), ("status_id" = Uuid, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete_in_project(
    caller: Caller,
    Params((project, status)): Params<(Uuid, Uuid)>,
) -> Result<Answer> {
    delete_one(caller, Some(project), status).await
}

async fn read_one(caller: Caller, project: Option<Uuid>, id: Uuid) -> Result<Answer> {
    let status = caller
        .read(move |tx, actor| {
            let access = open_status(tx, actor, project, id, Action::ViewProject)?;
            queries::status(tx, &access, id)
        })
        .await?;
    Answer::thing(&status)
}

async fn update_one(
    caller: Caller,
    project: Option<Uuid>,
    id: Uuid,
    body: Body<PatchStatus>,
) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let if_match = caller.if_match();
    caller
        .write_body(project.unwrap_or(id), &digest, move |cx, actor| {
            let access = open_status(cx, actor, project, id, Action::ManageProject)?;
            let access = access.answering(cx).not_archived()?;
            Answer::thing(&commands::update_status(cx, &access, id, if_match, &patch)?)
        })
        .await
}

async fn delete_one(caller: Caller, project: Option<Uuid>, id: Uuid) -> Result<Answer> {
    let if_match = caller.if_match();
    caller
        .write(project.unwrap_or(id), move |cx, actor| {
            let access = open_status(cx, actor, project, id, Action::ManageProject)?;
            let access = access.answering(cx).not_archived()?;
            commands::delete_status(cx, &access, id, if_match)?;
            Ok(Answer::nothing())
        })
        .await
}

/// Proves access to the project that the status is in. A hidden status, an unknown one and one of another project
/// than was named answer alike.
fn open_status(
    tx: &mut Tx<'_>,
    actor: &Actor,
    named: Option<Uuid>,
    status: Uuid,
    action: Action,
) -> Result<ProjectAccess> {
    let project = queries::project_of_status(tx, status)?;
    if named.is_some_and(|named| named != project) {
        return Err(Error::NotFound("status"));
    }
    open(tx, actor, project, action).map_err(Error::hiding("status"))
}
