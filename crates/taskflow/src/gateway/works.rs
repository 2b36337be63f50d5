//! Endpoints for the server's admin: how far everything that happens by itself has come, and what to do where it stands
//! still. The command line has the same (`taskflow consumers`); on SQLite it can only look while the server runs.

use serde::{Deserialize, Serialize};
use taskflow_db::Tx;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::auth::{self, Caller};
use crate::base::{Actor, Error, Result, Stamp};
use crate::event::{self, Cx, Stream};
use crate::http::{Answer, App, Body, Problem};

/// Halts, dead letters of each sender and timers that each alarm set aside, that one answer lists.
const MOST: i64 = 200;

/// How far a consumer has come.
#[derive(Debug, Serialize, ToSchema)]
struct ConsumerState {
    consumer: String,
    /// `workspace`, `person` or `every` stream.
    follows: String,
    streams_behind: i64,
    /// Entries it has not read.
    lag: i64,
    /// Streams in which it failed and tries again.
    failing: i64,
    /// Streams in which it stands still.
    halted: i64,
    processes: i64,
}

/// A place that a consumer does not get past.
#[derive(Debug, Serialize, ToSchema)]
struct HaltState {
    consumer: String,
    stream_id: Uuid,
    seq: i64,
    attempts: i64,
    error: String,
    next_at: Stamp,
    /// Since when it is not tried any more.
    halted_at: Option<Stamp>,
}

/// What waits, was given up or set aside.
#[derive(Debug, Serialize, ToSchema)]
struct Waiting {
    /// `delivery` or `timer`.
    kind: String,
    /// The sender or alarm.
    name: String,
    /// `waiting`, `dead`, `overdue` or `halted`.
    state: String,
    count: i64,
}

/// A delivery that was given up.
#[derive(Debug, Serialize, ToSchema)]
struct DeadLetter {
    id: Uuid,
    sender: String,
    target: String,
    attempts: i64,
    note: String,
    created_at: Stamp,
    updated_at: Stamp,
}

/// A timer that is not tried any more.
#[derive(Debug, Serialize, ToSchema)]
struct TimerSetAside {
    /// Whose it is, such as `notification.reminder`.
    alarm: String,
    key: String,
    /// When it was to fire.
    due_at: Stamp,
    attempts: i64,
    error: String,
    since: Stamp,
}

/// Everything that happens by itself.
#[derive(Debug, Serialize, ToSchema)]
struct WorksOverview {
    consumers: Vec<ConsumerState>,
    halts: Vec<HaltState>,
    waiting: Vec<Waiting>,
    dead_letters: Vec<DeadLetter>,
    set_aside: Vec<TimerSetAside>,
}

/// Where a consumer is to go on.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Place {
    consumer: String,
    stream_id: Uuid,
}

/// What is to be sent once more.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Again {
    delivery_id: Uuid,
}

/// Whose timers are to be tried again.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WhichAlarm {
    /// As `set_aside` names it.
    #[schema(examples("notification.reminder"))]
    alarm: String,
}

/// Whether there was anything to do.
#[derive(Debug, Serialize, ToSchema)]
struct Done {
    done: bool,
}

fn overview(tx: &mut Tx<'_>, now: Stamp) -> Result<WorksOverview> {
    let consumers = event::standings(tx, now)?.into_iter().map(|one| ConsumerState {
        consumer: one.consumer,
        follows: one.follows,
        streams_behind: one.streams_behind,
        lag: one.lag,
        failing: one.failing,
        halted: one.halted,
        processes: one.processes,
    });
    let consumers = consumers.collect();
    let halts = event::halts(tx, ("", Uuid::nil()), MOST)?.into_iter().map(|halt| HaltState {
        consumer: halt.consumer,
        stream_id: halt.stream_id,
        seq: halt.seq,
        attempts: halt.attempts,
        error: halt.error,
        next_at: halt.next_at,
        halted_at: halt.halted_at,
    });
    let halts = halts.collect();
    let mut waiting = Vec::new();
    let (mut dead_letters, mut set_aside) = (Vec::new(), Vec::new());
    for (kind, name, state, count) in event::tasks_waiting(tx, now)? {
        if state == "dead" {
            let letters = event::dead_letters(tx, &name, Uuid::nil(), MOST)?;
            dead_letters.extend(letters.into_iter().map(|one| DeadLetter {
                id: one.id,
                sender: one.sender,
                target: one.target,
                attempts: one.attempts,
                note: one.note,
                created_at: one.created_at,
                updated_at: one.updated_at,
            }));
        }
        if state == "halted" {
            let timers = event::set_aside(tx, &name, MOST)?;
            set_aside.extend(timers.into_iter().map(|one| TimerSetAside {
                alarm: name.clone(),
                key: one.timer.key,
                due_at: one.timer.due,
                attempts: one.timer.attempts,
                error: one.error,
                since: one.since,
            }));
        }
        waiting.push(Waiting { kind, name, state, count });
    }
    Ok(WorksOverview { consumers, halts, waiting, dead_letters, set_aside })
}

