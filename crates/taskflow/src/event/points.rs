//! Places at which tests kill or freeze a process. Debug builds only; a release has nothing of it.

/// This place was reached. `TASKFLOW_CRASH_POINT=NAME:N` in the environment of a debug build ends the process at the Nth time,
/// as a loss of power would; `NAME:N:MS` has the thread stand still that long instead.
#[cfg(debug_assertions)]
pub fn reached(name: &str) {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    static POINT: OnceLock<Option<(String, u64, Option<u64>)>> = OnceLock::new();
    static TIMES: AtomicU64 = AtomicU64::new(0);
    let point = POINT.get_or_init(|| {
        let text = std::env::var("TASKFLOW_CRASH_POINT").ok()?;
        let mut parts = text.split(':');
        let name = parts.next()?.to_owned();
        let nth = parts.next()?.parse().ok()?;
        Some((name, nth, parts.next().and_then(|ms| ms.parse().ok())))
    });
    let Some((wanted, nth, freeze)) = point else {
        return;
    };
    if wanted != name || TIMES.fetch_add(1, Ordering::Relaxed) + 1 != *nth {
        return;
    }
    match freeze {
        Some(ms) => std::thread::sleep(std::time::Duration::from_millis(*ms)),
        None => std::process::abort(),
    }
}

/// See above.
#[cfg(not(debug_assertions))]
#[inline]
pub fn reached(_name: &str) {}
