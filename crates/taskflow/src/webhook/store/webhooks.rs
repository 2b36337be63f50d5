//! Webhooks.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::{Error, Result};
use crate::webhook::model::{DisabledReason, Webhook, WebhookState};

macro_rules! columns {
    ($after:literal) => {
        concat!(
            "SELECT id, workspace_id, url, description, event_types, filter, state, disabled_reason, disabled_at, created_by, \
             version, created_at, updated_at FROM webhook ",
            $after
        )
    };
}

sql!(FIND, columns!("WHERE id = $1"));
sql!(LOCK, columns!("WHERE id = $1 FOR UPDATE"));
sql!(LIST, columns!("WHERE workspace_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"));
sql!(ALL, columns!("WHERE workspace_id = $1 ORDER BY id"));
sql!(ENABLED, columns!("WHERE workspace_id = $1 AND state = 'enabled' ORDER BY id"));
sql!(COUNT, "SELECT count(*) FROM webhook WHERE workspace_id = $1");
sql!(
    INSERT,
    "INSERT INTO webhook (id, workspace_id, url, description, event_types, filter, state, disabled_reason, disabled_at, created_by, \
     version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
);
sql!(
    UPDATE,
    "UPDATE webhook SET url = $2, description = $3, event_types = $4, filter = $5, state = $6, disabled_reason = $7, \
     disabled_at = $8, version = $9, updated_at = $10 WHERE id = $1"
);
sql!(DELETE, "DELETE FROM webhook WHERE id = $1");

pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Webhook>> {
    tx.opt(&FIND, &params![id])?.as_ref().map(read).transpose()
}

/// The row, kept from other writers until the commit.
pub fn lock(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Webhook>> {
    tx.opt(&LOCK, &params![id])?.as_ref().map(read).transpose()
}

/// The newest first, before an id.
pub fn list(tx: &mut Tx<'_>, workspace: Uuid, before: Uuid, limit: i64) -> Result<Vec<Webhook>> {
    tx.all(&LIST, &params![workspace, before, limit])?.iter().map(read).collect()
}

pub fn all(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<Webhook>> {
    tx.all(&ALL, &params![workspace])?.iter().map(read).collect()
}

/// Those that are told of events.
pub fn enabled(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<Webhook>> {
    tx.all(&ENABLED, &params![workspace])?.iter().map(read).collect()
}

pub fn count(tx: &mut Tx<'_>, workspace: Uuid) -> Result<i64> {
    Ok(tx.one(&COUNT, &params![workspace])?.get(0)?)
}

pub fn insert(tx: &mut Tx<'_>, webhook: &Webhook) -> Result<()> {
    let types = serde_json::to_string(&webhook.event_types).map_err(Error::internal)?;
    let values = params![
        webhook.id,
        webhook.workspace_id,
        &webhook.url,
        &webhook.description,
        types,
        &webhook.filter,
        webhook.state.name(),
        webhook.disabled_reason.map(DisabledReason::name),
        webhook.disabled_at,
        webhook.created_by,
        webhook.version,
        webhook.created_at,
        webhook.updated_at
    ];
    tx.exec(&INSERT, &values)?;
    Ok(())
}

pub fn update(tx: &mut Tx<'_>, webhook: &Webhook) -> Result<()> {
    let types = serde_json::to_string(&webhook.event_types).map_err(Error::internal)?;
    let values = params![
        webhook.id,
        &webhook.url,
        &webhook.description,
        types,
        &webhook.filter,
        webhook.state.name(),
        webhook.disabled_reason.map(DisabledReason::name),
        webhook.disabled_at,
        webhook.version,
        webhook.updated_at
    ];
    tx.exec(&UPDATE, &values)?;
    Ok(())
}

pub fn delete(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.exec(&DELETE, &params![id])?;
    Ok(())
}

fn read(row: &Row) -> Result<Webhook> {
    let mut row = row.reader();
    Ok(Webhook {
        id: row.take()?,
        workspace_id: row.take()?,
        url: row.take()?,
        description: row.take()?,
        event_types: serde_json::from_str(&row.take::<String>()?).map_err(Error::internal)?,
        filter: row.take()?,
        state: WebhookState::from_name(&row.take::<String>()?).ok_or_else(|| Error::internal("a state"))?,
        disabled_reason: row
            .take::<Option<String>>()?
            .as_deref()
            .map(|name| DisabledReason::from_name(name).ok_or_else(|| Error::internal("a reason")))
            .transpose()?,
        disabled_at: row.take()?,
        created_by: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}
