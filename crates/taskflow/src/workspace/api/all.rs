//! `/admin/workspaces`.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::super::model::ListedWorkspace;
use super::super::queries;
use super::list::MemberList;
use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::{Answer, App, Problem, Query};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Every workspace of the server
///
/// By name, with whose each is; what is in them only their members see. `search` is part of a name or of its address.
/// Takes an administrator of the server who signed in.
#[utoipa::path(get, path = "/api/v1/admin/workspaces", tag = "admin", operation_id = "list_all_workspaces",
    params(MemberList),
    responses((status = 200, body = Page<ListedWorkspace>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller, Query(list): Query<MemberList>) -> Result<Answer> {
    let (stretch, search) = list.stretch()?;
    let page = caller.read(move |tx, actor| queries::all_workspaces(tx, actor, search.as_deref(), &stretch));
    Answer::json(&page.await?)
}
