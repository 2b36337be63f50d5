//! Where a call is made, and the things it needs: made just before, by whoever is to have made them.

use std::sync::Arc;

use serde_json::{Value, json};
use uuid::Uuid;

use super::callers::Who;
use super::table::Call;
use super::world::{Side, World};
use crate::support::{Reply, User};

#[derive(Clone)]
pub struct Stage {
    pub world: Arc<World>,
    pub side: Side,
    pub ws: Uuid,
    pub project: Uuid,
    /// The owner of the workspace.
    pub owner: User,
    /// Who makes what the call needs.
    pub maker: User,
    /// The call will be carried out, and not refused.
    pub doing: bool,
}

impl Stage {
    pub fn call(&self) -> Call {
        Call::default()
    }

    /// A name for something in a project: it tells its side.
    pub fn word(&self) -> String {
        format!("{} {}", self.side.word(), self.world.number())
    }

    /// A name for something that all in the workspace see.
    pub fn common(&self) -> String {
        let word = if self.side == Side::Foreign { Side::Foreign.word() } else { "Common" };
        format!("{word} {}", self.world.number())
    }

    /// A member of the workspace whom the call may take away.
    pub async fn expendable(&self) -> User {
        if self.doing {
            let person = self.world.stranger().await;
            self.world.app.join(&self.owner, self.ws, &person, "member").await;
            return person;
        }
        self.target()
    }

    /// A member of the workspace.
    pub fn target(&self) -> User {
        self.world.grounds(self.side).target.clone()
    }

    async fn made(&self, path: String, body: Value) -> Uuid {
        self.maker.post(path).json(body).await.status(201).id()
    }

    pub async fn team(&self) -> Uuid {
        self.made(format!("/workspaces/{}/teams", self.ws), json!({ "name": self.common() }))
            .await
    }

    pub async fn invitation(&self) -> Uuid {
        let email = format!("guest.{}@example.org", self.world.number());
        self.maker
            .post(format!("/workspaces/{}/invitations", self.ws))
            .json(json!({ "emails": [email], "role": "member" }))
            .await
            .status(200)
            .id_at("/items/0/invitation/id")
    }

    /// Invites somebody without an account; answers their address and the secret of their link.
    pub async fn invited(&self) -> (String, String) {
        let name = format!("invited.{}", self.world.number());
        let email = format!("{name}@example.org");
        self.owner
            .post(format!("/workspaces/{}/invitations", self.ws))
            .json(json!({ "emails": [email], "role": "member" }))
            .await
            .status(200);
        let token = self.world.app.mailed(&email, "invitations#token=").await;
        (name, token)
    }

    /// A project below the stage's, where all have the roles they have there.
    pub async fn child(&self) -> Uuid {
        let body = json!({ "name": self.word(), "parent_id": self.project });
        self.made(format!("/workspaces/{}/projects", self.ws), body).await
    }

    /// A role in the stage's project, of somebody who is no caller.
    pub async fn grant(&self) -> Uuid {
        let child = json!({ "team_id": self.team().await, "role": "viewer" });
        self.made(format!("/projects/{}/members", self.project), child).await
    }

    pub async fn status(&self) -> Uuid {
        let body = json!({ "name": self.word(), "category": "todo" });
        self.made(format!("/projects/{}/statuses", self.project), body).await
    }

    /// The first column of the stage's project.
    pub async fn first_status(&self) -> String {
        let list = self.owner.get(format!("/projects/{}/statuses", self.project)).await.status(200);
        list.text_at("/items/0/id").to_owned()
    }

    /// Of the project, or of the whole workspace.
    pub async fn rule(&self, shared: bool) -> Uuid {
        let body = super::rows::automation::rule(self, shared);
        self.owner
            .post(format!("/workspaces/{}/rules", self.ws))
            .json(body)
            .await
            .status(201)
            .id()
    }

    pub async fn tag(&self) -> Uuid {
        let body = json!({ "name": self.common() });
        self.owner
            .post(format!("/workspaces/{}/tags", self.ws))
            .json(body)
            .await
            .status(201)
            .id()
    }

