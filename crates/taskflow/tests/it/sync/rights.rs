//! The same for those who gain and lose rights, by each of the ways there are.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Reply, TestApp, User};
use crate::sync::watch::Watch;

/// A workspace with an open project, a private one, and a private one with another below it; in each a task with a
/// subtask and all that can hang on a task.
struct Plot {
    app: TestApp,
    ws: Uuid,
    owner: User,
    eve: User,
    open: Uuid,
    private: Uuid,
    above: Uuid,
    below: Uuid,
    watch: Watch,
    faults: Vec<String>,
}

async fn project(owner: &User, ws: Uuid, body: Value) -> Uuid {
    owner
        .post(format!("/workspaces/{ws}/projects"))
        .json(body)
        .await
        .status(201)
        .id()
}

/// A task with a subtask, comments, an answer, a reaction and watchers.
async fn full_task(owner: &User, project: Uuid) -> Uuid {
    let task = owner.task(project, "full").await.id();
    owner.task_with(project, json!({ "title": "sub", "parent_id": task })).await;
    let first = owner
        .post(format!("/tasks/{task}/comments"))
        .json(json!({ "body": "first" }))
        .await
        .status(201)
        .id();
    owner
        .post(format!("/tasks/{task}/comments"))
        .json(json!({ "body": "second", "parent_id": first }))
        .await
        .status(201);
    let entry = json!({ "seconds": 60 });
    owner.post(format!("/tasks/{task}/time-entries")).json(entry).await.status(201);
    owner.post(format!("/tasks/{task}/timer/start")).await.status(200);
    owner.put(format!("/comments/{first}/reactions/%F0%9F%91%8D")).await;
    task
}

async fn relate(owner: &User, one: Uuid, other: Uuid) {
    let body = json!({ "kind": "blocks", "task_id": other });
    owner.post(format!("/tasks/{one}/relations")).json(body).await.status(201);
}

impl Plot {
    async fn make(app: &TestApp) -> Self {
        let owner = app.user("owner").await;
        let ws = owner.workspace("acme").await.id();
        let open = project(&owner, ws, json!({ "name": "Open" })).await;
        let private = project(&owner, ws, json!({ "name": "Private", "visibility": "private" })).await;
        let above = project(&owner, ws, json!({ "name": "Above", "visibility": "private" })).await;
        let below = project(&owner, ws, json!({ "name": "Below", "parent_id": above })).await;
        let mut people = vec![("owner".to_owned(), owner.clone())];
        for (name, role) in
            [("admin", "admin"), ("member", "member"), ("guest", "guest"), ("viewer", "guest")]
        {
            let user = app.user(name).await;
            app.join(&owner, ws, &user, role).await;
            people.push((name.to_owned(), user));
        }
        let viewer = json!({ "user_id": people[4].1.id, "role": "viewer" });
        owner
            .post(format!("/projects/{private}/members"))
            .json(viewer)
            .await
            .status(201);
        let mut tasks = Vec::new();
        for project in [open, private, above, below] {
            let milestone = json!({ "name": "milestone" });
            let milestone = owner.post(format!("/projects/{project}/milestones")).json(milestone).await;
            let task = full_task(&owner, project).await;
            let cycle = json!({ "start_on": "2027-01-01", "end_on": "2027-01-14" });
            let cycle = owner
                .post(format!("/projects/{project}/cycles"))
                .json(cycle)
                .await
                .status(201)
                .id();
            let planned = json!({ "milestone_id": milestone.status(201).id(), "cycle_id": cycle });
            owner.patch(format!("/tasks/{task}")).json(planned).await.status(200);
            tasks.push(task);
            let template = json!({ "name": "own", "task": { "title": "made" } });
            owner
                .post(format!("/projects/{project}/templates"))
                .json(template)
                .await
                .status(201);
            let view = json!({ "name": "shared", "shared": true, "project_id": project });
            owner.post(format!("/workspaces/{ws}/views")).json(view).await.status(201);
        }
        for pair in tasks.windows(2) {
            relate(&owner, pair[0], pair[1]).await;
        }
        let eve = app.user("eve").await;
        people.push(("eve".to_owned(), eve.clone()));
        let watch = Watch::begin(app, ws, people).await;
        let faults = Vec::new();
        Self {
            app: app.clone(),
            ws,
            owner,
            eve,
            open,
            private,
            above,
            below,
            watch,
            faults,
        }
    }

    async fn check(&mut self, what: &str) {
        let faults = self.watch.faults(what).await;
        self.faults.extend(faults);
    }

    async fn patch(&mut self, path: String, body: Value) -> Reply {
        let reply = self.owner.patch(&path).json(body.clone()).await.status(200);
        self.check(&format!("PATCH {path} {body}")).await;
        reply
    }

    async fn post(&mut self, path: String, body: Value) -> Reply {
        let reply = self.owner.post(&path).json(body.clone()).await;
        assert!(reply.code() < 300, "{reply}");
        self.check(&format!("POST {path} {body}")).await;
        reply
    }

    async fn delete(&mut self, path: String) {
        self.owner.delete(&path).await.status(204);
        self.check(&format!("DELETE {path}")).await;
    }

