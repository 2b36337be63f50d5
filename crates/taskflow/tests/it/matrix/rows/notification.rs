//! What people are told: inbox, preferences, reminders, notices.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use taskflow::notification::{Topic, unsubscribe_token};

use uuid::Uuid;

use crate::matrix::callers::{ACCOUNTS, ADMINS, OWNER, PEOPLE, VIEWERS};
use crate::matrix::stage::Stage;
use crate::matrix::table::Place::{Account, Project, Server, Street, Workspace};
use crate::matrix::table::{Call, Row, after, just, row};

pub fn rows() -> Vec<Row> {
    [inbox(), push(), reminders(), works()].into_iter().flatten().collect()
}

/// A notification of the maker's: somebody has them in a workspace and tells them something.
async fn on_notification(s: Stage) -> Call {
    let admin = s.world.stranger().await;
    let ws = admin.workspace(&format!("told-{}", s.world.number())).await.id();
    s.world.app.join(&admin, ws, &s.maker, "member").await;
    let notice = json!({ "text": "so", "user_ids": [s.maker.id] });
    admin.post(format!("/workspaces/{ws}/notices")).json(notice).await.status(200);
    let inbox = s.maker.get("/notifications").await.status(200);
    s.call().on("notification_id", inbox.text_at("/items/0/id"))
}

fn inbox() -> Vec<Row> {
    vec![
        row("list_notifications", Account, ACCOUNTS, 200, |s| just(s.call().query("?state=all"))),
        row("list_notification_groups", Account, ACCOUNTS, 200, |s| just(s.call())),
        row("get_notification_preferences", Account, ACCOUNTS, 200, |s| just(s.call())),
        row("update_notification_preferences", Account, PEOPLE, 200, |s| {
            let hours = json!({ "from": "22:00", "to": format!("{:02}:30", s.world.number() % 24) });
            just(s.call().json(json!({ "quiet_hours": hours })))
        }),
        row("read_all_notifications", Account, PEOPLE, 200, |s| just(s.call().json(json!({})))),
        row("read_notification", Account, PEOPLE, 200, |s| after(on_notification(s))),
        row("unread_notification", Account, PEOPLE, 200, |s| after(on_notification(s))),
        row("archive_notification", Account, PEOPLE, 200, |s| after(on_notification(s))),
        row("snooze_notification", Account, PEOPLE, 200, |s| {
            after(async move {
                let until = s.world.app.parts().clock.now().plus_ms(3_600_000).to_string();
                on_notification(s).await.json(json!({ "until": until }))
            })
        }),
        row("post_notice", Workspace, ADMINS, 200, |s| {
            just(s.call().json(json!({ "text": s.common() })))
        }),
        row("show_unsubscribe", Street, &[], 200, |s| just(on_link(&s))),
        row("unsubscribe", Street, &[], 200, |s| just(on_link(&s))),
    ]
}

/// What a browser says of its subscription, made up.
fn browser(s: &Stage) -> Value {
    let point = URL_SAFE_NO_PAD.encode([4; 65]);
    let endpoint = format!("https://push.invalid/{}", s.world.number());
    json!({ "endpoint": endpoint, "keys": { "p256dh": point, "auth": URL_SAFE_NO_PAD.encode([1; 16]) } })
}

fn push() -> Vec<Row> {
    vec![
        row("get_push_key", Account, ACCOUNTS, 200, |s| just(s.call())),
        row("list_push_subscriptions", Account, ACCOUNTS, 200, |s| just(s.call())),
        row("create_push_subscription", Account, PEOPLE, 201, |s| {
            let body = browser(&s);
            just(s.call().json(body))
        }),
        row("delete_push_subscription", Account, PEOPLE, 204, |s| {
            after(async move {
                let made = s.maker.post("/push/subscriptions").json(browser(&s)).await.status(201);
                s.call().on("subscription_id", made.id())
            })
        }),
    ]
}

/// The link of a mail of the maker's.
fn on_link(s: &Stage) -> Call {
    let token = unsubscribe_token(&s.world.app.parts().sealer, s.maker.id, Topic::Daily);
    s.call().on("token", token.unwrap())
}

fn reminders() -> Vec<Row> {
    vec![
        row("list_reminders", Project, VIEWERS, 200, |s| {
            after(async move { s.call().on("task_id", s.task().await) })
        }),
        row("create_reminder", Project, VIEWERS, 201, |s| {
            after(async move {
                let at = s.world.app.parts().clock.now().plus_ms(86_400_000).to_string();
                s.call().on("task_id", s.task().await).json(json!({ "at": at }))
            })
        }),
        row("delete_reminder", Project, VIEWERS, 204, |s| {
            after(async move {
                let path = format!("/tasks/{}/reminders", s.task().await);
                let set = s.maker.post(path).json(json!({ "before_minutes": 5 })).await.status(201);
                s.call().on("reminder_id", set.id())
            })
        })
        .own(),
    ]
}

/// Of the server's admin, who is the owner here.
fn works() -> Vec<Row> {
    vec![
        row("list_consumers", Server, OWNER, 200, |s| just(s.call())),
        row("replay_consumer", Server, OWNER, 200, |s| {
            just(s.call().json(json!({ "consumer": "notifications", "stream_id": Uuid::nil() })))
        }),
        row("skip_consumer", Server, OWNER, 200, |s| {
            just(s.call().json(json!({ "consumer": "notifications", "stream_id": Uuid::nil() })))
        }),
        row("redeliver_dead_letter", Server, OWNER, 200, |s| {
            just(s.call().json(json!({ "delivery_id": Uuid::nil() })))
        }),
        row("retry_timers", Server, OWNER, 200, |s| {
            just(s.call().json(json!({ "alarm": "notification.reminder" })))
        }),
    ]
}
