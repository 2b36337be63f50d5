//! Saved views.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::Desk;
use crate::support::Client;

const VIEWS: &str = "/workspaces/desk/views";

async fn save(client: &Client, body: Value) -> Uuid {
    client.post(VIEWS).json(body).await.status(201).id()
}

async fn names(client: &Client) -> Vec<String> {
    let list = client.get(VIEWS).await.status(200);
    list.texts("name").into_iter().map(str::to_owned).collect()
}

on_both! {
    async fn a_view_is_saved_read_changed_and_deleted(app: TestApp) {
        let desk = Desk::new(&app).await;
        let body = json!({
            "name": " Mine ", "filter": "is open and assignee = me", "sort": "-priority,due", "group_by": "status",
            "lane_by": "assignee", "layout": "board", "columns": ["key", "due"], "options": { "zoom": 2 },
        });
        let view = desk.member.post(VIEWS).json(body).await.status(201)
            .has("/name", "Mine").has("/shared", false).has("/owner_id", desk.member.id.to_string()).has("/layout", "board")
            .has("/project_id", json!(null)).has("/group_by", "status").has("/options/zoom", 2).has("/version", 1);
        let path = format!("/views/{}", view.id());
        assert_eq!(view.header("location"), format!("/api/v1{path}"));
        let read = desk.member.get(&path).await.status(200);
        assert_eq!(read.json(), view.json());
        assert_eq!(read.header("etag"), "\"1\"");
        let changed = desk.member.patch(&path).if_match(1).json(json!({ "name": "Board", "group_by": null, "filter": null })).await.status(200)
            .has("/name", "Board").has("/group_by", json!(null)).has("/filter", "").has("/lane_by", "assignee").has("/version", 2);
        desk.member.patch(&path).if_match(1).json(json!({ "name": "Other" })).await.problem(412, "version_conflict").has("/current/name", "Board");
        let same = desk.member.patch(&path).json(json!({ "name": "Board" })).await.status(200);
        assert_eq!((same.json(), same.header("sync-position")), (changed.json(), changed.header("sync-position")));
        desk.member.delete(&path).if_match(2).await.status(204);
        desk.member.get(&path).await.problem(404, "not_found");
        let id = Uuid::now_v7();
        let first = desk.member.post(VIEWS).json(json!({ "id": id, "name": "a" })).await.status(201);
        assert_eq!(desk.member.post(VIEWS).json(json!({ "id": id, "name": "b" })).await.status(201).json(), first.json());
        desk.owner.post(VIEWS).json(json!({ "id": id, "name": "b" })).await.problem(409, "id_taken");
    }

    async fn private_views_are_their_owners_alone(app: TestApp) {
        let desk = Desk::new(&app).await;
        let before = desk.seq().await;
        let own = save(&desk.viewer, json!({ "name": "Own", "project_id": desk.project })).await;
        assert_eq!(desk.seq().await, before, "the workspace hears nothing of it");
        for who in [&desk.owner, &desk.member] {
            assert!(names(who).await.is_empty());
            who.get(format!("/views/{own}")).await.problem(404, "not_found");
            who.patch(format!("/views/{own}")).json(json!({ "name": "x" })).await.problem(404, "not_found");
            who.delete(format!("/views/{own}")).await.problem(404, "not_found");
        }
        desk.viewer.patch(format!("/views/{own}")).json(json!({ "shared": true })).await.problem(403, "forbidden");
        desk.viewer.post(VIEWS).json(json!({ "name": "x", "shared": true })).await.problem(403, "forbidden");
        desk.viewer.post(VIEWS).json(json!({ "name": "x", "project_id": desk.private })).await.problem(404, "not_found");

        let mine = save(&desk.member, json!({ "name": "Mine" })).await;
        desk.member.patch(format!("/views/{mine}")).json(json!({ "shared": true })).await.status(200).has("/version", 2);
        assert_eq!(names(&desk.viewer).await, ["Own", "Mine"]);
        assert_eq!(desk.types(before).await, ["view.shared"]);
        desk.owner.patch(format!("/views/{mine}")).json(json!({ "shared": false })).await.problem(403, "not_owner");
        desk.owner.patch(format!("/views/{mine}")).json(json!({ "name": "Ours" })).await.status(200);
        desk.viewer.patch(format!("/views/{mine}")).json(json!({ "name": "x" })).await.problem(403, "forbidden");
        desk.member.patch(format!("/views/{mine}")).json(json!({ "shared": false })).await.status(200);
        assert_eq!(names(&desk.owner).await, Vec::<String>::new());
        assert_eq!(names(&desk.member).await, ["Ours"]);
        // Who leaves takes their own along.
        desk.owner.delete(format!("/workspaces/desk/members/{}", desk.member.id)).await.status(204);
        desk.member.get(format!("/views/{mine}")).await.problem(404, "not_found");
    }

    async fn shared_views_of_a_project_are_seen_with_it(app: TestApp) {
        let desk = Desk::new(&app).await;
        let open = save(&desk.owner, json!({ "name": "Open", "shared": true, "project_id": desk.project })).await;
        let secret = save(&desk.owner, json!({ "name": "Secret", "shared": true, "project_id": desk.private })).await;
        save(&desk.owner, json!({ "name": "All", "shared": true })).await;
        assert_eq!(names(&desk.owner).await, ["Open", "Secret", "All"]);
        assert_eq!(names(&desk.viewer).await, ["Open", "All"]);
        desk.member.get(format!("/views/{secret}")).await.problem(404, "not_found");
        desk.viewer.get(format!("/views/{open}")).await.status(200);
        desk.owner.patch(format!("/views/{open}")).json(json!({ "after_id": secret })).await.status(200);
        assert_eq!(names(&desk.owner).await, ["Secret", "Open", "All"]);
        desk.owner.patch(format!("/views/{open}")).json(json!({ "after_id": null })).await.status(200);
        assert_eq!(names(&desk.owner).await, ["Open", "Secret", "All"]);
        desk.owner.patch(format!("/views/{open}")).json(json!({ "after_id": Uuid::now_v7() })).await.invalid("/after_id");
        desk.owner.delete(format!("/projects/{}", desk.project)).await.status(204);
        assert_eq!(names(&desk.viewer).await, ["All"]);
        let page = desk.owner.get(format!("{VIEWS}?limit=1")).await.status(200);
        let rest = desk.owner.get(format!("{VIEWS}?cursor={}", page.text_at("/next_cursor"))).await.status(200);
        assert_eq!((page.texts("name"), rest.texts("name")), (vec!["Secret"], vec!["All"]));
    }

    async fn a_filter_is_checked_and_may_lose_what_it_names(app: TestApp) {
        let desk = Desk::new(&app).await;
        let tag = desk.owner.post("/workspaces/desk/tags").json(json!({ "name": "bug" })).await.status(201).id();
        let view = save(&desk.member, json!({ "name": "Bugs", "filter": "tag = bug and is open" })).await;
        let path = format!("/views/{view}");
        assert!(desk.member.get(&path).await.status(200).find("/filter_error").is_none());
        desk.owner.delete(format!("/tags/{tag}")).await.status(204);
        let read = desk.member.get(&path).header("if-none-match", "\"1\"").await.status(200).has("/name", "Bugs");
        assert!(read.text_at("/filter_error").contains("no tag"), "{read}");
        assert_eq!(names(&desk.member).await, ["Bugs"]);
        desk.member.patch(&path).json(json!({ "name": "Old bugs" })).await.status(200);
        desk.member.patch(&path).json(json!({ "filter": "tag = gone" })).await.invalid("/filter");
    }

    async fn wrong_views_are_refused(app: TestApp) {
        let desk = Desk::new(&app).await;
        let big: String = "x".repeat(17_000);
        for (body, pointer) in [
            (json!({ "name": "" }), "/name"),
            (json!({ "name": "x".repeat(101) }), "/name"),
            (json!({ "name": "a\u{0}b" }), "/name"),
            (json!({ "filter": "is open" }), "/name"),
            (json!({ "name": "a", "filter": "assignee = = me" }), "/filter"),
            (json!({ "name": "a", "filter": "a\u{0}" }), "/filter"),
            (json!({ "name": "a", "sort": "size" }), "/sort"),
            (json!({ "name": "a", "group_by": "size" }), "/group_by"),
            (json!({ "name": "a", "layout": "heap" }), "/layout"),
            (json!({ "name": "a", "columns": [""] }), "/columns"),
            (json!({ "name": "a", "columns": vec!["x"; 51] }), "/columns"),
            (json!({ "name": "a", "options": { "x": big } }), "/options"),
            (json!({ "name": "a", "options": { "x": "\u{0}" } }), "/options"),
            (json!({ "name": "a", "colour": "red" }), "/colour"),
        ] {
            desk.member.post(VIEWS).json(body).await.invalid(pointer);
        }
        let view = save(&desk.member, json!({ "name": "a" })).await;
        for field in ["name", "shared", "layout", "columns", "options"] {
            desk.member.patch(format!("/views/{view}")).json(json!({ field: null })).await.invalid(&format!("/{field}"));
        }
        desk.member.get(format!("{VIEWS}?cursor=x")).await.problem(400, "invalid_cursor");
    }

    async fn a_custom_field_sorts_and_groups_a_view(app: TestApp) {
        let desk = Desk::new(&app).await;
        let make = async |body: Value| desk.owner.post("/workspaces/desk/custom-fields").json(body).await.status(201).id();
        let points = make(json!({ "name": "Story points", "type": "number" })).await;
        let size = make(json!({ "name": "Size", "type": "select", "options": [{ "name": "S" }] })).await;
        let body = json!({ "name": "v", "sort": "-field.\"story Points\"", "group_by": format!("field.{size}") });
        let view = desk.member.post(VIEWS).json(body).await.status(201)
            .has("/sort", format!("-field.{points}")).has("/group_by", format!("field.{size}"));
        let path = format!("/views/{}", view.id());
        desk.member.patch(&path).json(json!({ "sort": format!("field.{points}"), "lane_by": "assignee" })).await.status(200)
            .has("/sort", format!("field.{points}"));
        for (body, pointer) in [
            (json!({ "sort": "field.nothing" }), "/sort"),
            (json!({ "sort": "field.Size,due" }), "/sort"),
            (json!({ "group_by": format!("field.{points}") }), "/group_by"),
            (json!({ "lane_by": format!("field.{}", Uuid::now_v7()) }), "/lane_by"),
        ] {
            desk.member.patch(&path).json(body).await.invalid(pointer);
        }
        for (title, value) in [("a", json!(3)), ("b", json!(12)), ("c", json!(null))] {
            desk.owner.task_with(desk.project, json!({ "title": title, "custom_fields": { (points.to_string()): value } })).await;
        }
        for sort in [format!("-field.{points}"), "-field.\"Story points\"".to_owned(), "-field.story points".to_owned()] {
            let list = desk.member.get("/workspaces/desk/tasks").query(&[("sort", sort.as_str())]).await.status(200);
            assert_eq!(list.texts("title"), ["b", "a", "c"], "{sort}");
        }
        let twin = desk.owner.post(format!("/projects/{}/custom-fields", desk.project)).json(json!({ "name": "Story points", "type": "text" })).await.status(201).id();
        desk.member.get("/workspaces/desk/tasks").query(&[("sort", "field.Story points")]).await.invalid("?sort");
        desk.owner.delete(format!("/custom-fields/{twin}")).await.status(204);
        assert!(desk.member.get(&path).await.status(200).find("/sort_error").is_none());
        desk.owner.delete(format!("/custom-fields/{points}")).await.status(204);
        let read = desk.member.get(&path).await.status(200);
        assert!(read.text_at("/sort_error").contains("no such custom field"), "{read}");
    }
}
