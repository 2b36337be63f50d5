//! Sends what the outbox holds.

use std::time::Duration;

use tokio::sync::watch;
use uuid::Uuid;

use super::transport::Transport;
use super::{Mail, Queued, render};
use crate::auth::commands;
use crate::auth::store::{self, Outgoing};
use crate::base::{Error, Result, Stamp};
use crate::event::{Cx, Meta};
use crate::http::{App, Sent};

/// How often the outbox is looked at when nobody says that there is something.
const POLL: Duration = Duration::from_secs(10);
/// Mails claimed at once.
const BATCH: i64 = 20;
/// A claim not followed by a result within this time is another's to take.
const CLAIM_SECS: i64 = 5 * 60;
/// The wait after the first failure; doubles with each.
const FIRST_WAIT_SECS: i64 = 30;
const LONGEST_WAIT_SECS: i64 = 4 * 3600;
/// A mail not sent within a day is given up.
const GIVE_UP_SECS: i64 = 24 * 3600;

/// Checks the settings for mail, so that a bad one stops the start.
///
/// # Errors
/// `invalid_mail_from`, `invalid_smtp_url`.
pub fn check_mail_settings(config: &crate::config::Config) -> Result<()> {
    render::sender(config)?;
    Transport::new(config).map(|_| ())
}

/// Sends mail until `shutdown` becomes true or its sender is gone. Any number of processes may do so: each mail is
/// claimed by one. A mail may arrive twice when a process dies between sending and noting it; its Message-ID is the same.
///
/// # Errors
/// Those of [`check_mail_settings`].
pub async fn mail_sender(app: App, mut shutdown: watch::Receiver<bool>) -> Result<()> {
    let transport = Transport::new(&app.config)?;
    loop {
        let wait = match send_due(&app, &transport).await {
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
                return Ok(());
            }
        }
    }
}

/// Sends what is due; tells whether there may be more.
async fn send_due(app: &App, transport: &Transport) -> Result<bool> {
    let now = app.clock.now();
    let claim =
        move |tx: &mut taskflow_db::Tx<'_>| store::claim_mail(tx, now, now.plus_secs(CLAIM_SECS), BATCH);
    let (claimed, _) = app.db.write::<_, Error, _>(Uuid::nil(), claim).await?;
    let more = claimed.len() == usize::try_from(BATCH).unwrap_or(0);
    // All at once: a server that is slow for each must not outlast the claim.
    let sending = claimed.into_iter().map(|outgoing| async move {
        let id = outgoing.id;
        if let Err(error) = send_one(app, transport, outgoing).await {
            tracing::warn!(%error, mail = %id, "cannot send a mail; it stays in the outbox");
        }
    });
    futures_util::future::join_all(sending).await;
    Ok(more)
}

async fn send_one(app: &App, transport: &Transport, outgoing: Outgoing) -> Result<()> {
    let (id, created_at) = (outgoing.id, outgoing.created_at);
    let outcome = match prepare(app, &outgoing).await {
        Ok(None) => Ok(()),
        Ok(Some(mail)) => match render::render(&app.config, id, created_at, &mail) {
            Ok(message) => transport.send(id, message).await,
            Err(error) => Err(error.to_string()),
        },
        // A message sealed with a key that was taken away, for one: trying again may help once it is back.
        Err(error) => Err(error.to_string()),
    };
    let now = app.clock.now();
    let note = move |tx: &mut taskflow_db::Tx<'_>| match (&outcome, next_try(&outgoing, now)) {
        (Ok(()), _) => store::mail_sent(tx, id, now).map(|()| Sent::Delivered),
        (Err(error), Some(at)) => store::mail_delayed(tx, id, at, error).map(|()| Sent::Delayed),
        (Err(error), None) => {
            tracing::error!(mail = %id, kind = %outgoing.kind, %error, "gave up on a mail");
            store::mail_failed(tx, id, now, error).map(|()| Sent::GivenUp)
        }
    };
    let (sent, _) = app.db.write::<_, Error, _>(Uuid::nil(), note).await?;
    app.work.note_mail(sent);
    Ok(())
}

/// When to try again; `None` when it is too late.
fn next_try(outgoing: &Outgoing, now: Stamp) -> Option<Stamp> {
    let doublings = u32::try_from(outgoing.attempts - 1).unwrap_or(0).min(20);
    let wait = FIRST_WAIT_SECS.saturating_mul(1 << doublings).min(LONGEST_WAIT_SECS);
    let at = now.plus_secs(wait);
    (at < outgoing.created_at.plus_secs(GIVE_UP_SECS)).then_some(at)
}

/// The mail to send; `None` when there is none after all.
async fn prepare(app: &App, outgoing: &Outgoing) -> Result<Option<Mail>> {
    let queued = serde_json::from_slice(&app.sealer.open(&outgoing.message)?).map_err(Error::internal)?;
    let email = match queued {
        Queued::Mail(mail) => return Ok(Some(mail)),
        Queued::ResetRequest { email } => email,
    };
    let (command, id) = (app.clone(), outgoing.id);
    let meta = Meta::system(app.clock.now(), "mail");
    let write = app.db.write::<_, Error, _>(Uuid::nil(), move |tx| {
        let mut cx = Cx::new(tx, &meta);
        let mail = commands::send_reset(&mut cx, &command, &email)?;
        if let Some(mail) = &mail {
            // A later try sends the same link.
            let text = serde_json::to_vec(&Queued::Mail(mail.clone())).map_err(Error::internal)?;
            store::replace_mail(&mut cx, id, &mail.kind, &command.sealer.seal(&text)?)?;
        }
        Ok(mail)
    });
    write.await.map(|(mail, _)| mail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_until_the_day_is_over() {
        let outgoing = |attempts| Outgoing {
            id: Uuid::nil(),
            kind: String::new(),
            message: Vec::new(),
            attempts,
            created_at: Stamp(0),
        };
        assert_eq!(next_try(&outgoing(1), Stamp(0)), Some(Stamp(30_000)));
        assert_eq!(next_try(&outgoing(3), Stamp(0)), Some(Stamp(120_000)));
        assert_eq!(next_try(&outgoing(99), Stamp(0)), Some(Stamp(4 * 3_600_000)));
        assert_eq!(next_try(&outgoing(15), Stamp(23 * 3_600_000)), None);
    }
}
