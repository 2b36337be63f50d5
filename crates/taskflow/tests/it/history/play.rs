//! Plays a history against a running server.

use std::cell::{Ref, RefCell, RefMut};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::commands::{self, COMMANDS};
use super::known::{Known, Person, STAFF, Task};
use super::step::Step;
use crate::support::{Reply, TestApp, User};

/// Operations that were carried out at least once.
pub type Used = Arc<Mutex<BTreeSet<&'static str>>>;

/// A history under way.
pub struct History {
    pub app: TestApp,
    pub ws: Uuid,
    known: RefCell<Known>,
    used: Used,
}

/// What one step asks for.
pub struct Ask {
    pub operation: &'static str,
    pub method: Method,
    pub path: String,
    pub body: Option<Value>,
}

impl Ask {
    pub fn new(operation: &'static str, method: Method, path: String) -> Self {
        Self { operation, method, path, body: None }
    }

    pub fn json(self, body: Value) -> Self {
        Self { body: Some(body), ..self }
    }
}

/// Refusals that a random step may meet. Anything else is a fault: of the server, or of the step.
const REFUSALS: &[u16] = &[403, 404, 409, 412];

/// What a field may be refused for when it names something that has just changed.
const STALE_FIELDS: &[&str] = &[
    "cycle",
    "cycle_completed",
    // A field of another type, or one whose options have changed.
    "field_archived",
    "invalid_date",
    "invalid_id",
    "invalid_url",
    "invalid_value",
    "needs_due",
    "parent_in_trash",
    "not_a_member",
    "not_a_sibling",
    "parent_is_answer",
    "same_task",
    "too_deep",
    "unknown_assignee",
    "unknown_cycle",
    "unknown_milestone",
    "unknown_custom_field",
    "unknown_option",
    "unknown_parent",
    "unknown_project",
    "unknown_status",
    "unknown_tag",
    "unknown_task",
    "unknown_template",
    "unknown_user",
    "unknown_team",
    "wrong_password",
];

impl History {
    /// People and a workspace with a project.
    pub async fn begin(app: TestApp, used: Used) -> Self {
        let owner = app.user("olga").await;
        let ws = owner.workspace("desk").await.id();
        let mut known = Known::default();
        known.people.push(Person { user: owner.clone(), gone: false });
        let names = [("adam", "admin"), ("mia", "member"), ("gus", "guest"), ("otto", ""), ("wanda", "")];
        for (name, role) in names {
            let user = app.user(name).await;
            if known.people.len() < STAFF {
                app.join(&owner, ws, &user, role).await;
            }
            known.people.push(Person { user, gone: false });
        }
        let history = Self { app, ws, known: RefCell::new(known), used };
        history.furnish(&owner).await;
        history
    }

    /// The same people and things. Servers are asked in turn, one by each person.
    pub fn moved(mut self, app: TestApp, servers: &[SocketAddr]) -> Self {
        for (number, person) in self.known.get_mut().people.iter_mut().enumerate() {
            person.user = person.user.at(servers[number % servers.len()]);
        }
        Self { app, ..self }
    }

    /// Something of most kinds, so that the first steps have something to do.
    async fn furnish(&self, owner: &User) {
        let ws = self.ws;
        let made = async |path: String, body: Value| owner.post(path).json(body).await.status(201).id();
        for visibility in ["workspace", "private"] {
            let body = json!({ "name": visibility, "visibility": visibility });
            let project = made(format!("/workspaces/{ws}/projects"), body).await;
            self.learn_project(owner, project).await;
            for title in ["one", "two", "three"] {
                let id = owner.task(project, title).await.id();
                self.known_mut().tasks.push(Task { id, project });
            }
        }
        let Task { id: task, project } = self.known().tasks[0];
        let guest = self.known().people[3].user.id;
        let tag = made(format!("/workspaces/{ws}/tags"), json!({ "name": "tag" })).await;
        let team = made(format!("/workspaces/{ws}/teams"), json!({ "name": "team" })).await;
        let grant = json!({ "user_id": guest, "role": "editor" });
        let grant = made(format!("/projects/{project}/members"), grant).await;
        let comment = made(format!("/tasks/{task}/comments"), json!({ "body": "comment" })).await;
        let invite = json!({ "emails": ["nobody@example.org"], "role": "guest" });
        let invited = owner.post(format!("/workspaces/{ws}/invitations")).json(invite).await;
        let milestone = made(format!("/projects/{project}/milestones"), json!({ "name": "milestone" })).await;
        let days = json!({ "start_on": "2026-12-21", "end_on": "2026-12-31" });
        let cycle = made(format!("/projects/{project}/cycles"), days).await;
        let mut known = self.known_mut();
        known.cycles.push((cycle, project));
        known.milestones.push((milestone, project));
        known.invitations.push(invited.id_at("/items/0/invitation/id"));
        known.tags.push(tag);
        known.teams.push(team);
        known.grants.push((grant, project));
        known.comments.push((comment, 0));
    }

