//! Writes mail and sends it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use lettre::message::Mailbox;
use minijinja::context;
use serde_json::Value;
use uuid::Uuid;

use super::render::{Letter, one_line, recipient};
use super::sendgrid_events::SendGridEvents;
use super::templates::Templates;
use super::transport::{Passage, Transport};
use super::words::{Words, fill};
use super::{Mail, MailAction};
use crate::base::{Breaker, Clock, Error, Result, Stamp};
use crate::config::Config;
use crate::event;
use crate::outgoing::Outgoing;

/// How long one try may take.
const LONGEST: Duration = Duration::from_secs(60);

/// Everything that mail takes. Cheap to clone.
#[derive(Clone)]
pub struct Mailer(Arc<Inner>);

struct Inner {
    from: Mailbox,
    base_url: String,
    words: Words,
    templates: Templates,
    transport: Transport,
    events: Option<SendGridEvents>,
    breaker: Breaker,
    clock: Clock,
}

/// What a mail is about.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// One of the catalogue's letters.
    pub kind: &'a str,
    pub to: &'a str,
    /// What its reader reads, as a language tag.
    pub locale: &'a str,
    /// Where its link leads.
    pub link: Option<String>,
    /// What its words name.
    pub values: Value,
}

/// What became of a try; texts name nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sending {
    Sent(String),
    /// Not before the instant, when there is one.
    Again(String, Option<Stamp>),
    /// The mailbox is not there: nothing more is to be sent to it.
    Bounced(String),
}

impl Mailer {
    /// # Errors
    /// `invalid_mail_from`, `invalid_smtp_url`, `invalid_mail_ca_file`, `invalid_mail_template`, `invalid_sendgrid_key`.
    pub fn new(config: &Config, outgoing: &Outgoing, clock: Clock) -> Result<Self> {
        let folder = Some(config.mail.templates_dir.as_str())
            .filter(|dir| !dir.is_empty())
            .map(Path::new);
        let from = config.mail.from.parse().map_err(|_| {
            let detail = "TASKFLOW_MAIL_FROM: give a sender such as `TaskFlow <tasks@example.org>`";
            Error::malformed("invalid_mail_from", detail)
        })?;
        let key = Some(config.mail.sendgrid_webhook_key.as_str()).filter(|key| !key.is_empty());
        let events = key.map(SendGridEvents::new).transpose()?;
        Ok(Self(Arc::new(Inner {
            from,
            base_url: config.base_url.trim_end_matches('/').to_owned(),
            words: Words::read(folder)?,
            templates: Templates::read(folder)?,
            transport: Transport::new(config, outgoing)?,
            events,
            breaker: Breaker::default(),
            clock,
        })))
    }

