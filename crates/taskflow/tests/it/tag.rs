//! Tags.

use serde_json::json;
use uuid::Uuid;

use crate::desk::Desk;

on_both! {
    async fn a_tag_is_made_listed_changed_and_deleted(app: TestApp) {
        let desk = Desk::new(&app).await;
        let tags = format!("/workspaces/{}/tags", desk.workspace);
        let before = desk.seq().await;

        let tag = desk.member.post(&tags).json(json!({ "name": " Bug ", "colour": "#ff0000" })).await.status(201)
            .has("/name", "Bug").has("/colour", "#FF0000").has("/version", 1).has("/workspace_id", desk.workspace.to_string());
        assert_eq!(tag.header("etag"), "\"1\"");
        let path = format!("/tags/{}", tag.id());
        assert_eq!(tag.header("location"), format!("/api/v1{path}"));
        desk.owner.post("/workspaces/desk/tags").json(json!({ "name": "area" })).await.status(201).has("/colour", "#6B7280");
        desk.viewer.get(&tags).await.status(200);
        let list = desk.viewer.get(&tags).query(&[("include", "total")]).await.status(200).has("/total", 2);
        assert_eq!(list.texts("name"), ["area", "Bug"]);
        let page = desk.owner.get(&tags).query(&[("limit", "1")]).await.status(200);
        let cursor = page.text_at("/next_cursor").to_owned();
        let rest = desk.owner.get(&tags).query(&[("cursor", cursor.as_str())]).await.status(200).has("/next_cursor", json!(null));
        assert_eq!((page.texts("name"), rest.texts("name")), (vec!["area"], vec!["Bug"]));

        let changed = desk.member.patch(&path).if_match(1).json(json!({ "name": "Defect" })).await.status(200)
            .has("/name", "Defect").has("/colour", "#FF0000").has("/version", 2);
        desk.member.patch(&path).if_match(1).json(json!({ "name": "Other" })).await.problem(412, "version_conflict")
            .has("/current/name", "Defect");
        let same = desk.member.patch(&path).json(json!({ "name": "Defect", "colour": "#ff0000" })).await.status(200);
        assert_eq!(same.json(), changed.json());
        assert_eq!(same.header("sync-position"), changed.header("sync-position"));
        desk.member.delete(&path).if_match(1).await.problem(412, "version_conflict");
        desk.member.delete(&path).await.status(204);
        desk.member.delete(&path).await.problem(404, "not_found");
        assert_eq!(desk.types(before).await, ["tag.created", "tag.created", "tag.updated", "tag.deleted"]);
        assert_eq!(desk.payloads(before).await[2]["changes"], json!({ "name": { "from": "Bug", "to": "Defect" } }));
    }

    async fn a_name_is_taken_once(app: TestApp) {
        let desk = Desk::new(&app).await;
        let tags = format!("/workspaces/{}/tags", desk.workspace);
        let make = async |name: &str| desk.owner.post(&tags).json(json!({ "name": name })).await;
        make("Straße").await.status(201);
        make("STRASSE").await.problem(409, "tag_exists");
        make("Café").await.status(201);
        make("cafe\u{301}").await.problem(409, "tag_exists");
        let other = make("Other").await.status(201).id();
        desk.owner.patch(format!("/tags/{other}")).json(json!({ "name": "CAFÉ" })).await.problem(409, "tag_exists");
        desk.owner.patch(format!("/tags/{other}")).json(json!({ "name": "OTHER" })).await.status(200).has("/name", "OTHER");
        // Elsewhere it is free.
        desk.stranger.post("/workspaces/elsewhere/tags").json(json!({ "name": "Café" })).await.status(201);
        // Of several at once one gets it.
        let tries = (0..8).map(|_| make("Race"));
        let answers = futures_util::future::join_all(tries).await;
        let made = answers.iter().filter(|reply| reply.code() == 201).count();
        assert_eq!((made, answers.iter().filter(|reply| reply.code() == 409).count()), (1, 7));
    }

    async fn wrong_tags_are_refused(app: TestApp) {
        let desk = Desk::new(&app).await;
        let tags = format!("/workspaces/{}/tags", desk.workspace);
        let before = desk.seq().await;
        for (body, pointer) in [
            (json!({ "name": "" }), "/name"),
            (json!({ "name": "x".repeat(51) }), "/name"),
            (json!({ "name": "a\u{0}b" }), "/name"),
            (json!({ "name": "a", "colour": "red" }), "/colour"),
            (json!({ "name": 1 }), "/name"),
            (json!({ "colour": "#000000" }), "/name"),
            (json!({ "name": "a", "color": "#000000" }), "/color"),
            (json!({ "name": "a", "id": "1" }), "/id"),
        ] {
            desk.owner.post(&tags).json(body).await.invalid(pointer);
        }
        let tag = desk.owner.post(&tags).json(json!({ "name": "a" })).await.status(201).id();
        desk.owner.patch(format!("/tags/{tag}")).json(json!({ "name": null })).await.invalid("/name");
        desk.owner.patch(format!("/tags/{tag}")).json(json!({ "colour": null })).await.invalid("/colour");
        desk.owner.get(&tags).query(&[("cursor", "x")]).await.problem(400, "invalid_cursor");
        desk.owner.get(&tags).query(&[("limit", "201")]).await.invalid("?limit");
        assert_eq!(desk.types(before).await, ["tag.created"]);
    }

    async fn only_members_manage_tags(app: TestApp) {
        let desk = Desk::new(&app).await;
        let tags = format!("/workspaces/{}/tags", desk.workspace);
        let tag = desk.owner.post(&tags).json(json!({ "name": "a" })).await.status(201).id();
        let path = format!("/tags/{tag}");
        desk.commenter.post(&tags).json(json!({ "name": "b" })).await.problem(403, "forbidden");
        desk.commenter.patch(&path).json(json!({ "name": "b" })).await.problem(403, "forbidden");
        desk.commenter.delete(&path).await.problem(403, "forbidden");
        desk.stranger.get(&tags).await.problem(404, "not_found");
        desk.stranger.post(&tags).json(json!({ "name": "b" })).await.problem(404, "not_found");
        desk.stranger.patch(&path).json(json!({ "name": "b" })).await.problem(404, "not_found");
        desk.stranger.delete(&path).await.problem(404, "not_found");
        app.anonymous().get(&tags).await.problem(401, "unauthenticated");
    }

    async fn a_chosen_id_makes_one_tag(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = Uuid::now_v7();
        let make = async |by: &crate::support::Client, ws: &str, name: &str| {
            by.post(format!("/workspaces/{ws}/tags")).json(json!({ "id": id, "name": name })).await
        };
        let first = make(&desk.owner, "desk", "one").await.status(201).has("/id", id.to_string());
        let again = make(&desk.owner, "desk", "one").await.status(201);
        assert_eq!(first.json(), again.json());
        make(&desk.stranger, "elsewhere", "one").await.problem(409, "id_taken");
    }

    async fn a_deleted_tag_leaves_its_tasks(app: TestApp) {
        let desk = Desk::new(&app).await;
        let tags = format!("/workspaces/{}/tags", desk.workspace);
        let tag = desk.owner.post(&tags).json(json!({ "name": "a" })).await.status(201).id();
        let kept = desk.owner.post(&tags).json(json!({ "name": "b" })).await.status(201).id();
        let mut tasks = Vec::new();
        for project in [desk.project, desk.project, desk.private] {
            let body = json!({ "title": "t", "tag_ids": [tag, kept] });
            tasks.push(desk.owner.task_with(project, body).await);
        }
        let before = desk.seq().await;
        desk.owner.delete(format!("/tags/{tag}")).await.status(204);
        for task in &tasks {
            desk.owner.get(format!("/tasks/{}", task.id())).await.status(200)
                .has("/tag_ids", json!([kept])).has("/version", task.version() + 1);
        }
        // An entry never shows tasks of two projects: not everybody sees both.
        assert_eq!(desk.types(before).await, ["task.untagged", "task.untagged", "tag.deleted"]);
        for entry in desk.log(before).await.iter().take(2) {
            let ops = entry.read_payload().unwrap().unwrap().ops.len();
            let wanted = if entry.project_after == Some(desk.private) { 1 } else { 2 };
            assert_eq!((ops, entry.project_before), (wanted, entry.project_after));
        }
    }

    async fn a_tag_on_many_tasks_goes_in_several_entries(app: TestApp) {
        let desk = Desk::new(&app).await;
        let tag = desk.owner.post("/workspaces/desk/tags").json(json!({ "name": "a" })).await.status(201).id();
        let make = || desk.owner.task_with(desk.project, json!({ "title": "t", "tag_ids": [tag] }));
        futures_util::future::join_all((0..201).map(|_| make())).await;
        let before = desk.seq().await;
        desk.owner.delete(format!("/tags/{tag}")).await.status(204);
        let sizes: Vec<usize> =
            desk.payloads(before).await.iter().map(|payload| payload["ops"].as_array().unwrap().len()).collect();
        assert_eq!(sizes, [200, 1, 1]);
    }
}
