//! One name, one key, one answer: asked of both servers at the same moment.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Twins, done, races};
use crate::support::{Reply, User};

const ROUNDS: usize = 8;

/// Makes the same at both; exactly one is made, the other hears why not.
async fn made_once(twins: &Twins, person: &User, path: &str, body: Value) {
    let replies = twins.both(person, |client| client.post(path).json(body.clone())).await;
    assert_eq!(done(&replies), 1, "{path} {body}: {replies:?}");
    assert!(replies.iter().any(|reply| reply.code() == 409), "{path} {body}: {replies:?}");
}

fn ids(replies: &[Reply]) -> Vec<Uuid> {
    replies.iter().filter(|reply| reply.code() < 300).map(Reply::id).collect()
}

races! {
    async fn names(twins: Twins) {
        let owner = twins.one.user("olga").await;
        let ws = owner.workspace("race").await.id();
        let project = owner.project(ws, "Track").await.id();
        for round in 0..ROUNDS {
            let name = json!({ "name": format!("name {round}") });
            made_once(&twins, &owner, &format!("/workspaces/{ws}/tags"), name.clone()).await;
            made_once(&twins, &owner, &format!("/workspaces/{ws}/teams"), name.clone()).await;
            let status = json!({ "name": format!("name {round}"), "category": "todo" });
            made_once(&twins, &owner, &format!("/projects/{project}/statuses"), status).await;
            let workspace = json!({ "name": "A race", "slug": format!("race-{round}") });
            made_once(&twins, &owner, "/workspaces", workspace).await;
        }
    }

    async fn keys_of_projects_are_found(twins: Twins) {
        let owner = twins.one.user("olga").await;
        let ws = owner.workspace("race").await.id();
        let path = format!("/workspaces/{ws}/projects");
        for _ in 0..ROUNDS {
            let both = twins.both(&owner, |client| client.post(&path).json(json!({ "name": "Track" }))).await;
            let [one, other] = both.map(|reply| reply.status(201).text_at("/key").to_owned());
            assert_ne!(one, other);
        }
    }

    async fn an_id_that_the_client_chose(twins: Twins) {
        let owner = twins.one.user("olga").await;
        let ws = owner.workspace("race").await.id();
        let project = owner.project(ws, "Track").await.id();
        let task = owner.task(project, "task").await.id();
        for round in 0..ROUNDS {
            let name = format!("name {round}");
            let things = [
                (format!("/projects/{project}/tasks"), json!({ "title": name })),
                (format!("/tasks/{task}/comments"), json!({ "body": name })),
                (format!("/workspaces/{ws}/tags"), json!({ "name": name })),
                (format!("/workspaces/{ws}/teams"), json!({ "name": name })),
                (format!("/workspaces/{ws}/projects"), json!({ "name": name })),
                (format!("/projects/{project}/statuses"), json!({ "name": name, "category": "todo" })),
                ("/workspaces".to_owned(), json!({ "name": name })),
            ];
            for (path, mut body) in things {
                body["id"] = json!(Uuid::now_v7());
                let both = twins.both(&owner, |client| client.post(&path).json(body.clone())).await;
                // Who loses the race may hear that it exists; whoever asks again then gets it.
                let made = ids(&both);
                assert!(!made.is_empty(), "{path}: {both:?}");
                let again = owner.post(&path).json(body.clone()).await;
                assert!(again.code() < 300 && again.id() == made[0], "{path}: {again}");
            }
        }
    }

    async fn one_idempotency_key_is_one_task(twins: Twins) {
        let owner = twins.one.user("olga").await;
        let ws = owner.workspace("race").await.id();
        let project = owner.project(ws, "Track").await.id();
        let path = format!("/projects/{project}/tasks");
        for round in 0..ROUNDS {
            let key = format!("key {round}");
            let request = |client: &crate::support::Client| {
                client.post(&path).json(json!({ "title": "once" })).idempotency_key(&key)
            };
            let both = twins.both(&owner, request).await;
            let made = ids(&both);
            // Whoever comes second gets the first one's answer, even if both had begun by then.
            assert!(both.iter().all(|reply| matches!(reply.code(), 201 | 503)), "{both:?}");
            assert!(made.iter().all(|id| *id == made[0]), "{both:?}");
            let again = request(&owner).await.status(201);
            assert_eq!(again.id(), made[0]);
        }
        let list = owner.get(format!("{path}?include=total")).await;
        assert_eq!(list.number_at("/total"), i64::try_from(ROUNDS).unwrap());
    }

    async fn numbers_of_tasks(twins: Twins) {
        let owner = twins.one.user("olga").await;
        let ws = owner.workspace("race").await.id();
        let project = owner.project(ws, "Track").await.id();
        let new = (0..40).map(|number| {
            let client = twins.client(&owner, number);
            client.post(format!("/projects/{project}/tasks")).json(json!({ "title": "one of many" }))
        });
        let mut numbers: Vec<i64> =
            super::all(new).await.into_iter().map(|reply| reply.status(201).number_at("/number")).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=40).collect::<Vec<i64>>());
    }
}
