//! Carries notes between this process and the others, for as long as it runs: connects, sends, hears, connects again.

use std::ops::ControlFlow;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, MissedTickBehavior};
use uuid::Uuid;

use super::carrier::{Carrier, Lost, PATIENCE, Session};
use super::note::Note;
use super::outbox::Outbox;
use super::{Hints, Presence};
use crate::event::Wake;

/// The first wait before connecting again; it doubles …
const PAUSE: Duration = Duration::from_millis(250);
/// … up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// A connection that held this long was a good one: the waits begin anew.
const GOOD: Duration = Duration::from_secs(10);
/// How often a quiet connection is asked whether it still stands.
const CHECK: Duration = Duration::from_secs(15);

/// See the module.
pub struct Courier {
    carrier: Carrier,
    /// This process, for as long as it runs.
    origin: Uuid,
    hints: Hints,
    wake: Wake,
    outbox: Outbox,
    /// What was last logged.
    up: Option<bool>,
}

impl Courier {
    pub fn new(
        carrier: Carrier,
        origin: Uuid,
        hints: Hints,
        wake: Wake,
        waiting: mpsc::Receiver<Presence>,
    ) -> Self {
        let outbox = Outbox::new(wake.subscribe_local(), wake.subscribe_stirred_here(), waiting);
        let courier = Self { carrier, origin, hints, wake, outbox, up: None };
        courier.gauge(0.0);
        courier
    }

    /// Until stopped.
    pub async fn run(mut self, mut stopped: watch::Receiver<bool>) {
        let mut pause = PAUSE;
        loop {
            self.outbox.clear();
            let began = Instant::now();
            let ended = tokio::select! {
                () = told(&mut stopped) => return,
                connected = patiently(self.carrier.connect()) => connected,
            };
            let ended = match ended {
                Ok(session) => {
                    self.came_up();
                    self.carry(session, &mut stopped).await
                }
                Err(lost) => ControlFlow::Continue(lost),
            };
            match ended {
                ControlFlow::Break(()) => return,
                ControlFlow::Continue(lost) => self.went_down(&lost),
            }
            if began.elapsed() > GOOD {
                pause = PAUSE;
            }
            tokio::select! {
                () = told(&mut stopped) => return,
                () = tokio::time::sleep(pause) => {}
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    async fn carry(
        &mut self,
        mut session: Session,
        stopped: &mut watch::Receiver<bool>,
    ) -> ControlFlow<(), Lost> {
        let mut check = tokio::time::interval_at(Instant::now() + CHECK, CHECK);
        check.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let done = tokio::select! {
                () = told(stopped) => {
                    // The last changes before the end; whoever misses them polls.
                    let _ = self.send(&mut session, None).await;
                    return ControlFlow::Break(());
                }
                heard = session.next(self.origin) => heard.map(|notes| self.heard(notes)),
                notes = self.outbox.next() => self.send(&mut session, Some(notes)).await,
                _ = check.tick() => patiently(session.check()).await,
            };
            if let Err(lost) = done {
                return ControlFlow::Continue(lost);
            }
        }
    }

    /// Sends these, or all that waits.
    async fn send(&mut self, session: &mut Session, notes: Option<Vec<Note>>) -> Result<(), Lost> {
        let notes = notes.unwrap_or_else(|| self.outbox.take());
        if notes.is_empty() {
            return Ok(());
        }
        patiently(session.send(&notes, self.origin)).await?;
        metrics::counter!("taskflow_hints_sent_total").increment(notes.len() as u64);
        Ok(())
    }

    fn heard(&self, notes: Vec<Note>) {
        metrics::counter!("taskflow_hints_received_total").increment(notes.len() as u64);
        for note in notes {
            match note {
                Note::Head(grown) => self.wake.heard(grown.head),
                Note::Presence(presence) => self.hints.heard(presence),
                Note::Stirred(workspace) => self.wake.heard_stir(workspace),
            }
        }
    }

    fn came_up(&mut self) {
        self.hints.set_connected(true);
        self.gauge(1.0);
        if self.up.replace(true) != Some(true) {
            tracing::info!(carrier = self.carrier.name(), "hints go to other processes");
        }
    }

    fn went_down(&mut self, lost: &Lost) {
        self.hints.set_connected(false);
        self.gauge(0.0);
        if self.up.replace(false) != Some(false) {
            let carrier = self.carrier.name();
            tracing::warn!(error = %lost, carrier, "no hints between processes; changes of others are seen within a second");
        }
    }

    fn gauge(&self, connected: f64) {
        metrics::gauge!("taskflow_hints_connected", "carrier" => self.carrier.name()).set(connected);
    }
}

/// Until told to stop.
async fn told(stopped: &mut watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

async fn patiently<T>(work: impl Future<Output = Result<T, Lost>>) -> Result<T, Lost> {
    match tokio::time::timeout(PATIENCE, work).await {
        Ok(done) => done,
        Err(_) => Err(Lost::new("no answer")),
    }
}
