//! The one place that reads the machine's clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::Stamp;

/// Tells the time. Tests move it with [`Clock::advance_ms`].
#[derive(Clone, Debug, Default)]
pub struct Clock {
    ahead_ms: Arc<AtomicI64>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// Now, plus whatever the clock was put ahead.
    #[allow(clippy::disallowed_methods)]
    pub fn now(&self) -> Stamp {
        let ms = jiff::Timestamp::now().as_millisecond();
        Stamp(ms + self.ahead_ms.load(Ordering::Relaxed))
    }

    /// Puts the clock ahead: waiting without waiting.
    pub fn advance_ms(&self, ms: i64) {
        self.ahead_ms.fetch_add(ms, Ordering::Relaxed);
    }
}
