//! Endpoints of favourites.

use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::model::{Favourite, FavouritePatch, NewFavourite};
use super::{commands, queries};
use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::{Answer, App, Body, ListQuery, Params, Problem, Query};
use crate::workspace::{Action, WorkspaceRef, member_of};

/// The caller's favourites
///
/// In the workspace, in their order. What they name may have come out of the caller's sight.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/favourites", tag = "favourites", operation_id = "list_favourites",
    params(("ws" = String, Path, description = "Id or slug"), ListQuery),
    responses((status = 200, body = Page<Favourite>), (status = "4XX", body = Problem)))]
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

/// Add a favourite
///
/// A project, view or task that the caller sees; it goes behind the others. Adding it again answers the same one. 409
/// `too_many_favourites`.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/favourites", tag = "favourites", operation_id = "add_favourite",
    params(("ws" = String, Path, description = "Id or slug")), request_body = NewFavourite,
    responses((status = 201, body = Favourite), (status = "4XX", body = Problem)))]
async fn add(caller: Caller, Params(ws): Params<String>, body: Body<NewFavourite>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    let ws = WorkspaceRef::parse(&ws);
    let about = caller.owner();
    caller
        .write_body(about, &digest, move |cx, actor| {
            let member = member_of(cx, actor, &ws, Action::ViewWorkspace)?;
            let favourite = commands::add(cx, actor, &member, &new)?;
            Answer::created(&favourite, format!("/api/v1/favourites/{}", favourite.id))
        })
        .await
}

/// Move a favourite
#[utoipa::path(patch, path = "/api/v1/favourites/{favourite_id}", tag = "favourites", operation_id = "move_favourite",
    params(("favourite_id" = Uuid, Path)), request_body = FavouritePatch,
    responses((status = 200, body = Favourite), (status = "4XX", body = Problem)))]
async fn arrange(caller: Caller, Params(id): Params<Uuid>, body: Body<FavouritePatch>) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let if_match = caller.if_match();
    caller
        .write_body(id, &digest, move |cx, actor| {
            let favourite = commands::open(cx, actor, id)?;
            Answer::thing(&commands::arrange(cx, &favourite, &patch, if_match)?)
        })
        .await
}

/// Remove a favourite
#[utoipa::path(delete, path = "/api/v1/favourites/{favourite_id}", tag = "favourites", operation_id = "remove_favourite",
    params(("favourite_id" = Uuid, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let if_match = caller.if_match();
    caller
        .write(id, move |cx, actor| {
            let favourite = commands::open(cx, actor, id)?;
            commands::delete(cx, &favourite, if_match)?;
            Ok(Answer::nothing())
        })
        .await
}

/// The endpoints of favourites.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(arrange, delete))
}
