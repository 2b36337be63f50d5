//! Rights and sessions are taken away while 500 events a second flow, on one server and on two, with hints and without:
//! no frame about what was lost tells of anything later, on either server; and nobody else notices.

mod ear;
mod others;
mod scene;
mod traffic;

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use taskflow::auth::{UserStatus, set_status};
use taskflow::config::{Config, Hints};
use uuid::Uuid;

use crate::hint::two::on_two;
use crate::support::{Client, Engine, PASSWORD, Reply, TestApp, User, run};
use ear::{Ear, position};
use others::Other;
use scene::Scene;
use traffic::Traffic;

/// Changes that others make after something was lost, before it is asked what was heard of them.
const LATER: u64 = 100;
/// Far more than the second in which connections are closed: other things run on this machine.
const CLOSED_WITHIN: Duration = Duration::from_secs(10);

fn settings(config: &mut Config) {
    // Who sees nothing that changes hears by pings how far they are.
    config.realtime.ping_secs = 1;
}

#[test]
fn of_one_server_on_sqlite() {
    run(Engine::Sqlite, settings, |app| async move { lose_everything(vec![app]).await });
}

#[test]
fn of_two_servers_with_hints() {
    on_two(settings, async |one, two| lose_everything(vec![one, two]).await);
}

#[test]
fn of_two_servers_without_hints() {
    let silent = |config: &mut Config| {
        settings(config);
        config.realtime.hints = Hints::None;
    };
    on_two(silent, async |one, two| lose_everything(vec![one, two]).await);
}

async fn lose_everything(apps: Vec<TestApp>) {
    let scene = Scene::new(apps).await;
    let wanda = scene.person("wanda", "member").await;
    let mut others = Other::everywhere(&scene, &scene.owner).await;
    others.extend(Other::everywhere(&scene, &wanda).await);
    let alma = scene.person("alma", "admin").await;
    let traffic = Traffic::start(&scene, &[scene.owner.id, alma.id]).await;
    let show = Show { traffic, scene };
    show.rights().await;
    show.memberships().await;
    show.sessions().await;
    let Show { traffic, scene } = show;
    traffic.stop(&scene).await;
    for other in others {
        other.check(&scene).await;
    }
}

struct Show {
    scene: Scene,
    traffic: Traffic,
}

impl Show {
    /// Grants, teams and roles.
    async fn rights(&self) {
        let Scene { owner, ws, open, private, shared, team, .. } = &self.scene;
        let grants = format!("/projects/{private}/members");
        let gwen = self.scene.person("gwen", "member").await;
        let grant = json!({ "user_id": gwen.id, "role": "viewer" });
        let grant = owner.post(&grants).json(grant).await.status(201).id();
        let revoke = async || owner.delete(format!("{grants}/{grant}")).await.status(204);
        self.lose_project("a grant", &gwen, *private, revoke).await;

        let tom = self.scene.person("tom", "member").await;
        let path = format!("/workspaces/{ws}/teams/{team}/members/{}", tom.id);
        owner.put(&path).await.status(200);
        let revoke = async || owner.delete(&path).await.status(200);
        self.lose_project("a place in a team", &tom, *shared, revoke).await;

        let adam = self.scene.person("adam", "admin").await;
        for (role, lost) in [("member", *private), ("guest", *open)] {
            let revoke = async || self.change(&adam, json!({ "role": role })).await;
            self.lose_project(&format!("a role above {role}"), &adam, lost, revoke).await;
        }
    }

    async fn memberships(&self) {
        let Scene { owner, ws, .. } = &self.scene;
        let rita = self.scene.person("rita", "admin").await;
        let revoke = async || owner.delete(format!("/workspaces/{ws}/members/{}", rita.id)).await.status(204);
        self.lose_workspace("membership", &rita, revoke).await;

        let sue = self.scene.person("sue", "member").await;
        let revoke = async || self.change(&sue, json!({ "state": "suspended" })).await;
        self.lose_workspace("membership for now", &sue, revoke).await;
    }

    async fn sessions(&self) {
        let vic = self.scene.person("vic", "admin").await;
        let ears = self.ears(&self.scene.second_session(&vic).await).await;
        let out = async || vic.delete("/auth/sessions").await.status(204);
        self.lose_session("a session ended elsewhere", ears, async || drop(out().await))
            .await;

        let ears = self.ears(&self.scene.second_session(&vic).await).await;
        let body = json!({ "current_password": PASSWORD, "password": format!("{PASSWORD} two") });
        let change = async || drop(vic.post("/auth/password/change").json(body.clone()).await.status(204));
        self.lose_session("a session, by a new password", ears, change).await;

        let pat = json!({ "name": "listener", "scopes": ["read"] });
        let pat = vic.post("/auth/tokens").json(pat).await.status(201);
        let program = self.scene.apps[0].anonymous().with_token(pat.text_at("/secret"));
        let mut ears = Vec::new();
        for (app, client) in self.scene.everywhere(&program) {
            ears.push(Ear::native(app, &client, self.scene.ws).await);
        }
        let path = format!("/auth/tokens/{}", pat.id());
        self.lose_session("an API token", ears, async || drop(vic.delete(&path).await.status(204)))
            .await;

        let ears = self.ears(&vic).await;
        let parts = self.scene.apps[0].parts();
        let suspend = async || drop(set_status(parts, &vic.email, UserStatus::Suspended).await.unwrap());
        self.lose_session("an account, suspended", ears, suspend).await;
    }

