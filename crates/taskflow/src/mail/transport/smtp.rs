//! Mail over SMTP.

use std::error::Error as _;
use std::time::Duration;

use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{AsyncSmtpTransport, Error as SmtpError};
use lettre::{AsyncTransport, Tokio1Executor};
use url::Url;

use super::{Letter, Passage};
use crate::base::{Error, Result};
use crate::config;
use crate::mail::rules::is_bounce;

/// How long a mail server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A mail server, and connections to it that are kept.
pub struct Smtp(AsyncSmtpTransport<Tokio1Executor>);

impl Smtp {
    /// # Errors
    /// `invalid_smtp_url`; the URL is not shown, for it may carry a password. `invalid_mail_ca_file`.
    pub fn new(settings: &config::Mail) -> Result<Self> {
        let mut builder =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(&settings.smtp_url).map_err(|_| {
                let detail =
                    "TASKFLOW_MAIL_SMTP_URL: give `smtp://user:password@host:587?tls=required` or `smtps://…`";
                Error::malformed("invalid_smtp_url", detail)
            })?;
        if !settings.ca_file.is_empty() {
            let tls = tls(&settings.smtp_url, &settings.ca_file).map_err(|error| {
                let detail = format!("mail.ca_file: cannot use {}: {error}", settings.ca_file);
                Error::malformed("invalid_mail_ca_file", detail)
            })?;
            builder = builder.tls(tls);
        }
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

/// What the URL says of encryption, with the authorities of a file trusted besides the public ones.
fn tls(url: &str, ca_file: &str) -> Result<Tls, String> {
    let url: Url = url.parse().map_err(|error: url::ParseError| error.to_string())?;
    let how = url
        .query_pairs()
        .find(|(name, _)| name == "tls")
        .map(|(_, how)| how.into_owned());
    let encrypt: fn(TlsParameters) -> Tls = match (url.scheme(), how.as_deref()) {
        ("smtps", _) => Tls::Wrapper,
        (_, Some("required")) => Tls::Required,
        (_, Some(_)) => Tls::Opportunistic,
        (_, None) => return Err("mail.smtp_url asks for no encryption".to_owned()),
    };
    let file = std::fs::read(ca_file).map_err(|error| error.to_string())?;
    let authorities = Certificate::from_pem(&file).map_err(|error| error.to_string())?;
    let host = url.host_str().unwrap_or_default().to_owned();
    let parameters = TlsParameters::builder(host).add_root_certificate(authorities).build();
    parameters.map(encrypt).map_err(|error| error.to_string())
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
