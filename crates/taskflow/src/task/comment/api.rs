//! Endpoints of comments.

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::model::{Comment, CommentPatch, NewComment};
use super::{commands, queries};
use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::list::{Include, limit};
use crate::http::{Answer, App, Body, Params, Problem, Query};
use crate::task::access;
use crate::workspace::Action;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct CommentQuery {
    /// Items a page, 1 to 200; 50 when absent.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// `created_at` (oldest first, the default) or `-created_at`.
    sort: Option<String>,
    /// `total` adds how many there are, deleted ones among them.
    #[param(inline)]
    include: Option<Include>,
}

/// What was said about a task
///
/// Answers stand among the others, with `parent_id`; deleted comments keep their place, without a body.
#[utoipa::path(get, path = "/api/v1/tasks/{task_id}/comments", tag = "comments", operation_id = "list_comments",
    params(("task_id" = Uuid, Path), CommentQuery),
    responses((status = 200, body = Page<Comment>), (status = "4XX", body = Problem)))]
async fn list(
    caller: Caller,
    Params(task): Params<Uuid>,
    Query(query): Query<CommentQuery>,
) -> Result<Answer> {
    let (limit, order) = (limit(query.limit)?, queries::Order::parse(query.sort.as_deref())?);
    let page = caller
        .read(move |tx, actor| {
            let access = access::open(tx, actor, task, Action::ViewProject)?;
            queries::list(tx, &access, order, limit, query.cursor.as_deref(), query.include.is_some())
        })
        .await?;
    Answer::json(&page)
}

/// Comment on a task
///
/// Takes the project role commenter. `[@Ada](user:0190…)` mentions somebody; of those mentioned, who may see the task
/// are kept in `mention_ids`. They and the author watch the task from then on.
#[utoipa::path(post, path = "/api/v1/tasks/{task_id}/comments", tag = "comments", operation_id = "create_comment",
    params(("task_id" = Uuid, Path)), request_body = NewComment,
    responses((status = 201, body = Comment), (status = "4XX", body = Problem)))]
async fn create(caller: Caller, Params(task): Params<Uuid>, body: Body<NewComment>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    caller
        .write_body(task, &digest, move |cx, actor| {
            let access = access::lock(cx, actor, task, Action::Comment)?.answering(cx);
            let comment = commands::create(cx, &access, &new)?;
            Answer::created(&comment, format!("/api/v1/comments/{}", comment.id))
        })
        .await
}

/// A comment
#[utoipa::path(get, path = "/api/v1/comments/{comment_id}", tag = "comments", operation_id = "get_comment",
    params(("comment_id" = Uuid, Path)),
    responses((status = 200, body = Comment), (status = "4XX", body = Problem)))]
async fn one(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let comment = caller.read(move |tx, actor| queries::one(tx, actor, id)).await?;
    Answer::thing(&comment)
}

/// Change what a comment says
///
/// Its author does; others get 403 `not_author`.
#[utoipa::path(patch, path = "/api/v1/comments/{comment_id}", tag = "comments", operation_id = "update_comment",
    params(("comment_id" = Uuid, Path)), request_body = CommentPatch,
    responses((status = 200, body = Comment), (status = "4XX", body = Problem)))]
async fn edit(caller: Caller, Params(id): Params<Uuid>, body: Body<CommentPatch>) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let if_match = caller.if_match();
    caller
        .write_body(id, &digest, move |cx, actor| {
            let opened = commands::open(cx, actor, id)?;
            Answer::thing(&commands::edit(cx, &opened, &patch, if_match)?)
        })
        .await
}

/// Delete a comment
///
/// Its author, or a manager of the project. The place stays, so that answers keep theirs: the body becomes empty,
/// mentions and reactions go.
#[utoipa::path(delete, path = "/api/v1/comments/{comment_id}", tag = "comments", operation_id = "delete_comment",
    params(("comment_id" = Uuid, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let if_match = caller.if_match();
    caller
        .write(id, move |cx, actor| {
            let opened = commands::open(cx, actor, id)?;
            commands::delete(cx, actor, &opened, if_match)?;
            Ok(Answer::nothing())
        })
        .await
}

/// React to a comment
///
/// With one emoji or a `:shortcode:` of up to 32 bytes, URL-encoded in the path. Each person reacts once with each.
#[utoipa::path(put, path = "/api/v1/comments/{comment_id}/reactions/{emoji}", tag = "comments", operation_id = "add_reaction",
    params(("comment_id" = Uuid, Path), ("emoji" = String, Path)),
    responses((status = 200, body = Comment), (status = "4XX", body = Problem)))]
async fn react(caller: Caller, Params((id, emoji)): Params<(Uuid, String)>) -> Result<Answer> {
    caller
        .write(id, move |cx, actor| {
            let opened = commands::open(cx, actor, id)?;
            Answer::thing(&commands::react(cx, &opened, &emoji)?)
        })
        .await
}

/// Take a reaction back
#[utoipa::path(delete, path = "/api/v1/comments/{comment_id}/reactions/{emoji}", tag = "comments", operation_id = "remove_reaction",
    params(("comment_id" = Uuid, Path), ("emoji" = String, Path)),
    responses((status = 200, body = Comment), (status = "4XX", body = Problem)))]
async fn unreact(caller: Caller, Params((id, emoji)): Params<(Uuid, String)>) -> Result<Answer> {
    caller
        .write(id, move |cx, actor| {
            let opened = commands::open(cx, actor, id)?;
            Answer::thing(&commands::unreact(cx, &opened, &emoji)?)
        })
        .await
}

/// The endpoints of comments.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(one, edit, delete))
        .routes(routes!(react, unreact))
}
