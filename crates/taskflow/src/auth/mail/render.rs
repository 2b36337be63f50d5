//! From plain words to a message with headers.

use std::time::{Duration, SystemTime};

use lettre::Message;
use lettre::message::{Mailbox, MultiPart};
use minijinja::{Environment, context};
use uuid::Uuid;

use super::Mail;
use crate::base::{Error, Result, Stamp};
use crate::config::Config;

const TEXT: &str = include_str!("templates/mail.txt");
const HTML: &str = include_str!("templates/mail.html");

/// The finished message. `id` makes the same Message-ID at every try, so that a mail sent twice is one to its reader.
///
/// # Errors
/// `Internal` for an address that is none.
pub fn render(config: &Config, id: Uuid, created_at: Stamp, mail: &Mail) -> Result<Message> {
    let mut environment = Environment::new();
    // Names decide about escaping: `.html` does, `.txt` does not.
    environment.add_template("mail.txt", TEXT).map_err(Error::internal)?;
    environment.add_template("mail.html", HTML).map_err(Error::internal)?;
    // One line, whatever somebody named their workspace.
    let subject: String = mail.subject.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words = context! {
        subject => subject.as_str(),
        paragraphs => mail.paragraphs.clone(),
        action => mail.action.as_ref().map(|action| context! { label => action.label.as_str(), url => action.url.as_str() }),
        reason => mail.reason.as_str(),
        base_url => config.base_url.as_str(),
    };
    let text = |name: &str| {
        let template = environment.get_template(name).map_err(Error::internal)?;
        template.render(&words).map_err(Error::internal)
    };
    let from = sender(config)?;
    let to: lettre::Address = mail.to.parse().map_err(|_| Error::internal("the recipient is no address"))?;
    let date = SystemTime::UNIX_EPOCH + Duration::from_millis(created_at.0.try_into().unwrap_or(0));
    Message::builder()
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .date(date)
        .from(from)
        .to(Mailbox::new(None, to))
        .subject(subject)
        .multipart(MultiPart::alternative_plain_html(text("mail.txt")?, text("mail.html")?))
        .map_err(Error::internal)
}

/// Who mail comes from.
///
/// # Errors
/// `invalid_mail_from`.
pub fn sender(config: &Config) -> Result<Mailbox> {
    config.mail.from.parse().map_err(|_| {
        let detail = "TASKFLOW_MAIL_FROM: give a sender such as `TaskFlow <tasks@example.org>`";
        Error::malformed("invalid_mail_from", detail)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::MailAction;

    #[test]
    fn text_stays_text_and_headers_stay_one_line() {
        let config = Config::defaults().unwrap();
        let mail = Mail {
            kind: "invitation".into(),
            to: "ada@example.org".into(),
            subject: "Join <b>us</b>\r\nBcc: eve@example.org".into(),
            paragraphs: vec!["<script>alert(1)</script>".into()],
            action: Some(MailAction { label: "Join".into(), url: "https://x.example/a?b=c".into() }),
            reason: "Because.".into(),
        };
        let message = render(&config, Uuid::from_u128(7), Stamp(0), &mail).unwrap();
        let text = String::from_utf8(message.formatted()).unwrap();
        assert!(!text.contains("\r\nBcc"), "{text}");
        assert!(text.contains("Message-ID: <00000000-0000-0000-0000-000000000007@localhost>"), "{text}");
        assert!(text.contains("Date: Thu, 01 Jan 1970"), "{text}");
        let html = text.split("text/html").nth(1).unwrap();
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script>"), "{html}");
        assert!(
            text.contains("https://x.example/a?b=c") || text.contains("https://x.example/a?b=3Dc"),
            "{text}"
        );
    }
}
