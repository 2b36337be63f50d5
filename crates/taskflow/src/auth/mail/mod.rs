//! Mail about accounts, invitations and the like: queued in the transaction of what it is about, sent later by [`mail_sender`].

mod files;
pub mod letters;
mod sender;

pub use files::sweep_files;
pub use letters::link as mail_link;
pub use sender::mail_sender;

use serde::{Deserialize, Serialize};

use super::store;
use crate::base::{Error, Result, Sealer};
use crate::event::Cx;
use crate::mail::Mail;

/// What an outbox row holds, sealed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Queued {
    Mail(Box<Mail>),
    /// Somebody asked to reset the password of this address. Whether it is anybody's is found out by the sender, so
    /// that asking takes the same time either way.
    ResetRequest {
        email: String,
    },
}

/// Queues a mail in the running command. Call `app.mail.notify_one()` after the commit to have it sent at once.
///
/// # Errors
/// Those of the database.
pub fn queue_mail(cx: &mut Cx<'_, '_>, sealer: &Sealer, mail: Mail) -> Result<()> {
    let kind = mail.kind.clone();
    queue(cx, sealer, &kind, &Queued::Mail(Box::new(mail)))
}

pub fn queue(cx: &mut Cx<'_, '_>, sealer: &Sealer, kind: &str, queued: &Queued) -> Result<()> {
    let message = sealer.seal(&serde_json::to_vec(queued).map_err(Error::internal)?)?;
    let (id, now) = (cx.new_id(), cx.now());
    store::insert_mail(cx, id, kind, &message, now)
}
