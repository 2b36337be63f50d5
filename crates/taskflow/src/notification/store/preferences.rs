//! SQL of preferences.

use std::collections::HashMap;

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::{Error, Result};
use crate::notification::model::Preferences;

sql!(
    OF,
    "SELECT user_id, settings, version, created_at, updated_at FROM notification_preferences WHERE user_id in_list($1)"
);
sql!(
    LOCKED,
    "SELECT user_id, settings, version, created_at, updated_at FROM notification_preferences WHERE user_id = $1 FOR UPDATE"
);
sql!(
    TAKE,
    "DELETE FROM notification_preferences WHERE user_id = $1 RETURNING user_id, settings, version, created_at, updated_at"
);
sql!(
    PUT,
    "INSERT INTO notification_preferences (user_id, settings, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (user_id) DO UPDATE SET settings = excluded.settings, version = excluded.version, updated_at = excluded.updated_at"
);

fn read(row: &Row) -> Result<Preferences> {
    let mut row = row.reader();
    Ok(Preferences {
        user_id: row.take()?,
        settings: serde_json::from_str(&row.take::<String>()?).map_err(Error::internal)?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

/// Those that these people ever said.
pub fn preferences_of(tx: &mut Tx<'_>, users: &[Uuid]) -> Result<HashMap<Uuid, Preferences>> {
    let rows = tx.all(&OF, &params![users])?;
    rows.iter().map(|row| read(row).map(|one| (one.user_id, one))).collect()
}

pub fn preferences_locked(tx: &mut Tx<'_>, user: Uuid) -> Result<Option<Preferences>> {
    tx.opt(&LOCKED, &params![user])?.as_ref().map(read).transpose()
}

pub fn put_preferences(tx: &mut Tx<'_>, one: &Preferences) -> Result<()> {
    let settings = serde_json::to_string(&one.settings).map_err(Error::internal)?;
    tx.exec(&PUT, &params![one.user_id, settings, one.version, one.created_at, one.updated_at])?;
    Ok(())
}

/// Deletes them; answers what they were.
pub fn take_preferences(tx: &mut Tx<'_>, user: Uuid) -> Result<Option<Preferences>> {
    tx.opt(&TAKE, &params![user])?.as_ref().map(read).transpose()
}
