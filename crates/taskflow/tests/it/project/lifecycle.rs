//! Archive and trash.

use serde_json::json;

use super::people::join;

on_both! {
    async fn an_archived_project_is_only_looked_at(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let bob = join(&app, &ada, ws, "bob", "guest").await;
        let top = ada.project(ws, "Top").await.id();
        let leaf = ada.child(ws, top, "Leaf").await.id();
        let other = ada.project(ws, "Other").await.id();
        let archived = ada.post(format!("/projects/{top}/archive")).await.status(200).has("/version", 2);
        assert!(archived.at("/archived_at").is_string());
        ada.post(format!("/projects/{top}/archive")).await.status(200).has("/version", 2);

        for project in [top, leaf] {
            ada.get(format!("/projects/{project}")).await.status(200);
            ada.patch(format!("/projects/{project}")).json(json!({ "name": "x" })).await.problem(409, "project_archived");
            ada.post(format!("/projects/{project}/move")).json(json!({ "parent_id": other })).await.problem(409, "project_archived");
            ada.post(format!("/projects/{project}/statuses")).json(json!({ "name": "x", "category": "todo" })).await
                .problem(409, "project_archived");
            ada.post(format!("/workspaces/{ws}/projects")).json(json!({ "name": "x", "parent_id": project })).await
                .problem(409, "project_archived");
            // Access can be taken back at any time.
            let grant = ada.grant(project, bob.id, "viewer").await.id();
            ada.delete(format!("/projects/{project}/members/{grant}")).await.status(204);
        }
        ada.patch(format!("/projects/{other}")).json(json!({ "parent_id": top })).await.problem(409, "project_archived");
        assert_eq!(ada.project_names(ws, "").await, ["Other"]);
        assert_eq!(ada.project_names(ws, "?archived=true").await, ["Top", "Leaf"]);
        assert_eq!(ada.project_names(ws, "?archived=any").await, ["Top", "Leaf", "Other"]);

        ada.post(format!("/projects/{leaf}/restore")).await.problem(409, "parent_archived");
        ada.post(format!("/projects/{top}/restore")).if_match(1).await.problem(412, "version_conflict");
        ada.post(format!("/projects/{top}/restore")).if_match(2).await.status(200)
            .has("/archived_at", json!(null)).has("/version", 3);
        ada.post(format!("/projects/{top}/restore")).await.status(200).has("/version", 3);
        ada.patch(format!("/projects/{leaf}")).json(json!({ "name": "Leaves" })).await.status(200);
    }

    async fn the_trash_takes_and_gives_back_a_whole_tree(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let bob = join(&app, &ada, ws, "bob", "member").await;
        let top = ada.project(ws, "Top").await.id();
        let mid = ada.child(ws, top, "Mid").await.id();
        let leaf = ada.child(ws, mid, "Leaf").await.id();
        ada.post(format!("/projects/{mid}/archive")).await.status(200);

        ada.delete(format!("/projects/{top}")).await.problem(409, "has_children");
        ada.delete(format!("/projects/{leaf}")).if_match(7).await.problem(412, "version_conflict");
        ada.delete(format!("/projects/{leaf}")).await.status(204);
        let gone = ada.delete(format!("/projects/{top}?cascade=true")).await.status(204);
        assert!(gone.header("sync-position").contains(':'));
        for project in [top, mid, leaf] {
            ada.get(format!("/projects/{project}")).await.problem(404, "not_found");
            ada.delete(format!("/projects/{project}")).await.problem(404, "not_found");
            ada.patch(format!("/projects/{project}")).json(json!({ "name": "x" })).await.problem(404, "not_found");
            ada.post(format!("/projects/{project}/archive")).await.problem(404, "not_found");
            ada.get(format!("/projects/{project}/statuses")).await.problem(404, "not_found");
            // Members do not learn what lies in the trash.
            bob.post(format!("/projects/{project}/restore")).await.problem(404, "not_found");
        }
        ada.post(format!("/workspaces/{ws}/projects")).json(json!({ "name": "x", "parent_id": top })).await.invalid("/parent_id");
        assert!(ada.project_names(ws, "?archived=any").await.is_empty());
        assert_eq!(ada.project_names(ws, "?trashed=true").await, ["Top", "Leaf"], "what was put there, not what came along");
        assert!(bob.project_names(ws, "?trashed=true").await.is_empty());
        // Its key is waiting for it.
        ada.post(format!("/workspaces/{ws}/projects")).json(json!({ "name": "x", "key": "TOP" })).await.problem(409, "key_taken");

        ada.post(format!("/projects/{leaf}/restore")).await.problem(409, "parent_in_trash");
        ada.post(format!("/projects/{mid}/restore")).await.problem(409, "parent_in_trash");
        ada.post(format!("/projects/{top}/restore")).await.status(200).has("/deleted_at", json!(null)).has("/version", 3);
        assert_eq!(ada.project_names(ws, "?archived=any").await, ["Top", "Mid"], "as it was: the leaf was deleted before");
        assert_eq!(ada.project_names(ws, "?archived=true").await, ["Mid"]);
        ada.post(format!("/projects/{leaf}/restore")).await.status(200);
        assert_eq!(ada.project_names(ws, "?archived=any").await, ["Top", "Mid", "Leaf"]);
    }

    async fn an_archived_project_comes_out_of_the_trash_archived(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let id = ada.project(ws, "Old").await.id();
        ada.post(format!("/projects/{id}/archive")).await.status(200);
        ada.delete(format!("/projects/{id}")).await.status(204);
        let back = ada.post(format!("/projects/{id}/restore")).await.status(200).has("/deleted_at", json!(null));
        assert!(back.at("/archived_at").is_string());
        ada.post(format!("/projects/{id}/restore")).await.status(200).has("/archived_at", json!(null));
    }
}
