//! A day in the life of a team: everybody's inbox is exactly what the rules say, as a reference works out that knows nothing
//! of the service.
//!
//! `TASKFLOW_DAY=20,2000,10000` (people, tasks, events) makes it as large as one likes; `TASKFLOW_DAY_SEED` another day.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use serde_json::json;
use uuid::Uuid;

use super::{Told, lasting};
use crate::support::{TestApp, User};

/// What somebody is told: kind, task, comment.
type Line = (String, Uuid, Option<Uuid>);

/// A task as the reference knows it.
#[derive(Default)]
struct Known {
    id: Uuid,
    done: bool,
    assignees: BTreeSet<usize>,
    watchers: BTreeSet<usize>,
}

/// The rules, anew.
#[derive(Default)]
struct Reference {
    inboxes: BTreeMap<usize, Vec<Line>>,
    muted_tasks: BTreeSet<(usize, Uuid)>,
    deaf: BTreeSet<(usize, &'static str)>,
}

impl Reference {
    fn tell(&mut self, who: usize, by: usize, kind: &'static str, task: Uuid, comment: Option<Uuid>) {
        if who != by && !self.muted_tasks.contains(&(who, task)) && !self.deaf.contains(&(who, kind)) {
            self.inboxes.entry(who).or_default().push((kind.to_owned(), task, comment));
        }
    }
}

struct Day<'a> {
    told: &'a Told,
    people: Vec<User>,
    tasks: Vec<Known>,
    reference: Reference,
    rng: Rng,
}

impl Day<'_> {
    fn somebody(&mut self) -> usize {
        self.rng.usize(..self.people.len())
    }

    fn some(&mut self, most: usize) -> BTreeSet<usize> {
        (0..self.rng.usize(..=most))
            .map(|_| self.rng.usize(..self.people.len()))
            .collect()
    }

    fn ids(&self, some: &BTreeSet<usize>) -> Vec<Uuid> {
        some.iter().map(|one| self.people[*one].id).collect()
    }

    async fn create(&mut self) {
        let (by, assignees) = (self.somebody(), self.some(3));
        let body = json!({ "title": "t", "assignee_ids": self.ids(&assignees) });
        let id = self.people[by].task_with(self.told.project, body).await.id();
        for who in &assignees {
            self.reference.tell(*who, by, "assigned", id, None);
        }
        let watchers = assignees.iter().copied().chain([by]).collect();
        self.tasks.push(Known { id, done: false, assignees, watchers });
    }

    async fn assign(&mut self, at: usize) {
        let (by, assignees) = (self.somebody(), self.some(3));
        let id = self.tasks[at].id;
        let body = json!({ "assignee_ids": self.ids(&assignees) });
        self.people[by].patch(format!("/tasks/{id}")).json(body).await.status(200);
        let new: Vec<usize> = assignees.difference(&self.tasks[at].assignees).copied().collect();
        for who in &new {
            self.reference.tell(*who, by, "assigned", id, None);
        }
        self.tasks[at].watchers.extend(new);
        self.tasks[at].assignees = assignees;
    }

    async fn comment(&mut self, at: usize) {
        let (by, mentioned) = (self.somebody(), self.some(2));
        let id = self.tasks[at].id;
        let words: Vec<String> = mentioned
            .iter()
            .map(|one| format!("[@x](user:{})", self.people[*one].id))
            .collect();
        let body = json!({ "body": format!("so {}", words.join(" ")) });
        let comment = self.people[by]
            .post(format!("/tasks/{id}/comments"))
            .json(body)
            .await
            .status(201)
            .id();
        self.tasks[at].watchers.insert(by);
        self.tasks[at].watchers.extend(&mentioned);
        for who in self.tasks[at].watchers.clone() {
            let kind = if mentioned.contains(&who) { "mentioned" } else { "commented" };
            self.reference.tell(who, by, kind, id, Some(comment));
        }
    }

    async fn turn(&mut self, at: usize) {
        let by = self.somebody();
        let (id, done) = (self.tasks[at].id, self.tasks[at].done);
        let act = if done { "reopen" } else { "complete" };
        self.people[by].post(format!("/tasks/{id}/{act}")).await.status(200);
        self.tasks[at].done = !done;
        for who in self.tasks[at].watchers.clone() {
            self.reference.tell(who, by, "status_changed", id, None);
        }
    }

    async fn watch(&mut self, at: usize) {
        let who = self.somebody();
        let path = format!("/tasks/{}/watchers/me", self.tasks[at].id);
        // Who watched is asked when it is handled: what came before must have been.
        self.told.settle().await;
        if self.tasks[at].watchers.remove(&who) {
            self.people[who].delete(path).await.status(204);
        } else {
            self.people[who].put(path).await.status(200);
            self.tasks[at].watchers.insert(who);
        }
    }

    async fn prefer(&mut self, at: usize) {
        let who = self.somebody();
        self.told.settle().await;
        // The owner hears of comments by which it is known how far the log was handled.
        let kinds = ["assigned", "status_changed", "mentioned", "commented"];
        let kinds = if who == 0 { &kinds[..3] } else { &kinds[..] };
        let kind = *self.rng.choice(kinds).unwrap_or(&"assigned");
        if self.rng.bool() {
            self.reference.muted_tasks.insert((who, self.tasks[at].id));
        } else if !self.reference.deaf.remove(&(who, kind)) {
            self.reference.deaf.insert((who, kind));
        }
        let muted: Vec<Uuid> = self
            .reference
            .muted_tasks
            .iter()
            .filter(|(one, _)| *one == who)
            .map(|(_, task)| *task)
            .collect();
        let off = json!({ "in_app": false, "email": false, "push": false });
        let kinds: serde_json::Map<String, serde_json::Value> = self
            .reference
            .deaf
            .iter()
            .filter(|(one, _)| *one == who)
            .map(|(_, kind)| ((*kind).to_owned(), off.clone()))
            .collect();
        let body = json!({ "kinds": kinds, "muted_task_ids": muted });
        self.people[who]
            .patch("/notifications/preferences")
            .json(body)
            .await
            .status(200);
    }

    async fn live(&mut self, tasks: usize, events: usize) {
        for _ in 0..events {
            if self.tasks.len() < tasks && (self.tasks.is_empty() || self.rng.u8(..4) == 0) {
                self.create().await;
                continue;
            }
            let at = self.rng.usize(..self.tasks.len());
            match self.rng.u8(..40) {
                0..12 => self.comment(at).await,
                12..22 => self.turn(at).await,
                22..36 => self.assign(at).await,
                36..38 => self.watch(at).await,
                _ => self.prefer(at).await,
            }
        }
    }
}

