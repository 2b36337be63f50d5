//! A second look at who is there, before something that cannot be undone.

use uuid::Uuid;

use super::carry_out;
use crate::auth::passwords::{self, Verdict};
use crate::auth::throttle::{self, Keys};
use crate::auth::{Caller, queries, rules, store};
use crate::base::{Actor, Error, Result};
use crate::event::Cx;

/// Says that the caller gave their password just now.
#[derive(Clone, Debug)]
pub struct Confirmed {
    user_id: Uuid,
    hash: String,
}

/// Tries the caller's password. Before the write: it takes a core for a tenth of a second.
///
/// # Errors
/// `wrong_password`, `too_many_attempts`; `sign_in_required` for API tokens; `no_password` when there is none to give.
pub async fn confirm(caller: &Caller, password: &str) -> Result<Confirmed> {
    let app = caller.app();
    let own = caller.read(|tx, actor| {
        rules::require_sign_in(actor)?;
        queries::password_of(tx, actor)
    });
    let (user, hash) = own.await?;
    let Some(hash) = hash else {
        let detail = "Your account has no password. Choose one first, by the link for a forgotten one.";
        return Err(Error::conflict("no_password", detail));
    };
    let free = app.config.auth.free_login_failures;
    let keys = Keys::new("confirm", Some(&user.id.to_string()), None, free);
    let (check, now) = (keys.clone(), caller.meta().at);
    app.db.read(move |tx| throttle::check(tx, &check, now)).await?;
    if let Verdict::Wrong = passwords::verify(app, password, Some(&hash)).await? {
        let meta = caller.meta().clone();
        carry_out(app, Uuid::nil(), meta, move |cx| throttle::fail(cx, &keys))
            .await?
            .0?;
        return Err(wrong());
    }
    Ok(Confirmed { user_id: user.id, hash })
}

impl Confirmed {
    /// Holds the password against the one stored now, within the write.
    ///
    /// # Errors
    /// `wrong_password` when it was changed meanwhile.
    pub fn require(&self, cx: &mut Cx<'_, '_>, actor: &Actor) -> Result<()> {
        let same = actor.user_id == self.user_id
            && store::password_hash(cx, self.user_id)?.as_ref() == Some(&self.hash);
        if same { Ok(()) } else { Err(wrong()) }
    }
}

fn wrong() -> Error {
    Error::invalid("/password", "wrong_password", "This is not your password.")
}
