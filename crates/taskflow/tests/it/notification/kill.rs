//! Real servers die, or stand still for longer than their leases, at each point between hearing of something and having told
//! it: people are told once all the same, one next occurrence opens, rules run once, and receivers see one id.
//!
//! `TASKFLOW_KILL=all` plays every point with three servers on PostgreSQL as well, and freezes more: minutes.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};
use taskflow::config::Config;
use uuid::Uuid;

use super::lasting;
use crate::support::{Client, Database, Engine, Process, TestApp, User};
use crate::webhook::sink::Sink;
use crate::webhook::webhook;

/// Where a server dies, and at which time it comes there.
const POINTS: &[&str] = &[
    "consumer.cursor:1",
    "consumer.cursor:2",
    "consumer.effect:1",
    "consumer.effect:2",
    "consumer.committed:1",
    "consumer.committed:2",
    "timer.taken:1",
    "timer.fired:1",
    "timer.committed:1",
    "delivery.claimed:1",
    "delivery.sent:1",
    "delivery.noted:1",
];

/// Where a thread of one of three servers stands still for longer than its lease, or its delivery's patience.
const FROZEN: &[&str] = &["consumer.effect:1:20000", "timer.fired:1:20000", "delivery.claimed:1:35000"];

/// What people do, each with a key of its own, so that it may be sent again when nobody answered.
struct Doings {
    owner: User,
    member: User,
    doings: Vec<(Method, String, Value)>,
    recurring: Uuid,
    project: Uuid,
    sink: Sink,
    secret: String,
}

async fn prepare(app: &TestApp) -> Doings {
    let owner = lasting(app, app.user("olga").await).await;
    let member = app.user("mia").await;
    let ws = owner.workspace("desk").await.id();
    app.join(&owner, ws, &member, "member").await;
    let member = lasting(app, member).await;
    let project = owner.project(ws, "Site").await.id();
    let task = owner.task(project, "one").await.id();
    let body =
        json!({ "title": "daily", "due": { "date": "2026-01-05" }, "recurrence": { "rrule": "FREQ=DAILY" } });
    let recurring = owner.task_with(project, body).await.id();
    let sink = Sink::start(&[200]).await;
    let (_, secret) =
        webhook(&owner, "desk", &sink, json!({ "event_types": ["task.*", "comment.created"] })).await;
    // In a moment: after the server that is to die has begun. In a zone where it is morning: what is due an hour later opens at
    // once only on the same day.
    let now = app.parts().clock.now();
    let is_morning = now.to_string()[11..13] < *"12";
    let (zone, behind_ms) = if is_morning { ("UTC", 0) } else { ("Etc/GMT+12", 12 * 3_600_000) };
    let soon = now.plus_ms(6_000 - behind_ms).to_string();
    let due = json!({ "date": soon[..10], "time": soon[11..19], "timezone": zone });
    let opens = json!({ "title": "opens", "due": due, "recurrence": { "rrule": "FREQ=HOURLY;COUNT=2", "mode": "calendar" } });
    owner.task_with(project, opens).await.status(201);
    let rule = json!({ "name": "Due", "filter": "title = opens", "trigger": { "on": "due", "minutes": 0 },
        "actions": [{ "do": "notify", "user_ids": [member.id], "text": "{{task.title}}" }] });
    owner.post(format!("/workspaces/{ws}/rules")).json(rule).await.status(201);
    let at = app.parts().clock.now().plus_ms(6_000).to_string();
    let say = json!({ "id": Uuid::now_v7(), "body": format!("[@you](user:{})", member.id) });
    // Not one of the doings: on a busy machine its time is over before the servers have begun, and it would be refused.
    let reminder = json!({ "id": Uuid::now_v7(), "at": at });
    owner.post(format!("/tasks/{task}/reminders")).json(reminder).await.status(201);
    let doings = vec![
        (Method::PATCH, format!("/tasks/{task}"), json!({ "assignee_ids": [member.id] })),
        (Method::POST, format!("/tasks/{task}/comments"), say),
        (Method::POST, format!("/tasks/{recurring}/complete"), json!({})),
    ];
    Doings { owner, member, doings, recurring, project, sink, secret }
}

