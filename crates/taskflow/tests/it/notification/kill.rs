//! Real servers die at each point between hearing of something and having told it: people are told once all the same.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::lasting;
use crate::support::{Client, Database, Engine, Process, TestApp, User};

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
];

/// What people do, each with a key of its own, so that it may be sent again when nobody answered.
struct Doings {
    owner: User,
    member: User,
    doings: Vec<(Method, String, Value)>,
    recurring: Uuid,
    project: Uuid,
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
    // In a moment: after the server that is to die has begun.
    let at = app.parts().clock.now().plus_ms(6_000).to_string();
    let say = json!({ "id": Uuid::now_v7(), "body": format!("[@you](user:{})", member.id) });
    let reminder = json!({ "id": Uuid::now_v7(), "at": at });
    let doings = vec![
        (Method::POST, format!("/tasks/{task}/reminders"), reminder),
        (Method::PATCH, format!("/tasks/{task}"), json!({ "assignee_ids": [member.id] })),
        (Method::POST, format!("/tasks/{task}/comments"), say),
        (Method::POST, format!("/tasks/{recurring}/complete"), json!({})),
    ];
    Doings { owner, member, doings, recurring, project }
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
            all &= reply.is_some_and(|reply| (200..300).contains(&reply.code()));
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
            kinds.sort();
            kinds
        };
        (kinds(owner).await, kinds(member).await)
    }

    async fn check(&self, address: std::net::SocketAddr, point: &str) {
        let (owner, member) = (self.owner.at(address), self.member.at(address));
        assert!(self.carry_out(&owner).await, "{point}: somebody answers");
        let wanted = (vec!["reminder".to_owned()], vec!["assigned".to_owned(), "mentioned".to_owned()]);
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
    }
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
        let app = TestApp::start(&database, |_| ()).await;
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
            let mut first = Process::new(&database).set("TASKFLOW_CRASH_POINT", point);
            first.start().await;
            doings.carry_out(&doings.owner.at(first.address())).await;
            assert!(ended(&mut first).await, "{point} was never reached");
            let mut second = Process::new(&database);
            second.start().await;
            doings.check(second.address(), point).await;
            second.stop().await;
            sound(&database).await;
        });
    }
}

#[test]
fn one_of_three_processes_dies() {
    on(Engine::Postgres, async |database, doings| {
        // The first begins alone, so that it holds everything when the others come.
        let point = "consumer.effect:1";
        let mut first = Process::new(&database).set("TASKFLOW_CRASH_POINT", point);
        first.start().await;
        let mut others = [Process::new(&database), Process::new(&database)];
        for other in &mut others {
            other.start().await;
        }
        let at = others[0].address();
        assert!(doings.carry_out(&doings.owner.at(at)).await);
        assert!(ended(&mut first).await, "{point} was never reached");
        // Taken over once its leases have expired.
        doings.check(at, point).await;
        for other in &mut others {
            other.stop().await;
        }
        sound(&database).await;
    });
}
