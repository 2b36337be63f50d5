//! What is said in a person's log though nothing of theirs changed: a token was used, somebody tried to sign in.

use sha2::{Digest, Sha256};

use crate::auth::{UserStatus, events, store};
use crate::base::{Error, network};
use crate::event::{Cx, Meta};
use crate::http::App;
use uuid::Uuid;

/// A token's use from one network is said once in this time.
const SILENCE_SECS: i64 = 24 * 3600;

/// Says that a token is used from where the request came from, unless that was said lately. It goes on by itself: no
/// request waits for it.
pub fn note_token(app: &App, hash: &[u8], meta: &Meta) {
    let address = meta.address.as_deref().and_then(|text| text.parse().ok());
    let network = address.map_or(0, network);
    let Some(key) = hash.first_chunk::<16>().map(|bytes| Uuid::from_bytes(*bytes)) else {
        return;
    };
    if !app.owners.first_use(key, network) {
        return;
    }
    let (app, hash, meta) = (app.clone(), hash.to_vec(), Meta { cause: None, ..meta.clone() });
    tokio::spawn(async move {
        let network = Sha256::digest(network.to_be_bytes())[..16].to_vec();
        let noted = app.db.write::<_, Error, _>(key, move |tx| {
            let Some(actor) = store::token_actor(tx, &hash, meta.at)? else {
                return Ok(());
            };
            let (meta, now) = (meta.of(&actor), meta.at);
            let mut cx = Cx::new(tx, &meta);
            let Some(id) = actor.token_id else { return Ok(()) };
            if !store::say_use(&mut cx, id, &network, now, now.plus_secs(-SILENCE_SECS))? {
                return Ok(());
            }
            let token = store::lock_token(&mut cx, actor.user_id, id)?;
            token.map_or(Ok(()), |token| cx.emit(events::token("api_token.used", &token)))
        });
        if let Err(error) = noted.await {
            tracing::warn!(%error, "the use of a token was not noted");
        }
    });
}

/// Says in an account's log that somebody failed to sign in to it. After the answer, so that the time it takes does not
/// tell who has an account; how often is bounded by what slows down guessing.
pub fn note_refused(app: &App, user: Uuid, meta: &Meta, reason: &'static str) {
    let (app, meta) = (app.clone(), meta.clone());
    tokio::spawn(async move {
        let noted = app.db.write::<_, Error, _>(user, move |tx| {
            // Whoever it was has not shown that they are the account's owner.
            let meta = Meta { actor_id: None, cause: None, ..meta.clone() };
            let mut cx = Cx::new(tx, &meta);
            let known = store::lock_user(&mut cx, user)?.filter(|user| user.status != UserStatus::Deleted);
            known.map_or(Ok(()), |user| cx.emit(events::sign_in_refused(&user, reason)))
        });
        if let Err(error) = noted.await {
            tracing::warn!(%error, "a failed sign-in was not noted");
        }
    });
}
