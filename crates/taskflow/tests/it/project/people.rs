//! The way into somebody else's workspace, and shorthands for projects.

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Client, Reply, TestApp, User};

/// A registered person who took up an invitation.
pub async fn join(app: &TestApp, owner: &Client, workspace: Uuid, name: &str, role: &str) -> User {
    let user = app.user(name).await;
    owner
        .post(format!("/workspaces/{workspace}/invitations"))
        .json(json!({ "emails": [user.email], "role": role }))
        .await
        .status(200);
    let token = invitation(app, &user.email).await;
    user.post(format!("/invitations/{token}/accept")).await.status(200);
    user
}

/// The token in the mail, which lands in the outbox's folder in its own time.
async fn invitation(app: &TestApp, email: &str) -> String {
    let folder = app.parts().config.data_dir.join("outbox");
    for _ in 0..200 {
        let mails = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        for mail in mails.filter(|mail| mail.path().extension().is_some_and(|end| end == "eml")) {
            let text = std::fs::read_to_string(mail.path()).unwrap_or_default();
            // Quoted-printable, RFC 2045 §6.7.
            let text = text.replace("=\r\n", "").replace("=3D", "=");
            if let Some((_, link)) = text.split_once("/invitations#token=").filter(|_| text.contains(email)) {
                let token = link.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
                return token.collect();
            }
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("no invitation was sent to {email}");
}

impl Client {
    /// A new project with these fields.
    pub async fn project_with(&self, workspace: Uuid, body: Value) -> Reply {
        self.post(format!("/workspaces/{workspace}/projects"))
            .json(body)
            .await
            .status(201)
    }

    /// A new project below another.
    pub async fn child(&self, workspace: Uuid, parent: Uuid, name: &str) -> Reply {
        self.project_with(workspace, json!({ "name": name, "parent_id": parent })).await
    }

    /// The names in the list of projects.
    pub async fn project_names(&self, workspace: Uuid, query: &str) -> Vec<String> {
        let list = self.get(format!("/workspaces/{workspace}/projects{query}")).await.status(200);
        list.texts("name").into_iter().map(str::to_owned).collect()
    }

    /// Gives a user a role in a project.
    pub async fn grant(&self, project: Uuid, user: Uuid, role: &str) -> Reply {
        self.post(format!("/projects/{project}/members"))
            .json(json!({ "user_id": user, "role": role }))
            .await
            .status(201)
    }

    /// A team with these members.
    pub async fn team(&self, workspace: Uuid, name: &str, members: &[Uuid]) -> Uuid {
        self.post(format!("/workspaces/{workspace}/teams"))
            .json(json!({ "name": name, "member_ids": members }))
            .await
            .status(201)
            .id()
    }
}