    pub async fn milestone(&self) -> Uuid {
        let path = format!("/projects/{}/milestones", self.project);
        self.owner
            .post(path)
            .json(json!({ "name": self.word() }))
            .await
            .status(201)
            .id()
    }

    /// Days that no cycle has yet.
    pub fn days(&self) -> (String, String) {
        let number = self.world.number();
        let day = |n: u64| format!("{:04}-{:02}-{:02}", 2100 + n / 300, n / 25 % 12 + 1, n % 25 + 1);
        (day(number), day(number))
    }

    pub async fn cycle(&self) -> Uuid {
        let (start, end) = self.days();
        let body = json!({ "name": self.word(), "start_on": start, "end_on": end });
        let path = format!("/projects/{}/cycles", self.project);
        self.owner.post(path).json(body).await.status(201).id()
    }

    /// Ends the active cycle of the stage's project, if there is one.
    pub async fn no_active_cycle(&self) {
        let path = format!("/projects/{}/cycles?state=active", self.project);
        for cycle in self.owner.get(path).await.status(200).items() {
            let path = format!("/cycles/{}/complete", cycle["id"].as_str().unwrap_or_default());
            self.owner.post(path).json(json!({ "roll_over": "none" })).await.status(200);
        }
    }

    async fn made_field(&self, shared: bool) -> Reply {
        let (path, name) = match shared {
            true => (format!("/workspaces/{}/custom-fields", self.ws), self.common()),
            false => (format!("/projects/{}/custom-fields", self.project), self.word()),
        };
        let body = json!({ "name": name, "type": "select", "options": [{ "name": name }] });
        self.owner.post(path).json(body).await.status(201)
    }

    /// A custom field of the stage's project, or of all.
    pub async fn field(&self, shared: bool) -> Uuid {
        self.made_field(shared).await.id()
    }

    /// One that a task has a value of.
    pub async fn field_of_a_task(&self, shared: bool) -> Uuid {
        let field = self.made_field(shared).await;
        let values = json!({ (field.text_at("/id")): field.at("/options/0/id") });
        let task = self.task().await;
        self.owner
            .patch(format!("/tasks/{task}"))
            .json(json!({ "custom_fields": values }))
            .await
            .status(200);
        field.id()
    }

    /// A template of the stage's project, or for all.
    pub async fn template(&self, shared: bool) -> Uuid {
        let (path, name) = match shared {
            true => (format!("/workspaces/{}/templates", self.ws), self.common()),
            false => (format!("/projects/{}/templates", self.project), self.word()),
        };
        let task = json!({ "title": name, "subtasks": [{ "title": name }] });
        let body = json!({ "name": name, "task": task });
        self.owner.post(path).json(body).await.status(201).id()
    }

    pub async fn task(&self) -> Uuid {
        self.owner.task(self.project, &self.word()).await.id()
    }

    /// A task that the owner has completed or archived.
    pub async fn task_after(&self, action: &str) -> Uuid {
        let task = self.task().await;
        self.owner.post(format!("/tasks/{task}/{action}")).await.status(200);
        task
    }

    pub async fn relation(&self) -> Uuid {
        let body = json!({ "kind": "relates_to", "task_id": self.task().await });
        let task = self.task().await;
        self.owner
            .post(format!("/tasks/{task}/relations"))
            .json(body)
            .await
            .status(201)
            .id()
    }

    /// A task, and a comment on it.
    pub async fn commented(&self) -> (Uuid, Uuid) {
        let task = self.task().await;
        let body = json!({ "body": self.word() });
        (task, self.made(format!("/tasks/{task}/comments"), body).await)
    }

    /// Time that was tracked on a task.
    pub async fn time_entry(&self) -> Uuid {
        let body = json!({ "seconds": 60, "note": self.word() });
        self.made(format!("/tasks/{}/time-entries", self.task().await), body).await
    }

    pub async fn comment(&self) -> Uuid {
        self.commented().await.1
    }

    /// Somebody who sees the stage's projects.
    pub fn other_viewer(&self) -> Uuid {
        let somebody = if self.side == Side::Foreign { Who::Outsider } else { Who::Admin };
        self.world.person(somebody).id
    }
}