    async fn join(&mut self, role: &str) {
        self.app.join(&self.owner, self.ws, &self.eve, role).await;
        self.check(&format!("eve joins as {role}")).await;
    }

    fn member(&self) -> String {
        format!("/workspaces/{}/members/{}", self.ws, self.eve.id)
    }

    fn end(self) {
        assert!(self.faults.is_empty(), "{} faults:\n{}", self.faults.len(), self.faults.join("\n"));
    }
}

on_both! {
    async fn by_membership(app: TestApp) {
        let mut plot = Plot::make(&app).await;
        plot.join("guest").await;
        for role in ["member", "admin"] {
            plot.patch(plot.member(), json!({ "role": role })).await;
        }
        plot.post(format!("/workspaces/{}/invitations", plot.ws), json!({ "emails": ["x@example.org"], "role": "guest" })).await;
        plot.patch(plot.member(), json!({ "role": "member" })).await;
        plot.patch(plot.member(), json!({ "state": "suspended" })).await;
        plot.owner.task(plot.open, "unseen").await;
        plot.patch(plot.member(), json!({ "state": "active" })).await;
        plot.delete(plot.member()).await;
        plot.join("member").await;
        plot.eve.delete(format!("/workspaces/{}/members/me", plot.ws)).await.status(204);
        plot.check("eve leaves").await;
        plot.join("guest").await;
        plot.delete(format!("/workspaces/{}", plot.ws)).await;
        plot.end();
    }

    async fn by_roles_in_projects(app: TestApp) {
        let mut plot = Plot::make(&app).await;
        plot.join("guest").await;
        let members = format!("/projects/{}/members", plot.private);
        let grant = plot.post(members.clone(), json!({ "user_id": plot.eve.id, "role": "viewer" })).await.id();
        for role in ["manager", "commenter"] {
            plot.patch(format!("{members}/{grant}"), json!({ "role": role })).await;
        }
        plot.delete(format!("{members}/{grant}")).await;

        let crew = plot.post(format!("/workspaces/{}/teams", plot.ws), json!({ "name": "crew" })).await.id();
        plot.post(format!("/projects/{}/members", plot.above), json!({ "team_id": crew, "role": "editor" })).await;
        let seat = format!("/workspaces/{}/teams/{crew}/members/{}", plot.ws, plot.eve.id);
        assert!(plot.owner.put(&seat).await.code() < 300);
        plot.check("eve comes into the team").await;
        assert!(plot.owner.delete(&seat).await.code() < 300);
        plot.check("eve goes out of the team").await;
        assert!(plot.owner.put(&seat).await.code() < 300);
        plot.delete(format!("/workspaces/{}/teams/{crew}", plot.ws)).await;
        plot.end();
    }

    async fn by_what_becomes_of_projects(app: TestApp) {
        let mut plot = Plot::make(&app).await;
        plot.join("member").await;
        let (open, above, below) = (plot.open, plot.above, plot.below);
        for visibility in ["private", "workspace"] {
            plot.patch(format!("/projects/{open}"), json!({ "visibility": visibility })).await;
        }
        plot.patch(format!("/projects/{open}"), json!({ "parent_id": above })).await;
        plot.patch(format!("/projects/{open}"), json!({ "parent_id": null })).await;
        plot.patch(format!("/projects/{below}"), json!({ "parent_id": open })).await;
        plot.post(format!("/projects/{open}/archive"), json!({})).await;
        plot.post(format!("/projects/{open}/restore"), json!({})).await;
        plot.patch(format!("/projects/{below}"), json!({ "parent_id": null })).await;
        plot.delete(format!("/projects/{open}")).await;
        plot.post(format!("/projects/{open}/restore"), json!({})).await;
        plot.end();
    }

    async fn by_tasks_that_move(app: TestApp) {
        let mut plot = Plot::make(&app).await;
        plot.join("member").await;
        let (open, private) = (plot.open, plot.private);
        let (here, there) = (full_task(&plot.owner, open).await, full_task(&plot.owner, private).await);
        relate(&plot.owner, here, there).await;
        plot.check("two tasks that are related").await;
        for project in [private, open] {
            plot.post(format!("/tasks/{here}/move"), json!({ "project_id": project })).await;
        }
        plot.post(format!("/tasks/{there}/comments"), json!({ "body": "in private" })).await;
        plot.post(format!("/tasks/{there}/move"), json!({ "project_id": open })).await;
        plot.patch(format!("/tasks/{there}"), json!({ "title": "seen by all" })).await;
        // Out, changed and in again between two looks.
        for project in [private, open] {
            plot.owner.post(format!("/tasks/{there}/move")).json(json!({ "project_id": project })).await.status(200);
            plot.owner.post(format!("/tasks/{there}/comments")).json(json!({ "body": "meanwhile" })).await.status(201);
        }
        plot.check("out and in again").await;
        plot.post(format!("/tasks/{here}/move"), json!({ "project_id": private })).await;
        plot.delete(format!("/tasks/{here}")).await;
        plot.post(format!("/tasks/{here}/restore"), json!({})).await;
        plot.delete(format!("/tasks/{there}")).await;
        plot.end();
    }
}
