//! How much a client may say.

use std::num::NonZeroU32;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

const A_SECOND: NonZeroU32 = NonZeroU32::MIN.saturating_add(19);
const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);

/// One connection's frames, control frames included.
#[derive(Debug)]
pub struct Budget(DefaultDirectRateLimiter);

impl Budget {
    pub fn new() -> Self {
        Self(RateLimiter::direct(Quota::per_second(A_SECOND).allow_burst(BURST)))
    }

    /// False when it is too much.
    pub fn take(&self) -> bool {
        self.0.check().is_ok()
    }
}
