//! Addresses that get no more mail.

use std::time::Duration;

use serde_json::json;

use super::{sender, server};
use crate::notification::{Told, signed_in};
use crate::support::TestApp;

/// Waits until what is in the outbox has gone, or was given up.
async fn emptied(app: &TestApp) {
    for _ in 0..200 {
        let waiting = app.parts().db.read(taskflow::auth::outbox).await.unwrap().waiting;
        if waiting == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("mail stays in the outbox");
}

on_both! {
    async fn a_mailbox_that_is_not_there_is_written_to_once(app: TestApp, |config| server::configure(config)) {
        let from = sender(&app);
        let told = Told::new(&app).await;
        let admin = signed_in(&app, &told.owner).await;
        let invite = async |email: &str| {
            let path = format!("/workspaces/{}/invitations", told.workspace);
            told.owner.post(path).json(json!({ "emails": [email], "role": "member" })).await.status(200);
            emptied(&app).await;
        };
        let refused = |email: &str| server::all_from(&from).iter().filter(|one| one["refused"] == email).count();
        invite("gone.girl@example.org").await;
        assert_eq!(refused("gone.girl@example.org"), 1, "it is not tried again");
        let list = admin.get("/admin/mail/suppressions").await.status(200);
        assert_eq!(list.texts("email"), ["gone.girl@example.org"]);
        assert_eq!(list.text_at("/items/0/reason"), "bounce");
        invite("Gone.Girl@Example.org").await;
        assert_eq!(refused("gone.girl@example.org"), 1, "nor is another mail sent to it");
        admin.get("/admin/server").await.status(200).has("/mail/suppressed", 1).has("/mail/withheld", 1);

        // Until somebody says that it is there.
        let path = format!("/admin/mail/suppressions/{}", list.text_at("/items/0/id"));
        admin.delete(&path).await.status(204);
        admin.delete(&path).await.status(404);
        invite("gone.girl@example.org").await;
        assert_eq!(refused("gone.girl@example.org"), 2);
    }

    async fn an_administrator_says_so(app: TestApp, |config| server::configure(config)) {
        let from = sender(&app);
        let told = Told::new(&app).await;
        let admin = signed_in(&app, &told.owner).await;
        let me = &told.member;
        let add = |email: &str| admin.post("/admin/mail/suppressions").json(json!({ "email": email, "note": "asked by phone" }));
        add(&me.email.to_uppercase()).await.status(201).has("/email", json!(me.email)).has("/reason", "manual");
        add("nobody").await.invalid("/email");
        for name in ["a", "b", "c_%"] {
            add(&format!("{name}@list.example")).await.status(201);
        }
        let page = admin.get("/admin/mail/suppressions?search=LIST.example&limit=2").await.status(200);
        assert_eq!(page.texts("email"), ["a@list.example", "b@list.example"]);
        let next = format!("/admin/mail/suppressions?search=list.example&limit=2&cursor={}", page.text_at("/next_cursor"));
        assert_eq!(admin.get(next).await.status(200).texts("email"), ["c_%@list.example"]);
        assert_eq!(admin.get("/admin/mail/suppressions?search=_%25").await.status(200).items().len(), 1);

        told.owner.task_with(told.project, json!({ "title": "unheard", "assignee_ids": [me.id] })).await;
        told.settle().await;
        app.advance_secs(121);
        told.ring().await;
        let unheard = server::all_from(&from).iter().filter(|mail| mail.to_string().contains("unheard")).count();
        assert_eq!(unheard, 0);
        let works = admin.get("/admin/consumers").await.status(200);
        assert!(works.at("/dead_letters").as_array().unwrap().is_empty(), "it is no fault: {works}");
        // Who is no more here is not remembered here either.
        signed_in(&app, me).await.delete("/users/me").json(json!({ "password": crate::support::PASSWORD })).await.status(204);
        assert_eq!(admin.get("/admin/mail/suppressions").await.status(200).items().len(), 3);
    }
}
