//! Personal API tokens.

use uuid::Uuid;

use crate::auth::{API_TOKEN_PREFIX, ApiToken, events, rules, store};
use crate::base::{Actor, Error, Result, Scope, Stamp, secret};
use crate::event::{Cx, Stream, matching};

/// Tokens one person may have at once.
const MOST_TOKENS: i64 = 100;

/// What a token is to be.
#[derive(Clone, Debug)]
pub struct NewToken {
    pub id: Option<Uuid>,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub expires_at: Option<Stamp>,
}

/// Makes a token and tells its secret, this once. The same id again answers the token without it.
///
/// # Errors
/// `Invalid`; `id_taken`; `too_many_tokens`.
pub fn create_token(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    new: &NewToken,
) -> Result<(ApiToken, Option<String>)> {
    cx.in_stream(Stream::Person(actor.user_id));
    let now = cx.now();
    let (name, scopes) = rules::check_token(&new.name, &new.scopes, new.expires_at, now)?;
    if let Some(id) = new.id
        && let Some(token) = store::token_with_id(cx, id)?
    {
        if token.user_id == actor.user_id {
            return Ok((token, None));
        }
        return Err(Error::id_taken());
    }
    if store::count_tokens(cx, actor.user_id)? >= MOST_TOKENS {
        let detail = format!("You have {MOST_TOKENS} tokens. Revoke one you do not need any more.");
        return Err(Error::conflict("too_many_tokens", detail));
    }
    let token = ApiToken {
        id: new.id.unwrap_or_else(|| cx.new_id()),
        user_id: actor.user_id,
        name,
        scopes,
        expires_at: new.expires_at,
        revoked_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let secret = secret::new_secret(API_TOKEN_PREFIX);
    store::insert_token(cx, &token, &secret::hash(&secret))?;
    cx.emit(events::token("api_token.created", &token))?;
    Ok((token, Some(secret)))
}

/// Ends a token of the caller's, from the next request on.
///
/// # Errors
/// `NotFound` for one that is not theirs; `Stale`. An ended one stays as it is.
pub fn revoke_token(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid, if_match: Option<i64>) -> Result<()> {
    cx.in_stream(Stream::Person(actor.user_id));
    let mut token = store::lock_token(cx, actor.user_id, id)?.ok_or(Error::NotFound("token"))?;
    matching(&token, if_match)?;
    if token.revoked_at.is_some() {
        return Ok(());
    }
    token.revoked_at = Some(cx.now());
    token.updated_at = cx.now();
    token.version += 1;
    store::revoke_token(cx, &token)?;
    cx.emit(events::token("api_token.revoked", &token))
}
