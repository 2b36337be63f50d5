//! Endpoints of the audit.

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use serde::Deserialize;
use taskflow_db::Tx;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::lines::{Export, Lines};
use super::model::AuditEntry;
use super::queries::{self, Audited};
use crate::auth::Caller;
use crate::base::{Actor, Error, Page, Result};
use crate::http::list::limit;
use crate::http::{Answer, App, Params, Problem, Query};
use crate::workspace::WorkspaceRef;

/// The endpoints of this service.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_workspace_audit))
        .routes(routes!(export_workspace_audit))
        .routes(routes!(list_my_audit))
        .routes(routes!(export_my_audit))
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct AuditQuery {
    /// The filter language over `type actor entity thing project at address user_agent request cause session token`.
    #[param(example = "type ~ member and actor = me and at >= today-30d")]
    filter: Option<String>,
    /// The IANA zone in which days are meant; one's own when absent.
    tz: Option<String>,
    /// Items a page, 1 to 200; 50 when absent.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ExportQuery {
    /// The filter language, as for the list. Of other entries only the links of the chain are there.
    filter: Option<String>,
    /// The IANA zone in which days are meant; one's own when absent.
    tz: Option<String>,
    /// The `seq` to begin after, as an export before said where it ended.
    #[serde(default)]
    #[param(minimum = 0)]
    after: i64,
}

/// Which log a request names.
#[derive(Clone, Debug)]
enum Named {
    Workspace(WorkspaceRef),
    Me,
}

impl Named {
    fn open(&self, tx: &mut Tx<'_>, actor: &Actor) -> Result<Audited> {
        match self {
            Self::Workspace(named) => Audited::workspace(tx, actor, named),
            Self::Me => Audited::account(actor),
        }
    }
}

/// Read a workspace's audit
///
/// Takes an admin. Who did what, when and from where, newest first. A page may be short though more follow: each looks at
/// no more than 20,000 entries.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/audit", tag = "audit", operation_id = "list_workspace_audit",
    params(("ws" = String, Path, description = "Id or slug of the workspace"), AuditQuery),
    responses((status = 200, body = Page<AuditEntry>), (status = "4XX", body = Problem)))]
async fn list_workspace_audit(
    caller: Caller,
    Params(ws): Params<String>,
    Query(query): Query<AuditQuery>,
) -> Result<Answer> {
    list(caller, Named::Workspace(WorkspaceRef::parse(&ws)), query).await
}

/// Export a workspace's audit
///
/// Takes an admin. JSON Lines that anybody can verify without this server: docs/AUDIT.md says how, and
/// `taskflow audit verify` does.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/audit/export", tag = "audit", operation_id = "export_workspace_audit",
    params(("ws" = String, Path, description = "Id or slug of the workspace"), ExportQuery),
    responses((status = 200, description = "The entries.", body = String, content_type = "application/x-ndjson"),
        (status = "4XX", body = Problem)))]
async fn export_workspace_audit(
    caller: Caller,
    Params(ws): Params<String>,
    Query(query): Query<ExportQuery>,
) -> Result<Response> {
    export(caller, Named::Workspace(WorkspaceRef::parse(&ws)), query).await
}

/// Read my account's audit
///
/// Sign-ins and failed ones, sessions that ended, tokens and their use, changes of the account and of its memberships,
/// newest first.
#[utoipa::path(get, path = "/api/v1/users/me/audit", tag = "audit", operation_id = "list_my_audit", params(AuditQuery),
    responses((status = 200, body = Page<AuditEntry>), (status = "4XX", body = Problem)))]
async fn list_my_audit(caller: Caller, Query(query): Query<AuditQuery>) -> Result<Answer> {
    list(caller, Named::Me, query).await
}

/// Export my account's audit
///
/// As JSON Lines that anybody can verify without this server.
#[utoipa::path(get, path = "/api/v1/users/me/audit/export", tag = "audit", operation_id = "export_my_audit", params(ExportQuery),
    responses((status = 200, description = "The entries.", body = String, content_type = "application/x-ndjson"),
        (status = "4XX", body = Problem)))]
async fn export_my_audit(caller: Caller, Query(query): Query<ExportQuery>) -> Result<Response> {
    export(caller, Named::Me, query).await
}

async fn list(caller: Caller, named: Named, query: AuditQuery) -> Result<Answer> {
    let (limit, now) = (limit(query.limit)?, caller.meta().at);
    let page = caller
        .read(move |tx, actor| {
            let audited = named.open(tx, actor)?;
            let asked = (query.filter.as_deref(), query.tz.as_deref());
            let condition = queries::condition(tx, &audited, actor.user_id, now, asked)?;
            queries::page(tx, audited.stream(), condition.as_ref(), limit, query.cursor.as_deref())
        })
        .await?;
    Answer::json(&page)
}

/// Everything is refused before the first line; later lines are read as they are taken, by today's rights.
async fn export(caller: Caller, named: Named, query: ExportQuery) -> Result<Response> {
    let (now, first) = (caller.meta().at, named.clone());
    let begun = caller.snapshot(move |tx, actor| {
        let audited = first.open(tx, actor)?;
        let asked = (query.filter.as_deref(), query.tz.as_deref());
        let condition = queries::condition(tx, &audited, actor.user_id, now, asked)?;
        let filter = query.filter.clone().filter(|_| condition.is_some());
        Export::begin(tx, (audited.kind(), audited.stream()), query.after, condition, filter, now)
    });
    let export = begun.await?;
    let name = format!("attachment; filename=\"audit-{}-{}.jsonl\"", export.opening.stream_id, now.date());
    let (opening, lines) = export.lines()?;
    let rest = stream::try_unfold((caller, named, lines), |(caller, named, mut lines)| async move {
        let read = caller.snapshot(move |tx, actor| {
            named.open(tx, actor)?;
            let bytes = lines.next(tx)?;
            Ok((bytes, named, lines))
        });
        let (bytes, named, lines): (_, _, Lines) = read.await?;
        Ok::<_, Error>(bytes.map(|bytes| (bytes, (caller, named, lines))))
    });
    let all = stream::once(std::future::ready(Ok(opening))).chain(rest);
    let headers = [
        (header::CONTENT_TYPE, "application/x-ndjson".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, Body::from_stream(all)).into_response())
}
