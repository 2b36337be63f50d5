//! `/users/me`, as far as workspaces show it, and `/users/{id}`.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::super::model::{Belonging, Farewell, Person};
use super::super::{commands, queries};
use super::list::CountedList;
use crate::auth::{self, Caller, ProfilePatch, User};
use crate::base::{Page, Result};
use crate::http::{Answer, App, Body, ListQuery, Params, Problem, Query};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(patch, erase))
        .routes(routes!(memberships))
        .routes(routes!(get))
}

/// Change one's own profile
///
/// Name and avatar change in every workspace at once.
#[utoipa::path(patch, path = "/api/v1/users/me", tag = "users", operation_id = "update_me", request_body = ProfilePatch,
    responses((status = 200, body = User), (status = "4XX", body = Problem)))]
async fn patch(caller: Caller, body: Body<ProfilePatch>) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let if_match = caller.if_match();
    caller
        .write_body(caller.owner(), &digest, move |cx, actor| {
            Answer::thing(&commands::update_person(cx, actor, &patch, if_match)?)
        })
        .await
}

/// Have oneself forgotten
///
/// Ends the account and all memberships. Workspaces with nobody else in them are deleted; of those with other people,
/// another owner must be left. What the person wrote stays, under "Deleted user"; name and address go from the logs, too.
#[utoipa::path(delete, path = "/api/v1/users/me", tag = "users", operation_id = "delete_me", request_body = Farewell,
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn erase(caller: Caller, body: Body<Farewell>) -> Result<Answer> {
    let Body { value: Farewell { password }, digest } = body;
    let confirmed = auth::confirm(&caller, &password).await?;
    caller
        .write_body(caller.owner(), &digest, move |cx, actor| {
            commands::erase_person(cx, actor, &confirmed)?;
            Ok(Answer::nothing())
        })
        .await
}

/// One's own memberships
///
/// In all workspaces, suspended ones included: the role in each.
#[utoipa::path(get, path = "/api/v1/users/me/memberships", tag = "users", operation_id = "list_memberships",
    params(ListQuery), responses((status = 200, body = Page<Belonging>), (status = "4XX", body = Problem)))]
async fn memberships(caller: Caller, Query(list): Query<ListQuery>) -> Result<Answer> {
    let list = CountedList { limit: list.limit, cursor: list.cursor, include: None };
    let stretch = list.stretch()?;
    let page = caller.read(move |tx, actor| queries::belongings(tx, actor, &stretch)).await?;
    Answer::json(&page)
}

/// Somebody
///
/// Whoever shares a workspace with the caller; nobody else is found.
#[utoipa::path(get, path = "/api/v1/users/{id}", tag = "users", operation_id = "get_user", params(("id" = Uuid, Path)),
    responses((status = 200, body = Person), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let person = caller.read(move |tx, actor| queries::person(tx, actor, id)).await?;
    Answer::thing(&person)
}
