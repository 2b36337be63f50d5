//! Sends what people want by mail. It is read when it is sent: today's rights, and nothing of what was read meanwhile.

use std::time::Duration;

use futures_util::future::BoxFuture;
use taskflow_db::Tx;
use uuid::Uuid;

use super::letters::{Desk, MOST};
use super::unsubscribe::Topic;
use crate::base::{Error, Result, ids};
use crate::event::{Delivery, Outcome, Sender};
use crate::http::{App, Sent};
use crate::mail::{self, Mail, Reason, Sending};
use crate::notification::channel::{self, DeliveryBody, MAIL};

/// When somebody else may try: a try has ended long before.
const PATIENCE: Duration = Duration::from_secs(120);
/// At once, in this process: each may keep a connection.
const AT_ONCE: usize = 8;

/// Takes notifications and digests to the mailer.
pub struct Post(App);

/// What there is to send.
enum Prepared {
    Nothing(&'static str),
    Withheld,
    Mail(Box<Mail>),
}

impl Post {
    pub fn new(app: App) -> Self {
        Self(app)
    }

    async fn attempt(&self, delivery: &Delivery) -> Result<Outcome> {
        let Self(app) = self;
        let body: DeliveryBody = match serde_json::from_value(delivery.body.clone()) {
            Ok(body) => body,
            Err(error) => return Ok(Outcome::Dead { note: format!("its body cannot be read: {error}") }),
        };
        let reading = app.clone();
        let prepared = app.db.read::<_, Error, _>(move |tx| prepare(tx, &reading, &body)).await?;
        let mail = match prepared {
            Prepared::Mail(mail) => mail,
            Prepared::Nothing(note) => return Ok(Outcome::Sent { note: note.to_owned() }),
            Prepared::Withheld => {
                app.work.note_mail(Sent::Withheld);
                return Ok(Outcome::Sent { note: "not sent: its address gets no mail".to_owned() });
            }
        };
        let (sent, outcome) = match app.mailer.send(delivery.id, delivery.created_at, &mail).await {
            Sending::Sent(note) => (Sent::Delivered, Outcome::Sent { note }),
            Sending::Again(note, not_before) => match mail::next_wait_ms(delivery.attempts) {
                Some(wait) => {
                    let rest = not_before.map_or(0, |until| until.0 - app.clock.now().0);
                    (Sent::Delayed, Outcome::Again { after_ms: wait.max(rest), note })
                }
                None => (Sent::GivenUp, Outcome::Dead { note }),
            },
            Sending::Bounced(note) => {
                self.suppress(&mail.to, &note).await?;
                (Sent::GivenUp, Outcome::Dead { note })
            }
        };
        app.work.note_mail(sent);
        Ok(outcome)
    }

    /// Before it is noted that the mail is lost: whoever dies in between finds it on the list.
    async fn suppress(&self, to: &str, note: &str) -> Result<()> {
        let (to, note, at) = (to.to_owned(), note.to_owned(), (ids::new_id(), self.0.clock.now()));
        let write = self.0.db.write::<_, Error, _>(Uuid::nil(), move |tx| {
            mail::suppress(tx, at, &to, Reason::Bounce, &note).map(|_| ())
        });
        write.await.map(|_| ())
    }
}

impl Sender for Post {
    fn name(&self) -> &'static str {
        MAIL
    }

    fn concurrency(&self) -> usize {
        AT_ONCE
    }

    fn patience(&self) -> Duration {
        PATIENCE
    }

    fn send<'a>(&'a self, delivery: &'a Delivery) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            self.attempt(delivery).await.unwrap_or_else(|error| {
                tracing::warn!(%error, delivery = %delivery.id, "a notification could not be mailed");
                Outcome::fault()
            })
        })
    }
}

fn prepare(tx: &mut Tx<'_>, app: &App, body: &DeliveryBody) -> Result<Prepared> {
    let desk = Desk { mailer: &app.mailer, sealer: &app.sealer };
    let letters: Vec<channel::Letter> = match body {
        DeliveryBody::Notification { notification_id, .. } => {
            channel::for_channel(tx, *notification_id)?.into_iter().collect()
        }
        DeliveryBody::Browser { .. } => return Ok(Prepared::Nothing("it is no mail")),
        DeliveryBody::Digest { user_id, from, to, .. } => channel::digest(tx, *user_id, *from, *to, MOST)?,
    };
    let Some(first) = letters.first() else {
        return Ok(Prepared::Nothing("nothing to send: it was read, or is out of sight"));
    };
    // An address that nobody proved may be a stranger's, who is to hear nothing of other people's work.
    if !first.user.email_verified {
        return Ok(Prepared::Nothing("not sent: the address is not confirmed"));
    }
    let mail = match body {
        DeliveryBody::Digest { period, .. } => {
            let topic = if period == "weekly" { Topic::Weekly } else { Topic::Daily };
            desk.digest(tx, &letters, topic)?
        }
        _ => desk.notification(tx, first)?,
    };
    let Some(mail) = mail else {
        return Ok(Prepared::Nothing("nothing to send"));
    };
    let reason = mail::suppressed(tx, &mail.to)?;
    Ok(if mail::blocks(reason, false) {
        Prepared::Withheld
    } else {
        Prepared::Mail(Box::new(mail))
    })
}
