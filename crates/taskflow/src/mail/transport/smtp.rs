//! Mail over SMTP.

use std::error::Error as _;
use std::time::Duration;

use lettre::transport::smtp::{AsyncSmtpTransport, Error as SmtpError};
use lettre::{AsyncTransport, Tokio1Executor};

use super::{Letter, Passage};
use crate::base::{Error, Result};
use crate::mail::rules::is_bounce;

/// How long a mail server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A mail server, and connections to it that are kept.
pub struct Smtp(AsyncSmtpTransport<Tokio1Executor>);

impl Smtp {
    /// # Errors
    /// `invalid_smtp_url`; the URL is not shown, for it may carry a password.
    pub fn new(url: &str) -> Result<Self> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| {
            let detail =
                "TASKFLOW_MAIL_SMTP_URL: give `smtp://user:password@host:587?tls=required` or `smtps://…`";
            Error::malformed("invalid_smtp_url", detail)
        })?;
        Ok(Self(builder.timeout(Some(PATIENCE)).build()))
    }

    pub async fn send(&self, letter: &Letter) -> Passage {
        let message = match letter.message() {
            Ok(message) => message,
            Err(error) => return Passage::NotNow(error.to_string()),
        };
        match self.0.send(message).await {
            Ok(_) => Passage::Taken("the mail server took it".to_owned()),
            Err(error) => of_error(&error, letter.to.as_ref()),
        }
    }
}

/// A server's refusal often repeats the address: only its kind and code are kept.
fn of_error(error: &SmtpError, recipient: &str) -> Passage {
    let text = error.source().map(ToString::to_string).unwrap_or_default();
    if let Some(status) = error.status() {
        let code: u16 = status.to_string().parse().unwrap_or(0);
        if error.is_permanent() && is_bounce(code, &text, recipient) {
            return Passage::Bounced(format!("the mail server knows no such mailbox ({code})"));
        }
        return match code {
            // It goes away, or wants nothing of us: the same for every mail.
            421 | 530..=539 => Passage::Broken(format!("the mail server serves nobody now ({code})")),
            _ if error.is_permanent() => Passage::NotNow(format!("the mail server refused it ({code})")),
            _ => Passage::NotNow(format!("the mail server refused it for now ({code})")),
        };
    }
    Passage::Broken(
        if error.is_timeout() {
            "the mail server did not answer in time"
        } else if error.is_tls() {
            "no encrypted connection to the mail server"
        } else {
            "no connection to the mail server"
        }
        .to_owned(),
    )
}
