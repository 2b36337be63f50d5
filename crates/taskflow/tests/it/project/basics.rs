//! Making, reading and changing a project.

use serde_json::json;
use taskflow_db::Sql;
use uuid::Uuid;

use super::people::join;
use crate::support::TestApp;

/// As if a task had been made: its number stays taken.
async fn take_a_number(app: &TestApp) {
    static TAKE: Sql = Sql::new("test", "UPDATE project_counter SET next_number = next_number + 1");
    let taken = app.parts().db.write(Uuid::nil(), |tx| tx.exec(&TAKE, &[]));
    let _: (u64, _) = taken.await.map_err(|error: taskflow_db::Error| error).unwrap();
}

on_both! {
    async fn a_new_project_is_ready_to_work_in(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let made = ada.project_with(ws, json!({
            "name": "  Web App ", "description": "# Plan\n", "icon": "🚀", "colour": "#4F46E5", "lead_id": ada.id,
            "start_on": "2026-01-31", "target_on": "2026-02-28"
        })).await
            .has("/name", "Web App").has("/key", "WEB").has("/icon", "🚀").has("/colour", "#4F46E5")
            .has("/lead_id", ada.id.to_string()).has("/visibility", "workspace").has("/parent_id", json!(null))
            .has("/start_on", "2026-01-31").has("/target_on", "2026-02-28").has("/description", "# Plan\n")
            .has("/workspace_id", ws.to_string()).has("/creator_id", ada.id.to_string())
            .has("/archived_at", json!(null)).has("/deleted_at", json!(null)).has("/version", 1);
        let id = made.id();
        assert_eq!(made.header("location"), format!("/api/v1/projects/{id}"));
        assert_eq!(made.header("etag"), "\"1\"");
        assert!(made.header("sync-position").contains(':'));

        let read = ada.get(format!("/projects/{id}")).await.status(200);
        assert_eq!(read.json(), made.json());
        assert_eq!(read.header("etag"), "\"1\"");
        ada.get(format!("/projects/{id}")).header("if-none-match", "\"1\"").await.status(304);

        let statuses = ada.get(format!("/projects/{id}/statuses")).await.status(200);
        assert_eq!(statuses.texts("name"), ["Backlog", "To do", "In progress", "Done", "Cancelled"]);
        assert_eq!(statuses.texts("category"), ["backlog", "todo", "in_progress", "done", "cancelled"]);
        assert!(statuses.texts("colour").iter().all(|colour| colour.len() == 7));
        // An owner manages every project: no grant of their own.
        assert!(ada.get(format!("/projects/{id}/members")).await.items().is_empty());
        assert_eq!(ada.project_names(ws, "").await, ["Web App"]);
        assert_eq!(ada.get("/workspaces/acme/projects").await.texts("key"), ["WEB"], "by slug, too");
    }

    async fn keys_are_derived_or_given_and_always_unique(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let mut keys = Vec::new();
        for _ in 0..7 {
            keys.push(ada.project(ws, "Web App").await.text_at("/key").to_owned());
        }
        assert_eq!(keys, ["WEB", "WA", "WEBA", "WEBAP", "WEB2", "WEB3", "WEB4"]);
        ada.project_with(ws, json!({ "name": "Other", "key": "OPS2" })).await.has("/key", "OPS2");
        let projects = format!("/workspaces/{ws}/projects");
        ada.post(&projects).json(json!({ "name": "x", "key": "OPS2" })).await.problem(409, "key_taken");
        for bad in ["ops", "O", "2OPS", "OPS-1", "ABCDEFGHIJK", "ÖPS", ""] {
            ada.post(&projects).json(json!({ "name": "x", "key": bad })).await.invalid("/key");
        }
        // Another workspace has keys of its own.
        let other = ada.workspace("other").await.id();
        ada.project(other, "Web App").await.has("/key", "WEB");
    }

    async fn a_key_stays_once_it_numbers_tasks(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let (web, ops) = (ada.project(ws, "Web").await.id(), ada.project(ws, "Ops").await.id());
        let path = format!("/projects/{web}");
        ada.patch(&path).json(json!({ "key": "SITE" })).await.status(200).has("/key", "SITE").has("/version", 2);
        ada.patch(&path).json(json!({ "key": "OPS" })).await.problem(409, "key_taken");
        take_a_number(&app).await;
        ada.patch(&path).json(json!({ "key": "WEB" })).await.problem(409, "key_in_use");
        ada.patch(&path).json(json!({ "key": "SITE", "name": "Site" })).await.status(200).has("/name", "Site");
        ada.get(format!("/projects/{ops}")).await.has("/key", "OPS");
    }

    async fn the_same_id_twice_is_one_project(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let bob = join(&app, &ada, ws, "bob", "member").await;
        let id = Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_0001);
        let first = ada.project_with(ws, json!({ "id": id, "name": "One" })).await;
        let again = ada.project_with(ws, json!({ "id": id, "name": "Two" })).await;
        assert_eq!(again.json(), first.json());
        assert_eq!(again.header("sync-position"), first.header("sync-position"), "nothing happened");
        bob.post(format!("/workspaces/{ws}/projects")).json(json!({ "id": id, "name": "x" })).await
            .problem(409, "id_taken");
        let other = ada.workspace("other").await.id();
        ada.post(format!("/workspaces/{other}/projects")).json(json!({ "id": id, "name": "x" })).await
            .problem(409, "id_taken");
        assert_eq!(ada.project_names(ws, "").await, ["One"]);
    }

    async fn a_patch_leaves_clears_and_sets(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let id = ada.project_with(ws, json!({ "name": "Web", "icon": "x", "description": "d", "lead_id": ada.id })).await.id();
        let path = format!("/projects/{id}");
        let changed = ada.patch(&path)
            .json(json!({ "icon": null, "description": null, "lead_id": null, "name": "Site", "colour": "#123456" }))
            .await.status(200)
            .has("/icon", json!(null)).has("/description", "").has("/lead_id", json!(null))
            .has("/name", "Site").has("/colour", "#123456").has("/version", 2);
        assert_eq!(changed.header("etag"), "\"2\"");
        // Nothing new: no version, no entry, and still a position.
        let same = ada.patch(&path).json(json!({ "name": "Site", "icon": null })).await.status(200).has("/version", 2);
        assert_eq!(same.header("sync-position"), changed.header("sync-position"));
        let stale = ada.patch(&path).if_match(1).json(json!({ "name": "Late" })).await.problem(412, "version_conflict");
        assert_eq!(stale.text_at("/current/name"), "Site");
        ada.patch(&path).if_match(2).json(json!({ "name": "In time" })).await.status(200).has("/version", 3);
    }

    async fn what_is_wrong_is_named(app: TestApp) {
        let ada = app.user("ada").await;
        let eve = app.user("eve").await;
        let ws = ada.workspace("acme").await.id();
        let id = ada.project(ws, "Web").await.id();
        let (path, all) = (format!("/projects/{id}"), format!("/workspaces/{ws}/projects"));
        ada.post(&all).json(json!({})).await.invalid("/name");
        ada.post(&all).json(json!({ "name": "x", "colour": "red", "start_on": "2026-02-30" })).await
            .invalid("/colour").invalid("/start_on");
        ada.post(&all).json(json!({ "name": "x", "start_on": "2026-02-02", "target_on": "2026-02-01" })).await
            .invalid("/target_on");
        ada.post(&all).json(json!({ "name": "x", "lead_id": eve.id })).await.invalid("/lead_id");
        ada.post(&all).json(json!({ "name": "x", "parent_id": Uuid::nil() })).await.invalid("/parent_id");
        for (pointer, body) in [
            ("/name", json!({ "name": null })),
            ("/name", json!({ "name": " \t " })),
            ("/name", json!({ "name": "a\u{0}b" })),
            ("/name", json!({ "name": "n".repeat(121) })),
            ("/visibility", json!({ "visibility": null })),
            ("/visibility", json!({ "visibility": "public" })),
            ("/description", json!({ "description": "x".repeat(20_481) })),
            ("/nonsense", json!({ "nonsense": 1 })),
            ("/lead_id", json!({ "lead_id": "me" })),
            ("/position", json!({ "position": "a0" })),
        ] {
            ada.patch(&path).json(body).await.invalid(pointer);
        }
        ada.get(&path).await.has("/version", 1);
        ada.get("/projects/none").await.problem(404, "not_found");
        ada.get(format!("{all}?limit=0")).await.invalid("?limit");
        ada.get(format!("{all}?archived=maybe")).await.status(422);
        ada.get(format!("{all}?cursor=x")).await.problem(400, "invalid_cursor");
    }

    async fn the_list_walks_down_the_tree_in_pages(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let a = ada.project(ws, "A").await.id();
        let b = ada.project(ws, "B").await.id();
        let a1 = ada.child(ws, a, "A1").await.id();
        for (parent, name) in [(b, "B1"), (a1, "A1x"), (a, "A2")] {
            ada.child(ws, parent, name).await;
        }
        assert_eq!(ada.project_names(ws, "?limit=200").await, ["A", "A1", "A1x", "A2", "B", "B1"]);
        let path = format!("/workspaces/{ws}/projects");
        let first = ada.get(format!("{path}?limit=2&include=total")).await.status(200).has("/total", 6);
        assert_eq!(first.texts("name"), ["A", "A1"]);
        // What comes and goes meanwhile moves no other.
        ada.child(ws, a, "A3").await;
        ada.delete(format!("/projects/{a1}?cascade=true")).await.status(204);
        let second = ada.get(format!("{path}?limit=2&cursor={}", first.text_at("/next_cursor"))).await.status(200);
        assert_eq!(second.texts("name"), ["A2", "A3"]);
        let third = ada.get(format!("{path}?limit=2&cursor={}", second.text_at("/next_cursor"))).await.status(200);
        assert_eq!(third.texts("name"), ["B", "B1"]);
        assert!(third.at("/next_cursor").is_null());
    }
}
