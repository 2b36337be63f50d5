//! Sends what the outbox holds.

use std::time::Duration;

use taskflow_db::Tx;
use tokio::sync::watch;
use uuid::Uuid;

use super::Queued;
use crate::auth::commands;
use crate::auth::store::{self, Outgoing};
use crate::base::{Error, Result, ids};
use crate::event::{Cx, Meta};
use crate::http::{App, Sent};
use crate::mail::{self, Mail, Reason, Sending, next_try};

/// How often the outbox is looked at when nobody says that there is something.
const POLL: Duration = Duration::from_secs(10);
/// Mails claimed at once.
const BATCH: i64 = 20;
/// A claim not followed by a result within this time is another's to take.
const CLAIM_SECS: i64 = 5 * 60;

/// Sends mail until `shutdown` becomes true or its sender is gone. Any number of processes may do so: each mail is
/// claimed by one. A mail may arrive twice when a process dies between sending and noting it; its Message-ID is the same.
pub async fn mail_sender(app: App, mut shutdown: watch::Receiver<bool>) {
    loop {
        let wait = match send_due(&app).await {
            Ok(more) if more => Duration::ZERO,
            Ok(_) => POLL,
            Err(error) => {
                tracing::warn!(%error, "cannot look into the outbox");
                POLL
            }
        };
        tokio::select! {
            () = app.mail.notified() => {}
            () = tokio::time::sleep(wait) => {}
            changed = shutdown.wait_for(|stop| *stop) => {
                drop(changed);
                return;
            }
        }
    }
}

/// Sends what is due; tells whether there may be more.
async fn send_due(app: &App) -> Result<bool> {
    // What is claimed counts as a try.
    if app.mailer.rests_until().is_some() {
        return Ok(false);
    }
    let now = app.clock.now();
    let claim = move |tx: &mut Tx<'_>| store::claim_mail(tx, now, now.plus_secs(CLAIM_SECS), BATCH);
    let (claimed, _) = app.db.write::<_, Error, _>(Uuid::nil(), claim).await?;
    let more = claimed.len() == usize::try_from(BATCH).unwrap_or(0);
    // All at once: a server that is slow for each must not outlast the claim.
    let sending = claimed.into_iter().map(|outgoing| async move {
        let id = outgoing.id;
        if let Err(error) = send_one(app, outgoing).await {
            tracing::warn!(%error, mail = %id, "cannot send a mail; it stays in the outbox");
        }
    });
    futures_util::future::join_all(sending).await;
    Ok(more)
}

/// What became of a mail.
enum Outcome {
    Done,
    Failed(String, Option<crate::base::Stamp>),
    Bounced(String, String),
    Withheld,
}

async fn send_one(app: &App, outgoing: Outgoing) -> Result<()> {
    let id = outgoing.id;
    let outcome = match prepare(app, &outgoing).await {
        Ok(None) => Outcome::Done,
        Ok(Some(mail)) => attempt(app, &outgoing, &mail).await?,
        // A message sealed with a key that was taken away, for one: trying again may help once it is back.
        Err(error) => Outcome::Failed(error.to_string(), None),
    };
    let now = app.clock.now();
    let note = move |tx: &mut Tx<'_>| match &outcome {
        Outcome::Done => store::mail_sent(tx, id, now).map(|()| Sent::Delivered),
        Outcome::Withheld => {
            store::mail_failed(tx, id, now, "its address gets no mail").map(|()| Sent::Withheld)
        }
        Outcome::Bounced(to, note) => {
            mail::suppress(tx, (ids::new_id(), now), to, Reason::Bounce, note)?;
            store::mail_failed(tx, id, now, note).map(|()| Sent::GivenUp)
        }
        Outcome::Failed(error, not_before) => match next_try(outgoing.created_at, outgoing.attempts, now) {
            Some(at) => {
                let at = not_before.map_or(at, |until| at.max(until));
                store::mail_delayed(tx, id, at, error).map(|()| Sent::Delayed)
            }
            None => {
                tracing::error!(mail = %id, kind = %outgoing.kind, %error, "gave up on a mail");
                store::mail_failed(tx, id, now, error).map(|()| Sent::GivenUp)
            }
        },
    };
    let (sent, _) = app.db.write::<_, Error, _>(Uuid::nil(), note).await?;
    app.work.note_mail(sent);
    Ok(())
}

async fn attempt(app: &App, outgoing: &Outgoing, mail: &Mail) -> Result<Outcome> {
    let to = mail.to.clone();
    let reason = app.db.read::<_, Error, _>(move |tx| mail::suppressed(tx, &to)).await?;
    if mail::blocks(reason, true) {
        return Ok(Outcome::Withheld);
    }
    Ok(match app.mailer.send(outgoing.id, outgoing.created_at, mail).await {
        Sending::Sent(_) => Outcome::Done,
        Sending::Again(error, not_before) => Outcome::Failed(error, not_before),
        Sending::Bounced(note) => Outcome::Bounced(mail.to.clone(), note),
    })
}

/// The mail to send; `None` when there is none after all.
async fn prepare(app: &App, outgoing: &Outgoing) -> Result<Option<Mail>> {
    let queued = serde_json::from_slice(&app.sealer.open(&outgoing.message)?).map_err(Error::internal)?;
    let email = match queued {
        Queued::Mail(mail) => return Ok(Some(*mail)),
        Queued::ResetRequest { email } => email,
    };
    let (command, id) = (app.clone(), outgoing.id);
    let meta = Meta::system(app.clock.now(), "mail");
    let write = app.db.write::<_, Error, _>(Uuid::nil(), move |tx| {
        let mut cx = Cx::new(tx, &meta);
        let mail = commands::send_reset(&mut cx, &command, &email)?;
        if let Some(mail) = &mail {
            // A later try sends the same link.
            let text = serde_json::to_vec(&Queued::Mail(Box::new(mail.clone()))).map_err(Error::internal)?;
            store::replace_mail(&mut cx, id, &mail.kind, &command.sealer.seal(&text)?)?;
        }
        Ok(mail)
    });
    write.await.map(|(mail, _)| mail)
}
