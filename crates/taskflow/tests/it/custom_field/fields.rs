//! The fields themselves: who sees and manages them, names, options, order, archive.

use serde_json::json;
use uuid::Uuid;

use super::{choice, field, make, options_of, patch, read, value};
use crate::desk::Desk;

on_both! {
    async fn they_belong_to_all_projects_or_to_one(app: TestApp) {
        let desk = Desk::new(&app).await;
        let shared = field(&desk, true, "Team", "text").await;
        let own = field(&desk, false, "Points", "number").await;
        let secret = desk.owner.post(format!("/projects/{}/custom-fields", desk.private))
            .json(json!({ "name": "Hush", "type": "text" })).await.status(201).id();
        let list = async |path: String| {
            let page = desk.member.get(path).await.status(200);
            page.texts("name").into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(list(format!("/workspaces/{}/custom-fields", desk.workspace)).await, ["Team"]);
        assert_eq!(list(format!("/projects/{}/custom-fields", desk.project)).await, ["Team", "Points"]);
        desk.member.get(format!("/custom-fields/{shared}")).await.status(200).has("/project_id", json!(null));
        desk.member.get(format!("/custom-fields/{own}")).await.status(200).has("/project_id", desk.project.to_string());
        desk.member.get(format!("/custom-fields/{secret}")).await.problem(404, "not_found");
        desk.member.get(format!("/projects/{}/custom-fields", desk.private)).await.problem(404, "not_found");
        desk.stranger.get(format!("/custom-fields/{shared}")).await.problem(404, "not_found");
        // Managing takes an admin, or managing the project.
        let rename = json!({ "name": "Other" });
        desk.member.patch(format!("/custom-fields/{shared}")).json(rename.clone()).await.problem(403, "forbidden");
        desk.member.patch(format!("/custom-fields/{own}")).json(rename.clone()).await.problem(403, "forbidden");
        desk.member.delete(format!("/custom-fields/{secret}")).await.problem(404, "not_found");
        desk.stranger.patch(format!("/custom-fields/{shared}")).json(rename).await.problem(404, "not_found");
    }

    async fn names_are_unique_in_their_scope(app: TestApp) {
        let desk = Desk::new(&app).await;
        let team = field(&desk, true, "Team", "text").await;
        let path = format!("/workspaces/{}/custom-fields", desk.workspace);
        let twice = json!({ "name": "tEAM", "type": "number" });
        desk.owner.post(&path).json(twice).await.problem(409, "name_taken");
        field(&desk, false, "Team", "number").await;
        let size = field(&desk, true, "Size", "text").await;
        let rename = json!({ "name": "TEAM" });
        desk.owner.patch(format!("/custom-fields/{size}")).json(rename.clone()).await.problem(409, "name_taken");
        desk.owner.patch(format!("/custom-fields/{team}")).json(rename).await.status(200).has("/version", 2);
        // The same id again is the same field.
        let id = Uuid::now_v7();
        let body = json!({ "id": id, "name": "Mine", "type": "text" });
        desk.owner.post(&path).json(body.clone()).await.status(201);
        desk.owner.post(&path).json(body.clone()).await.status(201).has("/version", 1);
        let path = format!("/projects/{}/custom-fields", desk.project);
        desk.owner.post(path).json(body).await.problem(409, "id_taken");
    }

    async fn bad_fields_are_pointed_at(app: TestApp) {
        let desk = Desk::new(&app).await;
        let path = format!("/workspaces/{}/custom-fields", desk.workspace);
        for (body, pointer) in [
            (json!({ "name": " ", "type": "text" }), "/name"),
            (json!({ "name": "x".repeat(51), "type": "text" }), "/name"),
            (json!({ "name": "x", "type": "colour" }), "/type"),
            (json!({ "name": "x" }), "/type"),
            (json!({ "name": "x", "type": "select" }), "/options"),
            (json!({ "name": "x", "type": "text", "options": [{ "name": "a" }] }), "/options"),
            (json!({ "name": "x", "type": "select", "options": [{ "name": "a" }, { "name": "A" }] }), "/options/1/name"),
            (json!({ "name": "x", "type": "select", "options": [{ "name": "a", "colour": "red" }] }), "/options/0/colour"),
            (json!({ "name": "x", "type": "text", "after_id": Uuid::now_v7() }), "/after_id"),
        ] {
            desk.owner.post(&path).json(body).await.invalid(pointer);
        }
        let id = field(&desk, true, "Text", "text").await;
        for (body, pointer) in [
            (json!({ "name": null }), "/name"),
            (json!({ "type": "number" }), "/type"),
            (json!({ "options": [{ "name": "a" }] }), "/options"),
            (json!({ "after_id": id }), "/after_id"),
        ] {
            desk.owner.patch(format!("/custom-fields/{id}")).json(body).await.invalid(pointer);
        }
        desk.owner.patch(format!("/custom-fields/{id}")).if_match(7).json(json!({ "name": "y" })).await.problem(412, "version_conflict");
        for number in 1..50 {
            field(&desk, true, &format!("F{number}"), "text").await;
        }
        let more = json!({ "name": "one more", "type": "text" });
        desk.owner.post(&path).json(more).await.problem(409, "too_many_fields");
    }

    async fn they_stand_where_they_are_put(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (a, b) = (field(&desk, false, "A", "text").await, field(&desk, false, "B", "text").await);
        let c = make(&desk, false, json!({ "name": "C", "type": "text", "after_id": a })).await.id();
        let order = async || {
            let page = desk.owner.get(format!("/projects/{}/custom-fields", desk.project)).await.status(200);
            page.texts("name").concat()
        };
        assert_eq!(order().await, "ACB");
        let put = async |id: Uuid, after: serde_json::Value| {
            desk.owner.patch(format!("/custom-fields/{id}")).json(json!({ "after_id": after })).await.status(200)
        };
        put(b, json!(null)).await;
        assert_eq!(order().await, "BAC");
        put(b, json!(c)).await;
        assert_eq!(order().await, "ACB");
        put(c, json!(a)).await.has("/version", 1);
        let first = desk.owner.get(format!("/projects/{}/custom-fields?limit=2", desk.project)).await.status(200);
        let next = format!("/projects/{}/custom-fields?limit=2&cursor={}", desk.project, first.text_at("/next_cursor"));
        assert_eq!(desk.owner.get(next).await.status(200).texts("name"), ["B"]);
    }

    async fn options_change_and_go(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (one, ids) = choice(&desk, false, "Size", "select", &["S", "M", "L"]).await;
        let (many, tags) = choice(&desk, true, "Parts", "multi_select", &["x", "y"]).await;
        let task = desk.task("A").await;
        patch(&desk.owner, task, value(one, ids[1].to_string())).await.status(200);
        patch(&desk.owner, task, value(many, json!([tags[1], tags[0]]))).await.status(200);
        assert_eq!(read(&desk.owner, task, many).await, json!([tags[0], tags[1]]), "in the order of the options");
        // Another name and order, one more, and one less.
        let options = json!([{ "id": ids[2], "name": "Large" }, { "name": "XL" }, { "id": ids[1], "name": "M", "colour": "#ff0000" }]);
        let seq = desk.seq().await;
        let after = desk.owner.patch(format!("/custom-fields/{one}")).json(json!({ "options": options })).await.status(200);
        assert_eq!((options_of(&after)[0], options_of(&after)[2], options_of(&after).len()), (ids[2], ids[1], 3));
        assert_eq!(after.text_at("/options/2/colour"), "#FF0000");
        assert_eq!(desk.types(seq).await, ["custom_field.updated"], "nobody had S");
        let rest = json!({ "options": [{ "id": ids[2], "name": "Large" }] });
        desk.owner.patch(format!("/custom-fields/{one}")).json(rest.clone()).await.status(200);
        assert_eq!(desk.types(seq + 1).await, ["task.field_cleared", "custom_field.updated"]);
        assert_eq!(read(&desk.owner, task, one).await, json!(null));
        let rest_of_parts = json!({ "options": [{ "id": tags[1], "name": "y" }] });
        desk.owner.patch(format!("/custom-fields/{many}")).json(rest_of_parts).await.status(200);
        assert_eq!(read(&desk.owner, task, many).await, json!([tags[1]]));
        desk.owner.patch(format!("/custom-fields/{one}")).json(rest).await.status(200).has("/version", 3);
    }

    async fn an_archived_field_keeps_what_it_has(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = field(&desk, false, "Note", "text").await;
        let (task, other) = (desk.task("A").await, desk.task("B").await);
        patch(&desk.owner, task, value(id, "kept")).await.status(200);
        let archive = |archived: bool| desk.owner.patch(format!("/custom-fields/{id}")).json(json!({ "archived": archived }));
        assert!(archive(true).await.status(200).at("/archived_at").is_string());
        let pointer = format!("/custom_fields/{id}");
        patch(&desk.owner, other, value(id, "new")).await.invalid(&pointer);
        patch(&desk.owner, task, value(id, "kept")).await.status(200);
        patch(&desk.owner, task, json!({ "title": "Still" })).await.status(200);
        assert_eq!(read(&desk.owner, task, id).await, json!("kept"));
        patch(&desk.owner, task, value(id, json!(null))).await.status(200);
        archive(false).await.status(200).has("/archived_at", json!(null));
        patch(&desk.owner, task, value(id, "again")).await.status(200);
    }

    async fn a_deleted_field_takes_its_values_along(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = field(&desk, true, "Note", "text").await;
        let (task, secret) = (desk.task("A").await, desk.secret_task("B").await);
        for task in [task, secret] {
            patch(&desk.owner, task, value(id, "x")).await.status(200);
        }
        desk.owner.delete(format!("/tasks/{task}")).await.status(204);
        let seq = desk.seq().await;
        desk.owner.delete(format!("/custom-fields/{id}")).await.status(204);
        // The tasks of each project have an entry of their own, so that nobody is shown another's.
        assert_eq!(desk.types(seq).await, ["task.field_cleared", "task.field_cleared", "custom_field.deleted"]);
        for task in [task, secret] {
            assert_eq!(read(&desk.owner, task, id).await, json!(null));
        }
        desk.owner.get(format!("/custom-fields/{id}")).await.problem(404, "not_found");
        let pointer = format!("/custom_fields/{id}");
        patch(&desk.owner, secret, value(id, "x")).await.invalid(&pointer);
    }
}
