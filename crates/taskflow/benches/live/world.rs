//! Who follows what: one workspace, people of four kinds of rights, and a project that all of them see and one writes
//! into.

use std::path::Path;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::frames;
use super::shared::{Connection, Request, Server, mailed};

/// Limits that many sockets of few people need.
pub const SETTINGS: [(&str, &str); 2] = [
    ("TASKFLOW_REALTIME_MAX_SOCKETS", "20000"),
    ("TASKFLOW_REALTIME_MAX_SOCKETS_PER_USER", "10000"),
];

/// Tasks that are written to in turn.
const TASKS: usize = 100;
const PASSWORD: &str = "correct horse battery staple";
/// Role in the workspace, and whether the private project is theirs to see.
const PEOPLE: [(&str, bool); 7] = [
    ("admin", false),
    ("member", false),
    ("member", false),
    ("member", true),
    ("member", true),
    ("guest", false),
    ("guest", false),
];

pub struct World {
    workspace: String,
    people: Vec<Person>,
    tasks: Vec<String>,
}

pub struct Person {
    pub token: String,
    /// The frame that says where they stand.
    pub hello: Vec<u8>,
}

impl World {
    pub async fn build(server: &Server, folder: &Path) -> Self {
        let mut http = Connection::open(&server.address).await;
        let owner = register(&mut http, "owner@example.org").await;
        let owner = text(&owner, "access_token");
        let workspace = post(&mut http, "/workspaces", &owner, json!({ "name": "Live" })).await;
        let workspace = text(&workspace, "id");
        let projects = format!("/workspaces/{workspace}/projects");
        let open = post(&mut http, &projects, &owner, json!({ "name": "Open" })).await;
        let open = text(&open, "id");
        let private = json!({ "name": "Private", "visibility": "private" });
        let private = text(&post(&mut http, &projects, &owner, private).await, "id");

        let mut tokens = vec![owner.clone()];
        for (number, (role, sees_private)) in PEOPLE.into_iter().enumerate() {
            let email = format!("person{number}@example.org");
            let person = register(&mut http, &email).await;
            let (token, id) = (text(&person, "access_token"), text(&person["user"], "id"));
            let invitation = json!({ "emails": [email], "role": role });
            post(&mut http, &format!("/workspaces/{workspace}/invitations"), &owner, invitation).await;
            let secret = mailed(folder, &email).await;
            post(&mut http, &format!("/invitations/{secret}/accept"), &token, json!({})).await;
            let granted = [(role == "guest").then_some(&open), sees_private.then_some(&private)];
            for project in granted.into_iter().flatten() {
                let grant = json!({ "user_id": id, "role": "viewer" });
                post(&mut http, &format!("/projects/{project}/members"), &owner, grant).await;
            }
            tokens.push(token);
        }
        let mut tasks = Vec::new();
        for number in 0..TASKS {
            let task = json!({ "title": format!("Task number {number}") });
            let task = post(&mut http, &format!("/projects/{open}/tasks"), &owner, task).await;
            tasks.push(text(&task, "id"));
        }
        let people = tokens.into_iter().map(|token| Person { token, hello: Vec::new() }).collect();
        Self { workspace, people, tasks }
    }

    /// From now on, sockets say to stand where the stream stands now.
    pub async fn stand_here(&mut self, server: &Server) {
        for person in &mut self.people {
            person.hello = hello(server, &self.workspace, &person.token).await;
        }
    }

    /// Whose the nth socket is.
    pub fn person(&self, number: usize) -> &Person {
        &self.people[number % self.people.len()]
    }

    /// A task gets another title.
    pub fn event(&self, number: usize, cause: &str) -> Request {
        let path = format!("/api/v1/tasks/{}", self.tasks[number % self.tasks.len()]);
        let body = json!({ "title": format!("Title {number}") }).to_string();
        Request::keyed("PATCH", &path, &self.people[0].token, cause, &body)
    }
}

async fn register(http: &mut Connection, email: &str) -> Value {
    post(http, "/auth/register", "", json!({ "email": email, "name": email, "password": PASSWORD })).await
}

async fn post(http: &mut Connection, path: &str, token: &str, body: Value) -> Value {
    let reply = http
        .send(&Request::new("POST", &format!("/api/v1{path}"), token, &body.to_string()))
        .await;
    assert!(reply.status < 300, "{path}: {}", String::from_utf8_lossy(&reply.body));
    serde_json::from_slice(&reply.body).unwrap()
}

fn text(value: &Value, name: &str) -> String {
    let found = value[name].as_str();
    found.unwrap_or_else(|| panic!("no {name} in {value}")).to_owned()
}

/// Says to stand where a snapshot would be taken now.
async fn hello(server: &Server, workspace: &str, token: &str) -> Vec<u8> {
    let request = format!(
        "GET /api/v1/sync/{workspace}/snapshot?entity=project HTTP/1.1\r\nHost: bench\r\n\
         Authorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    );
    let mut stream = TcpStream::connect(&server.address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let first = answer.lines().find(|line| line.starts_with("{\"type\":\"snapshot\""));
    let first = first.unwrap_or_else(|| panic!("no snapshot: {answer}"));
    let first: Value = serde_json::from_str(first).unwrap();
    let place = json!({ "id": workspace, "token": first["token"], "scope": first["scope"] });
    frames::text(&json!({ "type": "hello", "workspaces": [place] }).to_string())
}