async fn a_day(app: TestApp) {
    let size = std::env::var("TASKFLOW_DAY").unwrap_or_else(|_| "6,30,250".to_owned());
    let size: Vec<usize> = size.split(',').map(|part| part.parse().expect("three numbers")).collect();
    let seed = std::env::var("TASKFLOW_DAY_SEED").map_or(7, |seed| seed.parse().expect("a number"));
    let told = Told::new(&app).await;
    let mut people = vec![told.owner.clone(), told.member.clone()];
    for number in people.len()..size[0] {
        let user = app.user(&format!("person.{number}")).await;
        app.join(&told.owner, told.workspace, &user, "member").await;
        people.push(lasting(&app, user).await);
    }
    let mut day = Day {
        told: &told,
        people,
        tasks: Vec::new(),
        reference: Reference::default(),
        rng: Rng::with_seed(seed),
    };
    day.live(size[1], size[2]).await;
    told.settle().await;
    let mut lines = 0;
    for (number, person) in day.people.iter().enumerate() {
        let mut cursor: Option<String> = None;
        let mut inbox: Vec<Line> = Vec::new();
        loop {
            let mut query = vec![("state", "inbox"), ("limit", "200")];
            query.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
            let page = person.get("/notifications").query(&query).await.status(200);
            let id = |value: &serde_json::Value| value.as_str().map(|id| id.parse().unwrap());
            inbox.extend(page.items().iter().filter_map(|one| {
                let task: Option<Uuid> = id(&one["task_id"]);
                Some((one["kind"].as_str()?.to_owned(), task?, id(&one["comment_id"])))
            }));
            cursor = page.at("/next_cursor").as_str().map(str::to_owned);
            if cursor.is_none() {
                break;
            }
        }
        inbox.retain(|(_, task, _)| *task != told.sentinel);
        inbox.reverse();
        let wanted = day.reference.inboxes.remove(&number).unwrap_or_default();
        lines += wanted.len();
        let (mut got, mut want) = (inbox.clone(), wanted.clone());
        got.sort();
        want.sort();
        assert_eq!(got, want, "the inbox of person {number}, seed {seed}");
    }
    println!("{size:?} people, tasks and events: {lines} lines in inboxes, each as it ought to be");
    assert!(lines > size[2] / 4, "only {lines} lines were told");
}

on_both! {
    async fn everybodys_inbox_is_what_the_rules_say(app: TestApp) {
        a_day(app).await;
    }
}
