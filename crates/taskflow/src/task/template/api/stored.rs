//! Templates themselves.

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::list::limit;
use crate::http::{Answer, App, Body, ListQuery, Params, Problem, Query};
use crate::project;
use crate::task::home::Home;
use crate::task::template::commands;
use crate::task::template::model::{NewTemplate, Template, TemplateKind, TemplatePatch};
use crate::task::template::queries;
use crate::workspace::{Action, WorkspaceRef, member_of};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_in_workspace, create_in_workspace))
        .routes(routes!(list_in_project, create_in_project))
        .routes(routes!(get, update, delete))
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct TemplateQuery {
    /// Items a page, 1 to 200; 50 when absent.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Only those that make tasks, or projects.
    #[serde(rename = "type")]
    #[param(inline)]
    kind: Option<TemplateKind>,
}

/// The templates for all projects
///
/// By name. A workspace has at most 200 of them, besides those of single projects.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/templates", tag = "templates", operation_id = "list_templates",
    params(("ws" = String, Path, description = "Id or slug"), TemplateQuery),
    responses((status = 200, body = Page<Template>), (status = "4XX", body = Problem)))]
async fn list_in_workspace(
    caller: Caller,
    Params(ws): Params<String>,
    Query(query): Query<TemplateQuery>,
) -> Result<Answer> {
    let limit = limit(query.limit)?;
    let page = caller
        .read(move |tx, actor| {
            let member = member_of(tx, actor, &WorkspaceRef::parse(&ws), Action::ViewWorkspace)?;
            queries::of_workspace(tx, &member, query.kind, limit, query.cursor.as_deref())
        })
        .await?;
    Answer::json(&page)
}

/// Make a template for all projects
///
/// Takes the role member; all in the workspace see it. Days are counted from the day it is used: `due_in: {"days": 3}`.
/// It may name tags, people and fields that are there; what of them is gone later is left out of what is made. 409
/// `name_taken`, `too_many_templates`, `id_taken`.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/templates", tag = "templates", operation_id = "create_template",
    params(("ws" = String, Path, description = "Id or slug")), request_body = NewTemplate,
    responses((status = 201, body = Template), (status = "4XX", body = Problem)))]
async fn create_in_workspace(
    caller: Caller,
    Params(ws): Params<String>,
    body: Body<NewTemplate>,
) -> Result<Answer> {
    let Body { value: new, digest } = body;
    let ws = WorkspaceRef::parse(&ws);
    caller
        .write_body(ws.lane(), &digest, move |cx, actor| {
            let member = member_of(cx, actor, &ws, Action::ManageTemplates)?.answering(cx);
            let template = commands::create(cx, Home::from(&member), &new)?;
            Answer::created(&template, format!("/api/v1/templates/{}", template.id))
        })
        .await
}

/// What a project's tasks can be made of
///
/// The templates of tasks for all projects and the project's own, by name.
#[utoipa::path(get, path = "/api/v1/projects/{project_id}/templates", tag = "templates", operation_id = "list_project_templates",
    params(("project_id" = Uuid, Path), ListQuery),
    responses((status = 200, body = Page<Template>), (status = "4XX", body = Problem)))]
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

/// Make a template for one project
///
/// Takes the role editor; those see it who see the project. It makes tasks. A project has at most 50. 409 `name_taken`,
/// `too_many_templates`, `id_taken`.
#[utoipa::path(post, path = "/api/v1/projects/{project_id}/templates", tag = "templates", operation_id = "create_project_template",
    params(("project_id" = Uuid, Path)), request_body = NewTemplate,
    responses((status = 201, body = Template), (status = "4XX", body = Problem)))]
async fn create_in_project(
    caller: Caller,
    Params(project): Params<Uuid>,
    body: Body<NewTemplate>,
) -> Result<Answer> {
    let Body { value: new, digest } = body;
    caller
        .write_body(project, &digest, move |cx, actor| {
            let access = project::open(cx, actor, project, Action::EditTasks)?;
            let access = access.answering(cx).not_archived()?;
            let template = commands::create(cx, Home::from(&access), &new)?;
            Answer::created(&template, format!("/api/v1/templates/{}", template.id))
        })
        .await
}

/// A template
#[utoipa::path(get, path = "/api/v1/templates/{template_id}", tag = "templates", operation_id = "get_template",
    params(("template_id" = Uuid, Path)),
    responses((status = 200, body = Template), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let template = caller.read(move |tx, actor| queries::one(tx, actor, id)).await?;
    Answer::thing(&template)
}

/// Change a template
///
/// Takes the role member, or for one of a project the role editor there. `task` or `project` is replaced whole; the type
/// stays. What was made of it stays as it is. 409 `name_taken`.
#[utoipa::path(patch, path = "/api/v1/templates/{template_id}", tag = "templates", operation_id = "update_template",
    params(("template_id" = Uuid, Path)), request_body = TemplatePatch,
    responses((status = 200, body = Template), (status = "4XX", body = Problem)))]
async fn update(caller: Caller, Params(id): Params<Uuid>, body: Body<TemplatePatch>) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let if_match = caller.if_match();
    caller
        .write_body(id, &digest, move |cx, actor| {
            let opened = commands::open(cx, actor, id)?;
            Answer::thing(&commands::update(cx, &opened, &patch, if_match)?)
        })
        .await
}

/// Delete a template
///
/// What was made of it stays.
#[utoipa::path(delete, path = "/api/v1/templates/{template_id}", tag = "templates", operation_id = "delete_template",
    params(("template_id" = Uuid, Path)),
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
