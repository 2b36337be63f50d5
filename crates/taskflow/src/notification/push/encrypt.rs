//! Encryption of push messages (RFC 8291 over RFC 8188): only the browser that subscribed reads them, not its push service.

use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::error::Unspecified;
use ring::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use ring::rand::SystemRandom;

use crate::base::ids;

/// Bytes of a record; a message is one.
const RECORD: u32 = 4096;
/// What a message may hold: push services take 4096 bytes in all.
pub const MOST: usize = 3_800;
/// Lengths come in steps, so that they say little.
const STEP: usize = 256;
/// Marks the end of the last record's content.
const END: u8 = 2;

/// A length, as the library takes it.
struct Bytes(usize);

impl KeyType for Bytes {
    fn len(&self) -> usize {
        self.0
    }
}

fn derived<const N: usize>(prk: &Prk, info: &[&[u8]]) -> Result<[u8; N], Unspecified> {
    let mut out = [0; N];
    prk.expand(info, Bytes(N))?.fill(&mut out)?;
    Ok(out)
}

/// What is sent as the body, with `Content-Encoding: aes128gcm`, to whoever has the private key to `public` and `auth`.
///
/// # Errors
/// When the key is none, or the message is too long.
pub fn encrypt(plain: &[u8], public: &[u8], auth: &[u8]) -> Result<Vec<u8>, Unspecified> {
    if plain.len() > MOST {
        return Err(Unspecified);
    }
    let own = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new())?;
    let own_public = own.compute_public_key()?;
    let theirs = UnparsedPublicKey::new(&ECDH_P256, public);
    let secret = agree_ephemeral(own, &theirs, |shared| {
        let info: [&[u8]; 3] = [b"WebPush: info\0", public, own_public.as_ref()];
        derived::<32>(&Salt::new(HKDF_SHA256, auth).extract(shared), &info)
    })??;
    let salt = ids::random::<16>();
    let prk = Salt::new(HKDF_SHA256, &salt).extract(&secret);
    let key: [u8; 16] = derived(&prk, &[b"Content-Encoding: aes128gcm\0"])?;
    let nonce: [u8; 12] = derived(&prk, &[b"Content-Encoding: nonce\0"])?;
    let mut record = plain.to_vec();
    record.push(END);
    record.resize(record.len().next_multiple_of(STEP).min(MOST + 1), 0);
    let sealing = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key)?);
    sealing.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut record)?;
    let id = own_public.as_ref();
    let mut body = Vec::with_capacity(21 + id.len() + record.len());
    body.extend_from_slice(&salt);
    body.extend_from_slice(&RECORD.to_be_bytes());
    body.push(u8::try_from(id.len()).map_err(|_| Unspecified)?);
    body.extend_from_slice(id);
    body.extend_from_slice(&record);
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a browser does it.
    fn decrypt(body: &[u8], private: EphemeralPrivateKey, auth: &[u8]) -> Vec<u8> {
        let public = private.compute_public_key().unwrap();
        let (salt, rest) = body.split_at(16);
        assert_eq!((&rest[..4], rest[4]), (&RECORD.to_be_bytes()[..], 65));
        let (id, record) = rest[5..].split_at(65);
        let secret = agree_ephemeral(private, &UnparsedPublicKey::new(&ECDH_P256, id), |shared| {
            let info: [&[u8]; 3] = [b"WebPush: info\0", public.as_ref(), id];
            derived::<32>(&Salt::new(HKDF_SHA256, auth).extract(shared), &info).unwrap()
        });
        let prk = Salt::new(HKDF_SHA256, salt).extract(&secret.unwrap());
        let key: [u8; 16] = derived(&prk, &[b"Content-Encoding: aes128gcm\0"]).unwrap();
        let nonce: [u8; 12] = derived(&prk, &[b"Content-Encoding: nonce\0"]).unwrap();
        let mut record = record.to_vec();
        let opening = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).unwrap());
        let plain = opening
            .open_in_place(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut record)
            .unwrap();
        let end = plain.iter().rposition(|byte| *byte != 0).unwrap();
        assert_eq!(plain[end], END);
        plain[..end].to_vec()
    }

    #[test]
    fn its_browser_reads_it_and_lengths_say_little() {
        let auth = [7; 16];
        let mut lengths = std::collections::BTreeSet::new();
        for length in [0, 1, 100, 200, 254, MOST] {
            let private = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).unwrap();
            let public = private.compute_public_key().unwrap();
            let text = vec![b'x'; length];
            let body = encrypt(&text, public.as_ref(), &auth).unwrap();
            assert!(body.len() <= 4096, "{}", body.len());
            lengths.insert(body.len());
            assert_eq!(decrypt(&body, private, &auth), text);
        }
        assert_eq!(lengths.len(), 2, "{lengths:?}");
        assert!(encrypt(&[0; MOST + 1], &[4; 65], &auth).is_err());
        assert!(encrypt(b"x", &[4; 65], &auth).is_err(), "no point of the curve");
    }
}
