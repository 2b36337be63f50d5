//! Endpoints of project members.

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::list::{Include, limit};
use crate::http::{Answer, App, Body, Params, Problem, Query};
use crate::project::access::open;
use crate::project::model::{NewProjectMember, PatchProjectMember, ProjectMember, ProjectMemberEntry};
use crate::project::{commands, queries};
use crate::workspace::Action;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(change, remove))
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct MemberQuery {
    /// Items a page, 1 to 200; 50 when absent.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// `total` adds how many there are.
    #[param(inline)]
    include: Option<Include>,
}

/// Who was given a role in a project
///
/// Roles given in the project itself come first, then, nearest first, those from the projects above it, flagged
/// `inherited_from`; the best of a person's roles counts. Owners and admins of the workspace manage every project and
/// members edit those that are not private, without being listed.
#[utoipa::path(get, path = "/api/v1/projects/{project_id}/members", tag = "projects", operation_id = "list_project_members",
    params(("project_id" = Uuid, Path), MemberQuery),
    responses((status = 200, body = Page<ProjectMemberEntry>), (status = "4XX", body = Problem)))]
async fn list(
    caller: Caller,
    Params(project): Params<Uuid>,
    Query(query): Query<MemberQuery>,
) -> Result<Answer> {
    let limit = limit(query.limit)?;
    let page = caller
        .read(move |tx, actor| {
            let access = open(tx, actor, project, Action::ViewProject)?;
            queries::members(tx, &access, limit, query.cursor.as_deref(), query.include.is_some())
        })
        .await?;
    Answer::json(&page)
}

/// Give a user or a team a role in a project and all below it
///
/// Takes the role manager. 409 `already_member` when they have a role in this very project.
#[utoipa::path(post, path = "/api/v1/projects/{project_id}/members", tag = "projects", operation_id = "add_project_member",
    params(("project_id" = Uuid, Path)), request_body = NewProjectMember,
    responses((status = 201, body = ProjectMember), (status = "4XX", body = Problem)))]
async fn add(caller: Caller, Params(project): Params<Uuid>, body: Body<NewProjectMember>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    caller
        .write_body(project, &digest, move |cx, actor| {
            let access = open(cx, actor, project, Action::ManageProject)?.answering(cx);
            let member = commands::add_member(cx, &access, &new)?;
            Answer::created(&member, format!("/api/v1/projects/{project}/members/{}", member.id))
        })
        .await
}

/// Change a role in a project
///
/// Takes the role manager. Inherited roles are changed where they were given.
#[utoipa::path(patch, path = "/api/v1/projects/{project_id}/members/{grant_id}", tag = "projects", operation_id = "update_project_member",
    params(("project_id" = Uuid, Path), ("grant_id" = Uuid, Path, description = "Id of the list's item")),
    request_body = PatchProjectMember,
    responses((status = 200, body = ProjectMember), (status = "4XX", body = Problem)))]
async fn change(
    caller: Caller,
    Params((project, grant)): Params<(Uuid, Uuid)>,
    body: Body<PatchProjectMember>,
) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let if_match = caller.if_match();
    caller
        .write_body(project, &digest, move |cx, actor| {
            let access = open(cx, actor, project, Action::ManageProject)?.answering(cx);
            Answer::thing(&commands::change_member(cx, &access, grant, if_match, &patch)?)
        })
        .await
}

/// Take a role in a project away
///
/// Takes the role manager. The last manager may go: owners and admins of the workspace manage every project.
#[utoipa::path(delete, path = "/api/v1/projects/{project_id}/members/{grant_id}", tag = "projects", operation_id = "remove_project_member",
    params(("project_id" = Uuid, Path), ("grant_id" = Uuid, Path, description = "Id of the list's item")),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn remove(caller: Caller, Params((project, grant)): Params<(Uuid, Uuid)>) -> Result<Answer> {
    let if_match = caller.if_match();
    caller
        .write(project, move |cx, actor| {
            let access = open(cx, actor, project, Action::ManageProject)?.answering(cx);
            commands::remove_member(cx, &access, grant, if_match)?;
            Ok(Answer::nothing())
        })
        .await
}
