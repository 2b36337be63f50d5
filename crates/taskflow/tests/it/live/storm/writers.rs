//! What happens in the workspace meanwhile: people work, at a steady rate.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use fastrand::Rng;
use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval_at};
use uuid::Uuid;

use crate::desk::Desk;
use crate::support::User;

/// Who writes at the same time.
const HANDS: u64 = 8;

/// See the module.
pub struct Writers {
    hands: JoinSet<()>,
    /// Writes that were answered.
    done: Arc<AtomicU64>,
    enough: Arc<AtomicBool>,
    began: Instant,
}

impl Writers {
    pub fn start(desk: &Desk, rate: u64, random: &mut Rng) -> Self {
        let (mut hands, done) = (JoinSet::new(), Arc::<AtomicU64>::default());
        let enough = Arc::<AtomicBool>::default();
        let period = Duration::from_secs(HANDS) / u32::try_from(rate).unwrap();
        for hand in 0..HANDS {
            let hand = Hand {
                who: if hand % 4 == 3 { desk.member.clone() } else { desk.owner.clone() },
                owner: desk.owner.clone(),
                workspace: desk.workspace,
                projects: [desk.project, desk.private],
                guests: [desk.member.id, desk.viewer.id, desk.commenter.id],
                tasks: Vec::new(),
                grants: Vec::new(),
                random: Rng::with_seed(random.u64(..)),
            };
            hands.spawn(hand.work(period, Arc::clone(&done), Arc::clone(&enough)));
        }
        Self { hands, done, enough, began: Instant::now() }
    }

    /// Answers how many writes were answered, and how many that was a second.
    pub async fn stop(self) -> (u64, u64) {
        self.enough.store(true, Ordering::Relaxed);
        self.hands.join_all().await;
        let (done, ms) = (self.done.load(Ordering::Relaxed), self.began.elapsed().as_millis());
        (done, done * 1000 / u64::try_from(ms).unwrap().max(1))
    }
}

struct Hand {
    who: User,
    owner: User,
    workspace: Uuid,
    /// An open one and a private one.
    projects: [Uuid; 2],
    guests: [Uuid; 3],
    tasks: Vec<Uuid>,
    grants: Vec<String>,
    random: Rng,
}

impl Hand {
    async fn work(mut self, period: Duration, done: Arc<AtomicU64>, enough: Arc<AtomicBool>) {
        let mut ticks = interval_at(Instant::now() + period, period);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        while !enough.load(Ordering::Relaxed) {
            ticks.tick().await;
            self.write().await;
            done.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// One request. That others were quicker, or forbid it, is part of the game.
    async fn write(&mut self) {
        let project = self.projects[self.random.usize(..2)];
        let what = self.random.u8(..100);
        let task = self.random.choice(&self.tasks).copied();
        match (what, task) {
            (0..30, _) | (_, None) => {
                let title = format!("Task {}", self.random.u32(..));
                let made = self
                    .who
                    .post(format!("/projects/{project}/tasks"))
                    .json(json!({ "title": title }));
                let made = made.await;
                if made.code() == 201 {
                    self.tasks.push(made.id());
                }
            }
            (30..55, Some(task)) => {
                let title = format!("Renamed {}", self.random.u32(..));
                self.who.patch(format!("/tasks/{task}")).json(json!({ "title": title })).await;
            }
            (55..75, Some(task)) => {
                let body = json!({ "project_id": project });
                self.who.post(format!("/tasks/{task}/move")).json(body).await;
            }
            (75..90, Some(task)) => {
                let body = json!({ "body": format!("Says {}", self.random.u32(..)) });
                self.who.post(format!("/tasks/{task}/comments")).json(body).await;
            }
            (90..93, Some(task)) => {
                self.who.delete(format!("/tasks/{task}")).await;
            }
            (93..96, Some(_)) => self.grant().await,
            (96..99, Some(_)) => {
                if let Some(grant) = self.grants.pop() {
                    self.owner.delete(grant).await;
                }
            }
            (_, Some(_)) => {
                let path = format!("/workspaces/{}/members/{}", self.workspace, self.guests[0]);
                let role = if self.random.bool() { "admin" } else { "member" };
                self.owner.patch(path).json(json!({ "role": role })).await;
            }
        }
    }

    /// Lets somebody into the private project.
    async fn grant(&mut self) {
        let path = format!("/projects/{}/members", self.projects[1]);
        let body = json!({ "user_id": self.guests[self.random.usize(..3)], "role": "viewer" });
        let granted = self.owner.post(&path).json(body).await;
        if granted.code() == 201 {
            self.grants.push(format!("{path}/{}", granted.id()));
        }
    }
}
