//! Lists and their filters.

use serde_json::json;

use super::{account, types};
use crate::desk::Desk;
use crate::support::PASSWORD;

on_both! {
    async fn an_entry_says_who_when_and_from_where(app: TestApp) {
        let desk = Desk::new(&app).await;
        let tag = desk.member.post("/workspaces/desk/tags").json(json!({ "name": "bug" }))
            .header("user-agent", "Paper/1.0").header("x-request-id", "req-of-mia").idempotency_key("once").await.status(201).id();
        let page = desk.owner.get("/workspaces/desk/audit").query(&[("limit", "1")]).await.status(200);
        assert_eq!(page.items().len(), 1);
        let entry = &page.items()[0];
        assert_eq!(entry["type"], "tag.created");
        assert_eq!(entry["entity"], "tag");
        assert_eq!(entry["entity_id"], tag.to_string());
        assert_eq!(entry["actor_id"], desk.member.id.to_string());
        assert_eq!((&entry["address"], &entry["user_agent"]), (&json!("127.0.0.1"), &json!("Paper/1.0")));
        assert_eq!((&entry["request_id"], &entry["cause"]), (&json!("req-of-mia"), &json!("once")));
        assert!(entry["session_id"].is_string() && entry["token_id"].is_null(), "{entry}");

        desk.owner.patch(format!("/tags/{tag}")).json(json!({ "name": "defect" })).await.status(200);
        let page = desk.owner.get("/workspaces/desk/audit").query(&[("limit", "1")]).await.status(200);
        assert_eq!(page.items()[0]["changes"], json!({ "name": { "from": "bug", "to": "defect" } }));
    }

    async fn a_filter_finds_and_pages_stay_whole(app: TestApp) {
        let desk = Desk::new(&app).await;
        for number in 0..5 {
            desk.member.post("/workspaces/desk/tags").json(json!({ "name": format!("t{number}") })).await.status(201);
            desk.task(&format!("task {number}")).await;
        }
        let asked = async |filter: &str| {
            let reply = desk.owner.get("/workspaces/desk/audit").query(&[("filter", filter), ("limit", "200")]).await.status(200);
            reply.items().to_vec()
        };
        assert_eq!(asked("type = tag.created").await.len(), 5);
        assert_eq!(asked("type ~ tag. and actor = \"mia@example.org\"").await.len(), 5);
        assert_eq!(asked("actor = mia and entity = tag").await.len(), 5);
        assert_eq!(asked("actor = me and entity = task").await.len(), 5);
        assert_eq!(asked("entity in (task, tag) and project = WEB").await.len(), 5);
        assert_eq!(asked("entity = tag and project is null").await.len(), 5);
        assert_eq!(asked("at < today-1d").await.len(), 0);
        assert_eq!(asked("at >= today and not actor = me and type ~ created and entity in (tag, project)").await.len(), 5);
        assert_eq!(asked("address = 127.0.0.1 and entity = tag").await.len(), 5);
        let one = asked("entity = tag").await[2].clone();
        let found = asked(&format!("thing = {}", one["entity_id"].as_str().unwrap())).await;
        assert_eq!(found, [one]);

        let (mut seen, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let mut query = vec![("filter", "entity = tag"), ("limit", "2")];
            query.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
            let page = desk.owner.get("/workspaces/desk/audit").query(&query).await.status(200);
            seen.extend(page.items().iter().map(|entry| entry["seq"].as_i64().unwrap()));
            // What comes meanwhile is newer and changes nothing.
            desk.owner.post("/workspaces/desk/tags").json(json!({ "name": format!("m{}", seen.len()) })).await.status(201);
            match page.at("/next_cursor").as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => break,
            }
        }
        assert_eq!(seen.len(), 5);
        assert!(seen.is_sorted_by(|a, b| a > b), "{seen:?}");
    }

    async fn a_wrong_filter_says_where(app: TestApp) {
        let desk = Desk::new(&app).await;
        for (filter, column) in [("typ = a", "Column 1"), ("actor = nobody", "Column 9"), ("type <", "Column 6"), ("is open", "Column 4"),
            ("thing = WEB-1", "Column 9"), ("at = soon", "Column 6"), ("field.\"x\" = 1", "Column 1")] {
            let reply = desk.owner.get("/workspaces/desk/audit").query(&[("filter", filter)]).await.invalid("?filter");
            assert!(reply.text_at("/errors/0/message").starts_with(column), "{filter}: {reply}");
        }
        desk.owner.get("/workspaces/desk/audit?tz=Mars").await.invalid("?tz");
        desk.owner.get("/workspaces/desk/audit?limit=0").await.invalid("?limit");
        desk.owner.get("/workspaces/desk/audit?cursor=x").await.problem(400, "invalid_cursor");
        desk.owner.get("/workspaces/desk/audit/export?after=100000").await.invalid("?after");
        desk.owner.get("/workspaces/desk/audit/export?after=-1").await.invalid("?after");
    }

    async fn exports_and_rights_are_told_of(app: TestApp) {
        let desk = Desk::new(&app).await;
        desk.owner.patch(format!("/workspaces/desk/members/{}", desk.member.id)).json(json!({ "role": "admin" })).await.status(200);
        desk.member.post("/workspaces/desk/exports").json(json!({ "format": "csv" })).await.status(202);
        let page = desk.member.get("/workspaces/desk/audit").query(&[("limit", "2")]).await.status(200);
        assert_eq!(types(&page), ["workspace.exported", "member.updated"]);
        assert_eq!(page.items()[0]["changes"]["format"]["to"], "csv");
        assert_eq!(page.items()[1]["changes"]["role"], json!({ "from": "member", "to": "admin" }));
        assert_eq!(page.items()[1]["actor_id"], desk.owner.id.to_string());
    }

    async fn an_account_is_told_of_its_sign_ins_and_tokens(app: TestApp) {
        let ada = app.user("ada").await;
        app.try_login("ada@example.org", "not the password at all").await.problem(401, "invalid_credentials");
        let failed = account(&ada, "user.sign_in_refused").await;
        assert_eq!(failed[0]["type"], "user.sign_in_refused");
        assert_eq!((&failed[0]["actor_id"], &failed[0]["address"]), (&json!(null), &json!("127.0.0.1")));
        assert_eq!(failed[0]["changes"]["reason"]["to"], "invalid_credentials");
        // Nobody is told of what is tried with accounts that are not there.
        app.try_login("eve@example.org", PASSWORD).await.problem(401, "invalid_credentials");

        app.try_login("ada@example.org", PASSWORD).await.status(200);
        let made = ada.post("/auth/tokens").json(json!({ "name": "t", "scopes": ["read", "write"] })).await.status(201);
        let token = app.anonymous().with_token(made.text_at("/secret"));
        token.get("/users/me").await.status(200);
        let used = account(&ada, "api_token.used").await;
        assert_eq!(used[0]["token_id"], made.id().to_string());
        assert_eq!(used[0]["actor_id"], ada.id.to_string());
        // Once a day is enough.
        token.get("/users/me").await.status(200);
        token.get("/workspaces").await.status(200);
        ada.delete(format!("/auth/tokens/{}", made.id())).await.status(204);
        let page = ada.get("/users/me/audit").query(&[("filter", "type ~ api_token")]).await.status(200);
        assert_eq!(types(&page), ["api_token.revoked", "api_token.used", "api_token.created"]);
        let page = ada.get("/users/me/audit").query(&[("filter", "type = session.started")]).await.status(200);
        assert_eq!(page.items().len(), 1);
        token.get("/users/me/audit").await.problem(401, "session_ended");
    }
}
