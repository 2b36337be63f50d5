//! What happens by itself: consumers that follow the log, senders for what leaves the process, alarms for what is due.
//!
//! A consumer's effects and its cursor are one transaction, guarded by a fence. What leaves the process is a row first, and
//! so is what is to happen at its time. So whoever dies, at whatever point, leaves nothing undone and nothing done twice.

mod cause;
mod clockwork;
mod consumer;
mod delivery;
mod dispatch;
mod follower;
mod idle;
mod poison;
mod process;
mod shards;
mod standing;
mod store;
mod timer;
mod turn;

use std::sync::Arc;

pub use clockwork::Clockwork;
pub use consumer::{Begins, Consumer, Follows};
pub use delivery::{
    Delivery, NewDelivery, Outcome, Sender, dead_letters, deliver, forget_dead_before, forget_sent_before,
    redeliver,
};
pub use dispatch::Dispatcher;
pub use follower::Follower;
pub use idle::Idle;
pub use poison::{Halt, halts, replay, rewind, skip};
pub use process::Process;
pub use standing::{Standing, standings, tasks_waiting};
pub use store::skip_to;
pub use timer::{Alarm, SetAside, Timer, cancel_timer, retry_timers, set_aside, set_timer, timer_of};

/// What a service does by itself.
#[derive(Clone, Default)]
pub struct Works {
    pub consumers: Vec<Arc<dyn Consumer>>,
    pub senders: Vec<Arc<dyn Sender>>,
    pub alarms: Vec<Arc<dyn Alarm>>,
}
