//! What goes on to mail: as rows to be sent, read when they are. The server's own sender writes it into files here.

use serde_json::json;

use super::{Told, live_in};
use crate::support::{TestApp, User};

/// Subjects of what somebody was told by mail, the oldest first.
fn mailed(app: &TestApp, user: &User) -> Vec<String> {
    let of = |what: &str| app.mails_with_ids(&user.email, what);
    let mut all: Vec<_> = of("WEB-").into_iter().chain(of("Your day")).chain(of("Your week")).collect();
    all.sort();
    let subject =
        |text: String| text.lines().find_map(|line| line.strip_prefix("Subject: ").map(str::to_owned));
    all.into_iter().filter_map(|(_, text)| subject(text)).collect()
}

on_both! {
    async fn mail_goes_to_proven_addresses_only(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.owner;
        me.patch("/notifications/preferences").json(json!({ "kinds": { "commented": { "email": true } } })).await.status(200);
        let comment = async |title: &str| {
            let task = me.task(told.project, title).await.id();
            told.member.post(format!("/tasks/{task}/comments")).json(json!({ "body": title })).await.status(201);
            told.settle().await;
            app.advance_secs(121);
            told.ring().await;
        };
        // Registered, and nobody knows whether the address is theirs. The app tells them all the same.
        comment("one").await;
        let came = || app.mails(&me.email, "mia commented on WEB-").len();
        assert_eq!((told.kinds(me).await, came()), (vec!["commented".to_owned()], 0));
        app.confirm(me).await;
        comment("two").await;
        assert_eq!((app.mails(&me.email, "mia commented on WEB-2: two").len(), came()), (1, 1));
    }

    async fn who_is_invited_is_written_to_once(app: TestApp) {
        let told = Told::new(&app).await;
        app.confirm(&told.stranger).await;
        told.owner.post(format!("/workspaces/{}/invitations", told.workspace))
            .json(json!({ "emails": [told.stranger.email], "role": "guest" })).await.status(200);
        told.settle().await;
        assert_eq!(told.kinds(&told.stranger).await, ["invited"]);
        app.mail(&told.stranger.email, "olga invites you to desk").await;
        app.advance_secs(121);
        told.ring().await;
        assert_eq!(app.mails(&told.stranger.email, "olga invites you to desk").len(), 1);
    }

    async fn what_was_put_off_is_not_mailed(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.member;
        let now = app.parts().clock.now();
        let noon = jiff::Timestamp::from_millisecond(now.plus_ms(3_600_000).0).unwrap();
        let clock = noon.to_zoned(jiff::tz::TimeZone::UTC).strftime("%H:%M").to_string();
        me.patch("/notifications/preferences").json(json!({ "daily_digest": clock })).await.status(200);
        for title in ["one", "two"] {
            told.owner.task_with(told.project, json!({ "title": title, "assignee_ids": [me.id] })).await;
        }
        told.settle().await;
        let first = told.inbox(me).await.remove(0);
        let until = json!({ "until": now.plus_ms(86_400_000).to_string() });
        me.post(format!("/notifications/{}/snooze", first["id"].as_str().unwrap())).json(until).await.status(200);
        app.advance_secs(121);
        told.ring().await;
        assert_eq!(mailed(&app, me), ["WEB-2 is yours: two"]);
        app.advance_secs(3_600);
        told.ring().await;
        // It is made when it is due, and sent at the next look.
        told.ring().await;
        let digests = app.mails(&me.email, "Your day");
        assert_eq!(digests.len(), 1);
        assert!(digests[0].contains("Your day in TaskFlow: 1 unread") && digests[0].contains("WEB-2"), "{}", digests[0]);
    }

    async fn mail_waits_a_little_and_is_not_sent_of_what_was_read(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.member;
        told.owner.task_with(told.project, json!({ "title": "one", "assignee_ids": [me.id] })).await;
        told.owner.task_with(told.project, json!({ "title": "two", "assignee_ids": [me.id] })).await;
        told.settle().await;
        told.ring().await;
        assert!(mailed(&app, me).is_empty(), "not yet");
        let first = told.inbox(me).await.remove(0);
        me.post(format!("/notifications/{}/read", first["id"].as_str().unwrap())).await.status(200);
        app.advance_secs(121);
        told.ring().await;
        assert_eq!(mailed(&app, me), ["WEB-2 is yours: two"]);
        // One who wants it by mail alone has it by mail alone.
        me.patch("/notifications/preferences").json(json!({ "kinds": { "assigned": { "in_app": false } } })).await.status(200);
        told.owner.task_with(told.project, json!({ "title": "three", "assignee_ids": [me.id] })).await;
        told.settle().await;
        app.advance_secs(121);
        told.ring().await;
        assert_eq!(mailed(&app, me), ["WEB-2 is yours: two", "WEB-3 is yours: three"]);
        assert_eq!(told.inbox(me).await.len(), 2);
    }

    async fn a_digest_comes_each_day_at_its_time_and_mail_keeps_quiet_at_night(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.member;
        live_in(&app, me, "Europe/Berlin").await;
        // Quiet all day long but for one minute that has just passed there.
        let zone = jiff::tz::TimeZone::get("Europe/Berlin").unwrap();
        let now = jiff::Timestamp::from_millisecond(app.parts().clock.now().0).unwrap();
        let clock = |minutes: i64| {
            let at = now.checked_add(jiff::Span::new().minutes(minutes)).unwrap().to_zoned(zone.clone());
            at.strftime("%H:%M").to_string()
        };
        let body = json!({ "quiet_hours": { "from": clock(-30), "to": clock(90) }, "daily_digest": clock(180) });
        me.patch("/notifications/preferences").json(body).await.status(200);
        told.owner.task_with(told.project, json!({ "title": "one", "assignee_ids": [me.id] })).await;
        told.settle().await;
        app.advance_secs(60 * 60);
        told.ring().await;
        assert!(mailed(&app, me).is_empty(), "quiet hours");
        app.advance_secs(31 * 60);
        told.ring().await;
        assert_eq!(mailed(&app, me), ["WEB-1 is yours: one"]);
        app.advance_secs(90 * 60);
        told.ring().await;
        // It is made when it is due, and sent at the next look.
        told.ring().await;
        assert_eq!(mailed(&app, me), ["WEB-1 is yours: one", "Your day in TaskFlow: 1 unread"]);
        // Three days offline: one digest, not three; and none when there is nothing.
        me.post("/notifications/read-all").json(json!({})).await.status(200);
        told.offline(3 * 86_400).await;
        told.ring().await;
        told.ring().await;
        assert_eq!(mailed(&app, me).len(), 2);
        // Other wishes do not take away one that is late.
        told.owner.task_with(told.project, json!({ "title": "two", "assignee_ids": [me.id] })).await;
        told.settle().await;
        told.away(86_400, async || {
            me.patch("/notifications/preferences").json(json!({ "quiet_hours": null })).await.status(200);
        })
        .await;
        told.ring().await;
        told.ring().await;
        let digests = mailed(&app, me).into_iter().filter(|subject| subject.starts_with("Your day"));
        assert_eq!(digests.collect::<Vec<_>>(), ["Your day in TaskFlow: 1 unread"; 2]);
    }
    async fn a_digest_comes_once_a_week_on_its_day(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.member;
        live_in(&app, me, "Europe/Berlin").await;
        let now = jiff::Timestamp::from_millisecond(app.parts().clock.now().0).unwrap();
        let day = now.in_tz("Europe/Berlin").unwrap().date().checked_add(jiff::Span::new().days(2)).unwrap();
        let noon = day.at(12, 0, 0, 0).in_tz("Europe/Berlin").unwrap().timestamp();
        let weekly = json!({ "day": day.weekday().to_monday_one_offset(), "time": "12:00" });
        me.patch("/notifications/preferences").json(json!({ "weekly_digest": weekly })).await.status(200);
        told.owner.task_with(told.project, json!({ "title": "one", "assignee_ids": [me.id] })).await;
        told.settle().await;
        let weeks = || mailed(&app, me).into_iter().filter(|subject| subject.starts_with("Your week")).count();
        app.advance_secs(noon.as_second() - now.as_second() - 60);
        told.ring().await;
        assert_eq!(weeks(), 0, "a minute before");
        // It is made when it is due, and sent at the next look.
        let later = async |secs| {
            app.advance_secs(secs);
            told.ring().await;
            told.ring().await;
            weeks()
        };
        assert_eq!(later(120).await, 1);
        assert_eq!(later(6 * 86_400).await, 1, "not on another day");
        told.owner.task_with(told.project, json!({ "title": "two", "assignee_ids": [me.id] })).await;
        told.settle().await;
        // More than a day, should the clock be put back meanwhile.
        assert_eq!(later(86_400 + 4_000).await, 2);
    }
}
