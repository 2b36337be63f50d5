//! Endpoints of imports.

mod upload;

use std::collections::BTreeMap;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::model::{ImportJob, ImportPatch};
use super::{Format, Upload, commands, queries, run};
use crate::auth::Caller;
use crate::base::{Actor, Error, Page, Result};
use crate::event::Cx;
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
    let claim = caller.claim()?;
    let digest = digest(&upload, &people)?;
    let prepared = commands::prepare(&caller, &workspace, format, upload, people).await?;
    let kept = caller.write_part(Uuid::nil(), &digest, "", move |cx, actor| {
        let job = commands::keep(cx, actor, &prepared)?;
        let mut answer = Answer::json(&job)?.with_status(StatusCode::CREATED);
        answer.location = Some(format!("{PLACE}{}", job.id));
        Ok(answer)
    });
    let mut answer = kept.await?;
    let id = answer
        .location
        .as_deref()
        .and_then(|place| place.strip_prefix(PLACE)?.parse().ok());
    if let Some(id) = id.filter(|_| query.start) {
        let begin = move |cx: &mut Cx<'_, '_>, actor: &Actor| Answer::json(&commands::begin(cx, actor, id)?);
        let begun = caller.write_part(id, &digest, "start", begin).await?;
        carry_out(&app, id);
        answer = Answer { body: begun.body, ..answer };
    }
    drop(claim);
    Ok(answer)
}

/// Where imports are.
const PLACE: &str = "/api/v1/imports/";

/// What tells one upload from another, whatever separates the parts of a form.
fn digest(upload: &Upload, people: &BTreeMap<String, String>) -> Result<[u8; 32]> {
    let mut hash = Sha256::new();
    let options = serde_json::to_vec(&(&upload.name, &upload.mapping, people)).map_err(Error::internal)?;
    hash.update(Sha256::digest(&options));
    for file in &upload.files {
        hash.update(Sha256::digest(file.name.as_bytes()));
        hash.update(Sha256::digest(&file.bytes));
    }
    Ok(hash.finalize().into())
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
    let Body { value: patch, digest } = body;
    let job = match commands::changed(&caller, id, patch).await {
        Ok(job) => job,
        // It may have been started since this request was answered first.
        Err(error) => {
            let answered = caller.write_body(id, &digest, |_, _| Err(Error::NotFound("import"))).await;
            return match answered {
                Err(Error::NotFound(_)) => Err(error),
                answer => answer,
            };
        }
    };
    let set = move |cx: &mut Cx<'_, '_>, actor: &Actor| {
        commands::set(cx, actor, &job)?;
        Answer::json(&job)
    };
    caller.write_body(id, &digest, set).await
}

/// Start an import
///
/// It runs by itself, with the rights of whoever starts it, and goes on after a restart. 409 `import_not_ready` when it
/// was started before.
#[utoipa::path(post, path = "/api/v1/imports/{import_id}/start", tag = "imports", operation_id = "start_import",
    params(("import_id" = Uuid, Path)),
    responses((status = 202, body = ImportJob), (status = "4XX", body = Problem)))]
async fn start_import(caller: Caller, State(app): State<App>, Params(id): Params<Uuid>) -> Result<Answer> {
    let begin = move |cx: &mut Cx<'_, '_>, actor: &Actor| {
        Ok(Answer::json(&commands::begin(cx, actor, id)?)?.with_status(StatusCode::ACCEPTED))
    };
    let answer = caller.write(id, begin).await?;
    carry_out(&app, id);
    Ok(answer)
}

/// Has a job carried out that was started, unless somebody does; should this process die, another one goes on.
fn carry_out(app: &App, id: Uuid) {
    let app = app.clone();
    tokio::spawn(async move { run::run(&app, id).await });
}

/// Stop an import
///
/// What it has taken in stays; importing the same files again goes on from there. 409 `import_finished` after its end.
#[utoipa::path(post, path = "/api/v1/imports/{import_id}/cancel", tag = "imports", operation_id = "cancel_import",
    params(("import_id" = Uuid, Path)),
    responses((status = 200, body = ImportJob), (status = "4XX", body = Problem)))]
async fn cancel_import(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    caller
        .write(id, move |cx, actor| Answer::json(&commands::cancel(cx, actor, id)?))
        .await
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
