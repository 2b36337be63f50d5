//! Endpoints of custom fields.

use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::commands;
use super::model::{CustomField, FieldPatch, NewField};
use super::queries;
use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::{Answer, App, Body, ListQuery, Params, Problem, Query};
use crate::project;
use crate::task::home::Home;
use crate::workspace::{Action, WorkspaceRef, member_of};

/// The endpoints of custom fields.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_in_workspace, create_in_workspace))
        .routes(routes!(list_in_project, create_in_project))
        .routes(routes!(get, update, delete))
}

/// The custom fields of all projects
///
/// In their order. A workspace has at most 50 of them, besides those of single projects.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/custom-fields", tag = "custom fields", operation_id = "list_custom_fields",
    params(("ws" = String, Path, description = "Id or slug"), ListQuery),
    responses((status = 200, body = Page<CustomField>), (status = "4XX", body = Problem)))]
async fn list_in_workspace(
    caller: Caller,
    Params(ws): Params<String>,
    Query(query): Query<ListQuery>,
) -> Result<Answer> {
    let limit = query.limit()?;
    let page = caller
        .read(move |tx, actor| {
            let member = member_of(tx, actor, &WorkspaceRef::parse(&ws), Action::ViewWorkspace)?;
            queries::of_workspace(tx, &member, limit, query.cursor.as_deref())
        })
        .await?;
    Answer::json(&page)
}

/// Make a custom field for all projects
///
/// Takes an admin. 409 `name_taken`, `too_many_fields`.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/custom-fields", tag = "custom fields", operation_id = "create_custom_field",
    params(("ws" = String, Path, description = "Id or slug")), request_body = NewField,
    responses((status = 201, body = CustomField), (status = "4XX", body = Problem)))]
async fn create_in_workspace(
    caller: Caller,
    Params(ws): Params<String>,
    body: Body<NewField>,
) -> Result<Answer> {
    let Body { value: new, digest } = body;
    let ws = WorkspaceRef::parse(&ws);
    caller
        .write_body(ws.lane(), &digest, move |cx, actor| {
            let member = member_of(cx, actor, &ws, Action::ManageFields)?.answering(cx);
            let field = commands::create(cx, Home::from(&member), &new)?;
            Answer::created(&field, format!("/api/v1/custom-fields/{}", field.id))
        })
        .await
}

/// The custom fields of a project's tasks
///
/// Those of all projects, then its own, each in their order.
#[utoipa::path(get, path = "/api/v1/projects/{project_id}/custom-fields", tag = "custom fields", operation_id = "list_project_custom_fields",
    params(("project_id" = Uuid, Path), ListQuery),
    responses((status = 200, body = Page<CustomField>), (status = "4XX", body = Problem)))]
async fn list_in_project(
    caller: Caller,
    Params(project): Params<Uuid>,
    Query(query): Query<ListQuery>,
) -> Result<Answer> {
    let limit = query.limit()?;
    let page = caller
        .read(move |tx, actor| {
            let access = project::open(tx, actor, project, Action::ViewProject)?;
            queries::of_project(tx, &access, limit, query.cursor.as_deref())
        })
        .await?;
    Answer::json(&page)
}

/// Make a custom field for one project
///
/// Takes the role manager. Tasks of this project alone have it, not those of projects below it. 409 `name_taken`,
/// `too_many_fields`.
#[utoipa::path(post, path = "/api/v1/projects/{project_id}/custom-fields", tag = "custom fields", operation_id = "create_project_custom_field",
    params(("project_id" = Uuid, Path)), request_body = NewField,
    responses((status = 201, body = CustomField), (status = "4XX", body = Problem)))]
async fn create_in_project(
    caller: Caller,
    Params(project): Params<Uuid>,
    body: Body<NewField>,
) -> Result<Answer> {
    let Body { value: new, digest } = body;
    caller
        .write_body(project, &digest, move |cx, actor| {
            let access = project::open(cx, actor, project, Action::ManageProject)?;
            let access = access.answering(cx).not_archived()?;
            let field = commands::create(cx, Home::from(&access), &new)?;
            Answer::created(&field, format!("/api/v1/custom-fields/{}", field.id))
        })
        .await
}

/// A custom field
#[utoipa::path(get, path = "/api/v1/custom-fields/{field_id}", tag = "custom fields", operation_id = "get_custom_field",
    params(("field_id" = Uuid, Path)),
    responses((status = 200, body = CustomField), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let field = caller.read(move |tx, actor| queries::one(tx, actor, id)).await?;
    Answer::thing(&field)
}

/// Change a custom field
///
/// Its type stays. `options` is the whole list in its new order: an option that is left out goes, and tasks lose it (409
/// `field_in_use` when more than 5,000 have it). `archived` takes no new values and keeps those that are there.
#[utoipa::path(patch, path = "/api/v1/custom-fields/{field_id}", tag = "custom fields", operation_id = "update_custom_field",
    params(("field_id" = Uuid, Path)), request_body = FieldPatch,
    responses((status = 200, body = CustomField), (status = "4XX", body = Problem)))]
async fn update(caller: Caller, Params(id): Params<Uuid>, body: Body<FieldPatch>) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let if_match = caller.if_match();
    caller
        .write_body(id, &digest, move |cx, actor| {
            let opened = commands::open(cx, actor, id)?;
            Answer::thing(&commands::update(cx, &opened, &patch, if_match)?)
        })
        .await
}

/// Delete a custom field
///
/// All tasks lose their values, and each gets a new version. With more than 5,000 of them: 409 `field_in_use`.
#[utoipa::path(delete, path = "/api/v1/custom-fields/{field_id}", tag = "custom fields", operation_id = "delete_custom_field",
    params(("field_id" = Uuid, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let if_match = caller.if_match();
    caller
        .write(id, move |cx, actor| {
            let opened = commands::open(cx, actor, id)?;
            commands::delete(cx, &opened, if_match)?;
            Ok(Answer::nothing())
        })
        .await
}
