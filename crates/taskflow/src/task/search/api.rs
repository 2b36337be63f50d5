//! The endpoint of search.

use utoipa_axum::{router::OpenApiRouter, routes};

use super::model::{Hit, SearchQuery};
use super::queries;
use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::{Answer, App, Params, Problem, Query};
use crate::workspace::{Action, WorkspaceRef, member_of};

/// Search a workspace
///
/// Finds words in titles and descriptions of tasks, in comments and in projects: in all that the caller may see and that
/// is not in the trash. The task of a key comes first, then whole titles, starts of titles, other titles and at last
/// other texts; of those that fit alike the newest. Out of many that fit the best of the newest 200 titles and the
/// newest 200 texts are shown. What a change said is found as soon as it was answered.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/search", tag = "search", operation_id = "search",
    params(("ws" = String, Path, description = "Id or slug"), SearchQuery),
    responses((status = 200, body = Page<Hit>), (status = "4XX", body = Problem)))]
async fn search(
    caller: Caller,
    Params(ws): Params<String>,
    Query(query): Query<SearchQuery>,
) -> Result<Answer> {
    let page = caller
        .read(move |tx, actor| {
            let member = member_of(tx, actor, &WorkspaceRef::parse(&ws), Action::ViewWorkspace)?;
            queries::search(tx, actor, &member, &query)
        })
        .await?;
    Answer::json(&page)
}

/// The endpoint of search.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(search))
}
