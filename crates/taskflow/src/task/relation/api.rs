//! Endpoints of relations.

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::model::{NewRelation, RelatedTask, Relation};
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
struct RelationQuery {
    /// Items a page, 1 to 200; 50 when absent.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// `total` adds how many there are.
    #[param(inline)]
    include: Option<Include>,
}

/// What a task has to do with others
///
/// Each relation is told from this task's side. Those to tasks the caller may not see, or in the trash, are left out.
#[utoipa::path(get, path = "/api/v1/tasks/{task_id}/relations", tag = "relations", operation_id = "list_relations",
    params(("task_id" = Uuid, Path), RelationQuery),
    responses((status = 200, body = Page<RelatedTask>), (status = "4XX", body = Problem)))]
async fn list(
    caller: Caller,
    Params(task): Params<Uuid>,
    Query(query): Query<RelationQuery>,
) -> Result<Answer> {
    let limit = limit(query.limit)?;
    let page = caller
        .read(move |tx, actor| {
            let access = access::open(tx, actor, task, Action::ViewProject)?;
            queries::list(tx, actor, &access, limit, query.cursor.as_deref(), query.include.is_some())
        })
        .await?;
    Answer::json(&page)
}

/// Relate a task to another
///
/// Takes the project role editor for this task and seeing the other. A relation is stored once and seen from both
/// sides. 409 `relation_cycle` when `blocks` or `duplicates` would close a circle.
#[utoipa::path(post, path = "/api/v1/tasks/{task_id}/relations", tag = "relations", operation_id = "create_relation",
    params(("task_id" = Uuid, Path)), request_body = NewRelation,
    responses((status = 201, body = Relation), (status = "4XX", body = Problem)))]
async fn create(caller: Caller, Params(task): Params<Uuid>, body: Body<NewRelation>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    caller
        .write_body(task, &digest, move |cx, actor| {
            let access = access::open(cx, actor, task, Action::EditTasks)?.answering(cx);
            let relation = commands::create(cx, actor, &access, &new)?;
            Answer::created(&relation, format!("/api/v1/relations/{}", relation.id))
        })
        .await
}

/// A relation
///
/// For those who may see both of its tasks.
#[utoipa::path(get, path = "/api/v1/relations/{relation_id}", tag = "relations", operation_id = "get_relation",
    params(("relation_id" = Uuid, Path)),
    responses((status = 200, body = Relation), (status = "4XX", body = Problem)))]
async fn one(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let relation = caller.read(move |tx, actor| Ok(queries::open(tx, actor, id)?.0)).await?;
    Answer::thing(&relation)
}

/// Part two tasks
///
/// Takes seeing both and the project role editor for one of them.
#[utoipa::path(delete, path = "/api/v1/relations/{relation_id}", tag = "relations", operation_id = "delete_relation",
    params(("relation_id" = Uuid, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let if_match = caller.if_match();
    caller
        .write(id, move |cx, actor| {
            commands::delete(cx, actor, id, if_match)?;
            Ok(Answer::nothing())
        })
        .await
}

/// The endpoints of relations.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(one, delete))
}
