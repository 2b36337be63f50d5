//! People at work: so many changes a second in every project, at every server, until told to stop.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::sync::watch;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::scene::Scene;
use crate::hint::two::soon;
use crate::support::Client;

/// What is aimed at; a busy machine does less.
const EVENTS_PER_SEC: u64 = 500;
const WRITERS: u64 = 10;
const TASKS_PER_PROJECT: usize = 4;

pub struct Traffic {
    /// By project.
    pub tasks: BTreeMap<Uuid, Vec<Uuid>>,
    written: watch::Sender<u64>,
    stop: watch::Sender<bool>,
    writers: JoinSet<()>,
    began: (Instant, i64),
}

impl Traffic {
    /// Tasks are given to `assignees`, who see every project.
    pub async fn start(scene: &Scene, assignees: &[Uuid]) -> Self {
        let mut tasks: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
        for project in [scene.open, scene.private, scene.shared] {
            for _ in 0..TASKS_PER_PROJECT {
                tasks
                    .entry(project)
                    .or_default()
                    .push(scene.owner.task(project, "begun").await.id());
            }
        }
        let (written, stop) = (watch::Sender::new(0), watch::Sender::new(false));
        let owners: Vec<Client> = scene.everywhere(&scene.owner).map(|(_, client)| client).collect();
        let mut writers = JoinSet::new();
        for number in 0..WRITERS as usize {
            let client = owners[number % owners.len()].clone();
            // Each has tasks of every project.
            let own = tasks.iter().map(|(project, ids)| (*project, ids[number % ids.len()])).collect();
            writers.spawn(write(client, own, assignees.to_vec(), number, written.clone(), stop.subscribe()));
        }
        let began = (Instant::now(), scene.seq().await);
        Self { tasks, written, stop, writers, began }
    }

    /// Waits until so many more changes have been answered.
    pub async fn go_on(&self, changes: u64) {
        let goal = *self.written.borrow() + changes;
        let mut written = self.written.subscribe();
        soon("more changes", written.wait_for(|count| *count >= goal)).await.unwrap();
    }

    /// Ends it, and says how fast it was.
    pub async fn stop(mut self, scene: &Scene) {
        self.stop.send_replace(true);
        while let Some(writer) = self.writers.join_next().await {
            writer.expect("writers are not disturbed");
        }
        let (at, from) = self.began;
        let entries = scene.seq().await - from;
        let secs = at.elapsed().as_secs_f64();
        let rate = entries as f64 / secs;
        println!("{entries} events in {secs:.1} s: {rate:.0} a second ({EVENTS_PER_SEC} aimed at)");
    }
}

async fn write(
    client: Client,
    tasks: Vec<(Uuid, Uuid)>,
    assignees: Vec<Uuid>,
    writer: usize,
    written: watch::Sender<u64>,
    stop: watch::Receiver<bool>,
) {
    let mut pace = tokio::time::interval(Duration::from_millis(1000 * WRITERS / EVENTS_PER_SEC));
    for number in 0.. {
        pace.tick().await;
        if *stop.borrow() {
            return;
        }
        let (project, task) = tasks[number % tasks.len()];
        let text = format!("{number} of {writer}");
        match number % 4 {
            0 => {
                _ = client
                    .patch(format!("/tasks/{task}"))
                    .json(json!({ "title": text }))
                    .await
                    .status(200)
            }
            1 => {
                let path = format!("/tasks/{task}/comments");
                client.post(path).json(json!({ "body": text })).await.status(201);
            }
            // New ones are not among those that were there at the beginning.
            _ => {
                let body = json!({ "title": text, "assignee_ids": assignees });
                client.task_with(project, body).await;
            }
        }
        written.send_modify(|count| *count += 1);
    }
}
