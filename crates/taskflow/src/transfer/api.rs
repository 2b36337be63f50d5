//! Endpoints of imports.

use std::collections::HashMap;

use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::header;
use bytes::Bytes;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::ImportRun;
use super::{Report, import, queries, read_trello};
use crate::auth::Caller;
use crate::base::{Error, Page, Result};
use crate::http::{Answer, App, ListQuery, Params, Problem, Query, body};
use crate::workspace::WorkspaceRef;

/// The endpoints of this service.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(import_trello))
        .routes(routes!(list_imports))
}

/// How to import.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ImportQuery {
    /// Only tell what would be made.
    #[serde(default)]
    preview: bool,
    /// Who people there are here: `username=address` pairs, separated by commas. Others stay names in the text.
    people: Option<String>,
}

/// Import a Trello board
///
/// Send the file that Trello's "Export as JSON" gives, as the body or as the part `file` of a form. Lists become
/// statuses, cards tasks, labels tags, checklist items subtasks. The report names everything that could not be taken as
/// it was. Importing the same board again takes only what is new.
#[utoipa::path(
    post,
    path = "/api/v1/workspaces/{ws}/imports/trello",
    tag = "imports",
    operation_id = "import_trello",
    params(("ws" = String, Path, description = "Id or slug of the workspace"), ImportQuery),
    request_body(content((Object = "application/json"), (Vec<u8> = "multipart/form-data"))),
    responses((status = 200, body = Report), (status = "4XX", body = Problem))
)]
async fn import_trello(
    caller: Caller,
    State(app): State<App>,
    Params(ws): Params<String>,
    Query(query): Query<ImportQuery>,
    request: Request,
) -> Result<Answer> {
    let workspace = WorkspaceRef::parse(&ws);
    queries::may_import(&caller, workspace.clone()).await?;
    let named = pairs(query.people.as_deref().unwrap_or_default())?;
    let bytes = uploaded(request, app.config.limits.upload_bytes).await?;
    // A large file takes a while to read: not on a thread that others wait for.
    let bundle = tokio::task::spawn_blocking(move || read_trello(&bytes))
        .await
        .map_err(Error::internal)??;
    Answer::json(&import::import(&caller, workspace, bundle, named, query.preview).await?)
}

/// List imports
///
/// The imports made into a workspace, newest first, each with its report.
#[utoipa::path(
    get,
    path = "/api/v1/workspaces/{ws}/imports",
    tag = "imports",
    operation_id = "list_imports",
    params(("ws" = String, Path, description = "Id or slug of the workspace"), ListQuery),
    responses((status = 200, body = Page<ImportRun>), (status = "4XX", body = Problem))
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

fn pairs(text: &str) -> Result<HashMap<String, String>> {
    let pair = |part: &str| {
        let (name, address) = part.split_once('=').ok_or_else(|| {
            Error::invalid("?people", "invalid_query", "Give username=address pairs, separated by commas.")
        })?;
        Ok((name.trim().to_owned(), address.trim().to_owned()))
    };
    text.split(',').filter(|part| !part.trim().is_empty()).map(pair).collect()
}

/// The uploaded file: the whole body, or the part `file` of a form.
async fn uploaded(request: Request, limit: usize) -> Result<Bytes> {
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        return body::read(request, limit).await;
    }
    let broken = || Error::malformed("invalid_form", "The form cannot be read.");
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    while let Some(mut part) = form.next_field().await.map_err(|_| broken())? {
        if part.name() != Some("file") {
            continue;
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = part.chunk().await.map_err(|_| broken())? {
            if bytes.len() + chunk.len() > limit {
                return Err(Error::TooLarge { limit });
            }
            bytes.extend_from_slice(&chunk);
        }
        return Ok(bytes.into());
    }
    Err(Error::malformed("file_missing", "Send the file as the part `file` of the form."))
}