    async fn change(&self, person: &User, body: Value) -> Reply {
        let path = format!("/workspaces/{}/members/{}", self.scene.ws, person.id);
        self.scene.owner.patch(path).json(body).await.status(200)
    }

    /// One at each server.
    async fn ears(&self, client: &Client) -> Vec<Ear> {
        let mut ears = Vec::new();
        for (app, client) in self.scene.everywhere(client) {
            ears.push(Ear::open(app, &client, self.scene.ws).await);
        }
        ears
    }

    /// Until something in this project changes.
    async fn sees(&self, ear: &Ear, project: Uuid) {
        let tasks = &self.traffic.tasks[&project];
        let inside = |frame: &Value| tasks.iter().any(|task| frame.to_string().contains(&task.to_string()));
        ear.until("what is about to be lost", |heard| heard.frames.iter().any(inside))
            .await;
    }

    async fn lose_project(&self, what: &str, person: &User, lost: Uuid, revoke: impl AsyncFnOnce() -> Reply) {
        let ears = self.ears(person).await;
        for ear in &ears {
            self.sees(ear, lost).await;
        }
        let before = self.scene.seq().await;
        revoke().await;
        let revoked = self.scene.revoked_at(before).await;
        self.traffic.go_on(LATER).await;
        let goal = self.scene.seq().await;
        let lost = self.scene.about(lost, revoked).await;
        assert!(!lost.is_empty(), "nothing happened there");
        for ear in ears {
            ear.until("what comes later", |heard| heard.seq >= goal).await;
            ear.look(|heard| {
                let mut ops = heard
                    .frames
                    .iter()
                    .flat_map(|frame| frame["ops"].as_array().into_iter().flatten());
                let leak = ops.find(|op| lost.contains(&op["seq"].as_i64().unwrap()));
                assert!(leak.is_none(), "after {what} was lost at {revoked} came {leak:?}");
                assert!(heard.frames.iter().any(|frame| frame["type"] == "scope"), "nobody said so");
            });
        }
    }

    async fn lose_workspace(&self, what: &str, person: &User, revoke: impl AsyncFnOnce() -> Reply) {
        let ears = self.ears(person).await;
        self.are_listening(&ears).await;
        let before = self.scene.seq().await;
        revoke().await;
        let revoked = self.scene.revoked_at(before).await;
        self.traffic.go_on(LATER).await;
        self.are_closed(what, ears, 4511, revoked).await;
    }

    async fn lose_session(&self, what: &str, ears: Vec<Ear>, end: impl AsyncFnOnce()) {
        self.are_listening(&ears).await;
        end().await;
        // Whatever is committed from here on is later than the answer.
        let (ended, at) = (self.scene.seq().await, Instant::now());
        self.traffic.go_on(LATER).await;
        let last = self.are_closed(what, ears, 4510, ended).await;
        let took = last.saturating_duration_since(at);
        println!("{what}: closed {} ms after the answer", took.as_millis());
        assert!(took < CLOSED_WITHIN, "{what}: closed only after {took:?}");
    }

    async fn are_listening(&self, ears: &[Ear]) {
        for ear in ears {
            ear.until("anything", |heard| heard.frames.iter().any(|frame| frame["type"] == "delta"))
                .await;
        }
    }

    /// All end with this code and have heard of nothing later; answers when the last ended.
    async fn are_closed(&self, what: &str, ears: Vec<Ear>, code: u16, after: i64) -> Instant {
        let mut last = None;
        for ear in ears {
            ear.until("the end", |heard| heard.end.is_some()).await;
            let ended = ear.look(|heard| {
                let later = |frame: &&Value| position(frame, self.scene.ws).is_some_and(|seq| seq > after);
                let leak = heard.frames.iter().find(later);
                assert!(leak.is_none(), "after {what} was lost at {after} came {leak:?}");
                let (said, at) = heard.end.expect("it ended");
                assert_eq!(said, Some(code), "{what}");
                at
            });
            last = last.max(Some(ended));
        }
        last.expect("at least one")
    }
}
