//! Tokens that people carry. Only their hashes are kept.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::ids;

/// A new secret of 256 random bits, as URL-safe text behind `prefix`.
pub fn new_secret(prefix: &str) -> String {
    format!("{prefix}{}", URL_SAFE_NO_PAD.encode(ids::random::<32>()))
}

/// What is stored of a secret. A plain hash is enough for 256 random bits: there is nothing to guess.
pub fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}
