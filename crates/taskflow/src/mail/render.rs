//! From plain words to what leaves the house.

use std::time::{Duration, SystemTime};

use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use uuid::Uuid;

use super::Mail;
use crate::base::{Error, Result, Stamp};

/// A mail that is written out; the ways out give it their own form.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The same at every try.
    pub id: Uuid,
    pub kind: String,
    pub created_at: Stamp,
    pub from: Mailbox,
    pub to: lettre::Address,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub unsubscribe: Option<String>,
}

/// One line, whatever somebody named their workspace.
pub fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

impl Letter {
    /// Made of what it is about, so that a mail sent twice is one to its reader.
    pub fn message_id(&self) -> String {
        format!("<{}@{}>", self.id, self.from.email.domain())
    }

    /// Headers besides those that every mail has.
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        // RFC 3834: nobody's holiday notice is to answer.
        let mut headers = vec![("Auto-Submitted", "auto-generated".to_owned())];
        if let Some(url) = &self.unsubscribe {
            headers.push(("List-Unsubscribe", format!("<{url}>")));
            headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        headers
    }

    /// As SMTP and files have it.
    ///
    /// # Errors
    /// `Internal` when it cannot be written.
    pub fn message(&self) -> Result<Message> {
        let date = SystemTime::UNIX_EPOCH + Duration::from_millis(self.created_at.0.try_into().unwrap_or(0));
        let mut message = Message::builder()
            .message_id(Some(self.message_id()))
            .date(date)
            .from(self.from.clone())
            .to(Mailbox::new(None, self.to.clone()))
            .subject(self.subject.clone())
            .multipart(MultiPart::alternative_plain_html(self.text.clone(), self.html.clone()))
            .map_err(Error::internal)?;
        for (name, value) in self.headers() {
            let name = HeaderName::new_from_ascii(name.to_owned()).map_err(Error::internal)?;
            message.headers_mut().insert_raw(HeaderValue::new(name, value));
        }
        Ok(message)
    }
}

/// Who a mail goes to.
///
/// # Errors
/// `Internal` for an address that is none.
pub fn recipient(mail: &Mail) -> Result<lettre::Address> {
    mail.to.parse().map_err(|_| Error::internal("the recipient is no address"))
}
