//! Sends what is on its way, and notes what became of it.

use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use moka::sync::Cache;
use serde_json::Value;
use taskflow_db::Tx;
use uuid::Uuid;

use super::call::Call;
use super::model::{DeliveryState, DisabledReason, Excerpt, Webhook, WebhookAttempt};
use super::rules::{self, Verdict, Weather};
use super::{commands, notice, payload, store};
use crate::base::{Error, Result, Stamp};
use crate::event::{self, Cx, Delivery, Outcome, Sender};
use crate::http::App;
use crate::outgoing::{Refusal, Reply, Request};
use crate::task;

/// The name of what is on its way.
pub const SENDER: &str = "webhooks";
/// How long an endpoint may take.
const TIMEOUT: Duration = Duration::from_secs(15);
/// When somebody else may try: an attempt has ended long before.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of a body that are kept to be looked at.
const REQUEST_EXCERPT: usize = 4 * 1024;
const RESPONSE_EXCERPT: usize = 2 * 1024;
/// Attempts that wait to be noted, and how long.
const MOST_MADE: u64 = 10_000;
const KEPT_MADE: Duration = Duration::from_secs(300);

/// Takes what is on its way to the endpoints.
pub struct Post {
    app: App,
    /// Attempts that were made and are about to be noted, by delivery. Noting may be tried again, so they go by themselves.
    made: Cache<Uuid, Made>,
}

/// An attempt, and what it means.
#[derive(Clone, Debug)]
struct Made {
    attempt: WebhookAttempt,
    verdict: Verdict,
}

/// What is to be sent.
struct Parcel {
    webhook: Webhook,
    secrets: Vec<Vec<u8>>,
    body: Vec<u8>,
    attempts: i64,
    tries: i64,
}

/// Read before anything is sent.
enum Prepared {
    Send(Box<Parcel>),
    /// The endpoint is left alone until then.
    Wait(Stamp),
    /// There is nothing to send, or nobody to send it to.
    Drop(&'static str),
}

impl Post {
    pub fn new(app: App) -> Self {
        let made = Cache::builder().max_capacity(MOST_MADE).time_to_live(KEPT_MADE).build();
        Self { app, made }
    }

    async fn attempt(&self, delivery: &Delivery) -> Result<Outcome> {
        let (id, now) = (delivery.id, self.app.clock.now());
        let call = call_in(&delivery.body)?;
        let prepared = self
            .app
            .db
            .read::<_, Error, _>(move |tx| prepare(tx, id, call.as_ref(), now))
            .await?;
        let parcel = match prepared {
            Prepared::Send(parcel) => parcel,
            Prepared::Wait(until) => {
                let note = "the endpoint is left alone for a while".to_owned();
                return Ok(Outcome::Again { after_ms: (until.0 - now.0).max(1), note });
            }
            Prepared::Drop(note) => return Ok(Outcome::Dead { note: note.to_owned() }),
        };
        let secrets: Vec<String> = parcel
            .secrets
            .iter()
            .map(|sealed| String::from_utf8(self.app.sealer.open(sealed)?).map_err(Error::internal))
            .collect::<Result<_>>()?;
        let timestamp = now.0.div_euclid(1000);
        let mut request = Request::post(&parcel.webhook.url, parcel.body);
        request.timeout = TIMEOUT;
        request.limit = RESPONSE_EXCERPT;
        request.headers = vec![
            ("content-type", "application/json".to_owned()),
            ("webhook-id", id.to_string()),
            ("webhook-timestamp", timestamp.to_string()),
            ("webhook-signature", rules::signature(&secrets, id, timestamp, &request.body)?),
        ];
        let mut excerpt = sent(&request);
        let began = Instant::now();
        let answer = self.app.outgoing.send(request).await;
        let duration_ms = i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX);
        if let Ok(reply) = &answer {
            excerpt.response_headers = beginning(reply.head().as_bytes(), RESPONSE_EXCERPT);
            excerpt.response_body = beginning(&reply.body, RESPONSE_EXCERPT);
        }
        let status = answer.as_ref().ok().map(|reply| reply.status);
        let wish = answer.as_ref().ok().and_then(wish);
        let verdict = rules::judge(status, wish, parcel.tries + 1);
        let note = note(&answer);
        let attempt = WebhookAttempt {
            number: parcel.attempts + 1,
            at: now,
            duration_ms,
            status: status.map(i64::from),
            error: answer.err().map(|refusal| refusal.to_string()),
            excerpt,
        };
        self.made.insert(id, Made { attempt, verdict });
        Ok(match verdict {
            Verdict::Delivered => Outcome::Sent { note },
            Verdict::Again { after_secs } => Outcome::Again { after_ms: after_secs * 1000, note },
            Verdict::Gone | Verdict::GivenUp => Outcome::Dead { note },
        })
    }
}

