//! Templates themselves.

use serde_json::json;
use uuid::Uuid;

use super::made;
use crate::desk::Desk;

on_both! {
    async fn a_template_is_made_listed_changed_and_deleted(app: TestApp) {
        let desk = Desk::new(&app).await;
        let before = desk.seq().await;
        let list = format!("/workspaces/{}/templates", desk.workspace);
        let task = json!({ "title": " Release ", "due_in": { "days": 7, "time": "16:00" }, "subtasks": [{ "title": "Notes" }] });
        let one = desk.member.post(&list).json(json!({ "name": " Release ", "description": "Every month.", "task": task })).await.status(201)
            .has("/name", "Release").has("/type", "task").has("/project_id", json!(null)).has("/project", json!(null)).has("/version", 1)
            .has("/task/title", "Release").has("/task/due_in/time", "16:00").has("/task/subtasks/0/priority", "none");
        let path = format!("/templates/{}", one.id());
        assert_eq!((one.header("etag"), one.header("location")), ("\"1\"", format!("/api/v1{path}").as_str()));
        desk.member.post(&list).json(json!({ "name": "release", "task": { "title": "x" } })).await.problem(409, "name_taken");
        // Of another type it may have the same name.
        desk.member.post(&list).json(json!({ "name": "Release", "project": {} })).await.status(201);
        let own = made(&desk, false, json!({ "name": "Bug", "task": { "title": "Bug" } })).await;
        assert_eq!(desk.viewer.get(&list).await.status(200).texts("type"), ["task", "project"]);
        assert_eq!(desk.viewer.get(format!("{list}?type=project")).await.status(200).texts("name"), ["Release"]);
        let of_project = format!("/projects/{}/templates", desk.project);
        assert_eq!(desk.viewer.get(&of_project).await.status(200).texts("name"), ["Bug", "Release"]);
        let page = desk.viewer.get(format!("{of_project}?limit=1")).await.status(200);
        let rest = desk.viewer.get(format!("{of_project}?cursor={}", page.text_at("/next_cursor"))).await.status(200).has("/next_cursor", json!(null));
        assert_eq!((page.texts("name"), rest.texts("name")), (vec!["Bug"], vec!["Release"]));

        let after = desk.member.patch(&path).if_match(1).json(json!({ "name": "Ship", "task": { "title": "Ship" } })).await.status(200)
            .has("/version", 2).has("/description", "Every month.").has("/task/subtasks", json!([]));
        desk.member.patch(&path).if_match(1).json(json!({ "name": "x" })).await.problem(412, "version_conflict").has("/current/name", "Ship");
        assert_eq!(desk.member.patch(&path).json(json!({ "name": "Ship" })).await.status(200).json(), after.json());
        assert_eq!(desk.member.get(&path).await.status(200).json(), after.json());
        desk.member.patch(&path).json(json!({ "project": {} })).await.invalid("/project");
        desk.member.patch(&path).json(json!({ "task": null })).await.invalid("/task");
        desk.commenter.patch(&path).json(json!({ "name": "x" })).await.problem(403, "forbidden");
        desk.commenter.patch(format!("/templates/{own}")).json(json!({ "name": "x" })).await.problem(403, "forbidden");
        desk.stranger.get(&path).await.problem(404, "not_found");
        desk.member.delete(&path).if_match(2).await.status(204);
        desk.member.get(&path).await.problem(404, "not_found");
        assert_eq!(desk.types(before).await, [
            "template.created", "template.created", "template.created", "template.updated", "template.deleted",
        ]);
    }

    async fn an_id_may_be_chosen_and_what_it_names_must_be_there(app: TestApp) {
        let desk = Desk::new(&app).await;
        let list = format!("/projects/{}/templates", desk.project);
        let id = Uuid::now_v7();
        let body = json!({ "id": id, "name": "a", "task": { "title": "a" } });
        let first = desk.member.post(&list).json(body.clone()).await.status(201);
        assert_eq!(desk.member.post(&list).json(body.clone()).await.status(201).json(), first.json());
        desk.owner.post(&list).json(body).await.problem(409, "id_taken");
        let other = Uuid::now_v7();
        for (task, pointer) in [
            (json!({ "title": "" }), "/task/title"),
            (json!({ "title": "a", "tag_ids": [other] }), "/task/tag_ids/0"),
            (json!({ "title": "a", "subtasks": [{ "title": "b", "assignee_ids": [desk.stranger.id] }] }), "/task/subtasks/0/assignee_ids/0"),
            (json!({ "title": "a", "custom_fields": { (other.to_string()): 1 } }), &format!("/task/custom_fields/{other}")),
            (json!({ "title": "a", "due_in": { "days": 9999 } }), "/task/due_in/days"),
            (json!({ "title": "a", "colour": "red" }), "/task/colour"),
        ] {
            desk.member.post(&list).json(json!({ "name": "b", "task": task })).await.invalid(pointer);
        }
        desk.member.post(&list).json(json!({ "name": "b", "project": {} })).await.invalid("/project");
        desk.member.post(&list).json(json!({ "name": "b" })).await.invalid("/task");
        // What it named before may be gone.
        let tag = desk.owner.post("/workspaces/desk/tags").json(json!({ "name": "bug" })).await.status(201).id();
        let path = format!("/templates/{id}");
        let task = json!({ "title": "a", "tag_ids": [tag] });
        desk.member.patch(&path).json(json!({ "task": task })).await.status(200);
        desk.owner.delete(format!("/tags/{tag}")).await.status(204);
        let task = json!({ "title": "b", "tag_ids": [tag] });
        desk.member.patch(&path).json(json!({ "task": task })).await.status(200).has("/task/title", "b");
    }

    async fn those_of_a_private_project_are_seen_with_it(app: TestApp) {
        let desk = Desk::new(&app).await;
        let list = format!("/projects/{}/templates", desk.private);
        let secret = desk.owner.post(&list).json(json!({ "name": "s", "task": { "title": "s" } })).await.status(201).id();
        desk.member.get(&list).await.problem(404, "not_found");
        desk.member.get(format!("/templates/{secret}")).await.problem(404, "not_found");
        desk.member.delete(format!("/templates/{secret}")).await.problem(404, "not_found");
        let body = json!({ "template_id": secret });
        desk.member.post(format!("/projects/{}/tasks/from-template", desk.project)).json(body.clone()).await.invalid("/template_id");
        // Who sees both uses it elsewhere.
        desk.owner.post(format!("/projects/{}/tasks/from-template", desk.project)).json(body).await.status(201);
    }

    async fn there_is_a_bound_to_how_many(app: TestApp) {
        let desk = Desk::new(&app).await;
        let list = format!("/projects/{}/templates", desk.project);
        for number in 0..50 {
            let body = json!({ "name": format!("t{number}"), "task": { "title": "t" } });
            desk.member.post(&list).json(body).await.status(201);
        }
        desk.member.post(&list).json(json!({ "name": "one more", "task": { "title": "t" } })).await.problem(409, "too_many_templates");
        let long = "x".repeat(99_000);
        let task = json!({ "title": "t", "description": long, "subtasks": [{ "title": "u", "description": long }, { "title": "v", "description": long }] });
        desk.member.post(format!("/workspaces/{}/templates", desk.workspace)).json(json!({ "name": "long", "task": task })).await.invalid("/task");
    }
}
