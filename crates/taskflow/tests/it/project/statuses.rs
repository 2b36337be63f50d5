//! The columns of a board.

use serde_json::json;
use uuid::Uuid;

use crate::support::Client;

async fn names(client: &Client, project: Uuid) -> Vec<String> {
    let list = client.get(format!("/projects/{project}/statuses")).await.status(200);
    list.texts("name").into_iter().map(str::to_owned).collect()
}

async fn id_of(client: &Client, project: Uuid, name: &str) -> Uuid {
    let list = client.get(format!("/projects/{project}/statuses")).await.status(200);
    let found = list
        .items()
        .iter()
        .find(|status| status["name"] == name)
        .unwrap_or_else(|| panic!("no {name}: {list}"));
    found["id"].as_str().unwrap().parse().unwrap()
}

on_both! {
    async fn columns_are_made_changed_and_moved(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let project = ada.project(ws, "Web").await.id();
        let path = format!("/projects/{project}/statuses");
        let review = ada.post(&path).json(json!({ "name": " Review ", "category": "in_progress", "wip_limit": 3 })).await
            .status(201).has("/name", "Review").has("/wip_limit", 3).has("/version", 1)
            .has("/project_id", project.to_string()).has("/workspace_id", ws.to_string());
        assert_eq!(review.header("location"), format!("/api/v1/statuses/{}", review.id()));
        assert_eq!(names(&ada, project).await, ["Backlog", "To do", "In progress", "Review", "Done", "Cancelled"]);

        let one = format!("/statuses/{}", review.id());
        ada.patch(&one).json(json!({ "wip_limit": null, "colour": "#abcdef", "name": "Check" })).await.status(200)
            .has("/wip_limit", json!(null)).has("/colour", "#abcdef").has("/name", "Check").has("/version", 2);
        ada.patch(&one).json(json!({ "name": "Check" })).await.status(200).has("/version", 2);
        ada.patch(&one).if_match(1).json(json!({ "name": "Late" })).await.problem(412, "version_conflict");
        let backlog = id_of(&ada, project, "Backlog").await;
        let below = format!("/projects/{project}{one}");
        ada.patch(&below).json(json!({ "before_id": backlog })).await.status(200).has("/version", 3);
        assert_eq!(names(&ada, project).await[..2], ["Check", "Backlog"]);
        ada.patch(&one).json(json!({ "after_id": backlog })).await.status(200);
        assert_eq!(names(&ada, project).await[..2], ["Backlog", "Check"]);
        ada.patch(&one).json(json!({ "after_id": backlog })).await.status(200).has("/version", 4);
        ada.get(&below).await.status(200).has("/version", 4);
        ada.delete(&one).if_match(3).await.problem(412, "version_conflict");
        ada.delete(&below).await.status(204);
        ada.get(&one).await.problem(404, "not_found");

        let first = ada.get(format!("{path}?limit=3")).await;
        let rest = ada.get(format!("{path}?limit=3&cursor={}", first.text_at("/next_cursor"))).await;
        assert_eq!(rest.texts("name"), ["Done", "Cancelled"]);
    }

    async fn what_a_status_may_not_be(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let (project, other) = (ada.project(ws, "Web").await.id(), ada.project(ws, "Ops").await.id());
        let path = format!("/projects/{project}/statuses");
        for (pointer, body) in [
            ("/name", json!({ "name": "", "category": "todo" })),
            ("/name", json!({ "name": "n".repeat(51), "category": "todo" })),
            ("/category", json!({ "name": "x" })),
            ("/category", json!({ "name": "x", "category": "later" })),
            ("/wip_limit", json!({ "name": "x", "category": "todo", "wip_limit": 0 })),
            ("/wip_limit", json!({ "name": "x", "category": "todo", "wip_limit": 1000 })),
            ("/colour", json!({ "name": "x", "category": "todo", "colour": "blue" })),
            ("/position", json!({ "name": "x", "category": "todo", "position": "a0" })),
        ] {
            ada.post(&path).json(body).await.invalid(pointer);
        }
        ada.post(&path).json(json!({ "name": "DONE", "category": "done" })).await.problem(409, "name_taken");
        let done = id_of(&ada, project, "Done").await;
        ada.patch(format!("/statuses/{done}")).json(json!({ "name": "to DO" })).await.problem(409, "name_taken");
        ada.patch(format!("/statuses/{done}")).json(json!({ "name": "DONE" })).await.status(200);
        ada.patch(format!("/statuses/{done}")).json(json!({ "name": null })).await.invalid("/name");
        // Another project's status is no neighbour, and is not found below this project.
        let foreign = id_of(&ada, other, "Done").await;
        ada.patch(format!("/statuses/{done}")).json(json!({ "before_id": foreign })).await.invalid("/before_id");
        ada.get(format!("{path}/{foreign}")).await.problem(404, "not_found");
        ada.delete(format!("{path}/{foreign}")).await.problem(404, "not_found");
        for n in 0..45 {
            ada.post(&path).json(json!({ "name": format!("S{n}"), "category": "todo" })).await.status(201);
        }
        ada.post(&path).json(json!({ "name": "One more", "category": "todo" })).await.problem(409, "too_many_statuses");
    }

    async fn work_keeps_a_beginning_and_an_end(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let project = ada.project(ws, "Web").await.id();
        let done = id_of(&ada, project, "Done").await;
        ada.delete(format!("/statuses/{done}")).await.problem(409, "last_done_status");
        ada.patch(format!("/statuses/{done}")).json(json!({ "category": "cancelled" })).await.problem(409, "last_done_status");
        for name in ["Backlog", "In progress"] {
            let id = id_of(&ada, project, name).await;
            ada.delete(format!("/statuses/{id}")).await.status(204);
        }
        let todo = id_of(&ada, project, "To do").await;
        ada.delete(format!("/statuses/{todo}")).await.problem(409, "last_open_status");
        ada.patch(format!("/statuses/{todo}")).json(json!({ "category": "done" })).await.problem(409, "last_open_status");
        ada.patch(format!("/statuses/{todo}")).json(json!({ "category": "backlog" })).await.status(200).has("/category", "backlog");
        let cancelled = id_of(&ada, project, "Cancelled").await;
        ada.delete(format!("/statuses/{cancelled}")).await.status(204);
    }

    async fn the_narrowest_gap_between_columns_never_runs_out(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let project = ada.project(ws, "Web").await.id();
        let (first, movers) = (id_of(&ada, project, "Backlog").await,
            [id_of(&ada, project, "To do").await, id_of(&ada, project, "Done").await]);
        for turn in 0..230 {
            let path = format!("/statuses/{}", movers[turn % 2]);
            let moved = ada.patch(path).json(json!({ "after_id": first })).await.status(200);
            assert!(moved.text_at("/position").len() <= 32, "{moved}");
        }
        assert_eq!(names(&ada, project).await, ["Backlog", "Done", "To do", "In progress", "Cancelled"]);
    }

    async fn a_column_with_tasks_stays_what_it_is(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let project = ada.project(ws, "Web").await.id();
        let task = ada.task(project, "First").await.id();
        ada.patch(format!("/projects/{project}")).json(json!({ "key": "SITE" })).await.problem(409, "key_in_use");
        let path = format!("/statuses/{}", id_of(&ada, project, "To do").await);
        for trashed in [false, true] {
            if trashed {
                // In the trash it still has its status, and may come back to it.
                ada.delete(format!("/tasks/{task}")).await.status(204);
            }
            ada.delete(&path).await.problem(409, "status_in_use");
            ada.patch(&path).json(json!({ "category": "backlog" })).await.problem(409, "status_in_use");
            ada.patch(&path).json(json!({ "name": "Next", "wip_limit": 1 })).await.status(200);
        }
        ada.post(format!("/tasks/{task}/restore")).await.status(200);
        let other = id_of(&ada, project, "Backlog").await;
        ada.post(format!("/tasks/{task}/move")).json(json!({ "status_id": other })).await.status(200);
        ada.patch(&path).json(json!({ "category": "backlog" })).await.status(200);
        ada.delete(&path).await.status(204);
    }

    async fn the_same_id_twice_is_one_status(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let (project, other) = (ada.project(ws, "Web").await.id(), ada.project(ws, "Ops").await.id());
        let body = json!({ "id": Uuid::from_u128(77), "name": "Review", "category": "todo" });
        let first = ada.post(format!("/projects/{project}/statuses")).json(body.clone()).await.status(201);
        let again = ada.post(format!("/projects/{project}/statuses")).json(body.clone()).await.status(201);
        assert_eq!(first.json(), again.json());
        ada.post(format!("/projects/{other}/statuses")).json(body).await.problem(409, "id_taken");
    }
}
