//! Who is told of what, and what they do with it.

use serde_json::{Value, json};

use taskflow_client::Stream;

use super::{Told, signed_in};
use crate::sync::copy::{catch_up, differences, fresh, state};

on_both! {
    async fn people_are_told_what_concerns_them_and_never_of_their_own_acts(app: TestApp) {
        let told = Told::new(&app).await;
        let assigned = json!({ "title": "Ship it", "assignee_ids": [told.member.id, told.owner.id] });
        let task = told.owner.task_with(told.project, assigned).await.id();
        told.settle().await;
        assert_eq!(told.kinds(&told.member).await, ["assigned"]);
        assert!(told.inbox(&told.owner).await.is_empty(), "it was their own doing");

        // Another status: whoever watches hears of it, but for who changed it.
        told.member.post(format!("/tasks/{task}/complete")).await.status(200);
        // A mention is no comment besides; who is mentioned watches from then on.
        let body = json!({ "body": format!("[@you](user:{}) see", told.commenter.id) });
        let comment = told.member.post(format!("/tasks/{task}/comments")).json(body).await.status(201).id();
        told.settle().await;
        assert_eq!(told.kinds(&told.owner).await, ["status_changed", "commented"]);
        assert_eq!(told.kinds(&told.commenter).await, ["mentioned"]);
        let mention = told.inbox(&told.commenter).await.remove(0);
        assert_eq!(mention["task"]["title"], "Ship it");
        assert_eq!(mention["actor_name"], "mia");
        assert_eq!(mention["comment_id"], json!(comment));
        assert!(mention["excerpt"].as_str().unwrap().contains("see"));

        // Mentioned again by an edit: once is enough.
        let edit = json!({ "body": format!("[@you](user:{}) look", told.commenter.id) });
        told.member.patch(format!("/comments/{comment}")).json(edit).await.status(200);
        told.commenter.post(format!("/tasks/{task}/comments")).json(json!({ "body": "seen" })).await.status(201);
        told.settle().await;
        assert_eq!(told.kinds(&told.commenter).await, ["mentioned"]);
        assert_eq!(told.kinds(&told.member).await, ["assigned", "commented"]);
        assert_eq!(told.kinds(&told.owner).await, ["status_changed", "commented", "commented"]);

        // Assigned later on; who was before is not told again. Who ceases to watch hears no more.
        told.owner.patch(format!("/tasks/{task}")).json(json!({ "assignee_ids": [told.member.id, told.commenter.id] })).await.status(200);
        told.member.delete(format!("/tasks/{task}/watchers/me")).await.status(204);
        told.owner.post(format!("/tasks/{task}/reopen")).await.status(200);
        told.settle().await;
        assert_eq!(told.kinds(&told.commenter).await, ["mentioned", "assigned", "status_changed"]);
        assert_eq!(told.kinds(&told.member).await, ["assigned", "commented"]);

        // An invitation, and an admin's words. Who only says that an address is theirs hears nothing of what it is sent.
        app.confirm(&told.stranger).await;
        let claims = app.user("claims").await;
        told.owner.post(format!("/workspaces/{}/invitations", told.workspace))
            .json(json!({ "emails": [told.stranger.email, claims.email], "role": "guest" })).await.status(200);
        let notices = format!("/workspaces/{}/notices", told.workspace);
        told.owner.post(&notices).json(json!({ "text": "Backup at noon", "user_ids": [told.viewer.id] })).await.status(200).has("/recipients", 1);
        told.owner.post(&notices).json(json!({ "text": "To all" })).await.status(200).has("/recipients", 3);
        told.member.post(&notices).json(json!({ "text": "no" })).await.problem(403, "forbidden");
        told.owner.post(&notices).json(json!({ "text": "" })).await.invalid("/text");
        told.owner.post(&notices).json(json!({ "text": "a", "user_ids": [told.stranger.id] })).await.invalid("/user_ids/0");
        told.settle().await;
        assert_eq!(told.kinds(&told.stranger).await, ["invited"]);
        assert!(told.kinds(&claims).await.is_empty());
        assert_eq!(told.kinds(&told.viewer).await, ["notice", "notice"]);
        assert_eq!(told.inbox(&told.viewer).await[0]["text"], "Backup at noon");
        told.desk.app.advance_secs(1);
        // What was taken up before anybody could be told of it is no news.
        let other = told.stranger.workspace("other").await.id();
        told.away(60, async || {
            app.join(&told.stranger, other, &told.viewer, "member").await;
        })
        .await;
        told.settle().await;
        assert_eq!(told.kinds(&told.viewer).await, ["notice", "notice"]);
    }

    async fn what_comes_out_of_sight_shows_nothing_and_tells_nothing(app: TestApp) {
        let told = Told::new(&app).await;
        let task = told.owner.task_with(told.project, json!({ "title": "Merger", "assignee_ids": [told.member.id] })).await.id();
        told.member.put(format!("/tasks/{task}/watchers/me")).await.status(200);
        told.settle().await;
        assert_eq!(told.inbox(&told.member).await[0]["task"]["title"], "Merger");
        told.owner.patch(format!("/projects/{}", told.project)).json(json!({ "visibility": "private" })).await.status(200);
        told.owner.post(format!("/tasks/{task}/comments")).json(json!({ "body": "hush" })).await.status(201);
        told.settle().await;
        let inbox = told.inbox(&told.member).await;
        assert_eq!(inbox.len(), 1, "nothing new");
        assert_eq!(inbox[0]["task"], Value::Null);
        let text = serde_json::to_string(&inbox).unwrap();
        assert!(!text.contains("Merger") && !text.contains("hush"));
        // Gone for good, it is gone from inboxes.
        told.owner.delete(format!("/tasks/{task}")).await.status(204);
        told.desk.app.advance_secs(40 * 86_400);
        taskflow::task::purge_expired(told.desk.app.parts()).await.unwrap();
        told.settle().await;
        assert!(told.listed(&told.member, "all").await.is_empty());
    }

    async fn an_inbox_is_read_put_off_and_put_away(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.member;
        let mut old = fresh(&signed_in(&app, me).await, Stream::Me).await.unwrap();
        let first = told.owner.task_with(told.project, json!({ "title": "a", "assignee_ids": [me.id] })).await.id();
        told.owner.task_with(told.project, json!({ "title": "b", "assignee_ids": [me.id] })).await;
        told.owner.post(format!("/tasks/{first}/comments")).json(json!({ "body": "x" })).await.status(201);
        told.settle().await;
        let inbox = told.inbox(me).await;
        let ids: Vec<String> = inbox.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(ids.len(), 3);
        // What is about one task comes as one.
        let groups = me.get("/notifications/groups").await.status(200);
        let groups: Vec<_> = groups.items().iter().map(|one| (one["count"].clone(), one["unread"].clone(), one["latest"]["kind"].clone())).collect();
        assert_eq!(groups, [(json!(2), json!(2), json!("commented")), (json!(1), json!(1), json!("assigned"))]);
        let page = me.get("/notifications/groups").query(&[("limit", "1")]).await.status(200);
        let cursor = page.text_at("/next_cursor").to_owned();
        let rest = me.get("/notifications/groups").query(&[("limit", "1"), ("cursor", cursor.as_str())]).await.status(200);
        assert_eq!((rest.items().len(), rest.at("/next_cursor").clone()), (1, Value::Null));

        let count = async || {
            let id = me.id;
            let images = app.parts().db.read(move |tx| taskflow::notification::images(tx, id)).await.unwrap();
            let inbox = images.iter().find(|image| image.entity == "inbox").unwrap();
            serde_json::from_str::<Value>(inbox.data.get()).unwrap()["unread"].as_i64().unwrap()
        };
        assert_eq!(count().await, 3);
        let read = me.post(format!("/notifications/{}/read", ids[0])).await.status(200).has("/version", 2);
        assert!(!read.at("/read_at").is_null());
        let again = me.post(format!("/notifications/{}/read", ids[0])).await.status(200).has("/version", 2);
        assert_eq!(again.header("sync-position"), read.header("sync-position"));
        assert_eq!(count().await, 2);
        me.post(format!("/notifications/{}/unread", ids[0])).await.status(200).has("/read_at", json!(null));
        assert_eq!(count().await, 3);
        me.post(format!("/notifications/{}/archive", ids[0])).await.status(200);
        assert_eq!((told.inbox(me).await.len(), count().await), (2, 2));

        // Put off, it comes back at its time, unread.
        let now = app.parts().clock.now();
        let until = |ms: i64| json!({ "until": now.plus_ms(ms).to_string() });
        me.post(format!("/notifications/{}/snooze", ids[1])).json(until(-1)).await.invalid("/until");
        me.post(format!("/notifications/{}/snooze", ids[1])).json(until(3_600_000)).await.status(200);
        assert_eq!((told.inbox(me).await.len(), count().await), (1, 1));
        assert_eq!(told.listed(me, "snoozed").await.len(), 1);
        app.advance_secs(3_601);
        told.ring().await;
        assert_eq!((told.inbox(me).await.len(), count().await), (2, 2));

        // Others' are not there.
        told.owner.post(format!("/notifications/{}/read", ids[1])).await.problem(404, "not_found");
        me.post("/notifications/read-all").json(json!({ "workspace_id": told.project })).await.status(200).has("/read", 0);
        me.post("/notifications/read-all").json(json!({})).await.status(200).has("/read", 2).has("/unread", 0);
        assert_eq!((told.listed(me, "unread").await.len(), count().await), (0, 0));

        // All of it stands in the person's own stream: an old copy of it and the log make a new one.
        let here = signed_in(&app, me).await;
        assert!(catch_up(&here, &mut old).await);
        let new = fresh(&here, Stream::Me).await.unwrap();
        let unlike = differences(&state(&old), &state(&new));
        assert!(unlike.is_empty(), "{}", unlike.join("\n"));
        assert!(state(&new).keys().any(|key| key.starts_with("inbox")));

        // Who leaves the workspace leaves what they were told there.
        told.owner.delete(format!("/workspaces/{}/members/{}", told.workspace, me.id)).await.status(204);
        assert!(me.get("/notifications").query(&[("state", "all")]).await.status(200).items().is_empty());
    }

    async fn what_was_dealt_with_goes_after_a_while(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.member;
        for title in ["read", "put away", "left", "put off"] {
            told.owner.task_with(told.project, json!({ "title": title, "assignee_ids": [me.id] })).await;
        }
        told.settle().await;
        let id = |title: &str, inbox: &[Value]| {
            let one = inbox.iter().find(|one| one["task"]["title"] == title).unwrap();
            one["id"].as_str().unwrap().to_owned()
        };
        let inbox = told.inbox(me).await;
        me.post(format!("/notifications/{}/read", id("read", &inbox))).await.status(200);
        me.post(format!("/notifications/{}/archive", id("put away", &inbox))).await.status(200);
        let until = app.parts().clock.now().plus_ms(200 * 86_400_000).to_string();
        me.post(format!("/notifications/{}/snooze", id("put off", &inbox))).json(json!({ "until": until })).await.status(200);
        // Others have what they were told while it was made ready.
        taskflow::notification::sweep(app.parts()).await.unwrap();
        assert_eq!(told.listed(me, "all").await.len(), 4);
        app.advance_secs(91 * 86_400);
        assert!(taskflow::notification::sweep(app.parts()).await.unwrap() >= 2);
        let left: Vec<Value> = told.listed(me, "all").await.iter().map(|one| one["task"]["title"].clone()).collect();
        assert_eq!(left, ["left", "put off"]);
        assert_eq!(taskflow::notification::sweep(app.parts()).await.unwrap(), 0);
    }
}
