//! What a browser may say of its subscription.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::base::error::Faults;
use crate::base::{Result, Stamp};
use crate::notification::model::{Keys, NewPushSubscription};

/// Characters of an endpoint.
const LONGEST: usize = 1_000;
/// Bytes of a point of P-256, uncompressed, and of what goes with it.
const POINT: usize = 65;
const AUTH: usize = 16;

/// The keys of a new subscription. Whether its endpoint may be reached is asked elsewhere.
///
/// # Errors
/// `Invalid`.
pub fn keys(new: &NewPushSubscription, now: Stamp) -> Result<Keys> {
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).unwrap_or_default();
    let (point, auth) = (bytes(&new.keys.p256dh), bytes(&new.keys.auth));
    let mut faults = Faults::default();
    let fits = new.endpoint.chars().count() <= LONGEST;
    faults.require(fits, "/endpoint", "too_long", "Give an endpoint of at most 1,000 characters.");
    let is_point = point.len() == POINT && point.first() == Some(&4);
    faults.require(
        is_point,
        "/keys/p256dh",
        "invalid_value",
        "Give an uncompressed point of P-256 in base64url.",
    );
    faults.require(auth.len() == AUTH, "/keys/auth", "invalid_value", "Give 16 bytes in base64url.");
    let ends = new.expiration_time.as_ref().and_then(serde_json::Number::as_f64);
    let lasts = ends.is_none_or(|ends| ends > now.0 as f64);
    faults.require(lasts, "/expirationTime", "invalid_value", "This subscription has ended: make another.");
    faults.check()?;
    Ok(Keys { endpoint: new.endpoint.clone(), p256dh: point, auth })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_their_lengths() {
        let new = |p256dh: &[u8], auth: &[u8]| NewPushSubscription {
            endpoint: "https://push.example/1".to_owned(),
            expiration_time: None,
            keys: serde_json::from_value(serde_json::json!({
                "p256dh": URL_SAFE_NO_PAD.encode(p256dh), "auth": URL_SAFE_NO_PAD.encode(auth)
            }))
            .unwrap(),
        };
        let keys = |new: &NewPushSubscription| keys(new, Stamp(5_000));
        let mut sound = new(&[4; 65], &[1; 16]);
        assert!(keys(&sound).is_ok());
        sound.expiration_time = Some(6_000.into());
        assert!(keys(&sound).is_ok());
        sound.expiration_time = Some(4_000.into());
        assert!(keys(&sound).is_err());
        for wrong in [new(&[2; 65], &[1; 16]), new(&[4; 33], &[1; 16]), new(&[4; 65], &[1; 15])] {
            assert!(keys(&wrong).is_err());
        }
    }
}
