//! Where a change came from: address, program and credential. Kept beside the entry, so that it can be taken away.
//!
//! The payload holds the SHA-256 of the text, so the chain covers it. Addresses are few enough to be tried one by one:
//! a salt that is part of the text goes with it, and the hash that stays tells nobody anything.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Meta, store};
use crate::base::{Error, Result, Stamp, ids};
use taskflow_db::Tx;

/// What is known of the request behind an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub request_id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// As the program calls itself: `User-Agent`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// The session, when a person was signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_id: Option<Uuid>,
    /// The API token, when one was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_id: Option<Uuid>,
    salt: String,
}

/// An origin as text, and what the payloads say of it.
#[derive(Clone, Debug)]
pub struct SealedOrigin {
    pub text: String,
    pub hash: String,
}

impl Origin {
    /// Reads what is stored with an entry.
    ///
    /// # Errors
    /// `Internal` when the text is none.
    pub fn read(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(Error::internal)
    }
}

/// What the payload of an entry with this origin says.
pub fn hash_of(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()))
}

/// The origin of a command's entries; nothing for what the server does by itself.
pub fn sealed(meta: &Meta) -> Result<Option<SealedOrigin>> {
    if meta.address.is_none() && meta.agent.is_none() && meta.session_id.is_none() && meta.token_id.is_none()
    {
        return Ok(None);
    }
    let origin = Origin {
        request_id: meta.request_id.clone(),
        address: meta.address.clone(),
        agent: meta.agent.clone(),
        session_id: meta.session_id,
        token_id: meta.token_id,
        salt: URL_SAFE_NO_PAD.encode(ids::random::<12>()),
    };
    let text = serde_json::to_string(&origin).map_err(Error::internal)?;
    let hash = hash_of(&text);
    Ok(Some(SealedOrigin { text, hash }))
}

/// The name under which [`forget_origins`] remembers how far it came.
const SWEEPER: &str = "origins";

/// Takes away where up to `limit` entries of a stream came from that happened before an instant; tells how many it looked
/// at. It goes on where it ended the last time, so a stream without news costs one look.
///
/// # Errors
/// Those of the database.
pub fn forget_origins(tx: &mut Tx<'_>, stream: Uuid, before: Stamp, now: Stamp, limit: i64) -> Result<i64> {
    let from = store::cursor(tx, SWEEPER, stream)?;
    let Some(to) = store::last_before(tx, stream, from, from.saturating_add(limit), before)? else {
        return Ok(0);
    };
    store::forget_origins_between(tx, stream, from, to, before)?;
    store::advance_cursor(tx, SWEEPER, stream, (from, to), 0, now)?;
    Ok(to - from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_origin_has_another_hash_each_time() {
        let meta = Meta { address: Some("192.0.2.1".into()), ..Meta::system(Stamp(0), "r1") };
        let (one, other) = (sealed(&meta).unwrap().unwrap(), sealed(&meta).unwrap().unwrap());
        assert_ne!(one.hash, other.hash);
        assert_eq!(hash_of(&one.text), one.hash);
        assert_eq!(Origin::read(&one.text).unwrap().address.as_deref(), Some("192.0.2.1"));
    }

    #[test]
    fn what_the_server_does_by_itself_has_none() {
        assert!(sealed(&Meta::system(Stamp(0), "sweep")).unwrap().is_none());
    }
}
