//! Snapshots, sent page by page as fast as the client takes them.

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream;

use super::lines::{self, Lines};
use crate::auth::Caller;
use crate::base::Result;
use crate::http::{Params, Problem, Query};
use crate::realtime::snapshot::{Snapshot, Wanted};

/// Get a snapshot
///
/// NDJSON: first a line with the token and the scope, then a line a row, and last `{"type":"end"}`; without that line it
/// was cut off and is not to be used. Rows may be newer than the token, never older. docs/SYNC.md describes how to go on.
#[utoipa::path(get, path = "/api/v1/sync/{ws}/snapshot", tag = "sync", operation_id = "get_sync_snapshot", security(("bearer" = [])),
    params(
        ("ws" = String, Path, description = "Id or slug of the workspace, or `me`"),
        ("project" = Option<Vec<String>>, Query, description = "Only what belongs to these projects; up to 50"),
        ("task" = Option<Vec<String>>, Query, description = "Only these tasks and what hangs on them; up to 200"),
        ("entity" = Option<Vec<String>>, Query, description = "Only these kinds of things")),
    responses(
        (status = 200, description = "Rows.", body = String, content_type = "application/x-ndjson"),
        (status = 401, description = "Not signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`missing_scope`, `sign_in_required`.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No workspace of yours.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "What is wrong with which parameter.", body = Problem, content_type = "application/problem+json")))]
pub async fn snapshot(
    caller: Caller,
    Params(ws): Params<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let snapshot = Snapshot::new(ws, Wanted::read(pairs)?);
    // The first page is read before anything is answered: a refusal is a problem like any other.
    let (first, snapshot) = page(&caller, snapshot).await?;
    let rest = stream::try_unfold((caller, snapshot), |(caller, snapshot)| async move {
        if snapshot.has_ended() {
            return Ok::<_, crate::base::Error>(None);
        }
        let (bytes, snapshot) = page(&caller, snapshot).await?;
        Ok(Some((bytes, (caller, snapshot))))
    });
    let pages = futures_util::StreamExt::chain(stream::once(std::future::ready(Ok(first))), rest);
    Ok(lines::answer(Body::from_stream(pages)))
}

async fn page(caller: &Caller, mut snapshot: Snapshot) -> Result<(Bytes, Snapshot)> {
    let read = caller.snapshot(move |tx, actor| {
        let mut lines = Lines::default();
        for line in snapshot.page(tx, actor)? {
            lines.add(&line);
        }
        Ok((Bytes::from(lines.into_bytes()), snapshot))
    });
    read.await
}
