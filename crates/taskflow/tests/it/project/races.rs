//! Several people at once.

use futures_util::future::join_all;
use serde_json::json;

use taskflow::base::Clock;
use taskflow::roles::Server;

use crate::support::{Client, TestApp, run};

on_both! {
    async fn many_new_projects_of_one_name_get_keys_of_their_own(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let path = format!("/workspaces/{ws}/projects");
        let made = join_all((0..12).map(|_| ada.post(&path).json(json!({ "name": "Web App" })).send())).await;
        let mut keys: Vec<String> = made.into_iter().map(|reply| reply.status(201).text_at("/key").to_owned()).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), 12, "{keys:?}");
        let asked = join_all((0..8).map(|_| ada.post(&path).json(json!({ "name": "x", "key": "ONE" })).send())).await;
        let made = asked.iter().filter(|reply| reply.code() == 201).count();
        assert_eq!(made, 1);
        for refused in asked.into_iter().filter(|reply| reply.code() != 201) {
            refused.problem(409, "key_taken");
        }
        // Their places are all different, too.
        let list = ada.get(format!("{path}?limit=200")).await;
        let mut positions = list.texts("position");
        positions.dedup();
        assert_eq!(positions.len(), 13);
    }

    async fn moves_at_once_make_no_cycle(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let mut ids = Vec::new();
        for name in ["A", "B", "C"] {
            ids.push(ada.project(ws, name).await.id());
        }
        for round in 0..8 {
            let moves = (0..3).map(|n| {
                let (child, parent) = (ids[n], ids[(n + 1) % 3]);
                if round % 2 == 0 {
                    ada.patch(format!("/projects/{child}")).json(json!({ "parent_id": parent })).send()
                } else {
                    ada.post(format!("/projects/{child}/move")).json(json!({ "parent_id": parent })).send()
                }
            });
            let replies = join_all(moves.collect::<Vec<_>>()).await;
            let refused: Vec<_> = replies.into_iter().filter(|reply| reply.code() != 200).collect();
            assert_eq!(refused.len(), 1, "three in a ring, one must not close it: {refused:?}");
            refused.into_iter().for_each(|reply| drop(reply.problem(409, "project_cycle")));
            assert_eq!(ada.project_names(ws, "").await.len(), 3);
            for id in &ids {
                ada.patch(format!("/projects/{id}")).json(json!({ "parent_id": null })).await.status(200);
            }
        }
    }

    async fn two_moves_into_one_gap_both_land(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let mut ids = Vec::new();
        for name in ["A", "B", "C", "D", "E"] {
            ids.push(ada.project(ws, name).await.id());
        }
        let moves = [2, 3, 4].map(|n| {
            ada.post(format!("/projects/{}/move", ids[n])).json(json!({ "after_id": ids[0], "before_id": ids[1] })).send()
        });
        for reply in join_all(moves).await {
            reply.status(200);
        }
        let list = ada.get(format!("/workspaces/{ws}/projects")).await;
        let names = list.texts("name");
        assert_eq!((names[0], names[4]), ("A", "B"), "{names:?}");
        let mut positions = list.texts("position");
        positions.dedup();
        assert_eq!(positions.len(), 5);
    }

    async fn nothing_is_put_below_a_project_that_is_being_deleted(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        for _ in 0..8 {
            let parent = ada.project(ws, "Parent").await.id();
            let (made, deleted) = tokio::join!(
                ada.post(format!("/workspaces/{ws}/projects")).json(json!({ "name": "Child", "parent_id": parent })).send(),
                ada.delete(format!("/projects/{parent}")).send(),
            );
            match (made.code(), deleted.code()) {
                (201, 409) => drop(deleted.problem(409, "has_children")),
                (422, 204) => drop(made.invalid("/parent_id")),
                other => panic!("{other:?}: {made} {deleted}"),
            }
        }
    }

    async fn one_holder_and_one_name_at_a_time(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let project = ada.project(ws, "Web").await.id();
        let (members, statuses) = (format!("/projects/{project}/members"), format!("/projects/{project}/statuses"));
        let grant = json!({ "user_id": ada.id, "role": "viewer" });
        let granted = join_all((0..6).map(|_| ada.post(&members).json(grant.clone()).send())).await;
        let status = json!({ "name": "Review", "category": "in_progress" });
        let made = join_all((0..6).map(|_| ada.post(&statuses).json(status.clone()).send())).await;
        for (replies, code) in [(granted, "already_member"), (made, "name_taken")] {
            assert_eq!(replies.iter().filter(|reply| reply.code() == 201).count(), 1);
            for refused in replies.into_iter().filter(|reply| reply.code() != 201) {
                refused.problem(409, code);
            }
        }
        // The last open status is not deleted by two who each leave one.
        let all = ada.get(&statuses).await;
        let open: Vec<String> = all.items().iter()
            .filter(|status| !["done", "cancelled"].contains(&status["category"].as_str().unwrap()))
            .map(|status| status["id"].as_str().unwrap().to_owned()).collect();
        let gone = join_all(open.iter().map(|id| ada.delete(format!("/statuses/{id}")).send())).await;
        assert_eq!(gone.iter().filter(|reply| reply.code() == 204).count(), open.len() - 1);
        gone.into_iter().filter(|reply| reply.code() != 204).for_each(|reply| drop(reply.problem(409, "last_open_status")));
    }
}

