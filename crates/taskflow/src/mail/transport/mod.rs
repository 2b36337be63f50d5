//! Where mail goes: to a mail server, to SendGrid, or into files when neither is configured.

mod files;
mod sendgrid;
mod smtp;

use crate::base::Result;
use crate::config::Config;
use crate::outgoing::Outgoing;

use super::render::Letter;

pub use files::outbox_folder;

/// What became of a try; texts name nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    Taken(String),
    /// The way out is in order, but takes this one not now.
    NotNow(String),
    /// The way out is not in order.
    Broken(String),
    /// The recipient's mailbox is not there.
    Bounced(String),
}

/// The way out.
pub enum Transport {
    Smtp(smtp::Smtp),
    SendGrid(Box<sendgrid::SendGrid>),
    Files(files::Files),
}

impl Transport {
    /// # Errors
    /// `invalid_smtp_url`, `invalid_mail_ca_file`.
    pub fn new(config: &Config, outgoing: &Outgoing) -> Result<Self> {
        Ok(if !config.mail.sendgrid_key.is_empty() {
            Self::SendGrid(Box::new(sendgrid::SendGrid::new(&config.mail, outgoing.clone())))
        } else if config.mail.smtp_url.is_empty() {
            Self::Files(files::Files::new(config))
        } else {
            Self::Smtp(smtp::Smtp::new(&config.mail)?)
        })
    }

    /// For people.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Smtp(_) => "smtp",
            Self::SendGrid(_) => "sendgrid",
            Self::Files(_) => "files",
        }
    }

    pub async fn send(&self, letter: &Letter) -> Passage {
        match self {
            Self::Smtp(smtp) => smtp.send(letter).await,
            Self::SendGrid(sendgrid) => sendgrid.send(letter).await,
            Self::Files(files) => files.send(letter).await,
        }
    }
}
