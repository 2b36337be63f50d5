//! What mail and push are made of, read at the moment of sending: today's rights, and nothing of what was read meanwhile.

use serde::Deserialize;
use taskflow_db::Tx;
use uuid::Uuid;

use super::model::InboxItem;
use super::{queries, store};
use crate::auth::{self, User, UserStatus};
use crate::base::{Actor, Result, Stamp};

/// The senders' names in deliveries.
pub const MAIL: &str = "notification.mail";
pub const PUSH: &str = "notification.push";
/// The kind of a digest's body.
pub const DIGEST: &str = "digest";

/// The body of a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DeliveryBody {
    /// `why` is the notification's kind.
    Notification {
        user_id: Uuid,
        notification_id: Uuid,
        why: String,
    },
    /// A notification, in one of the person's browsers.
    Browser {
        user_id: Uuid,
        notification_id: Uuid,
        subscription_id: Uuid,
    },
    Digest {
        user_id: Uuid,
        period: String,
        from: Stamp,
        to: Stamp,
    },
}

/// Something to write to somebody.
#[derive(Clone, Debug)]
pub struct Letter {
    pub user: User,
    pub item: InboxItem,
}

/// One notification, for whoever sends it; `None` when nothing is to be sent: it was read, put off or put away meanwhile, the
/// person is not active any more, or what it is about has come out of their sight.
///
/// # Errors
/// Those of the database.
pub fn for_channel(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Letter>> {
    let Some(row) = store::find(tx, id)? else {
        return Ok(None);
    };
    // One that is not shown in the app was put away at once.
    let put_away = row.archived_at.is_some_and(|at| at != row.created_at);
    let dealt_with = put_away || row.read_at.is_some() || row.snoozed_until.is_some();
    let Some(user) = active(tx, row.user_id)?.filter(|_| !dealt_with) else {
        return Ok(None);
    };
    let about_task = row.task_id.is_some();
    let item = queries::items(tx, &Actor::absent(user.id), vec![row])?.pop();
    Ok(item
        .filter(|item| !about_task || item.task.is_some())
        .map(|item| Letter { user, item }))
}

/// What somebody has neither read nor put off of what came between two instants, the oldest first; empty when there is nothing to
/// send.
///
/// # Errors
/// Those of the database.
pub fn digest(tx: &mut Tx<'_>, user: Uuid, from: Stamp, to: Stamp, limit: i64) -> Result<Vec<Letter>> {
    let Some(user) = active(tx, user)? else {
        return Ok(Vec::new());
    };
    let rows = store::between(tx, user.id, from, to, limit)?;
    let items = queries::items(tx, &Actor::absent(user.id), rows)?;
    let seen = |item: &InboxItem| item.notification.task_id.is_none() || item.task.is_some();
    Ok(items
        .into_iter()
        .filter(seen)
        .map(|item| Letter { user: user.clone(), item })
        .collect())
}

fn active(tx: &mut Tx<'_>, user: Uuid) -> Result<Option<User>> {
    let found = auth::users_by_id(tx, &[user])?.remove(&user);
    Ok(found.filter(|user| user.status == UserStatus::Active))
}
