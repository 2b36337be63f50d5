//! Many tasks at once.

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::auth::Caller;
use crate::base::Result;
use crate::http::{Answer, App, Body, Params, Problem};
use crate::task::commands;
use crate::task::model::{BulkEdit, BulkReport};
use crate::workspace::WorkspaceRef;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(bulk))
}

/// Change many tasks
///
/// Up to 1,000, by their ids or by a filter. Each task is changed as if it were changed alone, which takes the role editor
/// in its project, and gets one entry in the log; one that cannot be changed is named in `refused` with the code that it
/// would be answered alone, and leaves the others as they are asked for. 100 tasks at a time are changed together. With an
/// `Idempotency-Key` a request that broke off goes on where it did. `dry_run` answers what would happen.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/tasks/bulk", tag = "tasks", operation_id = "bulk_edit_tasks",
    params(("ws" = String, Path, description = "Id or slug")), request_body = BulkEdit,
    responses((status = 200, body = BulkReport), (status = "4XX", body = Problem)))]
async fn bulk(caller: Caller, Params(ws): Params<String>, body: Body<BulkEdit>) -> Result<Answer> {
    let Body { value: edit, digest } = body;
    commands::bulk(&caller, WorkspaceRef::parse(&ws), edit, digest).await
}
