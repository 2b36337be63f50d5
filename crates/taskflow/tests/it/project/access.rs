//! Who sees and manages what, down the tree.

use serde_json::json;

use super::people::join;

on_both! {
    async fn workspace_roles_reach_into_projects(app: TestApp) {
        let ada = app.user("ada").await;
        let eve = app.user("eve").await;
        let ws = ada.workspace("acme").await.id();
        let admin = join(&app, &ada, ws, "admin", "admin").await;
        let member = join(&app, &ada, ws, "member", "member").await;
        let guest = join(&app, &ada, ws, "guest", "guest").await;
        let open = ada.project(ws, "Open").await.id();
        let secret = ada.project_with(ws, json!({ "name": "Secret", "visibility": "private" })).await.id();

        for (who, names) in [(&ada, vec!["Open", "Secret"]), (&admin, vec!["Open", "Secret"]), (&member, vec!["Open"]), (&guest, vec![])] {
            assert_eq!(who.project_names(ws, "?include=total").await, names);
        }
        eve.get(format!("/workspaces/{ws}/projects")).await.problem(404, "not_found");

        for path in ["", "/members", "/statuses"] {
            ada.get(format!("/projects/{secret}{path}")).await.status(200);
            admin.get(format!("/projects/{secret}{path}")).await.status(200);
            member.get(format!("/projects/{open}{path}")).await.status(200);
            member.get(format!("/projects/{secret}{path}")).await.problem(404, "not_found");
            for nobody in [&guest, &eve] {
                nobody.get(format!("/projects/{open}{path}")).await.problem(404, "not_found");
            }
        }
        // Members edit tasks, not projects; what they may not see they may not even know.
        let rename = json!({ "name": "Mine" });
        member.patch(format!("/projects/{open}")).json(rename.clone()).await.problem(403, "forbidden");
        member.delete(format!("/projects/{open}")).await.problem(403, "forbidden");
        member.post(format!("/projects/{open}/archive")).await.problem(403, "forbidden");
        member.patch(format!("/projects/{secret}")).json(rename.clone()).await.problem(404, "not_found");
        member.delete(format!("/projects/{secret}")).await.problem(404, "not_found");
        member.post(format!("/projects/{secret}/restore")).await.problem(404, "not_found");
        eve.patch(format!("/projects/{open}")).json(rename.clone()).await.problem(404, "not_found");
        guest.post(format!("/workspaces/{ws}/projects")).json(json!({ "name": "x" })).await.problem(403, "forbidden");
        admin.patch(format!("/projects/{secret}")).json(rename).await.status(200);

        let status = ada.get(format!("/projects/{secret}/statuses")).await.items()[0]["id"].as_str().unwrap().to_owned();
        for path in [format!("/statuses/{status}"), format!("/projects/{secret}/statuses/{status}")] {
            ada.get(&path).await.status(200).has("/id", status.as_str());
            let hidden = member.get(&path).await.problem(404, "not_found");
            assert!(hidden.text_at("/detail").contains("status"), "as for one that is not there: {hidden}");
            member.patch(&path).json(json!({ "name": "x" })).await.problem(404, "not_found");
        }
    }

    async fn who_makes_a_project_manages_it(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let bob = join(&app, &ada, ws, "bob", "member").await;
        let open = bob.project(ws, "Open").await.id();
        let secret = bob.project_with(ws, json!({ "name": "Secret", "visibility": "private" })).await.id();
        for project in [open, secret] {
            let members = bob.get(format!("/projects/{project}/members")).await;
            assert_eq!(members.texts("user_id"), [bob.id.to_string()]);
            assert_eq!(members.texts("role"), ["manager"]);
            bob.patch(format!("/projects/{project}")).json(json!({ "icon": "x" })).await.status(200);
        }
        // Below a project it takes its manager, and brings no second grant.
        let child = bob.child(ws, open, "Child").await.id();
        let members = bob.get(format!("/projects/{child}/members")).await;
        assert_eq!(members.texts("inherited_from"), [open.to_string()]);
        let theirs = ada.project(ws, "Ada's").await.id();
        bob.post(format!("/workspaces/{ws}/projects")).json(json!({ "name": "x", "parent_id": theirs })).await
            .problem(403, "forbidden");
        // A private project's owner may lose the admin's role and keep the project.
        let own = ada.project_with(ws, json!({ "name": "Own", "visibility": "private" })).await.id();
        assert_eq!(ada.get(format!("/projects/{own}/members")).await.texts("role"), ["manager"]);
    }

    async fn roles_are_inherited_by_users_and_teams(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let bob = join(&app, &ada, ws, "bob", "guest").await;
        let cyd = join(&app, &ada, ws, "cyd", "guest").await;
        let top = ada.project(ws, "Top").await.id();
        let mid = ada.child(ws, top, "Mid").await.id();
        let leaf = ada.child(ws, mid, "Leaf").await.id();
        let team = ada.team(ws, "Crew", &[cyd.id]).await;

        ada.grant(top, bob.id, "viewer").await;
        ada.post(format!("/projects/{mid}/members")).json(json!({ "team_id": team, "role": "manager" })).await.status(201);
        assert_eq!(bob.project_names(ws, "").await, ["Top", "Mid", "Leaf"]);
        assert_eq!(cyd.project_names(ws, "").await, ["Mid", "Leaf"], "nothing above");
        cyd.get(format!("/projects/{top}")).await.problem(404, "not_found");
        let change = json!({ "icon": "x" });
        bob.patch(format!("/projects/{leaf}")).json(change.clone()).await.problem(403, "forbidden");
        cyd.patch(format!("/projects/{leaf}")).json(change.clone()).await.status(200);

        // The best counts: a grant below raises, and does not lower.
        let raise = ada.grant(leaf, bob.id, "manager").await.id();
        bob.patch(format!("/projects/{leaf}")).json(json!({ "icon": "y" })).await.status(200);
        bob.patch(format!("/projects/{mid}")).json(change.clone()).await.problem(403, "forbidden");
        ada.grant(leaf, cyd.id, "viewer").await;
        cyd.patch(format!("/projects/{leaf}")).json(json!({ "icon": "z" })).await.status(200);

        ada.delete(format!("/projects/{leaf}/members/{raise}")).await.status(204);
        bob.patch(format!("/projects/{leaf}")).json(change).await.problem(403, "forbidden");
        // Out of the team, out of what it was given.
        ada.delete(format!("/workspaces/{ws}/teams/{team}/members/{}", cyd.id)).await.status(200);
        assert_eq!(cyd.project_names(ws, "").await, ["Leaf"], "only what was given to them alone");
    }

    async fn privacy_in_the_middle_of_the_tree_covers_what_is_below(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let bob = join(&app, &ada, ws, "bob", "member").await;
        let top = ada.project(ws, "Top").await.id();
        let mid = ada.project_with(ws, json!({ "name": "Mid", "parent_id": top, "visibility": "private" })).await.id();
        let leaf = ada.child(ws, mid, "Leaf").await.has("/visibility", "workspace").id();
        assert_eq!(bob.project_names(ws, "").await, ["Top"]);
        bob.get(format!("/projects/{leaf}")).await.problem(404, "not_found");

        // A grant on the leaf shows the leaf and nothing on the way to it.
        let grant = ada.grant(leaf, bob.id, "viewer").await.id();
        assert_eq!(bob.project_names(ws, "").await, ["Top", "Leaf"]);
        bob.get(format!("/projects/{mid}")).await.problem(404, "not_found");
        ada.delete(format!("/projects/{leaf}/members/{grant}")).await.status(204);

        // A grant above the private one reaches through it.
        let grant = ada.grant(top, bob.id, "commenter").await.id();
        assert_eq!(bob.project_names(ws, "").await, ["Top", "Mid", "Leaf"]);
        ada.delete(format!("/projects/{top}/members/{grant}")).await.status(204);

        // Out of the private project, it is everybody's again.
        ada.patch(format!("/projects/{leaf}")).json(json!({ "parent_id": top })).await.status(200);
        assert_eq!(bob.project_names(ws, "").await, ["Top", "Leaf"]);
        ada.patch(format!("/projects/{mid}")).json(json!({ "visibility": "workspace" })).await.status(200);
        assert_eq!(bob.project_names(ws, "").await, ["Top", "Mid", "Leaf"]);
        bob.get(format!("/projects/{mid}")).await.status(200);
    }
}
