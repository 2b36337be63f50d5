//! Mail that is turned off by its own link.

use reqwest::Method;
use serde_json::{Value, json};
use taskflow::notification::{Topic, unsubscribe_token};

use super::{sender, server};
use crate::notification::Told;
use crate::support::TestApp;

/// Path and query of a mail's link.
fn link(app: &TestApp, mail: &Value) -> String {
    let header = mail["headers"]["list-unsubscribe"].as_str().unwrap();
    let url = header.trim_start_matches('<').trim_end_matches('>');
    assert!(mail["text"].as_str().unwrap().contains(url), "people find it, too");
    let base = app.parts().config.base_url.trim_end_matches('/');
    url.strip_prefix(base).unwrap().to_owned()
}

on_both! {
    async fn one_click_and_no_sign_in(app: TestApp, |config| server::configure(config)) {
        let from = sender(&app);
        let told = Told::new(&app).await;
        let me = &told.member;
        let here = json!({ told.workspace.to_string(): { "kinds": { "assigned": { "email": true } } } });
        me.patch("/notifications/preferences").json(json!({ "workspaces": here })).await.status(200);
        told.owner.task_with(told.project, json!({ "title": "one", "assignee_ids": [me.id] })).await;
        told.settle().await;
        app.advance_secs(121);
        let mail = server::wait(&from, &me.email, "is yours", 1).await.remove(0);
        let path = link(&app, &mail);

        // Programs look at links: looking changes nothing.
        let page = app.anonymous().get(&path).await.status(200);
        assert!(page.header("content-type").starts_with("text/html"));
        let html = String::from_utf8_lossy(page.body());
        assert!(html.contains("when something is assigned to you?") && html.contains("<form method=\"post\">"), "{html}");
        let before = me.get("/notifications/preferences").await.status(200).at("/version").clone();
        assert_eq!(before, 1);

        for _ in 0..2 {
            let done = app
                .anonymous()
                .request(Method::POST, &path)
                .body("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click")
                .await
                .status(200);
            assert!(done.to_string().contains("You get no more mail when something is assigned to you."), "{done}");
        }
        let after = me.get("/notifications/preferences").await.status(200);
        let after = after.has("/kinds/assigned/email", false).has("/version", 2);
        assert_eq!(after.at(&format!("/workspaces/{}/kinds/assigned/email", told.workspace)), false);
        told.owner.task_with(told.project, json!({ "title": "two", "assignee_ids": [me.id] })).await;
        told.settle().await;
        app.advance_secs(121);
        told.ring().await;
        assert_eq!(server::wait(&from, &me.email, "is yours", 1).await.len(), 1);
        assert_eq!(told.inbox(me).await.len(), 2, "the app still tells");
    }

    async fn a_link_is_for_one_thing(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.member;
        let both = json!({ "daily_digest": "08:00", "weekly_digest": { "day": 1, "time": "08:00" } });
        me.patch("/notifications/preferences").json(both).await.status(200);
        let daily = unsubscribe_token(&app.parts().sealer, me.id, Topic::Daily).unwrap();
        app.anonymous().post(format!("/unsubscribe/{daily}")).await.status(200);
        me.get("/notifications/preferences").await.status(200).has("/daily_digest", Value::Null).has("/weekly_digest/day", 1);
        let weekly = unsubscribe_token(&app.parts().sealer, me.id, Topic::Weekly).unwrap();
        app.anonymous().post(format!("/unsubscribe/{weekly}")).await.status(200);
        me.get("/notifications/preferences").await.status(200).has("/weekly_digest", Value::Null);
        let mut other = daily.clone();
        let last = other.pop().unwrap();
        other.push(if last == 'A' { 'B' } else { 'A' });
        for wrong in [&daily[1..], &other, "x", "%00", &"A".repeat(3_000)] {
            app.anonymous().get(format!("/unsubscribe/{wrong}")).await.status(404);
            app.anonymous().post(format!("/unsubscribe/{wrong}")).await.status(404);
        }
    }
}
