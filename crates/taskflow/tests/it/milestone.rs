//! Milestones.

use serde_json::json;
use uuid::Uuid;

use crate::desk::Desk;

fn milestones(project: Uuid) -> String {
    format!("/projects/{project}/milestones")
}

on_both! {
    async fn a_milestone_is_made_listed_changed_and_deleted(app: TestApp) {
        let desk = Desk::new(&app).await;
        let list = milestones(desk.project);
        let before = desk.seq().await;
        let beta = desk.member.post(&list).json(json!({ "name": " Beta ", "target_on": "2026-12-01", "description": "Soon." })).await
            .status(201).has("/name", "Beta").has("/target_on", "2026-12-01").has("/state", "open").has("/completed_at", json!(null))
            .has("/project_id", desk.project.to_string()).has("/creator_id", desk.member.id.to_string()).has("/version", 1);
        let path = format!("/milestones/{}", beta.id());
        assert_eq!((beta.header("etag"), beta.header("location")), ("\"1\"", format!("/api/v1{path}").as_str()));
        desk.member.post(&list).json(json!({ "name": "Alpha", "before_id": beta.id() })).await.status(201);
        desk.member.post(&list).json(json!({ "name": "1.0" })).await.status(201);
        let all = desk.viewer.get(&list).query(&[("include", "total")]).await.status(200).has("/total", 3);
        assert_eq!(all.texts("name"), ["Alpha", "Beta", "1.0"]);
        let page = desk.viewer.get(&list).query(&[("limit", "2")]).await.status(200);
        let cursor = page.text_at("/next_cursor").to_owned();
        let rest = desk.viewer.get(&list).query(&[("cursor", cursor.as_str())]).await.status(200).has("/next_cursor", json!(null));
        assert_eq!((page.texts("name"), rest.texts("name")), (vec!["Alpha", "Beta"], vec!["1.0"]));

        let done = desk.member.patch(&path).if_match(1).json(json!({ "state": "completed" })).await.status(200)
            .has("/state", "completed").has("/version", 2);
        assert!(done.at("/completed_at").is_string());
        desk.member.patch(&path).if_match(1).json(json!({ "name": "x" })).await.problem(412, "version_conflict")
            .has("/current/version", 2);
        let same = desk.member.patch(&path).json(json!({ "state": "completed", "name": "Beta" })).await.status(200);
        assert_eq!(same.json(), done.json());
        for (state, names) in [("open", vec!["Alpha", "1.0"]), ("completed", vec!["Beta"])] {
            let some = desk.viewer.get(&list).query(&[("state", state)]).await.status(200);
            assert_eq!(some.texts("name"), names);
        }
        desk.member.patch(&path).json(json!({ "state": "open", "target_on": null })).await.status(200)
            .has("/completed_at", json!(null)).has("/target_on", json!(null));
        let last = all.id_at("/items/2/id");
        desk.member.patch(&path).json(json!({ "after_id": last })).await.status(200);
        assert_eq!(desk.viewer.get(&list).await.status(200).texts("name"), ["Alpha", "1.0", "Beta"]);
        let read = desk.viewer.get(&path).await.status(200);
        assert_eq!(read.header("etag"), format!("\"{}\"", read.version()));
        desk.member.delete(&path).if_match(1).await.problem(412, "version_conflict");
        desk.member.delete(&path).await.status(204);
        desk.member.get(&path).await.problem(404, "not_found");
        assert_eq!(desk.types(before).await, [
            "milestone.created", "milestone.created", "milestone.created", "milestone.completed", "milestone.reopened",
            "milestone.moved", "milestone.deleted",
        ]);
    }

    async fn its_progress_is_that_of_its_tasks(app: TestApp) {
        let desk = Desk::new(&app).await;
        let list = milestones(desk.project);
        let id = desk.owner.post(&list).json(json!({ "name": "1.0" })).await.status(201).id();
        desk.owner.post(&list).json(json!({ "name": "2.0" })).await.status(201);
        let statuses = desk.owner.get(format!("/projects/{}/statuses", desk.project)).await.status(200);
        let cancelled = statuses.items().iter().find(|s| s["category"] == "cancelled").unwrap()["id"].clone();
        let make = async |more: serde_json::Value| {
            let mut body = json!({ "title": "t", "milestone_id": id });
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            desk.owner.task_with(desk.project, body).await.has("/milestone_id", id.to_string()).id()
        };
        let task = make(json!({ "estimate": 2.5 })).await;
        make(json!({ "estimate": 4 })).await;
        make(json!({ "estimate": 1, "status_id": cancelled })).await;
        let trashed = make(json!({ "estimate": 8 })).await;
        make(json!({})).await;
        desk.owner.post(format!("/tasks/{task}/complete")).await.status(200);
        desk.owner.delete(format!("/tasks/{trashed}")).await.status(204);
        let wanted = json!({
            "tasks": { "total": 4, "done": 1, "cancelled": 1 },
            "estimate": { "total": 7.5, "done": 2.5, "cancelled": 1.0 },
        });
        let progress = desk.viewer.get(format!("/milestones/{id}/progress")).await.status(200);
        assert_eq!(*progress.json(), wanted);
        let all = desk.viewer.get(&list).await.status(200).has("/items/1/progress/tasks/total", 0);
        assert_eq!(*all.at("/items/0/progress"), wanted);

        let path = format!("/projects/{}/tasks", desk.project);
        let by = async |query: &[(&str, &str)]| desk.viewer.get(&path).query(query).await.status(200).items().len();
        assert_eq!(by(&[("milestone_id", &id.to_string())]).await, 4);
        assert_eq!(by(&[("filter", "milestone = 1.0 and is open")]).await, 2);
        let other = desk.task("without").await;
        assert_eq!(by(&[("milestone_id", "none")]).await, 1);
        desk.owner.patch(format!("/tasks/{other}")).json(json!({ "milestone_id": id })).await.status(200);
        assert_eq!(by(&[("milestone_id", "none")]).await, 0);
        desk.owner.get(&path).query(&[("milestone_id", "x")]).await.invalid("?milestone_id");
    }

    async fn a_task_has_one_of_its_own_project(app: TestApp) {
        let desk = Desk::new(&app).await;
        let here = desk.owner.post(milestones(desk.project)).json(json!({ "name": "here" })).await.status(201).id();
        let there = desk.owner.post(milestones(desk.private)).json(json!({ "name": "there" })).await.status(201).id();
        for id in [there, Uuid::now_v7()] {
            let body = json!({ "title": "t", "milestone_id": id });
            desk.owner.post(format!("/projects/{}/tasks", desk.project)).json(body).await.invalid("/milestone_id");
        }
        let task = desk.owner.task_with(desk.project, json!({ "title": "t", "milestone_id": here })).await.id();
        let child = json!({ "title": "s", "parent_id": task, "milestone_id": here });
        let child = desk.owner.task_with(desk.project, child).await.id();
        desk.owner.patch(format!("/tasks/{task}")).json(json!({ "milestone_id": there })).await.invalid("/milestone_id");
        let path = format!("/tasks/{task}");
        desk.owner.post(format!("{path}/move")).json(json!({ "project_id": desk.private })).await.status(200)
            .has("/milestone_id", json!(null));
        desk.owner.get(format!("/tasks/{child}")).await.status(200).has("/milestone_id", json!(null));
        desk.owner.patch(&path).json(json!({ "milestone_id": there })).await.status(200).has("/milestone_id", there.to_string());
        desk.owner.patch(&path).json(json!({ "milestone_id": null })).await.status(200).has("/milestone_id", json!(null));
        let history = desk.owner.get(format!("{path}/activity")).query(&[("limit", "1")]).await.status(200);
        assert_eq!(history.at("/items/0/changes"), &json!({ "milestone_id": { "from": there, "to": null } }));
    }

    async fn a_repeating_task_keeps_its_milestone(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = desk.owner.post(milestones(desk.project)).json(json!({ "name": "m" })).await.status(201).id();
        let body = json!({ "title": "t", "milestone_id": id, "due": { "date": "2026-12-01" }, "recurrence": { "rrule": "daily" } });
        let task = desk.owner.task_with(desk.project, body).await.id();
        desk.owner.post(format!("/tasks/{task}/complete")).await.status(200);
        desk.owner.get(format!("/milestones/{id}/progress")).await.status(200).has("/tasks/total", 2).has("/tasks/done", 1);
    }

    async fn deleting_one_takes_it_off_its_tasks_in_pieces(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = desk.owner.post(milestones(desk.project)).json(json!({ "name": "m" })).await.status(201).id();
        let make = || desk.owner.task_with(desk.project, json!({ "title": "t", "milestone_id": id }));
        let made = futures_util::future::join_all((0..201).map(|_| make())).await;
        let trashed = made[0].id();
        desk.owner.delete(format!("/tasks/{trashed}")).await.status(204);
        let before = desk.seq().await;
        desk.owner.delete(format!("/milestones/{id}")).await.status(204);
        assert_eq!(desk.types(before).await, ["task.milestone_cleared", "task.milestone_cleared", "milestone.deleted"]);
        let sizes: Vec<usize> =
            desk.payloads(before).await.iter().map(|payload| payload["ops"].as_array().unwrap().len()).collect();
        assert_eq!(sizes, [200, 1, 1]);
        desk.owner.get(format!("/tasks/{}", made[7].id())).await.status(200)
            .has("/milestone_id", json!(null)).has("/version", made[7].version() + 1);
        desk.owner.post(format!("/tasks/{trashed}/restore")).await.status(200).has("/milestone_id", json!(null));
    }

    async fn wrong_milestones_are_refused(app: TestApp) {
        let desk = Desk::new(&app).await;
        let list = milestones(desk.project);
        let id = desk.owner.post(&list).json(json!({ "name": "Straße" })).await.status(201).id();
        let other = desk.owner.post(milestones(desk.private)).json(json!({ "name": "Straße" })).await.status(201).id();
        for (body, pointer) in [
            (json!({ "name": "" }), "/name"),
            (json!({ "name": "x".repeat(101) }), "/name"),
            (json!({ "name": "a\u{0}b" }), "/name"),
            (json!({}), "/name"),
            (json!({ "name": "a", "target_on": "2026-02-30" }), "/target_on"),
            (json!({ "name": "a", "state": "open" }), "/state"),
            (json!({ "name": "a", "before_id": other }), "/before_id"),
            (json!({ "name": "a", "after_id": Uuid::now_v7() }), "/after_id"),
        ] {
            desk.owner.post(&list).json(body).await.invalid(pointer);
        }
        for (body, pointer) in [
            (json!({ "name": null }), "/name"),
            (json!({ "state": null }), "/state"),
            (json!({ "state": "reached" }), "/state"),
            (json!({ "before_id": other }), "/before_id"),
        ] {
            desk.owner.patch(format!("/milestones/{id}")).json(body).await.invalid(pointer);
        }
        desk.owner.post(&list).json(json!({ "name": "STRASSE" })).await.status(201);
        desk.owner.post(&list).json(json!({ "name": "straße" })).await.problem(409, "name_taken");
        let chosen = json!({ "id": Uuid::now_v7(), "name": "chosen" });
        let first = desk.member.post(&list).json(chosen.clone()).await.status(201);
        assert_eq!(desk.member.post(&list).json(chosen.clone()).await.status(201).json(), first.json());
        desk.owner.post(&list).json(chosen).await.problem(409, "id_taken");
        desk.owner.get(&list).query(&[("cursor", "x")]).await.problem(400, "invalid_cursor");
        desk.owner.post(format!("/projects/{}/archive", desk.project)).await.status(200);
        desk.owner.patch(format!("/milestones/{id}")).json(json!({ "name": "b" })).await.problem(409, "project_archived");
    }

    async fn a_project_has_so_many_and_no_more(app: TestApp) {
        let desk = Desk::new(&app).await;
        for number in 0..200 {
            desk.owner.post(milestones(desk.project)).json(json!({ "name": format!("{number}") })).await.status(201);
        }
        desk.owner.post(milestones(desk.project)).json(json!({ "name": "more" })).await.problem(409, "too_many_milestones");
        // More than one page of a snapshot.
        let lines = desk.owner.get(format!("/sync/{}/snapshot?entity=milestone", desk.workspace)).await.status(200);
        assert_eq!(std::str::from_utf8(lines.body()).unwrap().lines().count(), 202);
        let none = desk.stranger.get(milestones(desk.project)).await;
        none.problem(404, "not_found");
    }
}
