//! One mail in plain words.

use serde::{Deserialize, Serialize};

/// One mail; its layout is the same for all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// What it is about, such as `verify_email`, `invitation`: for the operator, so nothing personal.
    pub kind: String,
    /// The recipient's address.
    pub to: String,
    /// What it is written in, as the catalogues are named.
    #[serde(default = "english")]
    pub language: String,
    pub subject: String,
    /// Paragraphs of plain text.
    pub paragraphs: Vec<String>,
    /// Things it lists, as a digest does.
    #[serde(default)]
    pub items: Vec<MailItem>,
    /// What to press.
    pub action: Option<MailAction>,
    /// Why the recipient gets it, in small print.
    pub reason: String,
    /// Where it can be turned off, without signing in (RFC 8058).
    #[serde(default)]
    pub unsubscribe: Option<String>,
}

/// A link to follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailAction {
    pub label: String,
    pub url: String,
}

/// A thing of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailItem {
    pub title: String,
    pub text: String,
    pub url: Option<String>,
}

fn english() -> String {
    super::words::ENGLISH.to_owned()
}
