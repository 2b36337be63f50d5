//! What leaves the process: a row first, in the transaction of its reason; then claimed, sent and noted, in that order.

use std::time::Duration;

use futures_util::future::BoxFuture;
use serde_json::Value;
use taskflow_db::Tx;
use uuid::Uuid;

use super::store;
use crate::base::{Error, Result, Stamp};
use crate::event::{Cx, Stream};

/// Something to be sent.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    pub sender: &'static str,
    /// With `target`: what makes it the same delivery when its reason is looked at again.
    pub stream: Stream,
    pub seq: i64,
    pub target: String,
    /// What should not be hit by too many at once, such as an endpoint.
    pub lane: String,
    pub body: Value,
    /// Not before.
    pub at: Stamp,
}

/// Something on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// The same at every try: others know it by this id.
    pub id: Uuid,
    pub sender: String,
    pub stream_id: Uuid,
    pub seq: i64,
    pub target: String,
    pub lane: String,
    pub body: Value,
    /// Tries, this one included.
    pub attempts: i64,
    /// What was noted at the last try.
    pub note: String,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

/// What became of a try. `note` is for people: never a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Sent { note: String },
    Again { after_ms: i64, note: String },
    Dead { note: String },
}

/// How soon something is tried again that failed for a fault of ours.
const FAULT_PAUSE_MS: i64 = 30_000;

impl Outcome {
    /// A fault of the server's own, which is logged: nothing was sent.
    pub fn fault() -> Self {
        let note = "a fault of the server's own".to_owned();
        Self::Again { after_ms: FAULT_PAUSE_MS, note }
    }
}

/// Sends deliveries of its name.
pub trait Sender: Send + Sync + 'static {
    fn name(&self) -> &'static str;

    /// At once, in this process.
    fn concurrency(&self) -> usize {
        16
    }

    /// At once in one lane, in this process.
    fn per_lane(&self) -> usize {
        4
    }

    /// How long a try may take: after that somebody else may make one.
    fn patience(&self) -> Duration {
        Duration::from_secs(60)
    }

    /// Makes one try. The claim is committed: whatever happens to this process, the try was made at most once before
    /// the patience is over.
    fn send<'a>(&'a self, delivery: &'a Delivery) -> BoxFuture<'a, Outcome>;

    /// Notes what became of a try where the sender keeps it, in the same transaction.
    ///
    /// # Errors
    /// Those of the database; the try then counts as not made.
    fn record(&self, cx: &mut Cx<'_, '_>, delivery: &Delivery, outcome: &Outcome) -> Result<()> {
        let _ = (cx, delivery, outcome);
        Ok(())
    }
}

/// Has something sent; answers its id, or nothing when it was to be sent already.
///
/// # Errors
/// Those of the database.
pub fn deliver(cx: &mut Cx<'_, '_>, new: &NewDelivery) -> Result<Option<Uuid>> {
    let (id, now) = (cx.new_id(), cx.now());
    Ok(store::insert_delivery(cx, id, new, now)?.then_some(id))
}

/// Deliveries of a sender that were given up, by id, after one.
///
/// # Errors
/// Those of the database.
pub fn dead_letters(tx: &mut Tx<'_>, sender: &str, after: Uuid, limit: i64) -> Result<Vec<Delivery>> {
    store::dead_letters(tx, sender, after, limit)
}

/// Sends a delivery that is sent or given up once more, under its old id.
///
/// # Errors
/// `NotFound`; `delivery_under_way` while it waits or is being sent.
pub fn redeliver(tx: &mut Tx<'_>, id: Uuid, now: Stamp) -> Result<()> {
    if store::wake_delivery(tx, id, now)? {
        return Ok(());
    }
    if store::has_delivery(tx, id)? {
        return Err(Error::conflict("delivery_under_way", "It is waiting or being sent already."));
    }
    Err(Error::NotFound("delivery"))
}

/// Forgets up to `limit` deliveries that were sent before an instant; tells how many went.
///
/// # Errors
/// Those of the database.
pub fn forget_sent_before(tx: &mut Tx<'_>, before: Stamp, limit: i64) -> Result<u64> {
    store::forget_sent(tx, before, limit)
}

/// Forgets up to `limit` deliveries that were given up before an instant; tells how many went.
///
/// # Errors
/// Those of the database.
pub fn forget_dead_before(tx: &mut Tx<'_>, before: Stamp, limit: i64) -> Result<u64> {
    store::forget_dead(tx, before, limit)
}