/// Two servers on one PostgreSQL: what one process puts in a row, two do not.
#[test]
fn two_servers_agree_on_the_tree() {
    async fn case(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let second = Server::start(app.parts().config.clone(), Clock::system()).await.unwrap();
        let other: Client = ada.on(second.addr());
        let mut ids = Vec::new();
        for name in ["A", "B"] {
            ids.push(ada.project(ws, name).await.id());
        }
        for round in 0..15 {
            let (one, two) = tokio::join!(
                ada.patch(format!("/projects/{}", ids[0]))
                    .json(json!({ "parent_id": ids[1] }))
                    .send(),
                other
                    .patch(format!("/projects/{}", ids[1]))
                    .json(json!({ "parent_id": ids[0] }))
                    .send(),
            );
            assert_eq!(one.code() + two.code(), 200 + 409, "{one} {two}");
            for id in &ids {
                ada.patch(format!("/projects/{id}"))
                    .json(json!({ "parent_id": null }))
                    .await
                    .status(200);
            }
            let body = json!({ "name": "x", "key": format!("K{round}") });
            let path = format!("/workspaces/{ws}/projects");
            let (one, two) = tokio::join!(
                ada.post(&path).json(body.clone()).send(),
                other.post(&path).json(body.clone()).send()
            );
            assert_eq!(one.code() + two.code(), 201 + 409, "{one} {two}");
            let statuses = format!("/projects/{}/statuses", ids[0]);
            let body = json!({ "name": format!("S{round}"), "category": "todo" });
            let (one, two) = tokio::join!(
                ada.post(&statuses).json(body.clone()).send(),
                other.post(&statuses).json(body.clone()).send()
            );
            assert_eq!(one.code() + two.code(), 201 + 409, "{one} {two}");
        }
        second.shutdown().await;
    }
    run(crate::support::Engine::Postgres, |_| (), case);
}

/// A task's image carries its status's category, so a column must not change under a task that is just being made.
/// That the log still fits the tables is asked when the case ends.
#[test]
fn two_servers_agree_on_what_a_task_is() {
    async fn case(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let project = ada.project(ws, "Web").await.id();
        let second = Server::start(app.parts().config.clone(), Clock::system()).await.unwrap();
        let other: Client = ada.on(second.addr());
        for round in 0..20 {
            let status = ada
                .post(format!("/projects/{project}/statuses"))
                .json(json!({ "name": format!("S{round}"), "category": "todo" }))
                .await
                .status(201)
                .id();
            let task = ada
                .post(format!("/projects/{project}/tasks"))
                .json(json!({ "title": "x", "status_id": status }));
            let (made, changed) = if round % 2 == 0 {
                let change = other.patch(format!("/statuses/{status}")).json(json!({ "category": "done" }));
                tokio::join!(task.send(), change.send())
            } else {
                tokio::join!(task.send(), other.delete(format!("/statuses/{status}")).send())
            };
            if changed.code() >= 300 {
                changed.problem(409, "status_in_use");
                made.status(201);
            } else if round % 2 == 0 {
                made.status(201).has("/status_category", "done");
            } else {
                assert!(made.code() == 422 || made.code() == 404 || made.code() == 409, "{made}");
            }
        }
        second.shutdown().await;
    }
    run(crate::support::Engine::Postgres, |_| (), case);
}