/// What happens by itself
///
/// For who looks after the server: how far each consumer of the log has come, where one does not get on, what waits to be sent,
/// what was given up, and which timers were set aside.
#[utoipa::path(get, path = "/api/v1/admin/consumers", tag = "admin", operation_id = "list_consumers",
    responses((status = 200, body = WorksOverview), (status = "4XX", body = Problem)))]
async fn list(caller: Caller) -> Result<Answer> {
    let now = caller.meta().at;
    let found = caller
        .read(move |tx, actor| {
            auth::require_server_admin(actor)?;
            overview(tx, now)
        })
        .await?;
    Answer::json(&found)
}

/// As done when there was something to do.
fn done<T>(cx: &mut Cx<'_, '_>, actor: &Actor, outcome: Result<T>) -> Result<Answer> {
    cx.in_stream(Stream::Person(actor.user_id));
    match outcome {
        Ok(_) => Answer::json(&Done { done: true }),
        Err(Error::NotFound(_)) => Answer::json(&Done { done: false }),
        Err(error) => Err(error),
    }
}

/// Try again where a consumer halted
#[utoipa::path(post, path = "/api/v1/admin/consumers/replay", tag = "admin", operation_id = "replay_consumer",
    request_body = Place,
    responses((status = 200, body = Done), (status = "4XX", body = Problem)))]
async fn replay(caller: Caller, body: Body<Place>) -> Result<Answer> {
    let Body { value: place, digest } = body;
    caller
        .write_body(place.stream_id, &digest, move |cx, actor| {
            auth::require_server_admin(actor)?;
            let outcome = event::replay(cx, &place.consumer, place.stream_id);
            done(cx, actor, outcome)
        })
        .await
}

/// Go on behind the command at which a consumer halted
///
/// It then never handles that command.
#[utoipa::path(post, path = "/api/v1/admin/consumers/skip", tag = "admin", operation_id = "skip_consumer",
    request_body = Place,
    responses((status = 200, body = Done), (status = "4XX", body = Problem)))]
async fn skip(caller: Caller, body: Body<Place>) -> Result<Answer> {
    let Body { value: place, digest } = body;
    caller
        .write_body(place.stream_id, &digest, move |cx, actor| {
            auth::require_server_admin(actor)?;
            let now = cx.now();
            let outcome = event::skip(cx, &place.consumer, place.stream_id, now);
            done(cx, actor, outcome)
        })
        .await
}

/// Send a dead letter once more
///
/// Under its old id. 409 `delivery_under_way` while it waits or is being sent.
#[utoipa::path(post, path = "/api/v1/admin/deliveries/redeliver", tag = "admin", operation_id = "redeliver_dead_letter",
    request_body = Again,
    responses((status = 200, body = Done), (status = "4XX", body = Problem)))]
async fn redeliver(caller: Caller, body: Body<Again>) -> Result<Answer> {
    let Body { value: again, digest } = body;
    caller
        .write_body(again.delivery_id, &digest, move |cx, actor| {
            auth::require_server_admin(actor)?;
            let now = cx.now();
            let outcome = event::redeliver(cx, again.delivery_id, now);
            done(cx, actor, outcome)
        })
        .await
}

/// Try again what an alarm set aside
///
/// All of its timers that failed eight times, each at once.
#[utoipa::path(post, path = "/api/v1/admin/timers/retry", tag = "admin", operation_id = "retry_timers",
    request_body = WhichAlarm,
    responses((status = 200, body = Done), (status = "4XX", body = Problem)))]
async fn retry(caller: Caller, body: Body<WhichAlarm>) -> Result<Answer> {
    let Body { value: which, digest } = body;
    caller
        .write_body(caller.owner(), &digest, move |cx, actor| {
            auth::require_server_admin(actor)?;
            if which.alarm.chars().any(char::is_control) {
                let message = "Give an alarm as `set_aside` names it.";
                return Err(Error::invalid("/alarm", "invalid_value", message));
            }
            let now = cx.now();
            let count = event::retry_timers(cx, &which.alarm, now)?;
            let outcome = if count == 0 { Err(Error::NotFound("timer")) } else { Ok(()) };
            done(cx, actor, outcome)
        })
        .await
}

/// The endpoints of what happens by itself.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(replay))
        .routes(routes!(skip))
        .routes(routes!(redeliver))
        .routes(routes!(retry))
}
