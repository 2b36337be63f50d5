//! The hash chain that makes a stream tamper-evident and exposes a lossy restore.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The link before the first entry.
pub const GENESIS: [u8; 32] = [0; 32];

/// `chain(n) = SHA-256(chain(n-1) ‖ stream ‖ seq ‖ id ‖ payload_hash)`, seq as 8 bytes big-endian.
pub fn next(previous: &[u8], stream: Uuid, seq: i64, id: Uuid, payload_hash: &[u8]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(previous);
    hasher.update(stream.as_bytes());
    hasher.update(seq.to_be_bytes());
    hasher.update(id.as_bytes());
    hasher.update(payload_hash);
    hasher.finalize().into()
}
