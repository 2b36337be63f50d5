//! Signatures as Standard Webhooks 1.0 has them: HMAC-SHA-256 over `id.timestamp.body`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::base::{Error, Result, ids};

/// How secrets start: receivers and secret scanners know them by it.
const PREFIX: &str = "whsec_";

/// A new secret as it is shown, once.
pub fn new_secret() -> String {
    format!("{PREFIX}{}", STANDARD.encode(ids::random::<32>()))
}

/// The header `webhook-signature`: one signature for each secret.
///
/// # Errors
/// `Internal` for a secret that is none.
pub fn signature(secrets: &[String], id: Uuid, timestamp: i64, body: &[u8]) -> Result<String> {
    let one = |secret: &String| -> Result<String> {
        let key = STANDARD
            .decode(secret.strip_prefix(PREFIX).unwrap_or(secret))
            .map_err(|_| Error::internal("a webhook's secret cannot be read"))?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(Error::internal)?;
        mac.update(format!("{id}.{timestamp}.").as_bytes());
        mac.update(body);
        Ok(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
    };
    Ok(secrets.iter().map(one).collect::<Result<Vec<_>>>()?.join(" "))
}
