//! Commands that wait, by lane. A lane is worked on by one writer at a time, so commands of one stream never meet each
//! other's row locks within a process; they are committed together instead.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use uuid::Uuid;

use crate::error::{Error, ErrorKind};
use crate::job::{Verdict, Waiting};

#[derive(Default)]
struct Lane {
    waiting: VecDeque<Waiting>,
    busy: bool,
}

#[derive(Default)]
struct State {
    lanes: HashMap<Uuid, Lane>,
    /// Lanes that have commands and no writer, each once, longest waiting first.
    ready: VecDeque<Uuid>,
    waiting: usize,
    idle: usize,
    closed: bool,
}

pub(crate) struct Lanes {
    state: Mutex<State>,
    changed: Condvar,
    capacity: usize,
}

/// What a writer got when it asked for work.
pub(crate) enum Work {
    /// Commands in order, and the lanes to give back with [`Lanes::release`].
    Group(Vec<Waiting>, Vec<Uuid>),
    /// Nothing came for the given time.
    Idle,
    /// Closed, and nothing is left.
    Closed,
}

impl Lanes {
    pub(crate) fn new(capacity: usize) -> Lanes {
        Lanes { state: Mutex::default(), changed: Condvar::new(), capacity }
    }

    /// A command that may not wait is answered at once.
    pub(crate) fn push(&self, command: Waiting) {
        if let Some((command, error)) = self.enqueue(command) {
            command.job.answer(Verdict::Failed(error));
        }
    }

    fn enqueue(&self, command: Waiting) -> Option<(Waiting, Error)> {
        let mut state = self.lock();
        if state.closed {
            return Some((command, Error::unavailable("the database is closed")));
        }
        if state.waiting >= self.capacity && !command.migration {
            return Some((command, Error::detailed(ErrorKind::Busy, "too many commands are waiting")));
        }
        let id = command.lane;
        let lane = state.lanes.entry(id).or_default();
        lane.waiting.push_back(command);
        let newly_ready = lane.waiting.len() == 1 && !lane.busy;
        state.waiting += 1;
        if newly_ready {
            state.ready.push_back(id);
            self.changed.notify_one();
        }
        None
    }

    /// Up to `group` commands: of the lane that waited longest, and of further lanes when there are more of them than
    /// idle writers.
    pub(crate) fn take(&self, group: usize, patience: Duration) -> Work {
        let mut state = self.lock();
        state.idle += 1;
        while state.ready.is_empty() && !(state.closed && state.waiting == 0) {
            let (guard, timeout) = self
                .changed
                .wait_timeout(state, patience)
                .unwrap_or_else(PoisonError::into_inner);
            state = guard;
            if timeout.timed_out() && state.ready.is_empty() {
                break;
            }
        }
        state.idle -= 1;
        if state.ready.is_empty() {
            return if state.closed && state.waiting == 0 { Work::Closed } else { Work::Idle };
        }
        let (mut commands, mut lanes) = (Vec::new(), Vec::new());
        while commands.len() < group && (lanes.is_empty() || state.ready.len() > state.idle) {
            let Some(id) = state.ready.pop_front() else { break };
            take_from(&mut state, id, group, &mut commands);
            lanes.push(id);
            if commands.last().is_some_and(|command: &Waiting| command.migration) {
                break;
            }
        }
        state.waiting -= commands.len();
        Work::Group(commands, lanes)
    }

    /// Gives lanes back after their group ended.
    pub(crate) fn release(&self, lanes: &[Uuid]) {
        let mut state = self.lock();
        for id in lanes {
            let Some(lane) = state.lanes.get_mut(id) else {
                continue;
            };
            lane.busy = false;
            if lane.waiting.is_empty() {
                state.lanes.remove(id);
            } else {
                state.ready.push_back(*id);
                self.changed.notify_one();
            }
        }
        if state.closed && state.waiting == 0 {
            self.changed.notify_all();
        }
    }

    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    pub(crate) fn waiting(&self) -> usize {
        self.lock().waiting
    }

    // A panic while the lock is held cannot leave the state half-changed: no closure runs under it.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn take_from(state: &mut State, id: Uuid, group: usize, commands: &mut Vec<Waiting>) {
    let Some(lane) = state.lanes.get_mut(&id) else {
        return;
    };
    lane.busy = true;
    while commands.len() < group {
        // A migration is a group of its own.
        let alone = lane.waiting.front().is_some_and(|next| next.migration);
        if alone && !commands.is_empty() {
            break;
        }
        let Some(command) = lane.waiting.pop_front() else {
            break;
        };
        commands.push(command);
        if alone {
            break;
        }
    }
}
