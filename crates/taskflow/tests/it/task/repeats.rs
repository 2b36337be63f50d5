//! Tasks that repeat.

use serde_json::{Value, json};

use super::Desk;

on_both! {
    async fn completing_makes_the_next_occurrence_once(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let parent = desk.task("Parent").await.id();
        let task = desk.with(json!({
            "title": "Water", "description": "the plants", "priority": "high", "assignee_ids": [desk.user.id], "estimate": 1,
            "parent_id": parent, "start_on": "2099-11-18", "due": { "date": "2099-11-20", "time": "09:30", "timezone": "Europe/Berlin" },
            "recurrence": { "rrule": "FREQ=WEEKLY" },
        })).await;
        let id = task.id();
        let (a, b) = tokio::join!(desk.act(id, "complete"), desk.act(id, "complete"));
        a.status(200).has("/recurrence", Value::Null);
        b.status(200);
        let list = desk.user.get(format!("/projects/{}/tasks?sort=number&parent_id={parent}", desk.project)).await;
        assert_eq!(list.items().len(), 2);
        let next = &list.items()[1];
        assert_eq!(next["due"], json!({ "date": "2099-11-27", "time": "09:30", "timezone": "Europe/Berlin" }));
        assert_eq!(next["due_at"], json!("2099-11-27T08:30:00.000Z"));
        assert_eq!(next["start_on"], json!("2099-11-25"));
        assert_eq!(next["recurrence"], json!({ "rrule": "FREQ=WEEKLY", "mode": "schedule" }));
        assert_eq!(next["status_category"], json!("todo"));
        assert_eq!(next["completed_at"], Value::Null);
        for field in ["title", "description", "priority", "assignee_ids", "estimate", "parent_id", "tag_ids", "creator_id"] {
            assert_eq!(next[field], *task.at(&format!("/{field}")), "{field}");
        }
        desk.get(parent).await.has("/counts/subtasks", 2).has("/counts/subtasks_done", 1);
        // Undone and done again: no second successor.
        desk.act(id, "reopen").await.status(200);
        desk.act(id, "complete").await.status(200);
        desk.get(parent).await.has("/counts/subtasks", 2);
    }

    async fn any_way_to_done_counts(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let done = desk.status("done").await;
        let body = json!({ "title": "Rent", "due": { "date": "2099-01-31" }, "recurrence": { "rrule": "monthly" } });
        let dragged = desk.with(body.clone()).await.id();
        desk.shift(dragged, json!({ "status_id": done })).await.status(200);
        let patched = desk.with(body).await.id();
        desk.patch(patched, json!({ "status_id": done })).await.status(200);
        let open = desk.user.get(format!("/projects/{}/tasks?completed=false", desk.project)).await;
        assert_eq!(open.items().len(), 2);
    }

    async fn a_series_ends(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let body = json!({ "title": "Twice", "due": { "date": "2099-01-30" }, "recurrence": { "rrule": "FREQ=DAILY;COUNT=2" } });
        let first = desk.with(body).await.id();
        desk.act(first, "complete").await.status(200);
        let open = desk.user.get(format!("/projects/{}/tasks?completed=false", desk.project)).await;
        let second = open.items()[0]["id"].as_str().unwrap().parse().unwrap();
        desk.act(second, "complete").await.status(200);
        let open = desk.user.get(format!("/projects/{}/tasks?completed=false", desk.project)).await;
        assert!(open.items().is_empty());
    }

    async fn an_occurrence_is_left_out(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let body = json!({
            "title": "Water", "start_on": "2099-11-18", "due": { "date": "2099-11-20", "time": "02:30", "timezone": "Europe/Berlin" },
            "recurrence": { "rrule": "FREQ=WEEKLY;COUNT=3" },
        });
        let task = desk.with(body).await;
        let id = task.id();
        let skip = || desk.user.post(format!("/tasks/{id}/skip-occurrence"));
        skip().if_match(9).await.problem(412, "version_conflict");
        skip().if_match(1).await.status(200).has("/due/date", "2099-11-27").has("/due/time", "02:30").has("/start_on", "2099-11-25")
            .has("/recurrence/rrule", "FREQ=WEEKLY;COUNT=2").has("/version", 2).has("/status_id", task.text_at("/status_id"))
            .has("/due_at", "2099-11-27T01:30:00.000Z");
        let last = desk.user.get(format!("/tasks/{id}/activity?limit=1")).await.status(200);
        assert_eq!(last.items()[0]["type"], "task.occurrence_skipped");
        assert_eq!(last.items()[0]["changes"]["due"]["to"]["date"], "2099-11-27");
        // Two at once leave out two.
        let (a, b) = tokio::join!(skip(), desk.act(id, "complete"));
        assert!(a.code() == 200 || a.code() == 409, "{a}");
        b.status(200);
        assert_eq!(skip().await.code(), 409);
        // The rule is edited like any field.
        let body = json!({ "title": "Last", "due": { "date": "2099-01-30" }, "recurrence": { "rrule": "FREQ=DAILY;COUNT=1" } });
        let last = desk.with(body).await.id();
        desk.act(last, "skip-occurrence").await.problem(409, "series_ended");
        desk.patch(last, json!({ "recurrence": { "rrule": "monthly", "mode": "completion" } })).await.status(200);
        desk.act(last, "skip-occurrence").await.status(200).has("/recurrence/mode", "completion");
        desk.patch(last, json!({ "status_id": desk.status("cancelled").await })).await.status(200);
        desk.act(last, "skip-occurrence").await.problem(409, "task_closed");
        let plain = desk.task("Plain").await.id();
        desk.act(plain, "skip-occurrence").await.problem(409, "not_recurring");
    }

    async fn one_follows_however_many_complete_it(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let done = desk.status("done").await;
        let body = json!({ "title": "Rent", "due": { "date": "2099-01-31" }, "recurrence": { "rrule": "monthly" } });
        for round in 1..=3 {
            let id = desk.with(body.clone()).await.id();
            let ways = (0..9).map(|number| match number % 3 {
                0 => desk.user.post(format!("/tasks/{id}/complete")),
                1 => desk.user.patch(format!("/tasks/{id}")).json(json!({ "status_id": done })),
                _ => desk.user.post(format!("/tasks/{id}/move")).json(json!({ "status_id": done })),
            });
            for reply in futures_util::future::join_all(ways.map(IntoFuture::into_future)).await {
                reply.status(200);
            }
            let open = desk.user.get(format!("/projects/{}/tasks?completed=false", desk.project)).await;
            assert_eq!(open.items().len(), round);
        }
    }

    async fn a_task_of_hours_moves_its_time(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let due = json!({ "date": "2099-11-20", "time": "09:00", "timezone": "Europe/Berlin" });
        let body = json!({ "title": "Pills", "due": due, "recurrence": { "rrule": "FREQ=DAILY;BYHOUR=9,21" } });
        let id = desk.with(body).await.id();
        desk.patch(id, json!({ "due": { "date": "2099-11-20" } })).await.invalid("/due/time");
        desk.act(id, "skip-occurrence").await.status(200).has("/due/time", "21:00").has("/due/date", "2099-11-20");
        desk.act(id, "complete").await.status(200);
        let open = desk.user.get(format!("/projects/{}/tasks?completed=false", desk.project)).await;
        assert_eq!(open.items()[0]["due"], json!({ "date": "2099-11-21", "time": "09:00", "timezone": "Europe/Berlin" }));
    }

    async fn the_dates_of_a_rule_are_shown(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let ask = async |body: Value| desk.user.post("/recurrence/preview").json(body).await;
        let due = json!({ "date": "2026-10-24", "time": "02:30", "timezone": "Europe/Berlin" });
        let shown = ask(json!({ "rrule": "daily", "due": due, "start_on": "2026-10-23", "count": 2 })).await.status(200)
            .has("/rrule", "FREQ=DAILY").has("/more", true)
            .has("/items/1/due/date", "2026-10-25").has("/items/1/due_at", "2026-10-25T00:30:00.000Z").has("/items/1/start_on", "2026-10-24");
        assert_eq!(shown.at("/items").as_array().unwrap().len(), 2);
        let date = json!({ "date": "2024-02-29" });
        ask(json!({ "rrule": "yearly;count=3", "due": date })).await.status(200)
            .has("/items/2/due/date", "2032-02-29").has("/more", false).has("/text", "every year, 3 times");
        let words = json!({ "text": "jeden 2. Montag im Monat um 9 Uhr", "locale": "de-CH", "tz": "Europe/Zurich", "due": { "date": "2026-12-14" }, "count": 2 });
        ask(words).await.status(200)
            .has("/rrule", "FREQ=MONTHLY;BYDAY=2MO").has("/text", "jeden Monat am 2. Montag").has("/mode", "schedule")
            .has("/items/1/due", json!({ "date": "2027-01-11", "time": "09:00", "timezone": "Europe/Zurich" }));
        ask(json!({ "text": "every! 3 days", "due": date })).await.status(200).has("/mode", "completion");
        for (body, pointer) in [
            (json!({ "due": date }), "/rrule"),
            (json!({ "due": date, "rrule": "daily", "text": "every day" }), "/rrule"),
            (json!({ "due": date, "text": "every day except monday" }), "/text"),
            (json!({ "due": date, "text": "every day".repeat(100) }), "/text"),
            (json!({ "due": date, "rrule": "daily", "tz": "Middle/Earth" }), "/tz"),
            (json!({ "due": date, "rrule": "daily", "locale": "<script>" }), "/locale"),
            (json!({ "rrule": "often", "due": date }), "/rrule"),
            (json!({ "rrule": "minutely", "due": date }), "/rrule"),
            (json!({ "rrule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "due": date }), "/rrule"),
            (json!({ "rrule": "hourly", "due": date }), "/due/time"),
            (json!({ "rrule": "daily", "due": { "date": "soon" } }), "/due/date"),
            (json!({ "rrule": "daily", "due": date, "count": 101 }), "/count"),
            (json!({ "rrule": "daily", "due": date, "count": 0 }), "/count"),
            (json!({ "rrule": "daily", "due": date, "start_on": "soon" }), "/start_on"),
            (json!({ "rrule": "daily" }), "/due"),
        ] {
            ask(body).await.invalid(pointer);
        }
        // The costliest rules that can be written take no time worth telling.
        let began = std::time::Instant::now();
        for rule in [
            "FREQ=HOURLY;INTERVAL=999;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;BYHOUR=3",
            "FREQ=HOURLY;INTERVAL=24;BYHOUR=10",
            "FREQ=YEARLY;INTERVAL=999;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;COUNT=9999",
            "FREQ=YEARLY;BYHOUR=0,1,2,3,4,5,6,7,8,9;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYDAY=MO,TU,WE;BYSETPOS=366,-366",
        ] {
            let due = json!({ "date": "2023-03-01", "time": "09:00", "timezone": "UTC" });
            ask(json!({ "rrule": rule, "due": due, "count": 100 })).await.status(200);
        }
        assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
        app.anonymous().post("/recurrence/preview").json(json!({})).await.problem(401, "unauthenticated");
    }
}
