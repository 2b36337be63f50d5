//! SQL of how inboxes stand.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::{Result, Stamp};
use crate::notification::model::Inbox;

sql!(
    COUNT,
    "INSERT INTO inbox (user_id, unread, version, updated_at) VALUES ($1, $2, 1, $3) \
     ON CONFLICT (user_id) DO UPDATE SET unread = inbox.unread + excluded.unread, version = inbox.version + 1, updated_at = excluded.updated_at \
     RETURNING user_id, unread, version, updated_at"
);
sql!(
    TAKE,
    "DELETE FROM inbox WHERE user_id = $1 RETURNING user_id, unread, version, updated_at"
);
sql!(FIND, "SELECT user_id, unread, version, updated_at FROM inbox WHERE user_id = $1");

fn read(row: &Row) -> Result<Inbox> {
    let mut row = row.reader();
    Ok(Inbox {
        user_id: row.take()?,
        unread: row.take()?,
        version: row.take()?,
        updated_at: row.take()?,
    })
}

/// Changes how many are unread.
pub fn count(tx: &mut Tx<'_>, user: Uuid, by: i64, now: Stamp) -> Result<Inbox> {
    read(&tx.one(&COUNT, &params![user, by, now])?)
}

pub fn inbox(tx: &mut Tx<'_>, user: Uuid) -> Result<Option<Inbox>> {
    tx.opt(&FIND, &params![user])?.as_ref().map(read).transpose()
}

/// Deletes it; answers what it was.
pub fn take_inbox(tx: &mut Tx<'_>, user: Uuid) -> Result<Option<Inbox>> {
    tx.opt(&TAKE, &params![user])?.as_ref().map(read).transpose()
}
