//! The log: every change is an entry in its stream, written in the transaction of the change itself.
//!
//! A workspace is one stream, a person another. Commands [`Cx::emit`] entries; the [`LogJournal`] gives
//! them their place just before the group commits; everything else reads the log.

mod answer;
mod chain;
mod consume;
mod context;
mod entry;
mod epoch;
mod fold;
mod followed;
mod journal;
mod lanes;
mod origin;
mod past;
mod personal;
mod points;
mod queries;
mod redaction;
mod restore;
mod store;
mod verify;
mod wake;
mod works;

pub use answer::{Remembered, Replay, forget_answers_before, is_kept, recall, remember};
pub use chain::next as next_link;
pub use consume::{Lease, advance_cursor, claim_lease, cursor, hold, release_lease};
pub use context::{Cx, Meta};
pub use entry::{Entity, Entry, Image, NewEvent, Op, OpKind, Payload, Stream, matching};
pub use epoch::new_epoch;
pub use fold::Fold;
pub use followed::Followed;
pub use journal::{LogJournal, at_the_end, outcome};
pub use lanes::Lanes;
pub use origin::{Origin, forget_origins, hash_of as origin_hash};
pub use past::{
    AsOf, Former, Once, Was, as_of, as_of_all, as_of_each, entries_at, made_at, tasks_once, touched_since,
};
pub use personal::{Personal, personal};
pub use points::reached;
pub use queries::{
    Head, activity, by_ids, entries_after, entries_with, ever, head, heads, heads_of, kind_of, latest_of,
    link_at, newest, tally,
};
pub use restore::Restored;
pub use verify::{Imager, Report, verify_stream};
pub use wake::{Grown, Position, Wake};
pub use works::{
    Alarm, Begins, Clockwork, Consumer, Delivery, Dispatcher, Follower, Follows, Halt, Idle, NewDelivery,
    Outcome, Process, Sender, SetAside, Standing, Timer, Works, cancel_timer, dead_letters, deliver,
    forget_dead_before, forget_sent_before, halts, redeliver, replay, retry_timers, rewind, set_aside,
    set_timer, skip, standings, tasks_waiting, timer_of,
};
