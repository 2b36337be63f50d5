//! A panic in a server's task is caught and answered with a 500, or lost with the task: here it is remembered.

use std::cell::RefCell;
use std::sync::{Mutex, Once, PoisonError};

static SEEN: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

thread_local! {
    /// Ends the process-wide hook's interest in a thread that panics inside the hook.
    static INSIDE: RefCell<bool> = const { RefCell::new(false) };
}

/// The name of the worker threads of a case.
pub fn server_thread(case: &str) -> String {
    format!("server of {case}")
}

/// Remembers every panic from now on, beside what is printed of it.
pub fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let printed = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !INSIDE.replace(true) {
                let thread = std::thread::current().name().unwrap_or_default().to_owned();
                SEEN.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push((thread, info.to_string()));
                INSIDE.set(false);
            }
            printed(info);
        }));
    });
}

/// The panics of the case's worker threads, and of the database's threads (which carry no case's name).
pub fn of(case: &str) -> Vec<String> {
    let own = server_thread(case);
    let seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    let ours = seen
        .iter()
        .filter(|(thread, _)| *thread == own || thread.starts_with("taskflow"));
    ours.map(|(thread, text)| format!("  {thread} panicked: {text}")).collect()
}
