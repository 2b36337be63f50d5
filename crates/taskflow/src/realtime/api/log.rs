//! The log over HTTP: what a socket would send, for who missed much.

use axum::response::Response;
use serde::Deserialize;
use taskflow_db::Tx;
use utoipa::IntoParams;

use super::lines::{self, Lines};
use crate::auth::Caller;
use crate::base::{Actor, Error, Result};
use crate::event;
use crate::http::{Params, Problem, Query};
use crate::realtime::Token;
use crate::realtime::feed::{self, Place, Scope};
use crate::realtime::follow::follow;
use crate::realtime::resume::Resume;

/// Entries of an answer, about.
const ENTRIES: i64 = 2_000;
/// Entries read at once: each may be long.
const STRETCH: i64 = 50;
/// Bytes after which an answer ends; the last stretch may go beyond. It stands in memory whole, for each who asks.
const BYTES: usize = 1024 * 1024;
/// How many may be told at once to start again: over HTTP nobody counts them.
const RESTARTING: usize = 500;

/// From where to read.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct LogQuery {
    /// The token to read after.
    after: String,
    /// The scope that the caller's copy was made with.
    scope: Option<String>,
}

/// Read what changed
///
/// NDJSON, one frame a line, as a socket would send them: `delta` and `scope`, and last `live` (caught up), `more` (ask
/// again, after its token) or `reset` (start from a snapshot). docs/SYNC.md describes the frames.
#[utoipa::path(get, path = "/api/v1/sync/{ws}/log", tag = "sync", operation_id = "read_sync_log", security(("bearer" = [])),
    params(("ws" = String, Path, description = "Id or slug of the workspace, or `me`"), LogQuery),
    responses(
        (status = 200, description = "Frames.", body = String, content_type = "application/x-ndjson"),
        (status = 400, description = "`invalid_token`.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Not signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`missing_scope`, `sign_in_required`.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No workspace of yours.", body = Problem, content_type = "application/problem+json")))]
pub async fn log(
    caller: Caller,
    Params(ws): Params<String>,
    Query(LogQuery { after, scope }): Query<LogQuery>,
) -> Result<Response> {
    // Who may not see the workspace learns nothing else first.
    let frames = caller
        .snapshot(move |tx, actor| frames(tx, actor, &ws, &after, scope.as_deref()))
        .await?;
    Ok(lines::answer(frames))
}

fn frames(tx: &mut Tx<'_>, actor: &Actor, named: &str, after: &str, scope: Option<&str>) -> Result<Vec<u8>> {
    let followed = follow(tx, actor, named)?;
    let (place, stream, rights) = (followed.place, followed.stream, followed.rights.as_ref());
    let after: Token = after
        .parse()
        .map_err(|_| Error::malformed("invalid_token", "Give `after` as the server gave it."))?;
    let mut lines = Lines::default();
    let head = event::head(tx, stream)?;
    let past = event::link_at(tx, stream, after.seq)?;
    let past = past.map(|chain| Token::new(head.epoch, after.seq, &chain));
    let resume = Resume::decide(Some(after), Token::from(&head), head.min_resume_seq, past);
    if let Resume::Reset(reason) = resume {
        lines.add(&feed::reset(place, reason, RESTARTING)?.bytes);
        return Ok(lines.into_bytes());
    }
    if let Some(rights) = rights
        && scope != Some(rights.id().to_string().as_str())
    {
        lines.add(&feed::scope(place, after.seq, &Scope::whole(rights))?.bytes);
    }
    let mut at = after;
    let end = loop {
        let batch = feed::read(tx, stream, place == Place::Me, head.epoch, at.seq, STRETCH)?;
        for frame in feed::deltas(place, at.seq, &batch.groups, rights)? {
            lines.add(&frame.bytes);
        }
        at = batch.groups.last().map_or(at, |group| group.token);
        if !batch.more {
            break feed::live(place, at, rights.map(|rights| rights.id()))?;
        }
        if at.seq - after.seq >= ENTRIES || lines.len() >= BYTES {
            break feed::more(place, at)?;
        }
    };
    lines.add(&end.bytes);
    Ok(lines.into_bytes())
}
