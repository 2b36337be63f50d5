//! Tasks, through the API.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::project::people::join;
use crate::support::{Client, PASSWORD, Reply, TestApp, User};

mod access;
mod bulk;
mod fields;
mod history;
mod lists;
mod moves;
mod quick;
mod repeats;
mod series;
mod trash;
mod tree;

/// A person with a workspace and a project in it.
pub struct Desk {
    pub user: User,
    pub workspace: Uuid,
    pub project: Uuid,
    pub key: String,
}

impl Desk {
    pub async fn new(app: &TestApp, name: &str) -> Self {
        let user = app.user(name).await;
        let workspace = user.workspace(name).await.id();
        let project = user.project(workspace, "Web").await;
        let key = project.text_at("/key").to_owned();
        Self { project: project.id(), workspace, key, user }
    }

    pub async fn task(&self, title: &str) -> Reply {
        self.user.task(self.project, title).await
    }

    pub async fn with(&self, body: Value) -> Reply {
        self.user.task_with(self.project, body).await
    }

    pub async fn get(&self, task: Uuid) -> Reply {
        self.user.get(format!("/tasks/{task}")).await.status(200)
    }

    pub async fn act(&self, task: Uuid, what: &str) -> Reply {
        self.user.post(format!("/tasks/{task}/{what}")).await
    }

    pub async fn patch(&self, task: Uuid, body: Value) -> Reply {
        self.user.patch(format!("/tasks/{task}")).json(body).await
    }

    pub async fn shift(&self, task: Uuid, to: Value) -> Reply {
        self.user.post(format!("/tasks/{task}/move")).json(to).await
    }

    /// The first status of a category.
    pub async fn status(&self, category: &str) -> Uuid {
        status_of(&self.user, self.project, category).await
    }

    /// The titles of a column in its order.
    pub async fn column(&self, status: Uuid) -> Vec<String> {
        let path = format!("/projects/{}/tasks?status_id={status}&sort=position&limit=200", self.project);
        let page = self.user.get(path).await.status(200);
        page.texts("title").into_iter().map(str::to_owned).collect()
    }

    /// Where the workspace's log stands: a no-op's answer tells it.
    pub async fn seq(&self, task: Uuid) -> i64 {
        let reply = self.patch(task, json!({})).await.status(200);
        let (_, seq) = reply.header("sync-position").split_once(':').expect("a position");
        seq.parse().expect("a number")
    }

    /// Somebody else who becomes a member.
    pub async fn colleague(&self, app: &TestApp, name: &str, role: &str) -> User {
        join(app, &self.user, self.workspace, name, role).await
    }
}

pub async fn status_of(client: &Client, project: Uuid, category: &str) -> Uuid {
    let statuses = client.get(format!("/projects/{project}/statuses")).await.status(200);
    let found = statuses.items().iter().find(|status| status["category"] == category);
    found.expect("such a status")["id"].as_str().unwrap().parse().unwrap()
}

/// Signs in again, for a case that let much time pass.
pub async fn sign_in(app: &TestApp, user: &User) -> Client {
    let body = json!({ "email": user.email, "password": PASSWORD, "refresh": "body" });
    let reply = app.anonymous().post("/auth/login").json(body).await.status(200);
    app.anonymous().with_token(reply.text_at("/access_token"))
}
