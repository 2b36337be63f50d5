//! Whether somebody may stay connected.

use super::close::Close;
use super::guest::Guest;
use super::hub::Realtime;
use crate::base::Error;

/// Asks again whether a guest may be here, and until when.
///
/// # Errors
/// `otherwise` when they may not; `Drain` when the database does not answer: they shall come back elsewhere or later.
pub async fn admit_again(hub: &Realtime, guest: &Guest, otherwise: Close) -> Result<Guest, Close> {
    let (guest, now) = (guest.clone(), hub.app().clock.now());
    let renewed = hub.app().db.read(move |tx| guest.renewed(tx, now)).await;
    renewed.map_err(|error| {
        if is_refusal(&error) {
            return otherwise;
        }
        tracing::warn!(%error, "a connection's session cannot be looked up");
        Close::Drain
    })
}

/// Lets a guest stay unless their session is over.
///
/// # Errors
/// As [`admit_again`].
pub async fn unless_expired(hub: &Realtime, guest: &mut Guest) -> Result<(), Close> {
    let now = hub.app().clock.now();
    if guest.ends_at().is_some_and(|ends| ends <= now) {
        *guest = admit_again(hub, guest, Close::Expired).await?;
    }
    Ok(())
}

/// Whether somebody is turned away, rather than that something failed.
pub fn is_refusal(error: &Error) -> bool {
    matches!(error, Error::Unauthenticated { .. } | Error::Forbidden { .. } | Error::NotFound(_))
}
