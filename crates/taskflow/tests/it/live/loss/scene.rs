//! A workspace that people are about to lose parts of, on one server or on several.

use std::collections::BTreeSet;

use serde_json::json;
use taskflow::event::{Entry, entries_after, head};
use uuid::Uuid;

use crate::support::{Client, PASSWORD, TestApp, User};

pub struct Scene {
    pub apps: Vec<TestApp>,
    pub owner: User,
    pub ws: Uuid,
    /// Seen by members.
    pub open: Uuid,
    /// Seen by managers, and by whom it is granted to.
    pub private: Uuid,
    /// Private, and granted to the team.
    pub shared: Uuid,
    pub team: Uuid,
}

impl Scene {
    pub async fn new(apps: Vec<TestApp>) -> Self {
        let owner = apps[0].user("olga").await;
        let ws = owner.workspace("desk").await.id();
        let made = async |path: String, body| owner.post(path).json(body).await.status(201).id();
        let project = async |name: &str, visibility: &str| {
            made(format!("/workspaces/{ws}/projects"), json!({ "name": name, "visibility": visibility }))
                .await
        };
        let (open, private, shared) = (
            project("Open", "workspace").await,
            project("Private", "private").await,
            project("Shared", "private").await,
        );
        let team = made(format!("/workspaces/{ws}/teams"), json!({ "name": "Team" })).await;
        made(format!("/projects/{shared}/members"), json!({ "team_id": team, "role": "editor" })).await;
        Self { apps, owner, ws, open, private, shared, team }
    }

    /// A new member.
    pub async fn person(&self, name: &str, role: &str) -> User {
        let user = self.apps[0].user(name).await;
        self.apps[0].join(&self.owner, self.ws, &user, role).await;
        user
    }

    /// Another session of theirs.
    pub async fn second_session(&self, user: &User) -> Client {
        let login = json!({ "email": user.email, "password": PASSWORD, "refresh": "body" });
        let reply = self.apps[0].anonymous().post("/auth/login").json(login).await.status(200);
        self.apps[0].anonymous().with_token(reply.text_at("/access_token"))
    }

    /// The same person at each server.
    pub fn everywhere<'a>(&'a self, client: &'a Client) -> impl Iterator<Item = (&'a TestApp, Client)> {
        self.apps.iter().map(|app| (app, app.anonymous().with_token(client.token())))
    }

    /// How far the log is.
    pub async fn seq(&self) -> i64 {
        let ws = self.ws;
        self.apps[0].parts().db.read(move |tx| head(tx, ws)).await.unwrap().seq
    }

    /// The log after `after`, to its end.
    pub async fn log(&self, after: i64) -> Vec<Entry> {
        let (ws, mut log) = (self.ws, Vec::<Entry>::new());
        loop {
            let at = log.last().map_or(after, |entry| entry.seq);
            let read = self.apps[0].parts().db.read(move |tx| entries_after(tx, ws, at, 1000));
            let more: Vec<Entry> = read.await.unwrap();
            if more.is_empty() {
                return log;
            }
            log.extend(more);
        }
    }

    /// The end of the newest command after `after` that was about something else than tasks, which others write all
    /// the time: the one that took a right away.
    pub async fn revoked_at(&self, after: i64) -> i64 {
        let written = ["task", "comment", "watcher"];
        let log = self.log(after).await;
        let ours = log.iter().rfind(|entry| !written.contains(&&*entry.entity_type));
        ours.expect("an entry of the command").command_end
    }

    /// Which entries after `after` are about a project.
    pub async fn about(&self, project: Uuid, after: i64) -> BTreeSet<i64> {
        let log = self.log(after).await.into_iter();
        let ours = log.filter(|entry| [entry.project_before, entry.project_after].contains(&Some(project)));
        ours.map(|entry| entry.seq).collect()
    }
}
