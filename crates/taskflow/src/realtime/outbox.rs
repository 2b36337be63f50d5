//! What waits to be sent to one connection: bounded in frames and in bytes, filled by rooms, emptied by its own task.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::Notify;
use uuid::Uuid;

use super::access::ScopeId;
use super::ask::TextAt;
use super::close::Close;
use super::feed::{Frame, Place};
use super::stats::Stats;
use super::token::Token;

/// A frame on its way to one connection.
#[derive(Debug)]
pub struct Item {
    pub seat: Seat,
    pub line: Line,
}

/// One of a connection's subscriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    pub place: Place,
    /// Counts the connection's subscriptions: what an earlier one to the place left is thrown away.
    pub turn: u32,
}

/// A frame and what it means to its reader. Shared by many: cheap to clone.
#[derive(Clone, Debug)]
pub struct Line {
    pub bytes: Bytes,
    /// Where its reader stands once it is sent.
    pub token: Option<Token>,
    /// The rights its reader knows of once it is sent.
    pub scope: Option<ScopeId>,
    pub mark: Mark,
}

impl Line {
    /// One that moves nobody.
    pub fn new(bytes: Bytes) -> Self {
        Self { bytes, token: None, scope: None, mark: Mark::None }
    }

    pub fn marked(mut self, mark: Mark) -> Self {
        self.mark = mark;
        self
    }

    pub fn telling(mut self, scope: ScopeId) -> Self {
        self.scope = Some(scope);
        self
    }
}

impl From<Frame> for Line {
    fn from(frame: Frame) -> Self {
        Self { token: frame.token, ..Self::new(frame.bytes) }
    }
}

/// What a frame means for the subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    None,
    /// It is answered how the client resumes; deltas follow.
    Resumed,
    /// It is answered that the client must fetch first: nothing follows.
    Parted,
    Live,
    /// The place is not to be seen any more: nothing follows.
    Gone,
    /// A shared text, by its task, up to there.
    Text(Uuid, TextAt),
    /// Nothing more of a shared text follows.
    TextClosed(Uuid),
}

/// What the connection's task does next.
#[derive(Debug)]
pub enum Next {
    Close(Close),
    /// Time for a ping.
    Beat,
    Send(Item),
    /// Everything of this place that could be sent is sent, and more was dropped: it must be caught up.
    Behind(Seat),
}

/// See the module.
#[derive(Debug)]
pub struct Outbox {
    state: Mutex<State>,
    ready: Notify,
    closing: Notify,
    most_frames: usize,
    most_bytes: usize,
    stats: Arc<Stats>,
}

#[derive(Debug, Default)]
struct State {
    items: VecDeque<Item>,
    bytes: usize,
    behind: Vec<Seat>,
    beat: bool,
    close: Option<Close>,
}

