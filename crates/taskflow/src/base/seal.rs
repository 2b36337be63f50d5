//! Sealing what must be kept and yet not be readable in the database: answers with secrets, unsent mail.

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};

use super::{Error, Result, ids};

const NONCE: usize = 12;

/// Seals with its first key and opens with any: put a new key in front to rotate.
/// ChaCha20-Poly1305 (RFC 8439), each box with a nonce of its own.
#[derive(Clone)]
pub struct Sealer {
    keys: Vec<ChaCha20Poly1305>,
}

impl Sealer {
    /// # Errors
    /// `Internal` without a key.
    pub fn new(keys: &[[u8; 32]]) -> Result<Self> {
        if keys.is_empty() {
            return Err(Error::internal("no encryption key"));
        }
        Ok(Self {
            keys: keys.iter().map(|key| ChaCha20Poly1305::new(&Key::from(*key))).collect(),
        })
    }

    /// # Errors
    /// `Internal` when sealing fails, which it does only for absurd lengths.
    pub fn seal(&self, plain: &[u8]) -> Result<Vec<u8>> {
        let nonce = ids::random::<NONCE>();
        let key = self.keys.first().ok_or_else(|| Error::internal("no encryption key"))?;
        let sealed = key
            .encrypt(&Nonce::from(nonce), plain)
            .map_err(|_| Error::internal("cannot seal"))?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// # Errors
    /// `Internal` when no key opens it.
    pub fn open(&self, boxed: &[u8]) -> Result<Vec<u8>> {
        let (nonce, sealed) = boxed
            .split_first_chunk::<NONCE>()
            .ok_or_else(|| Error::internal("nothing sealed"))?;
        let opened = self.keys.iter().find_map(|key| key.decrypt(&Nonce::from(*nonce), sealed).ok());
        opened.ok_or_else(|| Error::internal("no encryption key opens this; was a key removed?"))
    }
}

impl std::fmt::Debug for Sealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sealer({} keys)", self.keys.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_with_an_older_key_and_refuses_what_was_changed() {
        let (old, new) = ([1; 32], [2; 32]);
        let mut boxed = Sealer::new(&[old]).unwrap().seal(b"secret").unwrap();
        let rotated = Sealer::new(&[new, old]).unwrap();
        assert_eq!(rotated.open(&boxed).unwrap(), b"secret");
        boxed[20] ^= 1;
        assert!(rotated.open(&boxed).is_err());
    }
}