impl Sender for Post {
    fn name(&self) -> &'static str {
        SENDER
    }

    fn patience(&self) -> Duration {
        PATIENCE
    }

    fn send<'a>(&'a self, delivery: &'a Delivery) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            self.attempt(delivery).await.unwrap_or_else(|error| {
                tracing::warn!(%error, delivery = %delivery.id, "a webhook could not be sent");
                Outcome::fault()
            })
        })
    }

    fn record(&self, cx: &mut Cx<'_, '_>, delivery: &Delivery, outcome: &Outcome) -> Result<()> {
        let made = self.made.get(&delivery.id);
        let Some(mut stored) = store::lock_delivery(cx, delivery.id)? else {
            return Ok(());
        };
        let now = cx.now();
        let made = made.filter(|made| made.attempt.number == stored.delivery.attempts + 1);
        if let Some(made) = &made {
            store::insert_attempt(cx, &self.app.sealer, delivery.id, &made.attempt)?;
            stored.tries += 1;
            stored.delivery.attempts = made.attempt.number;
            stored.delivery.last_status = made.attempt.status;
        }
        (stored.delivery.state, stored.delivery.next_attempt_at) = match outcome {
            Outcome::Sent { .. } => (DeliveryState::Delivered, None),
            Outcome::Again { after_ms, .. } => (DeliveryState::Waiting, Some(now.plus_ms(*after_ms))),
            Outcome::Dead { .. } => (DeliveryState::Failed, None),
        };
        stored.delivery.updated_at = now;
        store::update_delivery(cx, &stored)?;
        made.map_or(Ok(()), |made| self.weather(cx, stored.delivery.webhook_id, made.verdict))
    }
}

impl Post {
    /// What the attempt means for the endpoint.
    fn weather(&self, cx: &mut Cx<'_, '_>, webhook: Uuid, verdict: Verdict) -> Result<()> {
        // Its row before its health's, as commands do.
        if store::lock(cx, webhook)?.is_none() {
            return Ok(());
        }
        let before = store::lock_health(cx, webhook)?;
        let now = cx.now();
        let (health, hopeless) = match rules::after(&before, verdict == Verdict::Delivered, now) {
            Weather::Fair(health) => (health, false),
            Weather::Hopeless(health) => (health, true),
        };
        if health != before {
            store::set_health(cx, webhook, &health)?;
        }
        let reason = match verdict {
            Verdict::Gone => DisabledReason::Gone,
            _ if hopeless => DisabledReason::Failing,
            _ => return Ok(()),
        };
        match commands::disable(cx, webhook, reason)? {
            Some(webhook) => notice::send(cx, &self.app, &webhook),
            None => Ok(()),
        }
    }
}

/// What a delivery that a rule asked for is about.
fn call_in(body: &Value) -> Result<Option<Call>> {
    let call = body.get("call").cloned();
    call.map(serde_json::from_value).transpose().map_err(Error::internal)
}

fn prepare(tx: &mut Tx<'_>, id: Uuid, call: Option<&Call>, now: Stamp) -> Result<Prepared> {
    let Some(stored) = store::find_delivery(tx, id)? else {
        return Ok(Prepared::Drop("the webhook was deleted"));
    };
    let delivery = stored.delivery;
    let Some(webhook) = store::find(tx, delivery.webhook_id)? else {
        return Ok(Prepared::Drop("the webhook was deleted"));
    };
    if !webhook.is_enabled() {
        return Ok(Prepared::Drop("the webhook is turned off"));
    }
    if let Some(until) = store::health(tx, webhook.id)?.open_until.filter(|until| *until > now) {
        return Ok(Prepared::Wait(until));
    }
    let secrets: Vec<Vec<u8>> = store::secrets(tx, webhook.id, now)?
        .into_iter()
        .map(|(_, sealed)| sealed)
        .collect();
    if secrets.is_empty() {
        return Ok(Prepared::Drop("the webhook has no secret: make one"));
    }
    let body = match (delivery.seq, call) {
        (None, Some(call)) => {
            let task = task::load_many(tx, &[call.task_id])?.pop();
            payload::of_call(webhook.workspace_id, call, task.as_ref(), delivery.created_at)?
        }
        (None, None) => Some(payload::of_ping(webhook.workspace_id, webhook.id, delivery.created_at)?),
        // As the log says it now: what was forgotten meanwhile is not told.
        (Some(seq), _) => match event::entries_with(tx, webhook.workspace_id, vec![seq])?.first() {
            Some(entry) => payload::of_entry(entry)?,
            None => None,
        },
    };
    let Some(body) = body else {
        return Ok(Prepared::Drop("what it told was forgotten"));
    };
    let (attempts, tries) = (delivery.attempts, stored.tries);
    Ok(Prepared::Send(Box::new(Parcel { webhook, secrets, body, attempts, tries })))
}

fn sent(request: &Request) -> Excerpt {
    let line = |(name, value): &(&str, String)| format!("{name}: {value}\n");
    Excerpt {
        request_headers: request.headers.iter().map(line).collect(),
        request_body: beginning(&request.body, REQUEST_EXCERPT),
        ..Excerpt::default()
    }
}

fn beginning(bytes: &[u8], most: usize) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(most)]).replace('\0', "\u{fffd}")
}

/// Seconds after which the receiver wants to be asked again.
fn wish(reply: &Reply) -> Option<i64> {
    reply.header("retry-after")?.trim().parse().ok()
}

fn note(answer: &std::result::Result<Reply, Refusal>) -> String {
    match answer {
        Ok(reply) => format!("answered {}", reply.status),
        Err(refusal) => refusal.to_string(),
    }
}
