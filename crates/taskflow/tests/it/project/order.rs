//! Places in the tree and among siblings.

use serde_json::json;

use super::people::join;

on_both! {
    async fn siblings_stand_where_they_were_put(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let mut ids = Vec::new();
        for name in ["A", "B", "C"] {
            ids.push(ada.project(ws, name).await.id());
        }
        let [a, b, c] = ids[..] else { unreachable!() };
        let path = |id| format!("/projects/{id}/move");
        ada.post(path(c)).json(json!({ "before_id": a })).await.status(200).has("/version", 2);
        assert_eq!(ada.project_names(ws, "").await, ["C", "A", "B"]);
        ada.post(path(c)).json(json!({ "after_id": a })).await.status(200);
        assert_eq!(ada.project_names(ws, "").await, ["A", "C", "B"]);
        // It stands there already: nothing happens.
        let still = ada.post(path(c)).json(json!({ "before_id": b })).await.status(200).has("/version", 3);
        ada.post(path(c)).json(json!({ "before_id": b, "after_id": a })).await.status(200).has("/version", 3);
        ada.post(path(c)).json(json!({ "parent_id": null })).await.status(200).has("/version", 3);
        assert!(still.header("sync-position").contains(':'));
        // Between two that are no neighbours any more, `before_id` decides.
        ada.post(path(b)).json(json!({ "before_id": c, "after_id": a })).await.status(200);
        assert_eq!(ada.project_names(ws, "").await, ["A", "B", "C"]);

        ada.post(path(a)).json(json!({ "parent_id": b })).await.status(200).has("/parent_id", b.to_string());
        ada.post(path(c)).json(json!({ "parent_id": b, "before_id": a })).await.status(200);
        assert_eq!(ada.project_names(ws, "").await, ["B", "C", "A"]);
        ada.post(path(c)).json(json!({ "parent_id": null, "before_id": a })).await.invalid("/before_id");
        ada.post(path(c)).json(json!({ "after_id": c })).await.invalid("/after_id");
        ada.post(path(c)).json(json!({})).await.problem(422, "no_place");
        ada.post(path(c)).if_match(1).json(json!({ "after_id": a })).await.problem(412, "version_conflict");
        // A new parent by patch: last there.
        ada.patch(format!("/projects/{c}")).json(json!({ "parent_id": null })).await.status(200);
        assert_eq!(ada.project_names(ws, "").await, ["B", "A", "C"]);
    }

    async fn a_tree_has_no_cycle_and_ten_levels(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let mut line = vec![ada.project(ws, "P").await.id()];
        for _ in 1..10 {
            line.push(ada.child(ws, *line.last().unwrap(), "P").await.id());
        }
        let (top, bottom) = (line[0], line[9]);
        ada.post(format!("/workspaces/{ws}/projects")).json(json!({ "name": "x", "parent_id": bottom })).await
            .problem(409, "too_deep");
        for parent in [top, line[1], bottom] {
            ada.patch(format!("/projects/{top}")).json(json!({ "parent_id": parent })).await.problem(409, "project_cycle");
            ada.post(format!("/projects/{top}/move")).json(json!({ "parent_id": parent })).await.problem(409, "project_cycle");
        }
        let pair = ada.project(ws, "Pair").await.id();
        ada.child(ws, pair, "Half").await;
        ada.patch(format!("/projects/{pair}")).json(json!({ "parent_id": line[8] })).await.problem(409, "too_deep");
        ada.patch(format!("/projects/{pair}")).json(json!({ "parent_id": line[7] })).await.status(200);
        ada.patch(format!("/projects/{bottom}")).json(json!({ "parent_id": null })).await.status(200);
    }

    async fn moving_takes_the_manager_of_both_ends(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let bob = join(&app, &ada, ws, "bob", "guest").await;
        let (here, there) = (ada.project(ws, "Here").await.id(), ada.project(ws, "There").await.id());
        let secret = ada.project_with(ws, json!({ "name": "Secret", "visibility": "private" })).await.id();
        let child = ada.child(ws, here, "Child").await.id();
        ada.grant(here, bob.id, "manager").await;
        ada.grant(there, bob.id, "editor").await;
        let path = format!("/projects/{child}/move");
        bob.post(&path).json(json!({ "parent_id": there })).await.problem(403, "forbidden");
        bob.post(&path).json(json!({ "parent_id": secret })).await.invalid("/parent_id");
        bob.post(&path).json(json!({ "parent_id": null })).await.problem(403, "forbidden");
        bob.patch(format!("/projects/{child}")).json(json!({ "parent_id": null })).await.problem(403, "forbidden");
        // A hidden sibling answers as one that is none.
        bob.post(format!("/projects/{here}/move")).json(json!({ "before_id": secret })).await.invalid("/before_id");
        // A foreign workspace's project is none at all.
        let other = ada.workspace("other").await.id();
        let foreign = ada.project(other, "Foreign").await.id();
        ada.post(&path).json(json!({ "parent_id": foreign })).await.invalid("/parent_id");
    }

    async fn the_narrowest_gap_never_runs_out(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let mut ids = Vec::new();
        for name in ["A", "B", "C", "D"] {
            ids.push(ada.project(ws, name).await.id());
        }
        // Two leapfrog directly behind A, each time into the half that is left of the gap: a digit more every six
        // moves, if nobody made room.
        for turn in 0..230 {
            let mover = ids[1 + turn % 2];
            let moved = ada.post(format!("/projects/{mover}/move")).json(json!({ "after_id": ids[0] })).await.status(200);
            assert!(moved.text_at("/position").len() <= 32, "{moved}");
        }
        assert_eq!(ada.project_names(ws, "").await, ["A", "C", "B", "D"]);
    }
}
