//! Browsers that people are pushed to.

use uuid::Uuid;

use crate::base::{Actor, Error, Result, Scope, Sealer, secret};
use crate::event::{Cx, Entity, NewEvent, Stream, matching};
use crate::notification::model::{Keys, NewPushSubscription, PushSubscription};
use crate::notification::{rules, store};
use crate::outgoing::Outgoing;
use crate::workspace::require_scope;

/// Browsers of one person; the oldest gives way to another.
const MOST: usize = 20;
/// Characters of what a browser calls itself.
const LONGEST_DEVICE: usize = 200;

/// What it takes to keep a subscription.
#[derive(Clone)]
pub struct Tools {
    pub sealer: Sealer,
    pub outgoing: Outgoing,
}

/// Pushes to a browser from now on. Said again, it is brought up to date; a browser in which somebody else signed in is
/// theirs. Tells whether it is new.
///
/// # Errors
/// `Invalid`, `unreachable_url`; `sign_in_required`.
pub fn subscribe(
    cx: &mut Cx<'_, '_>,
    tools: &Tools,
    actor: &Actor,
    new: &NewPushSubscription,
) -> Result<(PushSubscription, bool)> {
    let Some(session) = actor.session_id else {
        let detail = "Only a browser in which somebody signed in is pushed to.";
        return Err(Error::forbidden("sign_in_required", detail));
    };
    cx.in_stream(Stream::Person(actor.user_id));
    let keys = rules::keys(new, cx.now())?;
    let reachable = tools.outgoing.target(&new.endpoint);
    let target = reachable.map_err(|why| {
        Error::invalid("/endpoint", "unreachable_url", format!("This address cannot be called: {why}."))
    })?;
    let hash = secret::hash(&keys.endpoint);
    let sealed = tools.sealer.seal(&serde_json::to_vec(&keys).map_err(Error::internal)?)?;
    let device: String = cx.meta().agent.clone().unwrap_or_default();
    let device: String = device.chars().take(LONGEST_DEVICE).collect();
    let now = cx.now();
    if let Some((mut found, before, by)) = store::subscription_at(cx, &hash)? {
        if found.user_id == actor.user_id {
            let kept = tools
                .sealer
                .open(&before)
                .ok()
                .and_then(|text| serde_json::from_slice::<Keys>(&text).ok());
            let same = kept.as_ref() == Some(&keys);
            if same && by == session && found.device == device {
                return Ok((found, false));
            }
            found.device = device;
            found.version += 1;
            found.updated_at = now;
            store::update_subscription(cx, &found, (session, &sealed))?;
            cx.emit(NewEvent::upsert(Stream::Person(found.user_id), "push_subscription.updated", &found))?;
            return Ok((found, false));
        }
        forget(cx, found.id)?;
    }
    let others = store::subscriptions(cx, actor.user_id)?;
    for oldest in others.iter().take((others.len() + 1).saturating_sub(MOST)) {
        forget(cx, oldest.id)?;
    }
    let one = PushSubscription {
        id: cx.new_id(),
        user_id: actor.user_id,
        device,
        host: target.host().to_owned(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    if !store::insert_subscription(cx, &one, (session, &hash, &sealed))? {
        // Another process was faster with the same browser: now it is there.
        return subscribe(cx, tools, actor, new);
    }
    cx.emit(NewEvent::upsert(Stream::Person(one.user_id), "push_subscription.created", &one))?;
    Ok((one, true))
}

/// Pushes no more to a browser of the actor's.
///
/// # Errors
/// `NotFound`, `Stale`, `missing_scope`.
pub fn unsubscribe(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid, if_match: Option<i64>) -> Result<()> {
    require_scope(actor, Scope::Write)?;
    cx.in_stream(Stream::Person(actor.user_id));
    let found = store::subscription_with_keys(cx, id)?.map(|(found, ..)| found);
    let found = found
        .filter(|found| found.user_id == actor.user_id)
        .ok_or(Error::NotFound("push subscription"))?;
    matching(&found, if_match)?;
    forget(cx, id)
}

/// Pushes no more to a browser, if that is not so already.
///
/// # Errors
/// Those of the database.
pub fn forget(cx: &mut Cx<'_, '_>, id: Uuid) -> Result<()> {
    let Some(gone) = store::take_subscription(cx, id)? else {
        return Ok(());
    };
    let (stream, name) = (Stream::Person(gone.user_id), PushSubscription::NAME);
    cx.emit(NewEvent::remove(stream, "push_subscription.deleted", name, gone.id, gone.version + 1))
}