    /// `smtp`, `sendgrid` or `files`.
    pub fn way(&self) -> &'static str {
        self.0.transport.name()
    }

    /// Reads what SendGrid tells, when it is to tell.
    pub fn sendgrid_events(&self) -> Option<&SendGridEvents> {
        self.0.events.as_ref()
    }

    /// Where people reach the server, without a slash at its end.
    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }

    /// Until when the way out is left alone.
    pub fn rests_until(&self) -> Option<Stamp> {
        self.0.breaker.open_until(self.0.clock.now())
    }

    /// A word of a layout, in somebody's language: `somebody`.
    pub fn word(&self, locale: &str, name: &str) -> String {
        let catalogue = self.0.words.of(self.0.words.name_for(locale));
        catalogue.layout.get(name).cloned().unwrap_or_default()
    }

    /// How a language is written: `ltr` or `rtl`.
    pub fn direction(&self, language: &str) -> &str {
        &self.0.words.of(language).direction
    }

    /// What somebody gets mail about, as the end of a sentence.
    pub fn about(&self, locale: &str, topic: &str) -> String {
        let catalogue = self.0.words.of(self.0.words.name_for(locale));
        catalogue.about.get(topic).cloned().unwrap_or_default()
    }

    /// Writes a mail in its reader's language.
    ///
    /// # Errors
    /// `Internal` for a kind that there is not, and for words that cannot be filled in.
    pub fn write(&self, draft: &Draft<'_>) -> Result<Mail> {
        let language = self.0.words.name_for(draft.locale);
        let letter = self.0.words.of(language).letters.get(draft.kind);
        let letter = letter.ok_or_else(|| Error::internal(format!("no mail says {}", draft.kind)))?;
        let say = |text: &String| fill(text, &draft.values);
        let label = letter.action.as_ref().map(say).transpose()?;
        Ok(Mail {
            kind: draft.kind.to_owned(),
            to: draft.to.to_owned(),
            language: language.to_owned(),
            subject: say(&letter.subject)?,
            paragraphs: letter.paragraphs.iter().map(say).collect::<Result<_>>()?,
            items: Vec::new(),
            action: label.zip(draft.link.clone()).map(|(label, url)| MailAction { label, url }),
            reason: say(&letter.reason)?,
            unsubscribe: None,
        })
    }

    /// The page on which mail about something is turned off: language, direction, title and body, which is HTML.
    ///
    /// # Errors
    /// `Internal` when it cannot be written.
    pub fn unsubscribe_page(&self, locale: &str, topic: &str, done: bool) -> Result<[String; 4]> {
        let language = self.0.words.name_for(locale);
        let catalogue = self.0.words.of(language);
        let values = serde_json::json!({ "about": catalogue.about.get(topic) });
        let mut words = std::collections::BTreeMap::new();
        for (name, text) in &catalogue.unsubscribe {
            words.insert(name.as_str(), fill(text, &values)?);
        }
        let title = words.get("title").cloned().unwrap_or_default();
        let preferences = format!("{}/account/notifications", self.0.base_url);
        let body = self
            .0
            .templates
            .page("unsubscribe.html", &context! { words, done, preferences })?;
        Ok([language.to_owned(), catalogue.direction.clone(), title, body])
    }

    /// Makes one try. `id` and `created_at` are the same at every try, and so is the Message-ID.
    pub async fn send(&self, id: Uuid, created_at: Stamp, mail: &Mail) -> Sending {
        let letter = match self.letter(id, created_at, mail) {
            Ok(letter) => letter,
            Err(error) => return Sending::Again(error.to_string(), None),
        };
        let inner = &self.0;
        if let Err(until) = inner.breaker.admit(inner.clock.now()) {
            return Sending::Again("the way out is left alone for a while".to_owned(), Some(until));
        }
        event::reached("mail.posting");
        let passage = tokio::time::timeout(LONGEST, inner.transport.send(&letter)).await;
        let passage = passage.unwrap_or_else(|_| Passage::Broken("it took too long".to_owned()));
        event::reached("mail.posted");
        let now = inner.clock.now();
        inner.breaker.note(!matches!(passage, Passage::Broken(_)), now);
        match passage {
            Passage::Taken(note) => Sending::Sent(note),
            Passage::NotNow(note) => Sending::Again(note, None),
            Passage::Broken(note) => Sending::Again(note, inner.breaker.open_until(now)),
            Passage::Bounced(note) => Sending::Bounced(note),
        }
    }

    fn letter(&self, id: Uuid, created_at: Stamp, mail: &Mail) -> Result<Letter> {
        let subject = one_line(&mail.subject);
        let (text, html) = self.0.templates.mail(&self.0.words, &self.0.base_url, mail, &subject)?;
        Ok(Letter {
            id,
            kind: mail.kind.clone(),
            created_at,
            from: self.0.from.clone(),
            to: recipient(mail)?,
            subject,
            text,
            html,
            unsubscribe: mail.unsubscribe.clone(),
        })
    }
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mailer({})", self.way())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn mailer(config: &Config) -> Mailer {
        let outgoing = Outgoing::new(&config.outgoing).unwrap();
        Mailer::new(config, &outgoing, Clock::system()).unwrap()
    }

    fn draft<'a>(kind: &'a str, locale: &'a str) -> Draft<'a> {
        Draft {
            kind,
            to: "ada@example.org",
            locale,
            link: Some("https://x.example/a?b=c".to_owned()),
            values: json!({ "inviter": "Eve\r\nBcc: eve@example.org", "workspace": "<script>alert(1)</script>" }),
        }
    }

    fn sent(mailer: &Mailer, mail: &Mail) -> String {
        let message = mailer.letter(Uuid::from_u128(7), Stamp(0), mail).unwrap().message().unwrap();
        String::from_utf8(message.formatted()).unwrap()
    }

    #[test]
    fn text_stays_text_and_headers_stay_one_line() {
        let mailer = mailer(&Config::defaults().unwrap());
        let mut mail = mailer.write(&draft("invitation", "en-GB")).unwrap();
        mail.unsubscribe = Some("https://x.example/u/1".to_owned());
        let text = sent(&mailer, &mail);
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        assert!(!head.contains("\r\nBcc"), "{head}");
        assert!(text.contains("Message-ID: <00000000-0000-0000-0000-000000000007@localhost>"), "{text}");
        assert!(text.contains("Date: Thu, 01 Jan 1970"), "{text}");
        assert!(text.contains("List-Unsubscribe: <https://x.example/u/1>\r\n"), "{text}");
        assert!(text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "{text}");
        let html = text.split("text/html").nth(1).unwrap();
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script>"), "{html}");
        assert!(
            text.contains("https://x.example/a?b=c") || text.contains("https://x.example/a?b=3Dc"),
            "{text}"
        );
    }

    #[test]
    fn a_reader_gets_their_language_and_an_operator_their_layout() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("test.html"), "<b>ours</b> {{ reason }}").unwrap();
        let mut config = Config::defaults().unwrap();
        config.mail.templates_dir = folder.path().display().to_string();
        let mailer = mailer(&config);
        let german = mailer.write(&draft("invitation", "de-AT")).unwrap();
        assert!(german.subject.contains("lädt dich"), "{german:?}");
        let arabic = mailer.letter(Uuid::nil(), Stamp(0), &mailer.write(&draft("invitation", "ar")).unwrap());
        let arabic = arabic.unwrap();
        assert!(arabic.html.contains("lang=\"ar\" dir=\"rtl\"") && arabic.text.contains("TaskFlow"));
        let own = mailer
            .letter(Uuid::nil(), Stamp(0), &mailer.write(&draft("test", "en")).unwrap())
            .unwrap();
        assert!(own.html.starts_with("<b>ours</b>") && own.text.contains("gets through"), "{own:?}");
        std::fs::write(folder.path().join("mail.txt"), "{{ broken").unwrap();
        let outgoing = Outgoing::new(&config.outgoing).unwrap();
        let error = Mailer::new(&config, &outgoing, Clock::system()).unwrap_err().to_string();
        assert!(error.contains("mail.txt"), "{error}");
    }
}
