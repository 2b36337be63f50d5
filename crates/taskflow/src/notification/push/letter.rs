//! What a push message says: little, in a form that the service worker reads.

use serde::Serialize;
use taskflow_db::Tx;

use super::encrypt::MOST;
use crate::base::{Error, Result};
use crate::mail::Mailer;
use crate::notification::channel::Letter;
use crate::notification::mail::{draft, place};
use crate::notification::model::Kind;

/// Characters of what it says.
const LONGEST: usize = 300;
/// How long a push service keeps it for a browser that is not there.
const DAY_SECS: u32 = 24 * 3600;
const HOUR_SECS: u32 = 3600;

/// What the service worker gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    pub title: String,
    pub body: String,
    /// Path of the page to open.
    pub url: String,
    /// What takes the place of what it is about, so that a busy task is one line.
    pub tag: String,
    pub lang: String,
    pub dir: String,
}

/// How it is to be carried (RFC 8030).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carriage {
    pub ttl_secs: u32,
    pub urgency: &'static str,
}

pub fn carriage(kind: Kind) -> Carriage {
    match kind {
        // In an hour it is known anyway.
        Kind::DueSoon => Carriage { ttl_secs: HOUR_SECS, urgency: "high" },
        Kind::Reminder | Kind::Mentioned | Kind::Assigned => Carriage { ttl_secs: DAY_SECS, urgency: "high" },
        _ => Carriage { ttl_secs: DAY_SECS, urgency: "normal" },
    }
}

/// The message for a notification; `None` when its workspace is gone.
///
/// # Errors
/// Those of the database.
pub fn message(tx: &mut Tx<'_>, mailer: &Mailer, letter: &Letter) -> Result<Option<Message>> {
    let Some(workspace) = place(tx, letter.item.notification.workspace_id)? else {
        return Ok(None);
    };
    let mail = mailer.write(&draft(mailer, letter, &workspace))?;
    let item = &letter.item;
    let said = item.excerpt.as_deref().filter(|text| !text.is_empty());
    let said = said.or(Some(item.notification.text.as_str()).filter(|text| !text.is_empty()));
    let body = said.unwrap_or(&workspace.name).chars().take(LONGEST).collect();
    let url = match &item.task {
        Some(task) => format!("/{}/t/{}", workspace.slug, task.key),
        None => format!("/{}/inbox", workspace.slug),
    };
    let direction = mailer.direction(&mail.language).to_owned();
    Ok(Some(Message {
        title: mail.subject.chars().take(LONGEST).collect(),
        body,
        url,
        tag: item.notification.group_id.to_string(),
        lang: mail.language,
        dir: direction,
    }))
}

/// As it is encrypted.
///
/// # Errors
/// `Internal` when it cannot be written.
pub fn written(message: &Message) -> Result<Vec<u8>> {
    let text = serde_json::to_vec(message).map_err(Error::internal)?;
    if text.len() <= MOST {
        return Ok(text);
    }
    // Names of other scripts take up to four bytes a character.
    let short = |text: &str| text.chars().take(LONGEST / 3).collect();
    let shorter = Message {
        title: short(&message.title),
        body: short(&message.body),
        ..message.clone()
    };
    serde_json::to_vec(&shorter).map_err(Error::internal)
}
