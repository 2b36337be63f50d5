//! Sends what people want by push: first to know to which browsers, then to each by itself, with its own tries.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::future::BoxFuture;
use moka::sync::Cache;
use serde_json::json;
use taskflow_db::Tx;
use url::Url;
use uuid::Uuid;

use super::encrypt::encrypt;
use super::letter::{self, Carriage, Message};
use crate::auth;
use crate::base::{Breaker, Error, Result, Stamp};
use crate::event::{self, Cx, Delivery, Meta, NewDelivery, Outcome, Sender, Stream};
use crate::http::App;
use crate::mail::next_wait_ms;
use crate::notification::channel::{self, DeliveryBody, PUSH};
use crate::notification::model::{Keys, PushSubscription};
use crate::notification::{commands, store};
use crate::outgoing::{Reply, Request};

const TIMEOUT: Duration = Duration::from_secs(20);
const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes of an answer that are read.
const ANSWER: usize = 1024;
/// Push services whose health is known at once.
const MOST_SERVICES: u64 = 1_000;

/// Takes notifications to push services.
pub struct Push {
    app: App,
    /// By origin: one that is not well does not hold up the others.
    breakers: Cache<String, Arc<Breaker>>,
}

/// A message for one browser.
struct Parcel {
    subscription: PushSubscription,
    keys: Keys,
    message: Message,
    carriage: Carriage,
}

enum Prepared {
    Nothing(&'static str),
    /// Its browser is signed out.
    Over(PushSubscription),
    Send(Box<Parcel>),
}

impl Push {
    pub fn new(app: App) -> Self {
        Self { app, breakers: Cache::new(MOST_SERVICES) }
    }

    async fn attempt(&self, delivery: &Delivery) -> Result<Outcome> {
        let body: DeliveryBody = match serde_json::from_value(delivery.body.clone()) {
            Ok(body) => body,
            Err(error) => return Ok(Outcome::Dead { note: format!("its body cannot be read: {error}") }),
        };
        let (user, notification, subscription) = match body {
            // What it goes to is noted with its end, in one transaction.
            DeliveryBody::Notification { .. } => {
                return Ok(Outcome::Sent { note: "to each browser".to_owned() });
            }
            DeliveryBody::Digest { .. } => {
                return Ok(Outcome::Dead { note: "digests are not pushed".to_owned() });
            }
            DeliveryBody::Browser { user_id, notification_id, subscription_id } => {
                (user_id, notification_id, subscription_id)
            }
        };
        let (app, now) = (self.app.clone(), self.app.clock.now());
        let reading = self
            .app
            .db
            .read::<_, Error, _>(move |tx| prepare(tx, &app, (user, notification, subscription), now));
        match reading.await? {
            Prepared::Nothing(note) => Ok(Outcome::Sent { note: note.to_owned() }),
            Prepared::Over(subscription) => {
                self.forget(subscription).await?;
                Ok(Outcome::Sent { note: "its browser is signed out".to_owned() })
            }
            Prepared::Send(parcel) => self.carry(*parcel, delivery.attempts).await,
        }
    }

    async fn carry(&self, parcel: Parcel, attempts: i64) -> Result<Outcome> {
        let origin = Url::parse(&parcel.keys.endpoint).map(|url| url.origin().ascii_serialization());
        let origin = origin.map_err(Error::internal)?;
        let breaker = self.breakers.get_with(origin.clone(), Arc::default);
        let now = self.app.clock.now();
        if let Err(until) = breaker.admit(now) {
            let note = "the push service is left alone for a while".to_owned();
            return Ok(again(attempts, until.0 - now.0, note));
        }
        let Some(request) = self.request(&parcel, &origin, now)? else {
            self.forget(parcel.subscription).await?;
            return Ok(Outcome::Dead { note: "its keys are none".to_owned() });
        };
        let answer = self.app.outgoing.send(request).await;
        let works = answer.as_ref().is_ok_and(|reply| reply.status < 500 && reply.status != 429);
        let now = self.app.clock.now();
        breaker.note(works, now);
        let reply = match answer {
            Ok(reply) => reply,
            Err(refusal) => return Ok(again(attempts, 0, refusal.to_string())),
        };
        let note = format!("answered {}", reply.status);
        Ok(match reply.status {
            200..=299 => Outcome::Sent { note },
            // The browser wants no more, or is no more.
            404 | 410 => {
                self.forget(parcel.subscription).await?;
                Outcome::Sent { note: format!("{note}: the browser has ended its subscription") }
            }
            // Too long, or not as the service wants it: it will not be better.
            400 | 413 => Outcome::Dead { note },
            _ => again(attempts, wish_ms(&reply), note),
        })
    }

