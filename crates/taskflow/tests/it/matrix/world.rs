//! Two workspaces and everybody who calls.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::json;
use uuid::Uuid;

use super::callers::Who;
use super::table::Place;
use crate::support::{Client, TestApp, User};

/// On which things a call is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The callers' own workspace, in a project for all of it.
    Open,
    /// The same, in a private project.
    Private,
    /// The outsider's workspace.
    Foreign,
}

impl Side {
    pub const ALL: [Self; 3] = [Self::Open, Self::Private, Self::Foreign];

    /// Stands in the name of everything in a project of that side, so that it can be told what an answer shows.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "Plainword",
            Self::Private => "Hushword",
            Self::Foreign => "Alienword",
        }
    }
}

/// A workspace.
pub struct Grounds {
    pub ws: Uuid,
    pub owner: User,
    pub open: Uuid,
    pub private: Uuid,
    /// A member who is no caller: what is done to people is done to them.
    pub target: User,
}

pub struct World {
    pub app: TestApp,
    pub own: Grounds,
    pub foreign: Grounds,
    people: Vec<(Who, User)>,
    reader: Client,
    made: AtomicU64,
}

impl Grounds {
    /// Both projects stand below one for all.
    async fn make(app: &TestApp, owner: User, name: &str, words: [Side; 2]) -> (Self, Uuid) {
        let ws = owner.workspace(name).await.id();
        let above = owner.project(ws, name).await.id();
        let mut projects = Vec::new();
        for (side, visibility) in words.into_iter().zip(["workspace", "private"]) {
            let body = json!({ "name": side.word(), "visibility": visibility, "parent_id": above });
            let made = owner.post(format!("/workspaces/{ws}/projects")).json(body).await;
            projects.push(made.status(201).id());
        }
        let target = app.user(&format!("target.of.{name}")).await;
        app.join(&owner, ws, &target, "member").await;
        (Self { ws, owner, open: projects[0], private: projects[1], target }, above)
    }
}

impl World {
    pub async fn make(app: &TestApp) -> Self {
        let owner = app.user("owner").await;
        let (own, above) = Grounds::make(app, owner.clone(), "the-home", [Side::Open, Side::Private]).await;
        let outsider = app.user("outsider").await;
        let (foreign, _) =
            Grounds::make(app, outsider.clone(), "the-abroad", [Side::Foreign, Side::Foreign]).await;
        let token = json!({ "name": "reader", "scopes": ["read"] });
        let token = owner.post("/auth/tokens").json(token).await.status(201);
        let reader = app.anonymous().with_token(token.text_at("/secret"));

        let mut people = vec![(Who::Owner, owner.clone()), (Who::Outsider, outsider)];
        let named = [
            (Who::Admin, "admin"),
            (Who::Member, "member"),
            (Who::Guest, "guest"),
            (Who::Viewer, "viewer"),
            (Who::Commenter, "commenter"),
            (Who::Editor, "editor"),
            (Who::Manager, "manager"),
            (Who::Suspended, "suspended"),
        ];
        for (who, name) in named {
            let user = app.user(name).await;
            app.join(&owner, own.ws, &user, who.role()).await;
            people.push((who, user));
        }
        let world = Self {
            app: app.clone(),
            own,
            foreign,
            people,
            reader,
            made: AtomicU64::new(1),
        };
        world.give_roles(above).await;
        world
    }

    /// Each in another way: by oneself, from the project above, by a team.
    async fn give_roles(&self, above: Uuid) {
        let owner = &self.own.owner;
        let team = json!({ "name": "crew", "member_ids": [self.person(Who::Editor).id] });
        let team = owner.post(format!("/workspaces/{}/teams", self.own.ws)).json(team).await;
        let team = team.status(201).id();
        let user = |who| json!(self.person(who).id);
        let mut grants = vec![(above, json!({ "user_id": user(Who::Commenter), "role": "commenter" }))];
        for project in [self.own.open, self.own.private] {
            grants.push((project, json!({ "user_id": user(Who::Viewer), "role": "viewer" })));
            grants.push((project, json!({ "user_id": user(Who::Manager), "role": "manager" })));
            grants.push((project, json!({ "team_id": team, "role": "editor" })));
        }
        for (project, grant) in grants {
            owner.post(format!("/projects/{project}/members")).json(grant).await.status(201);
        }
        let suspended = self.person(Who::Suspended).id;
        owner
            .patch(format!("/workspaces/{}/members/{suspended}", self.own.ws))
            .json(json!({ "state": "suspended" }))
            .await
            .status(200);
    }

    pub fn grounds(&self, side: Side) -> &Grounds {
        match side {
            Side::Open | Side::Private => &self.own,
            Side::Foreign => &self.foreign,
        }
    }

    /// The person who calls; of the token, its owner.
    pub fn person(&self, who: Who) -> &User {
        let who = match who {
            Who::Reader | Who::Anonymous => Who::Owner,
            who => who,
        };
        &self
            .people
            .iter()
            .find(|(other, _)| *other == who)
            .expect("everybody is there")
            .1
    }

    pub fn client(&self, who: Who) -> Client {
        match who {
            Who::Reader => self.reader.clone(),
            Who::Anonymous => self.app.anonymous().clone(),
            who => Client::clone(self.person(who)),
        }
    }

    /// Never the same twice.
    pub fn number(&self) -> u64 {
        self.made.fetch_add(1, Ordering::Relaxed)
    }

    /// Somebody new, of no workspace.
    pub async fn stranger(&self) -> User {
        self.app.user(&format!("somebody.{}", self.number())).await
    }

    /// Somebody just like a caller, whom the call may cost what it likes.
    pub async fn double(&self, who: Who, place: Place) -> User {
        let double = self.stranger().await;
        if place == Place::Workspace {
            let (owner, ws) = (&self.own.owner, self.own.ws);
            let role = if who == Who::Owner { "member" } else { who.role() };
            self.app.join(owner, ws, &double, role).await;
            if who == Who::Owner {
                owner
                    .patch(format!("/workspaces/{ws}/members/{}", double.id))
                    .json(json!({ "role": "owner" }))
                    .await
                    .status(200);
            }
        }
        double
    }
}
