//! Reading webhooks and what was sent.

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::{DeliveryDetail, DeliveryState, SecretInfo, Webhook, WebhookDelivery, WebhookDetail};
use super::store;
use crate::base::{Actor, Cursor, Error, Page, Result, Sealer, Stamp};
use crate::event::Image;
use crate::workspace::{Action, Membership, WorkspaceRef, member_of};

const ORDER: &str = "newest";

fn before(cursor: Option<&str>) -> Result<Uuid> {
    cursor.map_or(Ok(Uuid::max()), |text| Cursor::decode(text, ORDER, 1)?.id(0))
}

/// A page of a workspace's webhooks, the newest first.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(tx: &mut Tx<'_>, member: &Membership, limit: i64, cursor: Option<&str>) -> Result<Page<Webhook>> {
    let rows = store::list(tx, member.workspace_id(), before(cursor)?, limit + 1)?;
    Ok(Page::cut(rows, limit, |webhook| Cursor::new(ORDER, vec![webhook.id.to_string().into()])))
}

/// A webhook that the actor may manage.
fn opened(tx: &mut Tx<'_>, actor: &Actor, id: Uuid) -> Result<Webhook> {
    let webhook = store::find(tx, id)?.ok_or(Error::NotFound("webhook"))?;
    member_of(tx, actor, &WorkspaceRef::Id(webhook.workspace_id), Action::ManageWebhooks)
        .map_err(Error::hiding("webhook"))?;
    Ok(webhook)
}

/// One of the workspace's webhooks, and how it does.
///
/// # Errors
/// `NotFound`.
pub fn one(tx: &mut Tx<'_>, member: &Membership, id: Uuid, now: Stamp) -> Result<WebhookDetail> {
    let webhook = store::find(tx, id)?.filter(|webhook| webhook.workspace_id == member.workspace_id());
    let webhook = webhook.ok_or(Error::NotFound("webhook"))?;
    let secrets: Vec<SecretInfo> = store::secrets(tx, id, now)?.into_iter().map(|(info, _)| info).collect();
    Ok(WebhookDetail { health: store::health(tx, id)?, secrets, webhook })
}

/// What was sent to an endpoint, the newest first.
///
/// # Errors
/// `NotFound`, `Forbidden`; `invalid_cursor`.
pub fn deliveries(
    tx: &mut Tx<'_>,
    actor: &Actor,
    webhook: Uuid,
    state: Option<DeliveryState>,
    limit: i64,
    cursor: Option<&str>,
) -> Result<Page<WebhookDelivery>> {
    opened(tx, actor, webhook)?;
    let rows = store::deliveries(tx, webhook, before(cursor)?, limit + 1, state)?;
    Ok(Page::cut(rows, limit, |delivery| {
        Cursor::new(ORDER, vec![delivery.id.to_string().into()])
    }))
}

/// One delivery with its attempts.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub fn delivery(tx: &mut Tx<'_>, actor: &Actor, sealer: &Sealer, id: Uuid) -> Result<DeliveryDetail> {
    let stored = store::find_delivery(tx, id)?.ok_or(Error::NotFound("delivery"))?;
    opened(tx, actor, stored.delivery.webhook_id).map_err(Error::hiding("delivery"))?;
    Ok(DeliveryDetail { log: store::attempts(tx, sealer, id)?, delivery: stored.delivery })
}

/// Every webhook of a stream, as the log shows it.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    store::all(tx, stream)?.iter().map(Image::of).collect()
}