impl Doings {
    /// Does everything that was not answered yet; true once all was.
    async fn carry_out(&self, at: &Client) -> bool {
        let mut all = true;
        for (number, (method, path, body)) in self.doings.iter().enumerate() {
            let mut request = at.request(method.clone(), path).idempotency_key(&format!("doing-{number}"));
            if !path.ends_with("/complete") {
                request = request.json(body.clone());
            }
            let reply = request.try_send().await;
            // It is busy, or gone: a client asks again. What is refused would be refused for ever.
            all &= reply.is_some_and(|reply| {
                assert!(!(400..500).contains(&reply.code()), "{reply}");
                reply.code() < 400
            });
            // So that they are handled one by one, and not all at once.
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
        all
    }

    async fn told(&self, owner: &Client, member: &Client) -> (Vec<String>, Vec<String>) {
        let kinds = async |client: &Client| -> Vec<String> {
            let all = client
                .get("/notifications")
                .query(&[("state", "all"), ("limit", "200")])
                .await
                .status(200);
            let mut kinds: Vec<String> = all.texts("kind").into_iter().map(str::to_owned).collect();
            // What is due soon or overdue depends on how long the server was gone.
            kinds.retain(|kind| !matches!(kind.as_str(), "due_soon" | "overdue"));
            kinds.sort();
            kinds
        };
        (kinds(owner).await, kinds(member).await)
    }

    async fn check(&self, address: std::net::SocketAddr, point: &str) {
        let (owner, member) = (self.owner.at(address), self.member.at(address));
        assert!(self.carry_out(&owner).await, "{point}: somebody answers");
        let wanted = (
            vec!["reminder".to_owned()],
            ["assigned", "mentioned", "notice"].map(str::to_owned).to_vec(),
        );
        for _ in 0..900 {
            if self.told(&owner, &member).await == wanted {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        // Whatever would come twice has come by now.
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        assert_eq!(self.told(&owner, &member).await, wanted, "{point}");
        let tasks = owner.get(format!("/projects/{}/tasks", self.project)).await.status(200);
        let open = tasks
            .items()
            .iter()
            .filter(|task| task["title"] == "daily" && task["completed_at"].is_null());
        assert_eq!(open.count(), 1, "{point}: one next occurrence of {}", self.recurring);
        let opened = tasks.items().iter().filter(|task| task["title"] == "opens");
        assert_eq!(opened.count(), 2, "{point}: one occurrence opened");
        // Whatever was sent, and however often: signed, and under one id for each entry. What was claimed by who died is sent
        // once the claim is over.
        let mut ids: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
        for _ in 0..900 {
            for got in self.sink.got() {
                assert!(got.verify_at_its_time(&self.secret), "{point}");
                let seq = got.json()["data"]["seq"].as_i64().unwrap();
                ids.entry(seq).or_default().insert(got.header("webhook-id").to_owned());
            }
            if ids.len() >= 5 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert!(ids.len() >= 5 && ids.values().all(|ids| ids.len() == 1), "{point}: {ids:?}");
    }
}

/// A real server that may reach the sink.
fn server(database: &Database) -> Process {
    Process::new(database).set("TASKFLOW_OUTGOING_ALLOW_NETWORKS", "127.0.0.1/32")
}

async fn ended(process: &mut Process) -> bool {
    for _ in 0..200 {
        if process.has_ended() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    false
}

/// Sets a database up with a server that tells nobody, plays `part` with real ones, and looks at the log afterwards.
fn on<F: Future<Output = ()>>(engine: Engine, part: impl FnOnce(Database, Doings) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let database = Database::create(engine);
        let allow = |config: &mut Config| config.outgoing.allow_networks = vec!["127.0.0.1/32".to_owned()];
        let app = TestApp::start(&database, allow).await;
        let doings = prepare(&app).await;
        assert!(app.finish().await.is_empty());
        part(database, doings).await;
    });
}

async fn sound(database: &Database) {
    let app = TestApp::start(database, |_| ()).await;
    let faults = app.finish().await;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn one_process_dies_and_comes_back() {
    for point in POINTS {
        on(Engine::Sqlite, async |database, doings| {
            let mut first = server(&database).set("TASKFLOW_CRASH_POINT", point);
            first.start_or_end().await;
            doings.carry_out(&doings.owner.at(first.address())).await;
            assert!(ended(&mut first).await, "{point} was never reached");
            let mut second = server(&database);
            second.start().await;
            doings.check(second.address(), point).await;
            second.stop().await;
            sound(&database).await;
        });
    }
}

/// One of three is killed, or frozen, at this point; it began alone, so that it held everything when the others came.
fn one_of_three(point: &str) {
    on(Engine::Postgres, async |database, doings| {
        let mut first = server(&database).set("TASKFLOW_CRASH_POINT", point);
        first.start_or_end().await;
        let mut others = [server(&database), server(&database)];
        for other in &mut others {
            other.start().await;
        }
        let at = others[0].address();
        // Whom what stands still keeps waiting is told so, until the database ends its transaction.
        let began = Instant::now();
        while !doings.carry_out(&doings.owner.at(at)).await {
            assert!(began.elapsed() < Duration::from_secs(60), "{point}: nobody answers");
        }
        let frozen = point.matches(':').count() == 2;
        if frozen {
            // Longer than it stands still: it wakes up, and must not do again what others did.
            tokio::time::sleep(Duration::from_secs(40)).await;
        } else {
            assert!(ended(&mut first).await, "{point} was never reached");
        }
        // Taken over once its leases have expired.
        doings.check(at, point).await;
        if frozen {
            first.stop().await;
        }
        for other in &mut others {
            other.stop().await;
        }
        sound(&database).await;
    });
}

fn all() -> bool {
    std::env::var("TASKFLOW_KILL").is_ok_and(|wish| wish == "all")
}

#[test]
fn one_of_three_processes_dies() {
    let some: &[&str] = &["consumer.effect:1", "delivery.sent:1"];
    for point in if all() { POINTS } else { some } {
        one_of_three(point);
    }
}

#[test]
fn one_of_three_processes_freezes() {
    for point in if all() { FROZEN } else { &FROZEN[..1] } {
        one_of_three(point);
    }
}
