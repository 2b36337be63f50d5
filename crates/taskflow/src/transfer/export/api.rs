//! Endpoints of exports.

use axum::body::Body as Bytes;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::stream;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::model::{ExportJob, NewExport};
use super::{commands, queries, run};
use crate::auth::Caller;
use crate::base::{Error, Page, Result};
use crate::http::{Answer, App, Body, ListQuery, Params, Problem, Query};
use crate::workspace::WorkspaceRef;

/// The endpoints of exports.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_export, list_exports))
        .routes(routes!(get_export, delete_export))
        .routes(routes!(get_export_file))
}

/// Export a workspace
///
/// Takes an admin. `archive` has everything with its history (docs/EXPORT.md), `csv` the tasks. It is written by itself;
/// ask for it until it is `done`, then fetch its file, which is kept for a week.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/exports", tag = "exports", operation_id = "create_export",
    params(("ws" = String, Path, description = "Id or slug of the workspace")), request_body = NewExport,
    responses((status = 202, body = ExportJob), (status = "4XX", body = Problem)))]
async fn create_export(
    caller: Caller,
    State(app): State<App>,
    Params(ws): Params<String>,
    body: Body<NewExport>,
) -> Result<Answer> {
    let workspace = WorkspaceRef::parse(&ws);
    let format = body.value.format;
    let make = move |cx: &mut crate::event::Cx<'_, '_>, actor: &crate::base::Actor| {
        commands::create(cx, actor, &workspace, format)
    };
    let job = caller.step(Uuid::nil(), make).await?;
    let id = job.id;
    tokio::spawn(async move { run::run(&app, id).await });
    Ok(Answer::json(&job)?.with_status(StatusCode::ACCEPTED))
}

/// List exports
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/exports", tag = "exports", operation_id = "list_exports",
    params(("ws" = String, Path, description = "Id or slug of the workspace"), ListQuery),
    responses((status = 200, body = Page<ExportJob>), (status = "4XX", body = Problem)))]
async fn list_exports(
    caller: Caller,
    Params(ws): Params<String>,
    Query(query): Query<ListQuery>,
) -> Result<Answer> {
    let page = caller
        .read(move |tx, actor| queries::exports(tx, actor, &WorkspaceRef::parse(&ws), &query))
        .await?;
    Answer::json(&page)
}

/// Read an export
///
/// How far it is. Ask again while it is `running`.
#[utoipa::path(get, path = "/api/v1/exports/{export_id}", tag = "exports", operation_id = "get_export",
    params(("export_id" = Uuid, Path)),
    responses((status = 200, body = ExportJob), (status = "4XX", body = Problem)))]
async fn get_export(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    Answer::json(&caller.read(move |tx, actor| queries::find(tx, actor, id)).await?)
}

/// Delete an export
///
/// One that is being written is stopped.
#[utoipa::path(delete, path = "/api/v1/exports/{export_id}", tag = "exports", operation_id = "delete_export",
    params(("export_id" = Uuid, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete_export(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    caller
        .write(id, move |cx, actor| {
            commands::delete(cx, actor, id)?;
            Ok(Answer::nothing())
        })
        .await
}

/// Fetch an export's file
///
/// 409 `export_not_ready` until it is `done`.
#[utoipa::path(get, path = "/api/v1/exports/{export_id}/file", tag = "exports", operation_id = "get_export_file",
    params(("export_id" = Uuid, Path)),
    responses((status = 200, description = "The file.", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = "4XX", body = Problem)))]
async fn get_export_file(caller: Caller, Params(id): Params<Uuid>) -> Result<Response> {
    // The first piece is read before anything is answered: a refusal is a problem like any other.
    let (job, first) = caller.read(move |tx, actor| queries::part(tx, actor, id, 0)).await?;
    let rest = stream::try_unfold((caller, first, 0_i64), move |(caller, piece, part)| async move {
        let Some(bytes) = piece else {
            return Ok::<_, Error>(None);
        };
        let (_, next) = caller.read(move |tx, actor| queries::part(tx, actor, id, part + 1)).await?;
        Ok(Some((bytes, (caller, next, part + 1))))
    });
    let mut response = Response::new(Bytes::from_stream(rest));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(job.format.file().1));
    let name = format!("attachment; filename=\"{}\"", job.file_name);
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::try_from(name).map_err(Error::internal)?);
    if let Some(size) = job.size {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    }
    Ok(response)
}