    /// `None` when the browser's keys are none.
    fn request(&self, parcel: &Parcel, origin: &str, now: Stamp) -> Result<Option<Request>> {
        let text = letter::written(&parcel.message)?;
        let Ok(body) = encrypt(&text, &parcel.keys.p256dh, &parcel.keys.auth) else {
            return Ok(None);
        };
        // RFC 8030: at most 32 characters of base64url.
        let topic =
            URL_SAFE_NO_PAD.encode(parcel.message.tag.parse::<Uuid>().map_err(Error::internal)?.as_bytes());
        let mut request = Request::post(&parcel.keys.endpoint, body);
        request.timeout = TIMEOUT;
        request.limit = ANSWER;
        request.headers = vec![
            ("authorization", self.app.vapid.authorization(origin, now)?),
            ("content-encoding", "aes128gcm".to_owned()),
            ("content-type", "application/octet-stream".to_owned()),
            ("ttl", parcel.carriage.ttl_secs.to_string()),
            ("urgency", parcel.carriage.urgency.to_owned()),
            ("topic", topic),
        ];
        Ok(Some(request))
    }

    async fn forget(&self, subscription: PushSubscription) -> Result<()> {
        let meta = Meta::system(self.app.clock.now(), PUSH);
        let lane = self.app.lanes.of(subscription.user_id);
        let write = self.app.db.write::<_, Error, _>(lane, move |tx| {
            commands::forget_subscription(&mut Cx::new(tx, &meta), subscription.id)
        });
        write.await.map(|_| ())
    }
}

fn again(attempts: i64, at_least_ms: i64, note: String) -> Outcome {
    match next_wait_ms(attempts) {
        Some(wait) => Outcome::Again { after_ms: wait.max(at_least_ms), note },
        None => Outcome::Dead { note },
    }
}

/// How long the service wants to be left alone.
fn wish_ms(reply: &Reply) -> i64 {
    let secs: Option<i64> = reply.header("retry-after").and_then(|text| text.trim().parse().ok());
    secs.unwrap_or(0).clamp(0, 24 * 3600) * 1000
}

impl Sender for Push {
    fn name(&self) -> &'static str {
        PUSH
    }

    fn patience(&self) -> Duration {
        PATIENCE
    }

    fn send<'a>(&'a self, delivery: &'a Delivery) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            self.attempt(delivery).await.unwrap_or_else(|error| {
                tracing::warn!(%error, delivery = %delivery.id, "a notification could not be pushed");
                Outcome::fault()
            })
        })
    }

    /// A notification becomes a delivery to each browser, once.
    fn record(&self, cx: &mut Cx<'_, '_>, delivery: &Delivery, outcome: &Outcome) -> Result<()> {
        let Ok(DeliveryBody::Notification { user_id, notification_id, .. }) =
            serde_json::from_value(delivery.body.clone())
        else {
            return Ok(());
        };
        if !matches!(outcome, Outcome::Sent { .. }) {
            return Ok(());
        }
        let at = cx.now();
        for subscription in store::subscriptions(cx, user_id)? {
            let body = json!({
                "kind": "browser",
                "user_id": user_id,
                "notification_id": notification_id,
                "subscription_id": subscription.id,
            });
            let new = NewDelivery {
                sender: PUSH,
                stream: Stream::Person(user_id),
                seq: delivery.seq,
                target: format!("{notification_id}/{}", subscription.id),
                lane: subscription.host,
                body,
                at,
            };
            event::deliver(cx, &new)?;
        }
        Ok(())
    }
}

fn prepare(
    tx: &mut Tx<'_>,
    app: &App,
    (user, notification, subscription): (Uuid, Uuid, Uuid),
    now: Stamp,
) -> Result<Prepared> {
    let Some((subscription, sealed, session)) = store::subscription_with_keys(tx, subscription)? else {
        return Ok(Prepared::Nothing("its browser has ended its subscription"));
    };
    // The browser is somebody else's by now.
    if subscription.user_id != user {
        return Ok(Prepared::Nothing("its browser has ended its subscription"));
    }
    if !auth::is_signed_in(tx, user, session, now)? {
        return Ok(Prepared::Over(subscription));
    }
    let Some(letter) = channel::for_channel(tx, notification)? else {
        return Ok(Prepared::Nothing("nothing to send: it was read, or is out of sight"));
    };
    let Some(message) = letter::message(tx, &app.mailer, &letter)? else {
        return Ok(Prepared::Nothing("nothing to send"));
    };
    let keys = serde_json::from_slice(&app.sealer.open(&sealed)?).map_err(Error::internal)?;
    let carriage = letter::carriage(letter.item.notification.kind);
    Ok(Prepared::Send(Box::new(Parcel { subscription, keys, message, carriage })))
}
