//! A workspace of twenty people, a webhook and a rule, and what happens in it.

use std::path::Path;

use serde_json::{Value, json};

use super::shared::{Connection, Request, Server, mailed};

const PASSWORD: &str = "correct horse battery staple";
const PEOPLE: usize = 20;
/// Requests at once.
const MAKERS: usize = 64;

pub struct World {
    pub token: String,
    pub workspace: String,
    project: String,
    /// Everybody but the owner, with their tokens.
    pub members: Vec<(String, String)>,
}

impl World {
    pub async fn build(server: &Server, folder: &Path) -> Self {
        let mut http = Connection::open(&server.address).await;
        let (_, token) = person(&mut http, 0).await;
        let made = post(&mut http, "/workspaces", &token, json!({ "name": "Bench", "slug": "bench" })).await;
        let workspace = text(&made, "id");
        let project =
            post(&mut http, &format!("/workspaces/{workspace}/projects"), &token, json!({ "name": "Web" }))
                .await;
        let mut members = Vec::new();
        for number in 1..PEOPLE {
            let (id, own) = person(&mut http, number).await;
            let body = json!({ "emails": [format!("bench{number}@example.org")], "role": "member" });
            post(&mut http, &format!("/workspaces/{workspace}/invitations"), &token, body).await;
            let secret = mailed(folder, &format!("bench{number}@example.org")).await;
            post(&mut http, &format!("/invitations/{secret}/accept"), &own, json!({})).await;
            members.push((id, own));
        }
        // A rule that looks at everything and does nothing, and a webhook whose filter nothing passes.
        let rule = json!({ "name": "Never", "filter": "title = \"never\"", "trigger": { "on": "event", "types": ["task.created", "task.updated"] },
            "actions": [{ "do": "complete" }] });
        post(&mut http, &format!("/workspaces/{workspace}/rules"), &token, rule).await;
        let hook = json!({ "url": "https://hooks.example.com/bench", "filter": "title = \"never\"" });
        post(&mut http, &format!("/workspaces/{workspace}/webhooks"), &token, hook).await;
        Self { token, workspace, project: text(&project, "id"), members }
    }

    /// A task that somebody is assigned to: an entry of the log each, and somebody to be told.
    pub fn assigned(&self, number: usize) -> Request {
        let (member, _) = &self.members[number % self.members.len()];
        let body = json!({ "title": format!("Task {number}"), "assignee_ids": [member] }).to_string();
        Request::new("POST", &format!("/api/v1/projects/{}/tasks", self.project), &self.token, &body)
    }

    pub async fn pile(&self, server: &Server, entries: usize) {
        let makers = (0..MAKERS).map(|maker| async move {
            let mut http = Connection::open(&server.address).await;
            for number in (maker..entries).step_by(MAKERS) {
                let reply = http.send(&self.assigned(number)).await;
                assert_eq!(reply.status, 201, "{}", String::from_utf8_lossy(&reply.body));
            }
        });
        futures_util::future::join_all(makers).await;
    }
}

/// Somebody new: their id, and a token that does not expire.
async fn person(http: &mut Connection, number: usize) -> (String, String) {
    let email = format!("bench{number}@example.org");
    let body = json!({ "email": email, "name": format!("Bench {number}"), "password": PASSWORD });
    let made = post(http, "/auth/register", "", body).await;
    let body = json!({ "name": "bench", "scopes": ["read", "write", "admin"] });
    let token = post(http, "/auth/tokens", &text(&made, "access_token"), body).await;
    (text(&made["user"], "id"), text(&token, "secret"))
}

async fn post(http: &mut Connection, path: &str, token: &str, body: Value) -> Value {
    let request = Request::new("POST", &format!("/api/v1{path}"), token, &body.to_string());
    let reply = http.send(&request).await;
    assert!(reply.status < 300, "{path}: {}", String::from_utf8_lossy(&reply.body));
    serde_json::from_slice(&reply.body).unwrap()
}

fn text(value: &Value, name: &str) -> String {
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {value}"))
        .to_owned()
}
