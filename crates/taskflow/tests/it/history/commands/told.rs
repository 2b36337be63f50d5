//! What people are told: notices, what they do with them, preferences, reminders.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::history::play::{Ask, History, word};
use crate::history::step::Step;

pub async fn post_notice(h: &History, s: Step) -> Option<()> {
    let somebody = h.known().anybody(s.b).1.user.id;
    let body = match s.a % 2 {
        0 => json!({ "text": word(s.b) }),
        _ => json!({ "text": word(s.b), "user_ids": [somebody] }),
    };
    let ask = Ask::new("post_notice", Method::POST, format!("/workspaces/{}/notices", h.ws)).json(body);
    h.ask(h.actor(&s), &s, ask).await;
    Some(())
}

/// Somebody's newest notification, read, unread, put off or put away.
async fn on_newest(
    h: &History,
    s: &Step,
    operation: &'static str,
    act: &str,
    body: Option<Value>,
) -> Option<()> {
    let (who, person) = h.known().anybody(s.a);
    if person.gone {
        return None;
    }
    let newest = async || {
        let inbox = person
            .user
            .get("/notifications")
            .query(&[("state", "all"), ("limit", "1")])
            .await;
        inbox
            .find("/items/0/id")
            .and_then(|id| id.as_str())
            .and_then(|id| id.parse::<Uuid>().ok())
    };
    let id = match newest().await {
        Some(id) => id,
        // Few are told anything by themselves.
        None => {
            post_notice(h, *s).await;
            newest().await?
        }
    };
    let ask = Ask::new(operation, Method::POST, format!("/notifications/{id}/{act}"));
    h.ask(who, s, body.into_iter().fold(ask, Ask::json)).await;
    Some(())
}

pub async fn read_notification(h: &History, s: Step) -> Option<()> {
    on_newest(h, &s, "read_notification", "read", None).await
}

pub async fn unread_notification(h: &History, s: Step) -> Option<()> {
    on_newest(h, &s, "unread_notification", "unread", None).await
}

pub async fn archive_notification(h: &History, s: Step) -> Option<()> {
    on_newest(h, &s, "archive_notification", "archive", None).await
}

pub async fn snooze_notification(h: &History, s: Step) -> Option<()> {
    let until = h.app.parts().clock.now().plus_ms(60_000 + i64::from(s.b)).to_string();
    on_newest(h, &s, "snooze_notification", "snooze", Some(json!({ "until": until }))).await
}

pub async fn read_all_notifications(h: &History, s: Step) -> Option<()> {
    let body = if s.b.is_multiple_of(2) { json!({}) } else { json!({ "workspace_id": h.ws }) };
    let ask =
        Ask::new("read_all_notifications", Method::POST, "/notifications/read-all".to_owned()).json(body);
    h.ask(h.actor(&s), &s, ask).await;
    Some(())
}

pub async fn update_notification_preferences(h: &History, s: Step) -> Option<()> {
    let path = "/notifications/preferences".to_owned();
    let body = match s.b % 3 {
        0 => json!({ "kinds": { "notice": { "in_app": s.a.is_multiple_of(2) } } }),
        1 => json!({ "daily_digest": format!("{:02}:15", s.a % 24) }),
        _ => {
            json!({ "quiet_hours": null, "workspaces": { h.ws.to_string(): { "muted": s.a.is_multiple_of(2) } } })
        }
    };
    let ask = Ask::new("update_notification_preferences", Method::PATCH, path).json(body);
    h.ask(h.actor(&s), &s, ask).await;
    Some(())
}

pub async fn create_reminder(h: &History, s: Step) -> Option<()> {
    let (task, who) = (h.known().task(s.a)?.id, h.actor(&s));
    let body = if s.b.is_multiple_of(2) {
        json!({ "before_minutes": s.b % 600 })
    } else {
        json!({ "at": h.app.parts().clock.now().plus_ms(3_600_000).to_string() })
    };
    let ask = Ask::new("create_reminder", Method::POST, format!("/tasks/{task}/reminders")).json(body);
    if let Some(reply) = h.ask(who, &s, ask).await {
        h.known_mut().reminders.push((reply.id(), who));
    }
    Some(())
}

pub async fn delete_reminder(h: &History, s: Step) -> Option<()> {
    let (reminder, owner) = Step::pick(&h.known().reminders, s.a)?;
    let ask = Ask::new("delete_reminder", Method::DELETE, format!("/reminders/{reminder}"));
    if h.ask(owner, &s, ask).await.is_some() {
        h.known_mut().reminders.retain(|(other, _)| *other != reminder);
    }
    Some(())
}

pub async fn create_push_subscription(h: &History, s: Step) -> Option<()> {
    // Few browsers: some are used by one person after the other.
    let endpoint = format!("https://push.invalid/{}", s.b % 8);
    let point = URL_SAFE_NO_PAD.encode([4; 65]);
    let body =
        json!({ "endpoint": endpoint, "keys": { "p256dh": point, "auth": URL_SAFE_NO_PAD.encode([1; 16]) } });
    let path = "/push/subscriptions".to_owned();
    h.ask(h.actor(&s), &s, Ask::new("create_push_subscription", Method::POST, path).json(body))
        .await;
    Some(())
}

pub async fn delete_push_subscription(h: &History, s: Step) -> Option<()> {
    let (who, person) = h.known().anybody(s.a);
    if person.gone {
        return None;
    }
    let list = person.user.get("/push/subscriptions").await;
    let id = list.find("/items/0/id")?.as_str()?.to_owned();
    let ask = Ask::new("delete_push_subscription", Method::DELETE, format!("/push/subscriptions/{id}"));
    h.ask(who, &s, ask).await;
    Some(())
}
