//! Where mail goes: to a mail server, or into files when none is configured.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{AsyncTransport, Message, Tokio1Executor};
use uuid::Uuid;

use crate::auth::keys::{private_file, sync_dir};
use crate::base::{Error, Result};
use crate::config::Config;

/// How long a mail server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The folder for mail that no server takes.
pub fn outbox(config: &Config) -> PathBuf {
    config.data_dir.join("outbox")
}

pub enum Transport {
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
    /// One `.eml` file a mail, readable by their owner only: they carry secrets.
    Files(PathBuf),
}

impl Transport {
    /// # Errors
    /// `invalid_smtp_url`; the URL is not shown, for it may carry a password.
    pub fn new(config: &Config) -> Result<Self> {
        if config.mail.smtp_url.is_empty() {
            return Ok(Self::Files(outbox(config)));
        }
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&config.mail.smtp_url).map_err(|_| {
            let detail = "TASKFLOW_MAIL_SMTP_URL: give `smtp://user:password@host:587?tls=required` or `smtps://…`";
            Error::malformed("invalid_smtp_url", detail)
        })?;
        Ok(Self::Smtp(Box::new(builder.timeout(Some(PATIENCE)).build())))
    }

    /// Sends it, or says why not in words that name nobody.
    pub async fn send(&self, id: Uuid, message: Message) -> Result<(), String> {
        match self {
            Self::Smtp(smtp) => match smtp.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => Err(reason(&error)),
            },
            Self::Files(dir) => {
                let (dir, text) = (dir.clone(), message.formatted());
                let written = tokio::task::spawn_blocking(move || write(&dir, id, &text)).await;
                match written.map_err(|error| error.to_string())? {
                    Ok(path) => {
                        tracing::info!(path = %path.display(), "no mail server is configured: mail was written to a file");
                        Ok(())
                    }
                    Err(error) => Err(error.to_string()),
                }
            }
        }
    }
}

/// A server's refusal often repeats the address: only its kind and code are kept.
fn reason(error: &lettre::transport::smtp::Error) -> String {
    let kind = if error.is_permanent() {
        "the mail server refused it"
    } else if error.is_transient() {
        "the mail server refused it for now"
    } else if error.is_timeout() {
        "the mail server did not answer in time"
    } else if error.is_tls() {
        "no encrypted connection to the mail server"
    } else {
        "no connection to the mail server"
    };
    error.status().map_or(kind.to_owned(), |code| format!("{kind} ({code})"))
}

/// Under a draft's name first: whoever watches the folder sees whole mails.
fn write(dir: &std::path::Path, id: Uuid, text: &[u8]) -> std::io::Result<PathBuf> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)?;
    let (path, draft) = (dir.join(format!("{id}.eml")), dir.join(format!(".{id}.part")));
    match std::fs::remove_file(&draft) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = private_file(&draft)?;
    file.write_all(text)?;
    file.sync_all()?;
    std::fs::rename(&draft, &path)?;
    sync_dir(dir)?;
    Ok(path)
}
