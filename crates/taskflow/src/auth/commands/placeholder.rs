//! People who come with an archive: whoever has the address here, or somebody new who cannot sign in yet.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::register::is_taken;
use crate::auth::{User, UserStatus, rules, store};
use crate::base::{Result, Stamp};
use crate::event::Cx;

/// What an archive says of a person: no password, no session, no token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placeholder {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub avatar_url: Option<String>,
    pub locale: String,
    pub timezone: String,
    pub status: UserStatus,
}

impl Placeholder {
    pub fn of(user: &User) -> Self {
        Self {
            id: user.id,
            email: user.email.clone(),
            name: user.name.clone(),
            avatar_url: user.avatar_url.clone(),
            locale: user.locale.clone(),
            timezone: user.timezone.clone(),
            status: user.status,
        }
    }
}

/// Finds who has the address, or makes somebody without a password: "forgot password" lets them in. Answers who it is
/// here. The caller emits what it is: everything in a person's own stream comes from one place.
///
/// # Errors
/// Those of the database.
pub fn settle(cx: &mut Cx<'_, '_>, person: &Placeholder, at: Stamp) -> Result<User> {
    let email_key = rules::email_key(&person.email);
    if let Some(user) = store::user_by_email_key(cx, &email_key)? {
        return Ok(user);
    }
    let id = if is_taken(cx, person.id)? { cx.new_id() } else { person.id };
    let user = User {
        id,
        email: person.email.clone(),
        name: person.name.clone(),
        avatar_url: person.avatar_url.clone(),
        locale: person.locale.clone(),
        timezone: person.timezone.clone(),
        status: person.status,
        email_verified: false,
        server_admin: false,
        version: 1,
        created_at: at,
        updated_at: at,
    };
    store::insert_user(cx, &user, &email_key)?;
    Ok(user)
}
