//! Fires what is due, in any number of processes: whoever takes the row away does it.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::sync::watch;
use uuid::Uuid;

use super::process::{MOST_ATTEMPTS, backoff_ms, is_passing, pause};
use super::{Alarm, Process, store};
use crate::base::{Error, Result};
use crate::event::{self, Cx, Meta};

/// How late something is noticed at most.
const TICK: Duration = Duration::from_millis(400);
/// Timers fired at once.
const BATCH: i64 = 100;

/// The alarms of one process.
pub struct Clockwork {
    process: Process,
    alarms: Vec<Arc<dyn Alarm>>,
}

impl Clockwork {
    pub fn new(process: Process, alarms: Vec<Arc<dyn Alarm>>) -> Self {
        Self { process, alarms }
    }

    /// Works until it is stopped.
    pub async fn run(self, mut stopped: watch::Receiver<bool>) {
        while !*stopped.borrow() {
            let more = self.round().await.unwrap_or_else(|error| {
                tracing::warn!(%error, "could not look for what is due");
                false
            });
            if !more && pause(&mut stopped, TICK).await {
                return;
            }
        }
    }

    /// Fires what is due now; tells whether to go on at once: not while the database takes nothing.
    async fn round(&self) -> Result<bool> {
        let now = self.process.clock.now();
        let names: Vec<&'static str> = self.alarms.iter().map(|alarm| alarm.name()).collect();
        let due = self
            .process
            .db
            .glance(move |tx| store::due_timers(tx, now, &names, BATCH))
            .await?;
        let count = due.len();
        let firing: FuturesUnordered<_> = due
            .into_iter()
            .filter_map(|(name, key)| {
                let alarm = self.alarms.iter().find(|alarm| alarm.name() == name)?;
                Some(self.fire(Arc::clone(alarm), key))
            })
            .collect();
        let done: Vec<bool> = firing.collect().await;
        Ok(count == BATCH as usize && done.contains(&true))
    }

    /// Whether it came to something: that it failed, too, once it was noted.
    async fn fire(&self, alarm: Arc<dyn Alarm>, key: String) -> bool {
        let (name, now) = (alarm.name(), self.process.clock.now());
        let attempted = key.clone();
        let firing = self.process.db.write(Uuid::nil(), move |tx| {
            let Some(timer) = store::take_timer(tx, alarm.name(), &attempted, now)? else {
                return Ok(());
            };
            event::reached("timer.taken");
            let meta = Meta::system(now, format!("{}/{}", alarm.name(), timer.key));
            alarm.fire(&mut Cx::new(tx, &meta), &timer)?;
            event::reached("timer.fired");
            Ok::<_, Error>(())
        });
        match firing.await {
            Ok(_) => {
                event::reached("timer.committed");
                true
            }
            Err(error) if is_passing(&error) => {
                tracing::debug!(%error, alarm = name, "a timer fires later");
                false
            }
            Err(error) => self.note(name, key, &error).await,
        }
    }

    async fn note(&self, alarm: &'static str, key: String, error: &Error) -> bool {
        tracing::warn!(alarm, key, %error, "a timer failed");
        let (now, text) = (self.process.clock.now(), error.to_string().chars().take(500).collect::<String>());
        let noting = self.process.db.write(Uuid::nil(), move |tx| {
            let Some(attempts) = store::timer_attempts(tx, alarm, &key)? else {
                return Ok(());
            };
            let next = now.plus_ms(backoff_ms(attempts + 1));
            store::fail_timer(tx, (alarm, &key, attempts), next, &text, MOST_ATTEMPTS, now)
        });
        let noted = noting.await;
        if let Err(error) = &noted {
            tracing::warn!(alarm, %error, "it could not be noted that a timer failed");
        }
        noted.is_ok()
    }
}
