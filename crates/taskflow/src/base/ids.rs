//! The one place that makes ids and random bytes.

use uuid::Uuid;

/// A new id: UUIDv7, so that later ids sort later (RFC 9562 §5.7).
#[allow(clippy::disallowed_methods)]
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// Random bytes from the operating system, for secrets and keys.
#[allow(clippy::disallowed_methods)]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::fill(&mut bytes);
    bytes
}
