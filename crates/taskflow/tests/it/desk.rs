//! A workspace to talk about tasks in: people of several roles, an open project and a private one.

use serde_json::{Value, json};
use taskflow::event::{Entry, entries_after};
use uuid::Uuid;

use crate::support::{TestApp, User};

pub struct Desk {
    pub app: TestApp,
    pub workspace: Uuid,
    pub owner: User,
    /// Edits in every open project.
    pub member: User,
    /// A guest who comments in the open project.
    pub commenter: User,
    /// A guest who looks at the open project.
    pub viewer: User,
    /// Somebody of another workspace.
    pub stranger: User,
    /// Open to members.
    pub project: Uuid,
    /// Of the owner alone.
    pub private: Uuid,
}

impl Desk {
    pub async fn new(app: &TestApp) -> Desk {
        let owner = app.user("olga").await;
        let workspace = owner.workspace("desk").await.id();
        let member = join(app, &owner, workspace, "mia", "member").await;
        let commenter = join(app, &owner, workspace, "carl", "guest").await;
        let viewer = join(app, &owner, workspace, "vera", "guest").await;
        let stranger = app.user("otto").await;
        stranger.workspace("elsewhere").await;
        let project = owner.project(workspace, "Web").await.id();
        let private = owner
            .post(format!("/workspaces/{workspace}/projects"))
            .json(json!({ "name": "Secret", "visibility": "private" }))
            .await
            .status(201)
            .id();
        for (guest, role) in [(&commenter, "commenter"), (&viewer, "viewer")] {
            owner
                .post(format!("/projects/{project}/members"))
                .json(json!({ "user_id": guest.id, "role": role }))
                .await
                .status(201);
        }
        Desk {
            app: app.clone(),
            workspace,
            owner,
            member,
            commenter,
            viewer,
            stranger,
            project,
            private,
        }
    }

    /// A new task in the open project.
    pub async fn task(&self, title: &str) -> Uuid {
        self.owner.task(self.project, title).await.id()
    }

    /// A new task that only the owner sees.
    pub async fn secret_task(&self, title: &str) -> Uuid {
        self.owner.task(self.private, title).await.id()
    }

    /// The workspace's log after a `seq`.
    pub async fn log(&self, after: i64) -> Vec<Entry> {
        let workspace = self.workspace;
        let read = self.app.parts().db.read(move |tx| entries_after(tx, workspace, after, 1000));
        read.await.unwrap()
    }

    /// Where the workspace's log ends.
    pub async fn seq(&self) -> i64 {
        self.log(0).await.last().map_or(0, |entry| entry.seq)
    }

    /// The types of the entries after a `seq`.
    pub async fn types(&self, after: i64) -> Vec<String> {
        self.log(after).await.into_iter().map(|entry| entry.kind).collect()
    }

    /// The payloads after a `seq`.
    pub async fn payloads(&self, after: i64) -> Vec<Value> {
        let read = |entry: Entry| serde_json::from_str(&entry.payload.unwrap()).unwrap();
        self.log(after).await.into_iter().map(read).collect()
    }
}

/// A registered person who took up an invitation.
async fn join(app: &TestApp, owner: &User, workspace: Uuid, name: &str, role: &str) -> User {
    let user = app.user(name).await;
    owner
        .post(format!("/workspaces/{workspace}/invitations"))
        .json(json!({ "emails": [user.email], "role": role }))
        .await
        .status(200);
    let token = app.mailed(&user.email, "invitations#token=").await;
    user.post(format!("/invitations/{token}/accept")).await.status(200);
    user
}
