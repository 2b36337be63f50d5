//! How people want to be told.

use serde_json::json;

use super::{Told, live_in};
use crate::support::PASSWORD;

const PREFERENCES: &str = "/notifications/preferences";

on_both! {
    async fn another_time_zone_moves_what_goes_by_the_clock_and_who_is_erased_leaves_nothing(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.member;
        let task = told.owner.task_with(told.project, json!({ "title": "day", "due": { "date": "2027-06-01" }, "assignee_ids": [me.id] })).await.id();
        let path = format!("/tasks/{task}/reminders");
        me.post(&path).json(json!({ "before_minutes": 0 })).await.status(201).has("/fires_at", "2027-06-01T09:00:00.000Z");
        me.patch(PREFERENCES).json(json!({ "daily_digest": "08:00" })).await.status(200);
        live_in(&app, me, "Asia/Tokyo").await;
        let moved = async || me.get(&path).await.status(200).text_at("/items/0/fires_at") == "2027-06-01T00:00:00.000Z";
        for _ in 0..100 {
            if moved().await {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert!(moved().await, "nine in the morning there");
        told.settle().await;
        assert_eq!(told.inbox(me).await.len(), 1);
        let erased = app.anonymous().post("/auth/login").json(json!({ "email": me.email, "password": PASSWORD, "refresh": "body" })).await.status(200);
        app.anonymous().with_token(erased.text_at("/access_token")).delete("/users/me").json(json!({ "password": PASSWORD })).await.status(204);
        let id = me.id;
        let left = async || app.parts().db.read(move |tx| taskflow::notification::images(tx, id)).await.unwrap().len();
        for _ in 0..100 {
            if left().await == 0 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("something is left of them");
    }

    async fn wishes_are_kept_and_checked(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.member;
        me.get(PREFERENCES).await.status(200).has("/version", 0).has("/kinds", json!({}));
        let body = json!({
            "kinds": { "commented": { "in_app": false }, "assigned": { "email": false } },
            "workspaces": { told.workspace.to_string(): { "muted": true } },
            "quiet_hours": { "from": "22:00", "to": "07:00" },
            "daily_digest": "08:00", "weekly_digest": { "day": 1, "time": "09:00" },
        });
        let said = me.patch(PREFERENCES).json(body.clone()).await.status(200).has("/version", 1).has("/quiet_hours/from", "22:00");
        me.patch(PREFERENCES).json(body).await.status(200).has("/version", 1);
        assert_eq!(me.get(PREFERENCES).await.status(200).json(), said.json());
        me.patch(PREFERENCES).if_match(7).json(json!({})).await.problem(412, "version_conflict");
        me.patch(PREFERENCES).json(json!({ "quiet_hours": null, "weekly_digest": null })).await.status(200)
            .has("/quiet_hours", json!(null)).has("/daily_digest", "08:00");
        for (body, pointer) in [
            (json!({ "daily_digest": "8:00" }), "/daily_digest"),
            (json!({ "quiet_hours": { "from": "25:00", "to": "07:00" } }), "/quiet_hours/from"),
            (json!({ "weekly_digest": { "day": 8, "time": "09:00" } }), "/weekly_digest/day"),
            (json!({ "colour": "red" }), "/colour"),
        ] {
            me.patch(PREFERENCES).json(body).await.invalid(pointer);
        }
        // Nobody else's: there is no address for them.
        me.delete(PREFERENCES).await.status(405);
    }

    async fn nobody_is_told_what_they_do_not_want_to_hear(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.member;
        let quiet = told.owner.task_with(told.project, json!({ "title": "quiet", "assignee_ids": [me.id] })).await.id();
        let loud = told.owner.task_with(told.project, json!({ "title": "loud", "assignee_ids": [me.id] })).await.id();
        told.settle().await;
        me.patch(PREFERENCES).json(json!({ "kinds": { "status_changed": { "in_app": false } }, "muted_task_ids": [quiet] })).await.status(200);
        for task in [quiet, loud] {
            told.owner.post(format!("/tasks/{task}/comments")).json(json!({ "body": "x" })).await.status(201);
            told.owner.post(format!("/tasks/{task}/complete")).await.status(200);
        }
        told.settle().await;
        assert_eq!(told.kinds(me).await, ["assigned", "assigned", "commented"]);
        // Of a workspace that is muted only what is meant for the person.
        me.patch(PREFERENCES).json(json!({ "kinds": {}, "muted_task_ids": [], "workspaces": { told.workspace.to_string(): { "muted": true } } })).await.status(200);
        told.owner.post(format!("/tasks/{loud}/comments")).json(json!({ "body": "y" })).await.status(201);
        told.owner.post(format!("/tasks/{loud}/comments")).json(json!({ "body": format!("[@you](user:{})", me.id) })).await.status(201);
        told.settle().await;
        assert_eq!(told.kinds(me).await, ["assigned", "assigned", "commented", "mentioned"]);
    }
}