impl Outbox {
    pub fn new(most_frames: usize, most_bytes: usize, stats: Arc<Stats>) -> Self {
        Self {
            state: Mutex::default(),
            ready: Notify::new(),
            closing: Notify::new(),
            most_frames,
            most_bytes,
            stats,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues all of them. When they do not fit, nothing of their place is queued any more, its reader is behind, and
    /// the answer is false: the room is done with it until it comes back.
    #[must_use]
    pub fn push(&self, seat: Seat, lines: &[Line]) -> bool {
        let mut state = self.state();
        let fits = lines.iter().all(|line| self.add(&mut state, seat, line));
        if !fits {
            state.drop_place(seat.place);
            state.behind.push(seat);
            self.stats.overflows.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        }
        drop(state);
        self.ready.notify_one();
        fits
    }

    /// Queues as many as fit; when some do not, the reader is behind, and the answer is false.
    #[must_use]
    pub fn fill(&self, seat: Seat, lines: &[Line]) -> bool {
        let mut state = self.state();
        let fits = lines.iter().all(|line| self.add(&mut state, seat, line));
        if !fits {
            state.behind.push(seat);
        }
        drop(state);
        self.ready.notify_one();
        fits
    }

    /// A frame that is larger than everything that may wait goes alone. An ended connection takes all and sends none.
    fn add(&self, state: &mut State, seat: Seat, line: &Line) -> bool {
        if state.close.is_some() {
            return true;
        }
        let full = state.items.len() >= self.most_frames || state.bytes + line.bytes.len() > self.most_bytes;
        if full && !state.items.is_empty() {
            return false;
        }
        state.bytes += line.bytes.len();
        state.items.push_back(Item { seat, line: line.clone() });
        true
    }

    /// The room that fed it is no more: another one must catch it up.
    pub fn orphan(&self, seat: Seat) {
        self.state().behind.push(seat);
        self.ready.notify_one();
    }

    /// Drops what waits of a place that is not followed any more.
    pub fn forget(&self, place: Place) {
        self.state().drop_place(place);
    }

    /// Ends the connection; the first reason counts. What waits is not sent.
    pub fn close(&self, close: Close) {
        let mut state = self.state();
        state.close.get_or_insert(close);
        (state.items, state.bytes) = (VecDeque::new(), 0);
        drop(state);
        self.ready.notify_one();
        self.closing.notify_one();
    }

    /// Time for a ping.
    pub fn beat(&self) {
        self.state().beat = true;
        self.ready.notify_one();
    }

    /// What to do next. For one task only; whatever it got and does not do is lost.
    pub async fn next(&self) -> Next {
        loop {
            if let Some(next) = self.state().next() {
                return next;
            }
            self.ready.notified().await;
        }
    }

    /// Returns as soon as the connection is to end: so that a write that hangs does not keep it.
    pub async fn closed(&self) -> Close {
        loop {
            if let Some(close) = self.state().close {
                return close;
            }
            self.closing.notified().await;
        }
    }
}

impl State {
    fn drop_place(&mut self, place: Place) {
        self.items.retain(|item| item.seat.place != place);
        self.bytes = self.items.iter().map(|item| item.line.bytes.len()).sum();
        self.behind.retain(|seat| seat.place != place);
    }

    fn next(&mut self) -> Option<Next> {
        if let Some(close) = self.close {
            return Some(Next::Close(close));
        }
        if std::mem::take(&mut self.beat) {
            return Some(Next::Beat);
        }
        if let Some(item) = self.items.pop_front() {
            self.bytes -= item.line.bytes.len();
            if self.items.is_empty() {
                // An idle connection keeps no room for a burst.
                self.items = VecDeque::new();
            }
            return Some(Next::Send(item));
        }
        self.behind.pop().map(Next::Behind)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn seat(of: u128) -> Seat {
        Seat { place: Place::Workspace(Uuid::from_u128(of)), turn: 1 }
    }

    fn lines(sizes: &[usize]) -> Vec<Line> {
        sizes.iter().map(|size| Line::new(Bytes::from(vec![b'x'; *size]))).collect()
    }

    fn outbox() -> Outbox {
        Outbox::new(4, 100, Arc::default())
    }

    fn taken(outbox: &Outbox) -> Vec<String> {
        std::iter::from_fn(|| outbox.state().next())
            .map(|next| match next {
                Next::Send(item) => item.line.bytes.len().to_string(),
                Next::Behind(behind) if behind == seat(1) => "behind".to_owned(),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn who_overflows_loses_its_own_frames_only() {
        let outbox = outbox();
        assert!(outbox.push(seat(2), &lines(&[10])));
        assert!(outbox.push(seat(1), &lines(&[20, 30])));
        assert!(!outbox.push(seat(1), &lines(&[50])), "too many bytes");
        assert_eq!(taken(&outbox), ["10", "behind"]);
    }

    #[test]
    fn frames_are_counted_as_well_as_bytes() {
        let outbox = outbox();
        assert!(outbox.push(seat(1), &lines(&[1; 4])));
        assert!(!outbox.push(seat(1), &lines(&[1])));
        assert_eq!(taken(&outbox), ["behind"]);
    }

    #[test]
    fn catching_up_keeps_what_fits() {
        let outbox = outbox();
        assert!(!outbox.fill(seat(1), &lines(&[60, 30, 20])));
        assert_eq!(taken(&outbox), ["60", "30", "behind"]);
    }

    #[test]
    fn a_frame_larger_than_the_queue_goes_alone() {
        let outbox = outbox();
        assert!(outbox.push(seat(1), &lines(&[1000])));
        assert_eq!(taken(&outbox), ["1000"]);
    }

    #[test]
    fn the_end_comes_before_all_else_and_the_first_reason_counts() {
        let outbox = outbox();
        assert!(outbox.push(seat(1), &lines(&[1])));
        outbox.beat();
        outbox.close(Close::Revoked);
        outbox.close(Close::Drain);
        assert!(outbox.push(seat(1), &lines(&[1000, 1])), "nobody needs to be caught up");
        assert!(matches!(outbox.state().next(), Some(Next::Close(Close::Revoked))));
    }
}
