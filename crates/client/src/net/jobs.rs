//! Requests that run beside the socket. Each waits itself after a failure, so that nothing is asked for in a hurry.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::task::JoinSet;

use super::backoff::at_random;
use super::http::{Failure, Server};
use crate::{Fetch, Outcome, Part, Progress, Replica, Stream};

/// A copy that its reader and its connection share. Never held over an await.
pub(super) type Shared = Arc<Mutex<Replica>>;

pub(super) fn lock(replica: &Shared) -> MutexGuard<'_, Replica> {
    // Whoever panicked while reading it changed nothing.
    replica.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a job came to.
pub(super) enum Done {
    /// The copy has been exchanged, and can be subscribed.
    Snapshot(Stream),
    /// A part was asked for.
    Fetched(Stream, Fetch, Result<Part, Failure>),
    /// The log was read to its end, or as far as the outcome says.
    Log(Stream, Vec<Outcome>),
    /// It is time to subscribe again.
    Subscribe(Stream),
    /// Who asks is signed out.
    SignedOut,
}

/// The wait after a failed request, in milliseconds.
const PAUSE_MS: [u64; 2] = [500, 4_000];
/// Frames that come out of order soon come in order; no need to ask at the first one.
const GAP: Duration = Duration::from_millis(250);

pub(super) fn snapshot(jobs: &mut JoinSet<Done>, server: &Server, replica: &Shared, after: Duration) {
    let (server, replica) = (server.clone(), Arc::clone(replica));
    let (stream, holds_rows) = {
        let replica = lock(&replica);
        (replica.stream(), replica.holds_rows())
    };
    // Who holds no rows needs the token alone: the smallest part brings it.
    let query = if holds_rows { "" } else { "entity=workspace&entity=user" };
    jobs.spawn(async move {
        tokio::time::sleep(after).await;
        loop {
            let mut done = false;
            let read = server
                .snapshot(stream, query, |line| {
                    let progress = lock(&replica).snapshot_line(line);
                    done |=
                        progress.map_err(|error| Failure::Unreadable(error.to_string()))? == Progress::Done;
                    Ok(())
                })
                .await;
            match read {
                Ok(()) if done => return Done::Snapshot(stream),
                Err(failure) if failure.is_signed_out() => return Done::SignedOut,
                _ => pause().await,
            }
        }
    });
}

pub(super) fn fetch(jobs: &mut JoinSet<Done>, server: &Server, stream: Stream, fetch: Fetch) {
    let server = server.clone();
    jobs.spawn(async move {
        let mut part = Part::default();
        let read = server
            .snapshot(stream, &fetch.query(), |line| {
                part.line(line).map_err(|error| Failure::Unreadable(error.to_string()))
            })
            .await;
        let read = match read {
            Ok(()) if part.is_whole() => Ok(part),
            Ok(()) => Err(Failure::Unreadable("it was cut off".to_owned())),
            Err(failure) => Err(failure),
        };
        if read.is_err() {
            pause().await;
        }
        Done::Fetched(stream, fetch, read)
    });
}

pub(super) fn log(jobs: &mut JoinSet<Done>, server: &Server, replica: &Shared) {
    let (server, replica) = (server.clone(), Arc::clone(replica));
    jobs.spawn(async move {
        let mut outcomes = Vec::new();
        loop {
            let (stream, token, scope) = {
                let replica = lock(&replica);
                (replica.stream(), replica.token().cloned(), replica.scope().map(str::to_owned))
            };
            let Some(token) = token else {
                return Done::Log(stream, outcomes);
            };
            let read = server
                .log(stream, token.as_str(), scope.as_deref(), |line| {
                    let outcome = lock(&replica).read(line);
                    outcomes.push(outcome.map_err(|error| Failure::Unreadable(error.to_string()))?);
                    Ok(())
                })
                .await;
            match (read, outcomes.last()) {
                (Ok(()), Some(Outcome::Live | Outcome::Reset(_) | Outcome::Gone)) => {
                    return Done::Log(stream, outcomes);
                }
                (Ok(()), Some(Outcome::ReadLog)) => {}
                (Err(failure), _) if failure.is_signed_out() => return Done::SignedOut,
                _ => pause().await,
            }
        }
    });
}

pub(super) fn subscribe_soon(jobs: &mut JoinSet<Done>, stream: Stream) {
    jobs.spawn(async move {
        tokio::time::sleep(GAP).await;
        Done::Subscribe(stream)
    });
}

async fn pause() {
    tokio::time::sleep(at_random(PAUSE_MS[0], PAUSE_MS[1])).await;
}
