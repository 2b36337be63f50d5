//! Sends one sender's deliveries from one process: claim, commit, send, note.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::process::told_to_stop;
use super::{Delivery, Outcome, Process, Sender, store};
use crate::base::{Error, Result, Stamp, ids};
use crate::event::{self, Cx, Meta};

/// How late a delivery of another process, or one that is tried again, is noticed at most.
const LOOK: Duration = Duration::from_secs(1);
/// Deliveries looked at for each place that is free: some lanes may be full.
const CHOICE: usize = 4;

/// See the module.
pub struct Dispatcher {
    process: Process,
    sender: Arc<dyn Sender>,
    lanes: HashMap<String, usize>,
    running: JoinSet<String>,
}

impl Dispatcher {
    pub fn new(process: Process, sender: Arc<dyn Sender>) -> Self {
        Self { process, sender, lanes: HashMap::new(), running: JoinSet::new() }
    }

    /// Works until it is stopped; then ends the tries under way.
    pub async fn run(mut self, mut stopped: watch::Receiver<bool>) {
        let mut stirred = self.process.wake.deliveries();
        loop {
            let begun = self.begin().await.unwrap_or_else(|error| {
                tracing::warn!(%error, sender = self.sender.name(), "could not look for what is to be sent");
                0
            });
            // With more to take it goes on at once.
            let wait = if begun > 0 && self.running.len() < self.sender.concurrency() {
                Duration::ZERO
            } else {
                LOOK
            };
            tokio::select! {
                () = told_to_stop(&mut stopped) => break,
                Some(ended) = self.running.join_next() => self.ended(ended),
                _ = stirred.changed() => {}
                () = tokio::time::sleep(wait) => {}
            }
        }
        while self.running.join_next().await.is_some() {}
    }

    fn ended(&mut self, ended: Result<String, tokio::task::JoinError>) {
        match ended {
            Ok(lane) => {
                if let Some(count) = self.lanes.get_mut(&lane) {
                    *count -= 1;
                    if *count == 0 {
                        self.lanes.remove(&lane);
                    }
                }
            }
            Err(error) => {
                tracing::error!(%error, sender = self.sender.name(), "a try to send broke down");
                // Which lane it was is not known; at worst some lanes carry more for a while.
                self.lanes.clear();
            }
        }
    }

    /// Begins as many tries as there are places for; tells how many.
    async fn begin(&mut self) -> Result<usize> {
        let free = self.sender.concurrency().saturating_sub(self.running.len());
        if free == 0 {
            return Ok(0);
        }
        let most = self.sender.per_lane();
        let full: Vec<String> = self
            .lanes
            .iter()
            .filter(|(_, count)| **count >= most)
            .map(|(lane, _)| lane.clone())
            .collect();
        let (name, now) = (self.sender.name(), self.process.clock.now());
        let limit = i64::try_from(free * CHOICE).unwrap_or(i64::MAX);
        let looking = self
            .process
            .db
            .glance(move |tx| store::due_deliveries(tx, name, now, full.clone(), limit));
        let mut lanes = self.lanes.clone();
        let mut chosen = Vec::new();
        for (id, lane) in looking.await? {
            let count = lanes.entry(lane).or_default();
            if *count < most && chosen.len() < free {
                *count += 1;
                chosen.push(id);
            }
        }
        if chosen.is_empty() {
            return Ok(0);
        }
        let claim = ids::new_id();
        let until = now.plus_ms(i64::try_from(self.sender.patience().as_millis()).unwrap_or(60_000));
        let claiming = self
            .process
            .db
            .write(Uuid::nil(), move |tx| store::claim_deliveries(tx, chosen.clone(), claim, now, until));
        let claimed = claiming.await?.0;
        event::reached("delivery.claimed");
        let count = claimed.len();
        for delivery in claimed {
            *self.lanes.entry(delivery.lane.clone()).or_default() += 1;
            let (process, sender) = (self.process.clone(), Arc::clone(&self.sender));
            self.running.spawn(async move {
                let outcome = sender.send(&delivery).await;
                event::reached("delivery.sent");
                let lane = delivery.lane.clone();
                if let Err(error) = note(&process, sender, delivery, claim, outcome).await {
                    // Once the patience is over it is sent again, under the same id.
                    tracing::warn!(%error, "what became of a delivery could not be noted");
                }
                lane
            });
        }
        Ok(count)
    }
}

/// Notes what became of a try, unless somebody else has made one since.
async fn note(
    process: &Process,
    sender: Arc<dyn Sender>,
    delivery: Delivery,
    claim: Uuid,
    outcome: Outcome,
) -> Result<()> {
    let now = process.clock.now();
    let (state, next, text) = match &outcome {
        Outcome::Sent { note } => ("sent", now, note.clone()),
        Outcome::Again { after_ms, note } => ("waiting", now.plus_ms((*after_ms).max(0)), note.clone()),
        Outcome::Dead { note } => ("dead", now, note.clone()),
    };
    if state == "dead" {
        tracing::warn!(sender = delivery.sender, id = %delivery.id, text, "a delivery was given up");
    }
    let lane = delivery.stream_id;
    let noting = process.db.write(lane, move |tx| {
        settle(tx, &sender, (&delivery, claim, &outcome), (state, next, &text), now)
    });
    noting.await?;
    event::reached("delivery.noted");
    Ok(())
}

fn settle(
    tx: &mut taskflow_db::Tx<'_>,
    sender: &Arc<dyn Sender>,
    (delivery, claim, outcome): (&Delivery, Uuid, &Outcome),
    (state, next, text): (&str, Stamp, &str),
    now: Stamp,
) -> Result<(), Error> {
    let text: String = text.chars().take(500).collect();
    if store::settle_delivery(tx, (delivery.id, claim), state, next, &text, now)? {
        let meta = Meta::system(now, format!("{}/{}", delivery.sender, delivery.id));
        sender.record(&mut Cx::new(tx, &meta), delivery, outcome)?;
    }
    Ok(())
}
