//! Endpoints of views.

use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::model::{CheckedView, NewView, View, ViewPatch};
use super::{commands, queries};
use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::{Answer, App, Body, ListQuery, Params, Problem, Query};
use crate::workspace::{Action, WorkspaceRef, member_of};

/// The workspace's views
///
/// The caller's own, and those that others share in the workspace and in projects that the caller sees; in the order of
/// their places.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/views", tag = "views", operation_id = "list_views",
    params(("ws" = String, Path, description = "Id or slug"), ListQuery),
    responses((status = 200, body = Page<View>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller, Params(ws): Params<String>, Query(query): Query<ListQuery>) -> Result<Answer> {
    let limit = query.limit()?;
    let page = caller
        .read(move |tx, actor| {
            let member = member_of(tx, actor, &WorkspaceRef::parse(&ws), Action::ViewWorkspace)?;
            queries::list(tx, &member, limit, query.cursor.as_deref())
        })
        .await?;
    Answer::json(&page)
}

/// Save a view
///
/// For oneself, which every member may. A `shared` one takes the role member, or in a project the role editor. It goes
/// behind all others. 409 `too_many_views`.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/views", tag = "views", operation_id = "create_view",
    params(("ws" = String, Path, description = "Id or slug")), request_body = NewView,
    responses((status = 201, body = View), (status = "4XX", body = Problem)))]
async fn create(caller: Caller, Params(ws): Params<String>, body: Body<NewView>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    let ws = WorkspaceRef::parse(&ws);
    caller
        .write_body(ws.lane(), &digest, move |cx, actor| {
            let member = member_of(cx, actor, &ws, Action::ViewWorkspace)?;
            let view = commands::create(cx, actor, &member, &new)?;
            commands::answering(cx, &view);
            Answer::created(&view, format!("/api/v1/views/{}", view.id))
        })
        .await
}

/// A view
///
/// When its filter names something that is gone, `filter_error` says so; `sort_error` when its order does.
#[utoipa::path(get, path = "/api/v1/views/{view_id}", tag = "views", operation_id = "get_view",
    params(("view_id" = Uuid, Path)),
    responses((status = 200, body = CheckedView), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let now = caller.meta().at;
    let found = caller.read(move |tx, actor| queries::one(tx, actor, id, now)).await?;
    // What is wrong comes and goes without a new version: such an answer is not to be kept.
    if found.filter_error.is_some() || found.sort_error.is_some() {
        Answer::json(&found)
    } else {
        Answer::thing(&found.view)
    }
}

/// Change a view
///
/// One's own; of others, a shared one where the caller manages the project, or is an admin. Only its owner changes
/// `shared`: 403 `not_owner`.
#[utoipa::path(patch, path = "/api/v1/views/{view_id}", tag = "views", operation_id = "update_view",
    params(("view_id" = Uuid, Path)), request_body = ViewPatch,
    responses((status = 200, body = View), (status = "4XX", body = Problem)))]
async fn update(caller: Caller, Params(id): Params<Uuid>, body: Body<ViewPatch>) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let if_match = caller.if_match();
    caller
        .write_body(id, &digest, move |cx, actor| {
            let opened = commands::open(cx, actor, id)?;
            let view = commands::update(cx, actor, &opened, &patch, if_match)?;
            commands::answering(cx, &view);
            Answer::thing(&view)
        })
        .await
}

/// Delete a view
#[utoipa::path(delete, path = "/api/v1/views/{view_id}", tag = "views", operation_id = "delete_view",
    params(("view_id" = Uuid, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let if_match = caller.if_match();
    caller
        .write(id, move |cx, actor| {
            let opened = commands::open(cx, actor, id)?;
            commands::answering(cx, &opened.1);
            commands::delete(cx, &opened, if_match)?;
            Ok(Answer::nothing())
        })
        .await
}

/// The endpoints of views.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, update, delete))
}
