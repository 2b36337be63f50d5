//! Reading people.

use std::collections::HashMap;

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::{Account, AccountStatus};
use super::{ApiToken, Session, User, UserStatus, rules, store};
use crate::base::{Actor, Cursor, Error, Page, Result, Stamp, like_pattern};
use crate::event::Image;

/// The users with these ids, erased ones included.
///
/// # Errors
/// Those of the database.
pub fn users_by_id(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<HashMap<Uuid, User>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(store::users(tx, ids)?.into_iter().map(|user| (user.id, user)).collect())
}

/// The user with this address, however it is written.
///
/// # Errors
/// Those of the database.
pub fn user_by_email(tx: &mut Tx<'_>, email: &str) -> Result<Option<User>> {
    store::user_by_email_key(tx, &rules::email_key(email))
}

/// The caller.
///
/// # Errors
/// Those of the database.
pub fn me(tx: &mut Tx<'_>, actor: &Actor) -> Result<User> {
    store::user(tx, actor.user_id)?.ok_or(Error::NotFound("user"))
}

/// All users of the server, by id: for its admin.
///
/// # Errors
/// Those of the database.
pub fn list_users(tx: &mut Tx<'_>, after: Option<Uuid>, limit: i64) -> Result<Vec<User>> {
    store::users_after(tx, after.unwrap_or(Uuid::nil()), limit)
}

/// Whether somebody is signed in by a session now.
///
/// # Errors
/// Those of the database.
pub fn is_signed_in(tx: &mut Tx<'_>, user: Uuid, session: Uuid, now: Stamp) -> Result<bool> {
    Ok(store::session_actor(tx, user, session, now)?.is_some())
}

/// What this service's tables hold of a person's stream, as the log shows it.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    let mut images = Vec::new();
    images.extend(store::user(tx, stream)?.as_ref().map(Image::of).transpose()?);
    for session in store::sessions_of(tx, stream)? {
        images.push(Image::of(&session)?);
    }
    for token in store::tokens_of(tx, stream)? {
        images.push(Image::of(&token)?);
    }
    Ok(images)
}

/// The order of the lists below: newest first.
const NEWEST: &str = "newest";

fn before(cursor: Option<&str>) -> Result<Uuid> {
    cursor.map_or(Ok(Uuid::max()), |cursor| Cursor::decode(cursor, NEWEST, 1)?.id(0))
}

fn cursor(id: Uuid) -> Cursor {
    Cursor::new(NEWEST, vec![id.to_string().into()])
}

/// The caller's sessions that can still be used, each with when it was last refreshed.
///
/// # Errors
/// Those of the database; `invalid_cursor`.
pub fn sessions(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Stamp,
    limit: i64,
    at: Option<&str>,
) -> Result<Page<(Session, Option<Stamp>)>> {
    let current = actor.session_id.unwrap_or(Uuid::nil());
    let rows = store::list_sessions(tx, actor.user_id, now, before(at)?, limit + 1, current)?;
    Ok(Page::cut(rows, limit, |(session, _)| cursor(session.id)))
}

/// The caller's API tokens.
///
/// # Errors
/// Those of the database; `invalid_cursor`.
pub fn tokens(tx: &mut Tx<'_>, actor: &Actor, limit: i64, at: Option<&str>) -> Result<Page<ApiToken>> {
    let rows = store::list_tokens(tx, actor.user_id, before(at)?, limit + 1)?;
    Ok(Page::cut(rows, limit, |token| cursor(token.id)))
}

/// The caller and their password's hash, when they have a password.
///
/// # Errors
/// Those of the database.
pub fn password_of(tx: &mut Tx<'_>, actor: &Actor) -> Result<(User, Option<String>)> {
    let user = me(tx, actor)?;
    let found = store::credential(tx, &rules::email_key(&user.email))?;
    Ok((user, found.and_then(|(_, hash)| hash)))
}

/// One of the caller's sessions, ended ones included, and when it was last refreshed.
///
/// # Errors
/// `NotFound`.
pub fn session(tx: &mut Tx<'_>, actor: &Actor, id: Uuid) -> Result<(Session, Option<Stamp>)> {
    store::session(tx, actor.user_id, id)?.ok_or(Error::NotFound("session"))
}

/// One of the caller's API tokens, revoked ones included.
///
/// # Errors
/// `NotFound`.
pub fn token(tx: &mut Tx<'_>, actor: &Actor, id: Uuid) -> Result<ApiToken> {
    let token = store::token_with_id(tx, id)?.filter(|token| token.user_id == actor.user_id);
    token.ok_or(Error::NotFound("token"))
}

/// The order of accounts.
const BY_NAME: &str = "name";

/// Which accounts are asked for.
#[derive(Clone, Debug)]
pub struct AccountsWanted {
    pub search: Option<String>,
    pub status: Option<AccountStatus>,
    pub limit: i64,
    pub cursor: Option<String>,
    /// Count them all, too.
    pub total: bool,
}

/// Everybody who has an account, by name.
///
/// # Errors
/// `Forbidden`, `invalid_cursor`.
pub fn accounts(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Stamp,
    wanted: &AccountsWanted,
) -> Result<Page<Account>> {
    rules::require_server_admin(actor)?;
    let after = match &wanted.cursor {
        None => (String::new(), Uuid::nil()),
        Some(text) => {
            let cursor = Cursor::decode(text, BY_NAME, 2)?;
            (cursor.text(0)?, cursor.id(1)?)
        }
    };
    let pattern = like_pattern(wanted.search.as_deref());
    let status = wanted.status.map_or("", |status| UserStatus::from(status).name());
    let rows = store::accounts_by_name(tx, (&after.0, after.1), &pattern, status, now, wanted.limit + 1)?;
    let mut page = Page::cut(rows, wanted.limit, |account| {
        // Folded as the databases fold it: A to Z.
        let name = account.user.name.to_ascii_lowercase();
        Cursor::new(BY_NAME, vec![name.into(), account.user.id.to_string().into()])
    });
    if wanted.total {
        page.total = Some(store::count_accounts(tx, &pattern, status)?);
    }
    Ok(page)
}

/// How many people have an account, and how many of them are shut out.
///
/// # Errors
/// Those of the database.
pub fn count_users(tx: &mut Tx<'_>) -> Result<(i64, i64)> {
    let everybody = like_pattern(None);
    let suspended = UserStatus::Suspended.name();
    Ok((
        store::count_accounts(tx, &everybody, "")?,
        store::count_accounts(tx, &everybody, suspended)?,
    ))
}
