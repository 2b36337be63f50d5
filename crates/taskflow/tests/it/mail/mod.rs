//! Mail on its way out: to a real mail server, to a double of SendGrid, and to nobody who wants none.

mod encrypted;
mod kill;
mod sendgrid;
mod server;
mod suppression;
mod unsubscribe;

use std::time::Duration;

use serde_json::json;
use uuid::Uuid;

use crate::notification::{Told, live_in};
use crate::support::TestApp;

/// Who this server's mail comes from.
fn sender(app: &TestApp) -> String {
    app.parts().config.mail.from.clone()
}

/// What came to an address by the server's own way out, the oldest first.
pub fn texts(app: &TestApp, to: &str) -> Vec<String> {
    let mail = &app.parts().config.mail;
    if !mail.sendgrid_key.is_empty() {
        return sendgrid::texts(&mail.sendgrid_url, to);
    }
    if mail.smtp_url.contains("taskflow:secret@") {
        let all = server::all_from(&mail.from).into_iter().filter(|one| one["to"][0] == to);
        return all.map(|one| one["text"].as_str().unwrap_or_default().to_owned()).collect();
    }
    Vec::new()
}

/// Waits until something is so; 20 seconds at most.
async fn until<F: Future<Output = bool>>(holds: impl Fn() -> F) {
    for _ in 0..400 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it never came to be");
}

/// Waits until there were `least` tries and, for a second, no more of them.
async fn tried(tries: impl Fn() -> usize, least: usize) -> usize {
    let (mut seen, mut calm) = (tries(), 0);
    for _ in 0..400 {
        if seen >= least && calm >= 20 {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        let now = tries();
        calm = if now == seen { calm + 1 } else { 0 };
        seen = now;
    }
    panic!("{seen} tries, not {least}");
}

on_both! {
    async fn everything_goes_by_one_way(app: TestApp, |config| server::configure(config)) {
        let from = sender(&app);
        let told = Told::new(&app).await;
        let me = &told.member;
        let verify = server::wait(&from, &me.email, "Confirm your e-mail address", 1).await;
        assert!(verify[0]["text"].as_str().unwrap().contains("/verify-email#token="));
        assert!(verify[0]["html"].as_str().unwrap().contains("<html lang=\"en\" dir=\"ltr\">"));
        assert_eq!(verify[0]["headers"]["auto-submitted"], "auto-generated");
        assert!(verify[0]["headers"]["list-unsubscribe"].is_null(), "nobody unsubscribes from this");
        server::wait(&from, &me.email, "olga invites you to desk", 1).await;
        app.anonymous().post("/auth/password/forgot").json(json!({ "email": me.email })).await.status(202);
        server::wait(&from, &me.email, "Choose a new password", 1).await;

        told.owner.task_with(told.project, json!({ "title": "<b>one</b>", "assignee_ids": [me.id] })).await;
        told.settle().await;
        app.advance_secs(121);
        let mail = server::wait(&from, &me.email, "is yours: <b>one</b>", 1).await.remove(0);
        let id = mail["headers"]["message-id"].as_str().unwrap();
        assert!(Uuid::parse_str(id.trim_start_matches('<').split('@').next().unwrap()).is_ok(), "{id}");
        assert!(mail["html"].as_str().unwrap().contains("&lt;b&gt;one&lt;"));
        assert!(mail["text"].as_str().unwrap().contains("/desk/t/"), "{mail}");
        assert_eq!(mail["headers"]["list-unsubscribe-post"], "List-Unsubscribe=One-Click");

        let now = jiff::Timestamp::from_millisecond(app.parts().clock.now().0).unwrap();
        let soon = now.checked_add(jiff::Span::new().minutes(5)).unwrap();
        let soon = soon.to_zoned(jiff::tz::TimeZone::UTC).strftime("%H:%M").to_string();
        me.patch("/notifications/preferences").json(json!({ "daily_digest": soon })).await.status(200);
        app.advance_secs(6 * 60);
        let digest = server::wait(&from, &me.email, "Your day in TaskFlow: 1 unread", 1).await.remove(0);
        assert!(digest["text"].as_str().unwrap().contains("is yours: <b>one</b>"), "{digest}");
        assert!(!digest["headers"]["list-unsubscribe"].is_null());
        let status = crate::notification::signed_in(&app, &told.owner).await.get("/admin/server").await.status(200);
        status.has("/mail/way", "smtp").has("/mail/failed", 0);
    }

    async fn people_are_written_to_in_their_language(app: TestApp, |config| server::configure(config)) {
        let from = sender(&app);
        let told = Told::new(&app).await;
        let me = &told.member;
        live_in(&app, me, "Asia/Riyadh").await;
        let client = crate::notification::signed_in(&app, me).await;
        for (locale, subject, html) in [
            ("de-AT", "ist deine: Wäsche", "<html lang=\"de\" dir=\"ltr\">"),
            ("ar", "لك: Wäsche", "<html lang=\"ar\" dir=\"rtl\">"),
            ("fr", "is yours: Wäsche", "<html lang=\"en\" dir=\"ltr\">"),
        ] {
            client.patch("/users/me").json(json!({ "locale": locale })).await.status(200);
            told.owner.task_with(told.project, json!({ "title": "Wäsche", "assignee_ids": [me.id] })).await;
            told.settle().await;
            app.advance_secs(121);
            let mail = server::wait(&from, &me.email, subject, 1).await.remove(0);
            assert!(mail["html"].as_str().unwrap().contains(html), "{mail}");
        }
    }

    async fn what_is_refused_for_now_is_tried_again_and_then_given_up(app: TestApp, |config| server::configure(config)) {
        let from = sender(&app);
        let told = Told::new(&app).await;
        let busy = app.user("busy").await;
        app.join(&told.owner, told.workspace, &busy, "member").await;
        told.owner.task_with(told.project, json!({ "title": "one", "assignee_ids": [busy.id] })).await;
        told.settle().await;
        let tries = || server::all_from(&from).iter().filter(|one| one["refused"] == "busy@example.org").count();
        // Its account's and its invitation, before time goes by.
        tried(tries, 2).await;
        app.advance_secs(130);
        app.parts().mail.notify_one();
        // Both again, and its news; then nothing more by itself.
        let first = tried(tries, 5).await;
        app.advance_secs(130);
        app.parts().mail.notify_one();
        tried(tries, first + 3).await;
        app.advance_secs(86_400);
        app.parts().mail.notify_one();
        let admin = crate::notification::signed_in(&app, &told.owner).await;
        let given_up = || async {
            let status = admin.get("/admin/server").await.status(200);
            (status.number_at("/mail/failed"), status.number_at("/mail/waiting")) == (2, 0)
        };
        until(given_up).await;
        assert!(admin.get("/admin/mail/suppressions").await.status(200).items().is_empty());
        for line in [
            "taskflow_mail_failed 2",
            "taskflow_deliveries{name=\"notification.mail\",state=\"waiting\"} 1",
            "taskflow_mail_resting 0",
        ] {
            let told = || async {
                let page = app.anonymous().get("/metrics").await.status(200);
                String::from_utf8_lossy(page.body()).contains(line)
            };
            until(told).await;
        }
    }
}