    pub async fn play(&self, steps: &[Step]) {
        let mut steps = steps.iter().peekable();
        while let Some(step) = steps.next() {
            let mut batch = vec![*step];
            while batch.last().is_some_and(|step| step.with_next)
                && let Some(step) = steps.next_if(|_| batch.len() < 8)
            {
                batch.push(*step);
            }
            join_all(batch.into_iter().map(|step| self.take(step))).await;
        }
    }

    /// Does what the step says, or, when there is nothing to do it with, makes a task.
    async fn take(&self, step: Step) {
        let (_, command) = COMMANDS[usize::from(step.what) % COMMANDS.len()];
        if command(self, step).await.is_none() {
            commands::task::create_task(self, step).await;
        }
    }

    pub fn known(&self) -> Ref<'_, Known> {
        self.known.borrow()
    }

    /// Not across an `await`: others learn meanwhile.
    pub fn known_mut(&self) -> RefMut<'_, Known> {
        self.known.borrow_mut()
    }

    /// Who does it: mostly those who may.
    pub fn actor(&self, step: &Step) -> usize {
        let known = self.known();
        let person = match step.who % 10 {
            0..4 => 0,
            4 | 5 => 1,
            6 | 7 => 2,
            8 => 3,
            _ => usize::from(step.who / 10) % known.people.len(),
        };
        if known.people[person].gone { 0 } else { person }
    }

    /// Asks as somebody; answers only what was carried out.
    pub async fn ask(&self, who: usize, step: &Step, ask: Ask) -> Option<Reply> {
        let person = self.known().people[who].clone();
        let request = || {
            let request = person.user.request(ask.method.clone(), &ask.path);
            match &ask.body {
                Some(body) => request.json(body.clone()),
                None => request,
            }
        };
        let reply = match step.c % 12 {
            1 if ask.method != Method::POST => request().if_match(i64::from(step.c % 4) + 1).await,
            2 => {
                let key = Uuid::now_v7().to_string();
                let first = request().idempotency_key(&key).await;
                if first.code() < 300 {
                    let again = request().idempotency_key(&key).await;
                    // Who is gone cannot even ask again.
                    let same = again.body() == first.body() || self.is_gone(&person);
                    assert!(same, "one key, two answers: {first}\n{again}");
                }
                first
            }
            _ => request().await,
        };
        self.expect(&ask, &person, &reply);
        (reply.code() < 300).then(|| {
            self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(ask.operation);
            reply
        })
    }

    fn expect(&self, ask: &Ask, person: &Person, reply: &Reply) {
        let sent = ask.body.clone().unwrap_or_default();
        let fine = match reply.code() {
            200..300 => true,
            401 => person.gone || self.is_gone(person),
            422 => {
                let errors = reply.at("/errors").as_array().cloned().unwrap_or_default();
                !errors.is_empty()
                    && errors.iter().all(|e| STALE_FIELDS.iter().any(|code| e["code"] == *code))
            }
            status => REFUSALS.contains(&status),
        };
        assert!(fine, "{} by {}: {sent} was answered {reply}", ask.operation, person.user.email);
    }

    /// As it is now: their account may have ended while they asked.
    fn is_gone(&self, person: &Person) -> bool {
        self.known()
            .people
            .iter()
            .any(|other| other.user.id == person.user.id && other.gone)
    }

    /// A new project, and the columns it began with.
    pub async fn learn_project(&self, who: &crate::support::Client, project: Uuid) {
        let reply = who.get(format!("/projects/{project}/statuses")).await;
        let mut known = self.known_mut();
        if !known.projects.contains(&project) {
            known.projects.push(project);
        }
        for item in reply.find("/items").and_then(Value::as_array).into_iter().flatten() {
            let status = (serde_json::from_value(item["id"].clone()).expect("an id"), project);
            if !known.statuses.contains(&status) {
                known.statuses.push(status);
            }
        }
    }
}

/// A word that is the same for the same number, and now and then the same as another's.
pub fn word(number: u16) -> String {
    let words = ["Alpha", "Beta", "Gamma", "Delta", "Épsilon", "Ζήτα", "Eta", "8 Theta", "Iota 🎈"];
    format!("{} {}", words[usize::from(number) % words.len()], number % 97)
}

/// A field to be changed, when the step says so.
pub fn fields(choices: Vec<(&str, Value)>, step: &Step) -> Value {
    let mut body = json!({});
    for (place, (name, value)) in choices.into_iter().enumerate() {
        if (step.c >> (place % 16)) & 1 == 1 {
            body[name] = value;
        }
    }
    body
}
