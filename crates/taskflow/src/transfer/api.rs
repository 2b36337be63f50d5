//! Endpoints of imports.

mod upload;

use std::collections::BTreeMap;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::model::{ImportJob, ImportPatch};
use super::{Format, commands, queries, run};
use crate::auth::Caller;
use crate::base::{Error, Page, Result};
use crate::http::{Answer, App, Body, ListQuery, Params, Problem, Query};
use crate::workspace::WorkspaceRef;

pub use upload::mapping as read_mapping;

/// The endpoints of this service.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_import))
        .routes(routes!(list_imports))
        .routes(routes!(get_import, update_import))
        .routes(routes!(start_import))
        .routes(routes!(cancel_import))
}

/// How to import.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ImportQuery {
    /// Start it at once.
    #[serde(default)]
    start: bool,
    /// Who people there are here: `name=address` pairs, separated by commas. Others stay names in the text.
    people: Option<String>,
    /// What the project is called, for files that do not say.
    name: Option<String>,
}

/// Upload work of another product
///
/// Send the files, each as a part `file` of a form, or one as the body. Nothing is made yet: the answer tells what would
/// be, who people are and, for `csv`, what the columns may be. Change that with PATCH, then start it. For `csv` the part
/// `mapping` of the form may say at once what columns are. Uploads that nobody starts are forgotten after a day.
#[utoipa::path(
    post,
    path = "/api/v1/workspaces/{ws}/imports/{format}",
    tag = "imports",
    operation_id = "create_import",
    params(("ws" = String, Path, description = "Id or slug of the workspace"), ("format" = inline(Format), Path), ImportQuery),
    request_body(content((Vec<u8> = "application/octet-stream"), (Vec<u8> = "multipart/form-data"))),
    responses((status = 201, body = ImportJob), (status = "4XX", body = Problem))
)]
async fn create_import(
    caller: Caller,
    State(app): State<App>,
    Params((ws, format)): Params<(String, String)>,
    Query(query): Query<ImportQuery>,
    request: Request,
) -> Result<Answer> {
    let workspace = WorkspaceRef::parse(&ws);
    queries::may_import(&caller, workspace.clone()).await?;
    let format = Format::named(&format)?;
    let people = pairs(query.people.as_deref().unwrap_or_default())?;
    let mut upload = upload::read(request, app.config.limits.upload_bytes).await?;
    upload.name = query.name.or(upload.name);
    upload.today = caller.meta().at.date();
    let mut job = commands::create(&caller, &workspace, format, upload, people).await?;
    if query.start {
        job = begun(&caller, &app, job.id).await?;
    }
    let place = format!("/api/v1/imports/{}", job.id);
    let mut answer = Answer::json(&job)?.with_status(StatusCode::CREATED);
    answer.location = Some(place);
    Ok(answer)
}

/// List imports
///
/// Imports into a workspace, newest first, each with what became of it so far.
#[utoipa::path(
    get,
    path = "/api/v1/workspaces/{ws}/imports",
    tag = "imports",
    operation_id = "list_imports",
    params(("ws" = String, Path, description = "Id or slug of the workspace"), ListQuery),
    responses((status = 200, body = Page<ImportJob>), (status = "4XX", body = Problem))
)]
async fn list_imports(
    caller: Caller,
    Params(ws): Params<String>,
    Query(query): Query<ListQuery>,
) -> Result<Answer> {
    let page = caller
        .read(move |tx, actor| queries::imports(tx, actor, &WorkspaceRef::parse(&ws), &query))
        .await?;
    Answer::json(&page)
}

/// Read an import
///
/// How far it is, and the whole report. Ask again while it is `running`.
#[utoipa::path(get, path = "/api/v1/imports/{import_id}", tag = "imports", operation_id = "get_import",
    params(("import_id" = Uuid, Path)),
    responses((status = 200, body = ImportJob), (status = "4XX", body = Problem)))]
async fn get_import(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    Answer::json(&caller.read(move |tx, actor| queries::find(tx, actor, id)).await?)
}

/// Change an import that has not begun
///
/// Says who people are, or what the columns of a table are; answers what would be made now.
#[utoipa::path(patch, path = "/api/v1/imports/{import_id}", tag = "imports", operation_id = "update_import",
    params(("import_id" = Uuid, Path)), request_body = ImportPatch,
    responses((status = 200, body = ImportJob), (status = "4XX", body = Problem)))]
async fn update_import(caller: Caller, Params(id): Params<Uuid>, body: Body<ImportPatch>) -> Result<Answer> {
    Answer::json(&commands::update(&caller, id, body.value).await?)
}

/// Start an import
///
/// It runs by itself, with the rights of whoever starts it, and goes on after a restart. 409 `import_not_ready` when it
/// was started before.
#[utoipa::path(post, path = "/api/v1/imports/{import_id}/start", tag = "imports", operation_id = "start_import",
    params(("import_id" = Uuid, Path)),
    responses((status = 202, body = ImportJob), (status = "4XX", body = Problem)))]
async fn start_import(caller: Caller, State(app): State<App>, Params(id): Params<Uuid>) -> Result<Answer> {
    let job = begun(&caller, &app, id).await?;
    Ok(Answer::json(&job)?.with_status(StatusCode::ACCEPTED))
}

/// Starts a job and has it carried out; should this process die, another one goes on.
async fn begun(caller: &Caller, app: &App, id: Uuid) -> Result<ImportJob> {
    let job = commands::start(caller, id).await?;
    let app = app.clone();
    tokio::spawn(async move { run::run(&app, id).await });
    Ok(job)
}

/// Stop an import
///
/// What it has taken in stays; importing the same files again goes on from there. 409 `import_finished` after its end.
#[utoipa::path(post, path = "/api/v1/imports/{import_id}/cancel", tag = "imports", operation_id = "cancel_import",
    params(("import_id" = Uuid, Path)),
    responses((status = 200, body = ImportJob), (status = "4XX", body = Problem)))]
async fn cancel_import(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    Answer::json(&commands::cancel(&caller, id).await?)
}

fn pairs(text: &str) -> Result<BTreeMap<String, String>> {
    let pair = |part: &str| {
        let (name, address) = part.split_once('=').ok_or_else(|| {
            Error::invalid("?people", "invalid_query", "Give name=address pairs, separated by commas.")
        })?;
        Ok((name.trim().to_owned(), address.trim().to_owned()))
    };
    text.split(',').filter(|part| !part.trim().is_empty()).map(pair).collect()
}
