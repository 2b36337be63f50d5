//! Making, changing and deleting webhooks; asking for deliveries.

use serde_json::{Value, json};
use uuid::Uuid;

use super::model::{
    DeliveryState, DisabledReason, Health, NewWebhook, Rotation, Webhook, WebhookDelivery, WebhookPatch,
    WebhookState,
};
use super::rules::{self, Draft};
use super::sender::SENDER;
use super::{events, filter, store};
use crate::base::{Actor, Error, Result, Sealer, Stamp};
use crate::event::{self, Cx, NewDelivery, matching};
use crate::outgoing::Outgoing;
use crate::workspace::{Action, Membership, WorkspaceRef, member_of};

/// Webhooks of one workspace.
const MOST: i64 = 50;

/// What commands need of the server besides their transaction.
#[derive(Clone)]
pub struct Tools {
    pub sealer: Sealer,
    pub outgoing: Outgoing,
}

impl Tools {
    fn unreachable(&self, url: &str) -> Option<String> {
        self.outgoing.target(url).err()
    }
}

/// The webhook, and the proof that the actor may manage it.
///
/// # Errors
/// `NotFound` for those outside of its workspace; `Forbidden`.
pub fn open(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<(Membership, Webhook)> {
    let webhook = store::lock(cx, id)?.ok_or(Error::NotFound("webhook"))?;
    let workspace = WorkspaceRef::Id(webhook.workspace_id);
    let member = member_of(cx, actor, &workspace, Action::ManageWebhooks);
    let member = member.map_err(Error::hiding("webhook"))?;
    Ok((member.answering(cx), webhook))
}

/// Makes a webhook and tells its secret, this once. The id of one that the workspace has already gives that one.
///
/// # Errors
/// `Invalid`; `id_taken`, `too_many_webhooks`.
pub fn create(
    cx: &mut Cx<'_, '_>,
    tools: &Tools,
    member: &Membership,
    new: &NewWebhook,
) -> Result<(Webhook, Option<String>)> {
    let draft = rules::checked(new, |url| tools.unreachable(url))?;
    if let Some(first) = new.id.map(|id| store::find(cx, id)).transpose()?.flatten() {
        if first.workspace_id == member.workspace_id() {
            return Ok((first, None));
        }
        return Err(Error::id_taken());
    }
    check_filter(cx, member.workspace_id(), member.user_id(), &draft)?;
    if store::count(cx, member.workspace_id())? >= MOST {
        let detail = format!("A workspace has at most {MOST} webhooks. Delete some first.");
        return Err(Error::conflict("too_many_webhooks", detail));
    }
    let (id, now) = (new.id.unwrap_or_else(|| cx.new_id()), cx.now());
    let webhook = Webhook {
        id,
        workspace_id: member.workspace_id(),
        url: draft.url,
        description: draft.description,
        event_types: draft.event_types,
        filter: draft.filter,
        state: WebhookState::Enabled,
        disabled_reason: None,
        disabled_at: None,
        created_by: member.user_id(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    store::insert(cx, &webhook)?;
    let secret = add_secret(cx, tools, id)?;
    cx.emit(events::webhook("webhook.created", None, &webhook))?;
    Ok((webhook, Some(secret)))
}

fn add_secret(cx: &mut Cx<'_, '_>, tools: &Tools, webhook: Uuid) -> Result<String> {
    let secret = rules::new_secret();
    let (id, now) = (cx.new_id(), cx.now());
    store::insert_secret(cx, id, webhook, tools.sealer.seal(secret.as_bytes())?, now)?;
    Ok(secret)
}

fn check_filter(cx: &mut Cx<'_, '_>, workspace: Uuid, user: Uuid, draft: &Draft) -> Result<()> {
    let now = cx.now();
    match &draft.filter {
        Some(text) => filter::ready(cx, workspace, user, now, text).map(drop),
        None => Ok(()),
    }
}

/// Changes a webhook that [`open`] gave, or turns it on and off.
///
/// # Errors
/// `Stale`, `Invalid`.
pub fn update(
    cx: &mut Cx<'_, '_>,
    tools: &Tools,
    webhook: &Webhook,
    patch: &WebhookPatch,
    if_match: Option<i64>,
) -> Result<Webhook> {
    matching(webhook, if_match)?;
    let draft = rules::patched(webhook, patch, |url| tools.unreachable(url))?;
    if draft.filter != webhook.filter {
        check_filter(cx, webhook.workspace_id, webhook.created_by, &draft)?;
    }
    let mut after = Webhook {
        url: draft.url,
        description: draft.description,
        event_types: draft.event_types,
        filter: draft.filter,
        ..webhook.clone()
    };
    if draft.enabled != webhook.is_enabled() {
        turn(&mut after, (!draft.enabled).then_some(DisabledReason::Paused), cx.now());
    }
    if after == *webhook {
        return Ok(after);
    }
    let kind = match (webhook.is_enabled(), after.is_enabled()) {
        (false, true) => "webhook.enabled",
        (true, false) => "webhook.disabled",
        _ => "webhook.updated",
    };
    // Another address, or another try, begins with a clean slate.
    if after.url != webhook.url || kind == "webhook.enabled" || after.filter != webhook.filter {
        store::set_health(cx, webhook.id, &Health::default())?;
    }
    save(cx, kind, webhook, &mut after)?;
    Ok(after)
}

fn turn(webhook: &mut Webhook, off: Option<DisabledReason>, now: Stamp) {
    webhook.state = if off.is_some() { WebhookState::Disabled } else { WebhookState::Enabled };
    webhook.disabled_reason = off;
    webhook.disabled_at = off.map(|_| now);
}

fn save(cx: &mut Cx<'_, '_>, kind: &'static str, before: &Webhook, after: &mut Webhook) -> Result<()> {
    after.version += 1;
    after.updated_at = cx.now();
    store::update(cx, after)?;
    cx.emit(events::webhook(kind, Some(before), after))
}

/// Turns a webhook off for what its receiver does. Nothing when it is off already.
///
/// # Errors
/// Those of the database.
pub fn disable(cx: &mut Cx<'_, '_>, id: Uuid, reason: DisabledReason) -> Result<Option<Webhook>> {
    let Some(webhook) = store::lock(cx, id)?.filter(Webhook::is_enabled) else {
        return Ok(None);
    };
    let mut after = webhook.clone();
    turn(&mut after, Some(reason), cx.now());
    save(cx, "webhook.disabled", &webhook, &mut after)?;
    Ok(Some(after))
}

/// Deletes a webhook that [`open`] gave, with what is known of its deliveries.
///
/// # Errors
/// `Stale`.
pub fn delete(cx: &mut Cx<'_, '_>, webhook: &Webhook, if_match: Option<i64>) -> Result<()> {
    matching(webhook, if_match)?;
    store::delete(cx, webhook.id)?;
    cx.emit(events::removed(webhook))
}

/// A new secret; the one before signs as well for a while. At most two sign.
///
/// # Errors
/// `Stale`, `Invalid`.
pub fn rotate(
    cx: &mut Cx<'_, '_>,
    tools: &Tools,
    webhook: &Webhook,
    rotation: &Rotation,
    if_match: Option<i64>,
) -> Result<(Webhook, String)> {
    matching(webhook, if_match)?;
    let (overlap, now) = (rules::overlap(rotation)?, cx.now());
    // Those that were on their way out go at once.
    for (info, _) in store::secrets(cx, webhook.id, now)?.into_iter().skip(1) {
        store::end_secret(cx, info.id)?;
    }
    store::limit_secrets(cx, webhook.id, now.plus_secs(overlap), now)?;
    let secret = add_secret(cx, tools, webhook.id)?;
    let mut after = webhook.clone();
    save(cx, "webhook.secret_rotated", webhook, &mut after)?;
    Ok((after, secret))
}

/// Sends a ping; the answer is its delivery.
///
/// # Errors
/// `webhook_disabled`.
pub fn ping(cx: &mut Cx<'_, '_>, webhook: &Webhook) -> Result<WebhookDelivery> {
    if !webhook.is_enabled() {
        return Err(Error::conflict("webhook_disabled", "The webhook is turned off. Turn it on first."));
    }
    let target = format!("{}/ping/{}", webhook.id, cx.new_id());
    send(cx, webhook, None, target, "webhook.ping")?.ok_or_else(|| Error::internal("a ping that was sent"))
}

/// Puts an event on its way, once for each webhook; `None` when it is already.
///
/// # Errors
/// Those of the database.
pub fn send(
    cx: &mut Cx<'_, '_>,
    webhook: &Webhook,
    seq: Option<i64>,
    target: String,
    event_type: &str,
) -> Result<Option<WebhookDelivery>> {
    send_with(cx, webhook, seq, target, event_type, json!({ "webhook_id": webhook.id }))
}

/// As [`send`], with what the sender needs to know besides.
///
/// # Errors
/// Those of the database.
pub fn send_with(
    cx: &mut Cx<'_, '_>,
    webhook: &Webhook,
    seq: Option<i64>,
    target: String,
    event_type: &str,
    body: Value,
) -> Result<Option<WebhookDelivery>> {
    let (workspace, now) = (webhook.workspace_id, cx.now());
    let new = NewDelivery {
        sender: SENDER,
        stream: event::Stream::Workspace(workspace),
        seq: seq.unwrap_or(0),
        target,
        lane: webhook.id.to_string(),
        body,
        at: now,
    };
    let Some(id) = event::deliver(cx, &new)? else {
        return Ok(None);
    };
    store::insert_delivery(cx, id, (webhook.id, workspace), seq, event_type, now)?;
    Ok(store::find_delivery(cx, id)?.map(|stored| stored.delivery))
}

/// Sends what was delivered or given up once more, under its id: with all its attempts before it.
///
/// # Errors
/// `NotFound`; `webhook_disabled`.
pub fn redeliver(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<WebhookDelivery> {
    let mut stored = store::lock_delivery(cx, id)?.ok_or(Error::NotFound("delivery"))?;
    let opened = open(cx, actor, stored.delivery.webhook_id);
    let (_, webhook) = opened.map_err(Error::hiding("delivery"))?;
    if !webhook.is_enabled() {
        return Err(Error::conflict("webhook_disabled", "The webhook is turned off. Turn it on first."));
    }
    // It is on its way as it is.
    if stored.delivery.state == DeliveryState::Waiting {
        return Ok(stored.delivery);
    }
    let now = cx.now();
    event::redeliver(cx, id, now)?;
    stored.tries = 0;
    stored.delivery.state = DeliveryState::Waiting;
    stored.delivery.next_attempt_at = Some(now);
    stored.delivery.updated_at = now;
    store::update_delivery(cx, &stored)?;
    Ok(stored.delivery)
}
