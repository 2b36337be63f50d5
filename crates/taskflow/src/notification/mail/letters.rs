//! What people are told, as mail.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde_json::json;
use taskflow_db::Tx;
use uuid::Uuid;

use super::unsubscribe::{Topic, token};
use crate::base::{Error, Result, Sealer};
use crate::mail::{Draft, Mail, MailItem, Mailer};
use crate::notification::channel::Letter;
use crate::workspace::{self, Workspace};

/// Letters of a digest; more are a number.
pub const MOST: i64 = 50;

/// What writing takes.
pub struct Desk<'a> {
    pub mailer: &'a Mailer,
    pub sealer: &'a Sealer,
}

impl Desk<'_> {
    /// One notification; `None` when its workspace is gone.
    ///
    /// # Errors
    /// Those of the database.
    pub fn notification(&self, tx: &mut Tx<'_>, letter: &Letter) -> Result<Option<Mail>> {
        let Some(workspace) = place(tx, letter.item.notification.workspace_id)? else {
            return Ok(None);
        };
        let mail = self.mailer.write(&draft(self.mailer, letter, &workspace))?;
        let topic = Topic::Kind(letter.item.notification.kind);
        self.with_link(mail, letter.user.id, topic).map(Some)
    }

    /// What is unread; `None` when nothing is.
    ///
    /// # Errors
    /// Those of the database.
    pub fn digest(&self, tx: &mut Tx<'_>, letters: &[Letter], topic: Topic) -> Result<Option<Mail>> {
        let mut places: HashMap<Uuid, Option<Workspace>> = HashMap::new();
        let (mut items, mut inbox) = (Vec::new(), None);
        for letter in letters {
            let id = letter.item.notification.workspace_id;
            let workspace = match places.entry(id) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => unknown.insert(place(tx, id)?),
            };
            let Some(workspace) = workspace.as_ref() else {
                continue;
            };
            inbox = Some(format!("{}/{}/inbox", self.mailer.base_url(), workspace.slug));
            let mail = self.mailer.write(&draft(self.mailer, letter, workspace))?;
            items.push(MailItem {
                title: mail.subject,
                text: letter.item.excerpt.clone().unwrap_or_else(|| workspace.name.clone()),
                url: mail.action.map(|action| action.url),
            });
        }
        let (Some(first), Some(inbox)) = (letters.first(), inbox) else {
            return Ok(None);
        };
        let user = &first.user;
        let more = if items.len() as i64 == MOST { "+" } else { "" };
        let values = json!({
            "name": user.name,
            "count": format!("{}{more}", items.len()),
            "about": self.mailer.about(&user.locale, topic.name()),
        });
        let (to, locale) = (&user.email, &user.locale);
        let mut mail =
            self.mailer
                .write(&Draft { kind: topic.name(), to, locale, link: Some(inbox), values })?;
        mail.items = items;
        self.with_link(mail, user.id, topic).map(Some)
    }

    fn with_link(&self, mut mail: Mail, user: Uuid, topic: Topic) -> Result<Mail> {
        let token = token(self.sealer, user, topic)?;
        mail.unsubscribe = Some(format!("{}/api/v1/unsubscribe/{token}", self.mailer.base_url()));
        Ok(mail)
    }
}

/// What a notification is about, in words.
pub fn draft<'a>(mailer: &Mailer, letter: &'a Letter, workspace: &Workspace) -> Draft<'a> {
    let (user, item) = (&letter.user, &letter.item);
    let kind = item.notification.kind;
    let base = mailer.base_url();
    let link = match &item.task {
        Some(task) => format!("{base}/{}/t/{}", workspace.slug, task.key),
        None => base.to_owned(),
    };
    let actor = item.actor_name.clone().unwrap_or_else(|| mailer.word(&user.locale, "somebody"));
    let values = json!({
        "name": user.name,
        "actor": actor,
        "workspace": workspace.name,
        "key": item.task.as_ref().map(|task| &task.key),
        "title": item.task.as_ref().map(|task| &task.title),
        "excerpt": item.excerpt.as_deref().unwrap_or_default(),
        "text": item.notification.text,
        "about": mailer.about(&user.locale, kind.name()),
    });
    Draft {
        kind: kind.name(),
        to: &user.email,
        locale: &user.locale,
        link: Some(link),
        values,
    }
}

/// The workspace that something is about, while it is there.
///
/// # Errors
/// Those of the database.
pub fn place(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Workspace>> {
    match workspace::workspace_by_id(tx, id) {
        Ok(workspace) => Ok(Some(workspace)),
        Err(Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
