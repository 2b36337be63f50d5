//! Who loses a right gets nothing that happens afterwards, and is told without anything else happening.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Socket, token};
use crate::desk::Desk;

impl Desk {
    /// Lets the member into the private project; answers what to take away again.
    async fn let_in(&self) -> String {
        let path = format!("/projects/{}/members", self.private);
        let body = json!({ "user_id": self.member.id, "role": "viewer" });
        let grant = self.owner.post(&path).json(body).await.status(201).id();
        format!("{path}/{grant}")
    }

    async fn follow(&self) -> Socket {
        Socket::live(&self.app, &self.member, self.workspace).await
    }

    fn member_path(&self) -> String {
        format!("/workspaces/{}/members/{}", self.workspace, self.member.id)
    }

    async fn shift(&self, task: Uuid, project: Uuid) {
        let body = json!({ "project_id": project });
        self.owner.post(format!("/tasks/{task}/move")).json(body).await.status(200);
    }
}

fn ids(things: &Value) -> Vec<&str> {
    things
        .as_array()
        .unwrap()
        .iter()
        .map(|thing| thing["id"].as_str().unwrap())
        .collect()
}

on_both! {
    async fn a_project_is_gained_and_lost(app: TestApp) {
        let desk = Desk::new(&app).await;
        let mut socket = desk.follow().await;

        let grant = desk.let_in().await;
        let scope = socket.expect("scope").await;
        assert_eq!(ids(&scope["added"]), [desk.private.to_string()]);
        socket.expect("delta").await;
        let seen = desk.secret_task("Seen").await;
        socket.ops_until(seen).await;

        desk.owner.delete(grant).await.status(204);
        let scope = socket.expect("scope").await;
        assert_eq!(ids(&scope["removed"]), [desk.private.to_string()], "told with nothing else happening");
        let hidden = desk.secret_task("Hidden").await;
        let open = desk.task("Open").await;
        let ops = socket.ops_until(open).await;
        assert!(!ops.iter().any(|op| op["id"] == hidden.to_string()), "{ops:?}");
    }

    async fn a_task_that_goes_out_of_sight_is_removed(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("Paint").await;
        let mut socket = desk.follow().await;

        desk.shift(task, desk.private).await;
        let ops = socket.ops_until(task).await;
        let gone = ops.iter().find(|op| op["id"] == task.to_string()).unwrap();
        assert_eq!((&gone["op"], &gone["data"]), (&json!("remove"), &Value::Null));

        desk.shift(task, desk.project).await;
        let scope = socket.until("scope").await.pop().unwrap();
        assert_eq!(ids(&scope["added"]), [task.to_string()], "its comments come with it");
        let ops = socket.ops_until(task).await;
        assert!(ops.iter().any(|op| op["id"] == task.to_string() && op["op"] == "upsert"));
    }

    async fn who_is_removed_is_sent_away(app: TestApp) {
        let desk = Desk::new(&app).await;
        let mut socket = desk.follow().await;
        desk.owner.delete(desk.member_path()).await.status(204);
        let (code, frames) = socket.end().await;
        let last = frames.iter().rfind(|frame| frame["type"] != "ping").unwrap();
        assert_eq!(ids(&last["removed"]), [desk.workspace.to_string()]);
        assert_eq!(code, Some(4511));
    }

    async fn who_follows_more_stays(app: TestApp) {
        let desk = Desk::new(&app).await;
        let own = desk.member.workspace("own").await.id();
        let mut socket = desk.follow().await;
        let token = token(&app, own).await;
        socket.say(json!({ "type": "subscribe", "workspace": own, "token": token })).await;
        socket.until("live").await;
        desk.owner.delete(desk.member_path()).await.status(204);
        socket.until("scope").await;
        let project = desk.member.project(own, "Mine").await.id();
        socket.ops_until(project).await;
    }

    async fn what_managers_see_follows_the_role(app: TestApp) {
        let desk = Desk::new(&app).await;
        let mut socket = desk.follow().await;
        for (role, sees) in [("admin", true), ("member", false)] {
            desk.owner.patch(desk.member_path()).json(json!({ "role": role })).await.status(200);
            let scope = socket.until("scope").await.pop().unwrap();
            assert_eq!(scope["visible"]["invitations"], sees);
        }
        desk.owner
            .post(format!("/workspaces/{}/invitations", desk.workspace))
            .json(json!({ "emails": ["eve@example.org"], "role": "member" }))
            .await
            .status(200);
        let task = desk.task("Open").await;
        let ops = socket.ops_until(task).await;
        assert!(!ops.iter().any(|op| op["entity"] == "invitation"), "{ops:?}");
    }

    async fn a_replay_obeys_todays_rights(app: TestApp) {
        let desk = Desk::new(&app).await;
        let grant = desk.let_in().await;
        let before = token(&app, desk.workspace).await;
        let task = desk.secret_task("Was seen").await;
        desk.owner.delete(grant).await.status(204);
        let hello = json!({ "workspaces": [{ "id": desk.workspace, "token": before }] });
        let mut socket = Socket::hello(&desk.member, hello).await;
        let frames = socket.until("live").await;
        assert_eq!(frames[1]["visible"]["projects"], json!([desk.project]));
        assert!(!frames.iter().any(|frame| frame.to_string().contains(&task.to_string())), "{frames:?}");
    }
}
