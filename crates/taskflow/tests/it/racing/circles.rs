//! This above that and that above this, at the same moment.

use serde_json::json;
use uuid::Uuid;

use super::{Twins, done, races, settled};
use crate::support::{Request, User};

const ROUNDS: usize = 12;

/// Asks one server for one direction and the other for the other; not both come true.
async fn at_most_one(twins: &Twins, person: &User, ask: impl Fn(&crate::support::Client, bool) -> Request) {
    let across = twins.across(person);
    let (one, other) = tokio::join!(settled(ask(person, true)), settled(ask(&across, false)));
    let both = [one, other];
    assert!(done(&both) <= 1, "a circle: {both:?}");
}

async fn pair(owner: &User, project: Uuid) -> [Uuid; 2] {
    [owner.task(project, "this").await.id(), owner.task(project, "that").await.id()]
}

fn turned<T>([this, that]: [T; 2], around: bool) -> (T, T) {
    if around { (this, that) } else { (that, this) }
}

races! {
    async fn of_tasks(twins: Twins) {
        let owner = twins.one.user("olga").await;
        let ws = owner.workspace("race").await.id();
        let project = owner.project(ws, "Track").await.id();
        for _ in 0..ROUNDS {
            let tasks = pair(&owner, project).await;
            at_most_one(&twins, &owner, |client, around| {
                let (task, parent) = turned(tasks, around);
                client.patch(format!("/tasks/{task}")).json(json!({ "parent_id": parent }))
            })
            .await;
        }
    }

    async fn of_blocking_tasks(twins: Twins) {
        let owner = twins.one.user("olga").await;
        let ws = owner.workspace("race").await.id();
        let project = owner.project(ws, "Track").await.id();
        for kind in ["blocks", "duplicates"] {
            for _ in 0..ROUNDS {
                let tasks = pair(&owner, project).await;
                at_most_one(&twins, &owner, |client, around| {
                    let (task, other) = turned(tasks, around);
                    let body = json!({ "kind": kind, "task_id": other });
                    client.post(format!("/tasks/{task}/relations")).json(body)
                })
                .await;
            }
        }
    }

    async fn of_projects(twins: Twins) {
        let owner = twins.one.user("olga").await;
        let ws = owner.workspace("race").await.id();
        for _ in 0..ROUNDS {
            let projects = [owner.project(ws, "This").await.id(), owner.project(ws, "That").await.id()];
            at_most_one(&twins, &owner, |client, around| {
                let (project, parent) = turned(projects, around);
                client.post(format!("/projects/{project}/move")).json(json!({ "parent_id": parent }))
            })
            .await;
        }
    }
}
