//! What this service announces, in the stream of the person concerned.

use uuid::Uuid;

use super::{ApiToken, Session, User};
use crate::event::{Entity, NewEvent, Stream};

/// Kinds of things whose entries say who somebody is.
pub const KINDS: &[&str] = &[User::NAME, Session::NAME, ApiToken::NAME];

pub fn registered(user: &User) -> NewEvent {
    NewEvent::upsert(Stream::Person(user.id), "user.registered", user)
}

pub fn updated(before: &User, after: &User) -> NewEvent {
    NewEvent::upsert(Stream::Person(after.id), "user.updated", after)
        .changed("name", &before.name, &after.name)
        .changed("locale", &before.locale, &after.locale)
        .changed("timezone", &before.timezone, &after.timezone)
        .changed("avatar_url", &before.avatar_url, &after.avatar_url)
}

/// Another change of the account: `user.email_verified`, `user.password_changed`, …
pub fn account(kind: &'static str, user: &User) -> NewEvent {
    NewEvent::upsert(Stream::Person(user.id), kind, user)
}

/// Somebody is no more: all that is left of them here.
pub fn erased(user: &User, sessions: &[Session], tokens: &[ApiToken]) -> NewEvent {
    let event = NewEvent::upsert(Stream::Person(user.id), "user.erased", user);
    let event = sessions
        .iter()
        .fold(event, |event, session| event.also_remove(Session::NAME, session.id, session.version + 1));
    tokens
        .iter()
        .fold(event, |event, token| event.also_remove(ApiToken::NAME, token.id, token.version + 1))
}

/// Somebody failed to sign in; nothing of the account changed.
pub fn sign_in_refused(user: &User, reason: &str) -> NewEvent {
    NewEvent::upsert(Stream::Person(user.id), "user.sign_in_refused", user).changed("reason", (), reason)
}

pub fn session(kind: &'static str, session: &Session) -> NewEvent {
    NewEvent::upsert(Stream::Person(session.user_id), kind, session)
}

pub fn token(kind: &'static str, token: &ApiToken) -> NewEvent {
    NewEvent::upsert(Stream::Person(token.user_id), kind, token)
}

/// Things that were over long ago are not kept any longer; `None` when there are none.
pub fn forgotten(user: Uuid, entity: &'static str, things: &[(Uuid, i64)]) -> Option<NewEvent> {
    let (first, rest) = things.split_first()?;
    let kind = if entity == Session::NAME {
        "session.forgotten"
    } else {
        "api_token.forgotten"
    };
    let event = NewEvent::remove(Stream::Person(user), kind, entity, first.0, first.1 + 1);
    Some(
        rest.iter()
            .fold(event, |event, (id, version)| event.also_remove(entity, *id, version + 1)),
    )
}
