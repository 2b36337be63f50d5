//! What the load works on: one person, one workspace, a small project, a large one, and one to write into.

use serde_json::{Value, json};

use super::shared::{Connection, Request, Server};

/// Tasks of the project that is written to, at the start.
const BUSY: usize = 1_000;
const PASSWORD: &str = "correct horse battery staple";

pub struct World {
    token: String,
    pub small: Project,
    pub large: Project,
    busy: Project,
}

pub struct Project {
    id: String,
    tasks: Vec<String>,
    statuses: Vec<String>,
}

impl World {
    pub fn build(server: &Server, large: usize) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut connection = Connection::open(&server.address).await;
            let person = json!({ "email": "bench@example.org", "name": "Bench", "password": PASSWORD });
            let person = post(&mut connection, "/auth/register", "", person).await;
            let session = text(&person, "access_token");
            // An access token lasts 15 minutes; a run may take longer.
            let token = post(
                &mut connection,
                "/auth/tokens",
                &session,
                json!({ "name": "bench", "scopes": ["read", "write"] }),
            )
            .await;
            let token = text(&token, "secret");
            let workspace = post(&mut connection, "/workspaces", &session, json!({ "name": "Bench" })).await;
            let workspace = text(&workspace, "id");
            let mut projects = Vec::new();
            for (name, tasks) in [("Small", 1_000), ("Large", large), ("Busy", BUSY)] {
                projects.push(Project::build(server, &token, &workspace, name, tasks).await);
            }
            let (busy, large, small) =
                (projects.pop().unwrap(), projects.pop().unwrap(), projects.pop().unwrap());
            Self { token, small, large, busy }
        })
    }

    fn task(&self, worker: usize, number: usize) -> &str {
        // A stride that is prime to the length visits all of them.
        &self.busy.tasks[(worker * 131 + number * 7) % self.busy.tasks.len()]
    }

    pub fn get(&self, worker: usize, number: usize) -> Request {
        Request::get(&format!("/api/v1/tasks/{}", self.task(worker, number)), &self.token)
    }

    pub fn list(&self, project: &Project) -> Request {
        Request::get(&format!("/api/v1/projects/{}/tasks?limit=50", project.id), &self.token)
    }

    pub fn create(&self, worker: usize, number: usize) -> Request {
        let body = json!({ "title": format!("Task {number} of {worker}"), "priority": "high" });
        self.post(&format!("/projects/{}/tasks", self.busy.id), &body)
    }

    pub fn update(&self, worker: usize, number: usize) -> Request {
        let body = json!({ "title": format!("Title {number} of {worker}") }).to_string();
        Request::new("PATCH", &format!("/api/v1/tasks/{}", self.task(worker, number)), &self.token, &body)
    }

    /// To another column, behind one of its tasks or at its end.
    pub fn move_between(&self, worker: usize, number: usize) -> Request {
        let status = &self.busy.statuses[(worker + number) % self.busy.statuses.len()];
        self.post(&format!("/tasks/{}/move", self.task(worker, number)), &json!({ "status_id": status }))
    }

    fn post(&self, path: &str, body: &Value) -> Request {
        Request::new("POST", &format!("/api/v1{path}"), &self.token, &body.to_string())
    }
}

impl Project {
    /// Makes the project and its tasks through the API, 64 at a time.
    async fn build(server: &Server, token: &str, workspace: &str, name: &str, tasks: usize) -> Self {
        let mut connection = Connection::open(&server.address).await;
        let project = post(
            &mut connection,
            &format!("/workspaces/{workspace}/projects"),
            token,
            json!({ "name": name }),
        )
        .await;
        let id = text(&project, "id");
        let statuses = connection
            .send(&Request::get(&format!("/api/v1/projects/{id}/statuses"), token))
            .await;
        let statuses: Value = serde_json::from_slice(&statuses.body).unwrap();
        let statuses = statuses["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|status| text(status, "id"))
            .collect();
        let path = format!("/projects/{id}/tasks");
        let makers = (0..64).map(|maker| {
            let path = &path;
            async move {
                let mut connection = Connection::open(&server.address).await;
                let mut made = Vec::new();
                for number in (maker..tasks).step_by(64) {
                    let task = post(
                        &mut connection,
                        path,
                        token,
                        json!({ "title": format!("Task number {number}") }),
                    )
                    .await;
                    made.push(text(&task, "id"));
                }
                made
            }
        });
        let tasks = futures_util::future::join_all(makers).await.concat();
        Self { id, tasks, statuses }
    }
}

async fn post(connection: &mut Connection, path: &str, token: &str, body: Value) -> Value {
    let reply = connection
        .send(&Request::new("POST", &format!("/api/v1{path}"), token, &body.to_string()))
        .await;
    assert_eq!(reply.status, 201, "{path}: {}", String::from_utf8_lossy(&reply.body));
    serde_json::from_slice(&reply.body).unwrap()
}

fn text(value: &Value, name: &str) -> String {
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {value}"))
        .to_owned()
}
