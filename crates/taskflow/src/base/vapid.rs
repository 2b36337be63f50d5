//! The key by which push services know this server (VAPID, RFC 8292): a pair on P-256 that signs short tokens.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::json;

use super::{Error, Result, Stamp};

/// How long a token is good for: push services take up to a day.
const LIFE_SECS: i64 = 12 * 3600;
/// Where the private key lies in what the library makes (RFC 5208, RFC 5915).
const PRIVATE_AT: std::ops::Range<usize> = 36..68;

/// A pair of keys that signs.
pub struct Vapid {
    pair: EcdsaKeyPair,
    public: String,
    contact: String,
}

/// A new pair: public and private key, in base64url.
///
/// # Errors
/// `Internal` when the machine has no randomness.
pub fn new_pair() -> Result<(String, String)> {
    let bad = |_| Error::internal("no key can be made");
    let made =
        EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).map_err(bad)?;
    let pair =
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &SystemRandom::new());
    let pair = pair.map_err(|_| Error::internal("no key can be made"))?;
    let private = made
        .as_ref()
        .get(PRIVATE_AT)
        .ok_or_else(|| Error::internal("no key can be made"))?;
    Ok((URL_SAFE_NO_PAD.encode(pair.public_key()), URL_SAFE_NO_PAD.encode(private)))
}

impl Vapid {
    /// # Errors
    /// `invalid_keys` for what is no pair.
    pub fn new(public: &str, private: &str, contact: &str) -> Result<Self> {
        let bad = || {
            let detail = "push.public_key and push.private_key are no pair of keys on P-256 in base64url";
            Error::malformed("invalid_keys", detail)
        };
        let read = |text: &str| URL_SAFE_NO_PAD.decode(text.trim().trim_end_matches('=')).map_err(|_| bad());
        let (point, secret) = (read(public)?, read(private)?);
        let pair = EcdsaKeyPair::from_private_key_and_public_key(
            &ECDSA_P256_SHA256_FIXED_SIGNING,
            &secret,
            &point,
            &SystemRandom::new(),
        );
        Ok(Self {
            pair: pair.map_err(|_| bad())?,
            public: URL_SAFE_NO_PAD.encode(point),
            contact: contact.to_owned(),
        })
    }

    /// What a browser needs to subscribe, in base64url.
    pub fn public_key(&self) -> &str {
        &self.public
    }

    /// `Authorization` for a push service, named by its origin.
    ///
    /// # Errors
    /// `Internal` when it cannot be signed.
    pub fn authorization(&self, origin: &str, now: Stamp) -> Result<String> {
        let claims = json!({ "aud": origin, "exp": now.0 / 1000 + LIFE_SECS, "sub": self.contact });
        let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(json!({ "typ": "JWT", "alg": "ES256" })), part(claims));
        let signature = self.pair.sign(&SystemRandom::new(), signed.as_bytes());
        let signature = signature.map_err(|_| Error::internal("a token cannot be signed"))?;
        Ok(format!("vapid t={signed}.{}, k={}", URL_SAFE_NO_PAD.encode(signature), self.public))
    }
}

impl std::fmt::Debug for Vapid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Vapid({})", self.public)
    }
}

#[cfg(test)]
mod tests {
    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

    use super::*;

    #[test]
    fn a_token_is_signed_with_the_key_that_browsers_know() {
        let (public, private) = new_pair().unwrap();
        let vapid = Vapid::new(&public, &private, "mailto:admin@example.org").unwrap();
        let header = vapid.authorization("https://push.example", Stamp(1_700_000_000_000)).unwrap();
        let (token, key) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        assert_eq!((key, vapid.public_key()), (public.as_str(), public.as_str()));
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let point = URL_SAFE_NO_PAD.decode(key).unwrap();
        assert_eq!((point.len(), point[0]), (65, 4));
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
            .verify(signed.as_bytes(), &signature)
            .unwrap();
        let claims = URL_SAFE_NO_PAD.decode(signed.split_once('.').unwrap().1).unwrap();
        let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
        assert_eq!(claims["aud"], "https://push.example");
        assert_eq!(claims["exp"], 1_700_000_000 + LIFE_SECS);
        let (other, _) = new_pair().unwrap();
        assert!(Vapid::new(&other, &private, "").is_err() && Vapid::new("", "", "").is_err());
    }
}
