//! Access tokens: short-lived JWTs (RFC 7519) signed with HMAC-SHA-256. The same servers make and read them,
//! so no key needs to be public.

use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{ErrorKind, Result as JwtResult};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Error, Result, Stamp};

/// What an access token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// The user.
    pub sub: Uuid,
    /// The session: revoking it ends the token before it expires.
    pub sid: Uuid,
    /// Seconds since 1970.
    pub iat: i64,
    /// Seconds since 1970.
    pub exp: i64,
}

struct Key {
    id: String,
    encoding: EncodingKey,
    decoding: DecodingKey,
}

/// Signs with the first key and accepts any: put a new key in front to rotate.
pub struct Keyring {
    keys: Vec<Key>,
    validation: Validation,
}

impl Keyring {
    /// # Errors
    /// `Internal` without a key.
    pub fn new(secrets: &[[u8; 32]]) -> Result<Self> {
        if secrets.is_empty() {
            return Err(Error::internal("no signing key"));
        }
        // A second call in one process finds it installed already.
        let _ = PROVIDER.install_default();
        let mut validation = Validation::new(Algorithm::HS256);
        // The product's own clock decides, below.
        validation.validate_exp = false;
        let keys = secrets.iter().map(|secret| Key {
            id: hex::encode(&Sha256::digest(secret)[..4]),
            encoding: EncodingKey::from_secret(secret),
            decoding: DecodingKey::from_secret(secret),
        });
        Ok(Self { keys: keys.collect(), validation })
    }

    /// # Errors
    /// `Internal` when the token cannot be made.
    pub fn sign(&self, claims: &Claims) -> Result<String> {
        let key = self.keys.first().ok_or_else(|| Error::internal("no signing key"))?;
        let header = Header { kid: Some(key.id.clone()), ..Header::new(Algorithm::HS256) };
        jsonwebtoken::encode(&header, claims, &key.encoding).map_err(Error::internal)
    }

    /// # Errors
    /// `Unauthenticated` for a token that is not ours, was changed, or has expired.
    pub fn verify(&self, token: &str, now: Stamp) -> Result<Claims> {
        let bad = || Error::unauthenticated("invalid_token", "The access token is not valid. Sign in again.");
        let header = jsonwebtoken::decode_header(token).map_err(|_| bad())?;
        let key = self
            .keys
            .iter()
            .find(|key| header.kid.as_deref() == Some(&key.id))
            .ok_or_else(bad)?;
        let data =
            jsonwebtoken::decode::<Claims>(token, &key.decoding, &self.validation).map_err(|_| bad())?;
        if data.claims.exp * 1000 <= now.0 {
            return Err(Error::unauthenticated("token_expired", "The access token has expired. Refresh it."));
        }
        Ok(data.claims)
    }
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keyring({} keys)", self.keys.len())
    }
}

/// HMAC-SHA-256 and nothing else: the library's own providers bring RSA and elliptic curves along.
static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: |algorithm, key| Ok(Box::new(Hs256::new(*algorithm, key.as_bytes())?)),
    verifier_factory: |algorithm, key| Ok(Box::new(Hs256::new(*algorithm, key.try_get_as_bytes()?)?)),
    key_utils: KeyUtils::new_unimplemented(),
};

struct Hs256(Hmac<Sha256>);

impl Hs256 {
    fn new(algorithm: Algorithm, secret: &[u8]) -> JwtResult<Self> {
        if algorithm != Algorithm::HS256 {
            return Err(ErrorKind::InvalidAlgorithm.into());
        }
        Hmac::new_from_slice(secret)
            .map(Self)
            .map_err(|_| ErrorKind::InvalidKeyFormat.into())
    }

    fn over(&self, message: &[u8]) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(message);
        mac
    }
}

impl signature::Signer<Vec<u8>> for Hs256 {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, signature::Error> {
        Ok(self.over(message).finalize().into_bytes().to_vec())
    }
}

impl signature::Verifier<Vec<u8>> for Hs256 {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), signature::Error> {
        self.over(message).verify_slice(signature).map_err(|_| signature::Error::new())
    }
}

impl JwtSigner for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl JwtVerifier for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims() -> Claims {
        Claims {
            sub: Uuid::from_u128(1),
            sid: Uuid::from_u128(2),
            iat: 1_000,
            exp: 2_000,
        }
    }

    #[test]
    fn an_older_key_is_still_read_and_others_are_not() {
        let token = Keyring::new(&[[1; 32]]).unwrap().sign(&claims()).unwrap();
        let rotated = Keyring::new(&[[2; 32], [1; 32]]).unwrap();
        assert_eq!(rotated.verify(&token, Stamp(1_500_000)).unwrap(), claims());
        assert!(rotated.verify(&token, Stamp(2_000_000)).is_err(), "expired");
        assert!(Keyring::new(&[[3; 32]]).unwrap().verify(&token, Stamp(0)).is_err(), "foreign key");
        let (head, tail) = token.rsplit_once('.').unwrap();
        assert!(rotated.verify(&format!("{head}x.{tail}"), Stamp(0)).is_err(), "changed");
    }

    #[test]
    fn an_unsigned_token_is_refused() {
        // {"alg":"none","kid":…}: the classic.
        let keys = Keyring::new(&[[1; 32]]).unwrap();
        assert!(keys.verify("eyJhbGciOiJub25lIn0.e30.", Stamp(0)).is_err());
    }
}
