//! Reminders, and alerts of what is due.

use serde_json::{Value, json};
use taskflow::base::Stamp;

use super::{Told, Working, live_in};

/// A due date so many minutes from now, on the clock of Berlin.
pub fn due_in(told: &Told, minutes: i64) -> Value {
    let now = jiff::Timestamp::from_millisecond(told.app.parts().clock.now().0).unwrap();
    let at = now
        .checked_add(jiff::Span::new().minutes(minutes))
        .unwrap()
        .in_tz("Europe/Berlin")
        .unwrap();
    json!({ "date": at.date().to_string(), "time": at.strftime("%H:%M").to_string(), "timezone": "Europe/Berlin" })
}

/// Puts the clock at an instant that is still to come.
pub fn go_to(told: &Told, at: &str) {
    let at: Stamp = at.parse().unwrap();
    told.app.parts().clock.advance_ms(at.0 - told.app.parts().clock.now().0);
}

on_both! {
    async fn a_reminder_rings_once_at_its_time(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.viewer;
        let task = told.task("Call home").await;
        let path = format!("/tasks/{task}/reminders");
        let at = app.parts().clock.now().plus_ms(7_200_000);
        let body = json!({ "at": at.to_string() });
        let set = me.post(&path).json(body.clone()).await.status(201).has("/fires_at", at.to_string()).has("/task_id", task.to_string());
        let other = me.post(&path).json(body).await.status(201).id();
        assert_eq!(me.get(&path).await.status(200).items().len(), 2);
        assert!(told.owner.get(&path).await.status(200).items().is_empty(), "everybody has their own");
        told.owner.delete(format!("/reminders/{other}")).await.problem(404, "not_found");
        me.delete(format!("/reminders/{other}")).await.status(204);
        for (body, pointer) in [
            (json!({}), "/at"),
            (json!({ "at": "2020-01-01T00:00:00Z" }), "/at"),
            (json!({ "at": at.to_string(), "before_minutes": 5 }), "/at"),
            (json!({ "before_minutes": -1 }), "/before_minutes"),
        ] {
            me.post(&path).json(body).await.invalid(pointer);
        }
        told.stranger.post(&path).json(json!({ "at": at.to_string() })).await.problem(404, "not_found");
        app.advance_secs(7_000);
        told.ring().await;
        assert!(told.inbox(me).await.is_empty());
        app.advance_secs(300);
        told.ring().await;
        assert_eq!(told.kinds(me).await, ["reminder"]);
        assert_eq!(told.inbox(me).await[0]["task"]["title"], "Call home");
        me.get(&path).await.status(200).has("/items/0/id", set.id().to_string()).has("/items/0/fires_at", json!(null));
        app.advance_secs(86_400);
        told.ring().await;
        assert_eq!(told.kinds(me).await, ["reminder"]);
    }

    async fn it_moves_with_the_due_date_and_leaves_alone_what_is_done(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.owner;
        let task = told.owner.task_with(told.project, json!({ "title": "Report", "due": due_in(&told, 600) })).await.id();
        let path = format!("/tasks/{task}/reminders");
        me.post(&path).json(json!({ "before_minutes": 300 })).await.status(201);
        let later = me.patch(format!("/tasks/{task}")).json(json!({ "due": due_in(&told, 3_000) })).await.status(200);
        told.settle().await;
        let moved = me.get(&path).await.status(200);
        let due: Stamp = later.text_at("/due_at").parse().unwrap();
        assert_eq!(moved.text_at("/items/0/fires_at"), due.plus_ms(-300 * 60_000).to_string());
        app.advance_secs(400 * 60);
        told.ring().await;
        assert!(told.kinds(me).await.is_empty(), "the old time is no more");
        // Nothing rings of what is done; reopened and due at another time, it does.
        me.post(format!("/tasks/{task}/complete")).await.status(200);
        app.advance_secs(2_400 * 60);
        told.ring().await;
        assert!(told.kinds(me).await.is_empty());
        me.post(format!("/tasks/{task}/reopen")).await.status(200);
        me.patch(format!("/tasks/{task}")).json(json!({ "due": due_in(&told, 400) })).await.status(200);
        told.settle().await;
        app.advance_secs(101 * 60);
        told.ring().await;
        assert_eq!(told.kinds(me).await, ["reminder"]);
        me.patch(format!("/tasks/{task}")).json(json!({ "due": null })).await.status(200);
        told.settle().await;
        me.get(&path).await.status(200).has("/items/0/fires_at", json!(null));
    }

    async fn one_that_was_moved_while_nobody_worked_rings_late_and_once(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.owner;
        let task = told.owner.task_with(told.project, json!({ "title": "t", "due": due_in(&told, 600) })).await.id();
        me.post(format!("/tasks/{task}/reminders")).json(json!({ "before_minutes": 60 })).await.status(201);
        told.settle().await;
        let mut working = told.working.lock().await;
        working.take().unwrap().stop().await;
        me.patch(format!("/tasks/{task}")).json(json!({ "due": due_in(&told, 70) })).await.status(200);
        app.advance_secs(20 * 60);
        *working = Some(Working::start(&app));
        drop(working);
        told.settle().await;
        told.ring().await;
        // Beside it what is due within the hour.
        assert_eq!(told.kinds(me).await, ["due_soon", "reminder"]);
        // Another change leaves what has rung alone.
        me.patch(format!("/tasks/{task}")).json(json!({ "title": "u", "due": due_in(&told, 55) })).await.status(200);
        told.settle().await;
        told.ring().await;
        assert_eq!(told.kinds(me).await.iter().filter(|kind| *kind == "reminder").count(), 1);
    }

    async fn it_keeps_its_wall_clock_time_when_the_clocks_change(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.owner;
        live_in(&app, me, "America/New_York").await;
        // The night in which the clocks go forward, and the one in which they go back; a time that does not exist; a day
        // without a time, of which one is reminded from nine in the morning.
        let cases = [
            (json!({ "date": "2027-03-14", "time": "09:00", "timezone": "America/New_York" }), 1_440, "2027-03-13T13:00:00.000Z"),
            (json!({ "date": "2027-11-07", "time": "09:00", "timezone": "America/New_York" }), 1_440, "2027-11-06T14:00:00.000Z"),
            (json!({ "date": "2027-03-14", "time": "02:30", "timezone": "America/New_York" }), 0, "2027-03-14T07:30:00.000Z"),
            (json!({ "date": "2027-11-07", "time": "01:30", "timezone": "America/New_York" }), 0, "2027-11-07T05:30:00.000Z"),
            (json!({ "date": "2027-03-14" }), 60, "2027-03-14T12:00:00.000Z"),
            (json!({ "date": "2028-02-29" }), 0, "2028-02-29T14:00:00.000Z"),
        ];
        for (due, minutes, fires) in cases {
            let task = told.owner.task_with(told.project, json!({ "title": "t", "due": due })).await.id();
            let set = me.post(format!("/tasks/{task}/reminders")).json(json!({ "before_minutes": minutes })).await.status(201);
            assert_eq!(set.text_at("/fires_at"), fires, "{due}");
        }
        // Its person's zone changes; the next change of the date goes by the new one.
        go_to(&told, "2027-03-14T11:59:00Z");
        told.ring().await;
        let before = told.kinds(me).await.iter().filter(|kind| *kind == "reminder").count();
        go_to(&told, "2027-03-14T12:00:01Z");
        told.ring().await;
        let after = told.kinds(me).await.iter().filter(|kind| *kind == "reminder").count();
        assert_eq!((before, after), (2, 3));
    }

    async fn what_is_due_soon_or_overdue_is_told_once(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.member;
        let body = json!({ "title": "Invoice", "due": due_in(&told, 120), "assignee_ids": [me.id] });
        let task = told.owner.task_with(told.project, body).await.id();
        told.owner.task_with(told.project, json!({ "title": "long ago", "due": due_in(&told, -600), "assignee_ids": [me.id] })).await;
        told.settle().await;
        assert_eq!(told.kinds(me).await, ["assigned", "assigned"]);
        app.advance_secs(62 * 60);
        told.ring().await;
        assert_eq!(told.kinds(me).await, ["assigned", "assigned", "due_soon"]);
        // A change of something else says nothing again.
        told.owner.patch(format!("/tasks/{task}")).json(json!({ "title": "Invoices" })).await.status(200);
        told.settle().await;
        app.advance_secs(60 * 60);
        told.ring().await;
        assert_eq!(told.kinds(me).await, ["assigned", "assigned", "due_soon", "overdue"]);
        // Another date: both again. Nobody is told both at once after three days offline.
        told.owner.patch(format!("/tasks/{task}")).json(json!({ "due": due_in(&told, 600) })).await.status(200);
        told.settle().await;
        told.offline(3 * 86_400).await;
        told.ring().await;
        assert_eq!(told.kinds(me).await, ["assigned", "assigned", "due_soon", "overdue", "overdue"]);
    }
}
