//! Endpoints of tags.

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::model::{NewTag, Tag, TagPatch};
use super::{commands, queries};
use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::list::{Include, limit};
use crate::http::{Answer, App, Body, Params, Problem, Query};
use crate::workspace::{Action, WorkspaceRef, member_of};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct TagQuery {
    /// Items a page, 1 to 200; 50 when absent.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// `total` adds how many there are.
    #[param(inline)]
    include: Option<Include>,
}

/// The workspace's tags
///
/// By name, without regard to case.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/tags", tag = "tags", operation_id = "list_tags",
    params(("ws" = String, Path, description = "Id or slug"), TagQuery),
    responses((status = 200, body = Page<Tag>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller, Params(ws): Params<String>, Query(query): Query<TagQuery>) -> Result<Answer> {
    let limit = limit(query.limit)?;
    let page = caller
        .read(move |tx, actor| {
            let member = member_of(tx, actor, &WorkspaceRef::parse(&ws), Action::ViewWorkspace)?;
            queries::list(tx, &member, limit, query.cursor.as_deref(), query.include.is_some())
        })
        .await?;
    Answer::json(&page)
}

/// Make a tag
///
/// Takes a member of the workspace. Names are unique whatever the case of their letters: 409 `tag_exists`.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/tags", tag = "tags", operation_id = "create_tag",
    params(("ws" = String, Path, description = "Id or slug")), request_body = NewTag,
    responses((status = 201, body = Tag), (status = "4XX", body = Problem)))]
async fn create(caller: Caller, Params(ws): Params<String>, body: Body<NewTag>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    let ws = WorkspaceRef::parse(&ws);
    caller
        .write_body(ws.lane(), &digest, move |cx, actor| {
            let member = member_of(cx, actor, &ws, Action::ManageTags)?.answering(cx);
            let tag = commands::create(cx, &member, &new)?;
            Answer::created(&tag, format!("/api/v1/tags/{}", tag.id))
        })
        .await
}

/// Rename or recolour a tag
#[utoipa::path(patch, path = "/api/v1/tags/{tag_id}", tag = "tags", operation_id = "update_tag",
    params(("tag_id" = Uuid, Path)), request_body = TagPatch,
    responses((status = 200, body = Tag), (status = "4XX", body = Problem)))]
async fn update(caller: Caller, Params(id): Params<Uuid>, body: Body<TagPatch>) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let if_match = caller.if_match();
    caller
        .write_body(id, &digest, move |cx, actor| {
            let opened = commands::open(cx, actor, id)?;
            Answer::thing(&commands::update(cx, &opened, &patch, if_match)?)
        })
        .await
}

/// Delete a tag
///
/// Takes it off all tasks, each of which gets a new version. With more than 5,000 of them: 409 `tag_in_use`.
#[utoipa::path(delete, path = "/api/v1/tags/{tag_id}", tag = "tags", operation_id = "delete_tag",
    params(("tag_id" = Uuid, Path)),
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

/// The endpoints of tags.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(update, delete))
}
