//! Permits to hash a password, and how many wait for one.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Semaphore;

/// Each permit takes a core and `auth.argon2_memory_kib` of memory for its time.
#[derive(Debug)]
pub struct Hashing {
    permits: Semaphore,
    waiting: AtomicU64,
}

/// Counts somebody as waiting until dropped, also when they give up.
struct Waiting<'a>(&'a AtomicU64);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Hashing {
    pub fn new(permits: usize) -> Self {
        Self { permits: Semaphore::new(permits), waiting: AtomicU64::new(0) }
    }

    /// Waits for a permit and takes it; give it back with [`Hashing::done`].
    pub async fn take(&self) {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        let _waiting = Waiting(&self.waiting);
        // It is never closed.
        if let Ok(permit) = self.permits.acquire().await {
            permit.forget();
        }
    }

    pub fn done(&self) {
        self.permits.add_permits(1);
    }

    /// How many wait for a permit now.
    pub fn waiting(&self) -> u64 {
        self.waiting.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn who_waits_is_counted_until_they_are_served_or_gone() {
        let hashing = Hashing::new(1);
        assert!(hashing.take().now_or_never().is_some());
        let mut second = Box::pin(hashing.take());
        assert!((&mut second).now_or_never().is_none());
        assert_eq!(hashing.waiting(), 1);
        hashing.done();
        assert!((&mut second).now_or_never().is_some());
        assert_eq!(hashing.waiting(), 0);
        let mut third = Box::pin(hashing.take());
        assert!((&mut third).now_or_never().is_none());
        drop(third);
        assert_eq!(hashing.waiting(), 0);
    }
}
