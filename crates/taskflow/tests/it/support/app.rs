//! The running application of one case, and the shortest way to people and things in it.

use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::Arc;

use serde_json::{Value, json};
use taskflow::config::Config;
use taskflow::http::App;
use taskflow::realtime::Hints;
use tokio::sync::Mutex;
use uuid::Uuid;

use super::client::Faults;
use super::database::Database;
use super::server::{self, Server};
use super::{Client, Reply};

/// What people's passwords are, unless a test chooses others.
pub const PASSWORD: &str = "correct horse battery staple";

/// Cheap to clone.
#[derive(Clone)]
pub struct TestApp(Arc<Inner>);

struct Inner {
    server: Mutex<Option<Server>>,
    parts: App,
    hints: Hints,
    anonymous: Client,
    faults: Faults,
}

/// A person who is signed in.
#[derive(Clone)]
pub struct User {
    pub id: Uuid,
    pub email: String,
    client: Client,
}

impl Deref for User {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl User {
    /// The same person at another server of the same database.
    pub fn at(&self, server: SocketAddr) -> Self {
        Self { client: self.client.on(server), ..self.clone() }
    }
}

impl User {
    /// The same person with another token.
    pub fn with_client(self, client: Client) -> Self {
        Self { client, ..self }
    }
}

impl TestApp {
    pub async fn start(database: &Database, settings: impl FnOnce(&mut Config)) -> Self {
        let mut config = server::config(database);
        settings(&mut config);
        let server = Server::start(config).await;
        let faults = Faults::default();
        // Redirects are answers to look at, not to follow.
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build();
        let origin = format!("http://{}", server.address());
        let anonymous = Client::new(http.expect("an HTTP client"), origin, faults.clone());
        let (parts, hints) = (server.app().clone(), server.hints().clone());
        Self(Arc::new(Inner { server: Mutex::new(Some(server)), parts, hints, anonymous, faults }))
    }

    /// The server's own parts: its clock, its database.
    pub fn parts(&self) -> &App {
        &self.0.parts
    }

    /// How it tells other servers, and hears from them.
    pub fn hints(&self) -> &Hints {
        &self.0.hints
    }

    /// Lets time pass for the server.
    pub fn advance_secs(&self, secs: i64) {
        self.0.parts.clock.advance_ms(secs * 1000);
    }

    /// Nobody's view.
    pub fn anonymous(&self) -> &Client {
        &self.0.anonymous
    }

    /// Registers `NAME@example.org` and signs in.
    pub async fn user(&self, name: &str) -> User {
        let email = format!("{name}@example.org");
        let body = json!({ "email": email, "name": name, "password": PASSWORD, "refresh": "body" });
        let reply = self.anonymous().post("/auth/register").json(body).await.status(201);
        let client = self.anonymous().with_token(reply.text_at("/access_token"));
        User { id: reply.id_at("/user/id"), email, client }
    }

    /// Stops the server as an operator would; answers what is wrong with what it did.
    pub async fn finish(&self) -> Vec<String> {
        let mut wrong = self.0.faults.list();
        if let Some(server) = self.0.server.lock().await.take() {
            wrong.extend(server.stop().await);
        }
        wrong
    }
}

impl Client {
    /// A new workspace; its slug is its name.
    pub async fn workspace(&self, slug: &str) -> Reply {
        self.post("/workspaces")
            .json(json!({ "name": slug, "slug": slug }))
            .await
            .status(201)
    }

    /// A new project in a workspace.
    pub async fn project(&self, workspace: Uuid, name: &str) -> Reply {
        self.post(format!("/workspaces/{workspace}/projects"))
            .json(json!({ "name": name }))
            .await
            .status(201)
    }

    /// A new task with this title in a project.
    pub async fn task(&self, project: Uuid, title: &str) -> Reply {
        self.task_with(project, json!({ "title": title })).await
    }

    /// A new task in a project.
    pub async fn task_with(&self, project: Uuid, body: Value) -> Reply {
        self.post(format!("/projects/{project}/tasks")).json(body).await.status(201)
    }
}
