//! What was written and when, and what came to whom and when.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use tokio::sync::Notify;

/// The cause of no event, as long as every other.
pub const NO_CAUSE: &str = "bench-00000000";
/// How each begins; nothing else in a frame does.
pub const CAUSE: &str = "bench-";

/// The cause of the nth event: its idempotency key.
pub fn cause(number: usize) -> String {
    format!("bench-{number:08}")
}

/// Without anything for this long, something is lost.
const PATIENCE: Duration = Duration::from_secs(30);

/// See the module. One thread reads and writes it.
pub struct Receipts {
    written: RefCell<Vec<Option<Written>>>,
    /// The number of the first of `written`.
    first: Cell<usize>,
    delays: RefCell<Delays>,
    live: Cell<usize>,
    refusals: Cell<usize>,
    /// Times that an event came to a socket.
    received: Cell<u64>,
    awaited: Cell<(usize, u64)>,
    last: Cell<Instant>,
    sample: RefCell<String>,
    ready: Notify,
}

#[derive(Clone, Copy)]
struct Written {
    asked: Instant,
    answered: Option<Instant>,
}

/// In microseconds.
pub struct Delays {
    pub after_answer: Histogram<u64>,
    pub after_request: Histogram<u64>,
}

impl Delays {
    fn new() -> Self {
        let none = Histogram::new(3).unwrap();
        Self { after_answer: none.clone(), after_request: none }
    }
}

impl Receipts {
    pub fn new() -> Self {
        Self {
            written: RefCell::default(),
            first: Cell::new(0),
            delays: RefCell::new(Delays::new()),
            live: Cell::new(0),
            refusals: Cell::new(0),
            received: Cell::new(0),
            awaited: Cell::new((usize::MAX, u64::MAX)),
            last: Cell::new(Instant::now()),
            sample: RefCell::default(),
            ready: Notify::new(),
        }
    }

    /// Starts again with the nth event.
    pub fn begin(&self, first: usize) {
        self.written.borrow_mut().clear();
        self.first.set(first);
        *self.delays.borrow_mut() = Delays::new();
        self.received.set(0);
    }

    /// The nth event is about to be written.
    pub fn asked(&self, number: usize) {
        let (mut written, at) = (self.written.borrow_mut(), number - self.first.get());
        if written.len() <= at {
            written.resize(at + 1, None);
        }
        written[at] = Some(Written { asked: Instant::now(), answered: None });
    }

    /// Its writer has the answer.
    pub fn answered(&self, number: usize) {
        let mut written = self.written.borrow_mut();
        written[number - self.first.get()].as_mut().unwrap().answered = Some(Instant::now());
    }

    /// When the nth event was answered.
    pub fn answer(&self, number: usize) -> Instant {
        self.written.borrow()[number - self.first.get()].unwrap().answered.unwrap()
    }

    /// A frame came to a socket. True when it asks for an answer.
    pub fn frame(&self, text: &[u8]) -> bool {
        let kind = text.strip_prefix(b"{\"type\":\"").unwrap_or_default();
        if kind.starts_with(b"delta") {
            self.delta(std::str::from_utf8(text).unwrap());
        } else if kind.starts_with(b"live") {
            self.live.set(self.live.get() + 1);
            self.look();
        } else if kind.starts_with(b"reset") || kind.starts_with(b"error") {
            panic!("{}", String::from_utf8_lossy(text));
        }
        kind.starts_with(b"ping")
    }

    fn delta(&self, text: &str) {
        let (now, mut rest) = (Instant::now(), text);
        let (written, mut delays) = (self.written.borrow(), self.delays.borrow_mut());
        while let Some(at) = rest.find(CAUSE) {
            rest = &rest[at + CAUSE.len()..];
            let number: usize = rest[..8].parse().unwrap();
            // What was written between two measurements counts for neither.
            let at = number.checked_sub(self.first.get());
            let Some(written) = at.and_then(|at| written.get(at).copied().flatten()) else {
                continue;
            };
            let since = |then: Instant| u64::try_from(now.duration_since(then).as_micros()).unwrap();
            // What comes before its writer has read the answer was not waited for.
            delays.after_answer.record(written.answered.map_or(0, since)).unwrap();
            delays.after_request.record(since(written.asked)).unwrap();
            self.received.set(self.received.get() + 1);
        }
        drop((written, delays));
        self.last.set(now);
        if self.sample.borrow().is_empty() {
            self.sample.borrow_mut().push_str(text);
        }
        self.look();
    }

    pub fn nobody_is_live(&self) {
        self.live.set(0);
    }

    /// A socket was not let in.
    pub fn refused(&self, error: &std::io::Error) {
        if self.refusals.replace(self.refusals.get() + 1) == 0 {
            eprintln!("refused: {error}");
        }
    }

    /// How many were not let in at once.
    pub fn refusals(&self) -> usize {
        self.refusals.get()
    }

    fn look(&self) {
        let (live, received) = self.awaited.get();
        if self.live.get() >= live && self.received.get() >= received {
            self.ready.notify_one();
        }
    }

    /// Waits until so many sockets are live and so many receipts were counted.
    pub async fn reached(&self, live: usize, received: u64) {
        self.awaited.set((live, received));
        while self.live.get() < live || self.received.get() < received {
            let before = (self.live.get(), self.received.get());
            let waited = tokio::time::timeout(PATIENCE, self.ready.notified()).await;
            let now = (self.live.get(), self.received.get());
            assert!(waited.is_ok() || now != before, "{now:?} of {:?} live and received", (live, received));
        }
        self.awaited.set((usize::MAX, u64::MAX));
    }

    /// When the last event came.
    pub fn last(&self) -> Instant {
        self.last.get()
    }

    pub fn delays(&self) -> std::cell::Ref<'_, Delays> {
        self.delays.borrow()
    }

    /// The first delta that came.
    pub fn sample(&self) -> String {
        self.sample.borrow().clone()
    }
}
