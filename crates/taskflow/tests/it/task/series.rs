//! Series by the calendar: the next occurrence opens on its date, whatever became of the one before.

use std::time::Duration;

use serde_json::{Value, json};
use taskflow::base::Stamp;
use taskflow::event::{Clockwork, Process};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::Desk;
use crate::notification::lasting;
use crate::support::TestApp;

/// Several clockworks on one database, until they are stopped.
struct Working {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Working {
    fn start(app: &TestApp) -> Self {
        let stop = watch::Sender::new(false);
        let tasks = (0..3).map(|_| {
            let parts = app.parts();
            let process = Process::new(parts.db.clone(), parts.clock.clone(), parts.wake.clone());
            tokio::spawn(Clockwork::new(process, taskflow::task::works().alarms).run(stop.subscribe()))
        });
        Self { tasks: tasks.collect(), stop }
    }

    async fn stop(self) {
        self.stop.send_replace(true);
        for task in self.tasks {
            task.await.unwrap();
        }
    }
}

async fn desk(app: &TestApp) -> Desk {
    let mut desk = Desk::new(app, "ada").await;
    desk.user = lasting(app, desk.user).await;
    desk
}

/// Puts the clock at an instant that is still to come.
fn go_to(app: &TestApp, at: &str) {
    let at: Stamp = at.parse().unwrap();
    let clock = &app.parts().clock;
    assert!(at > clock.now(), "{at} has passed");
    clock.advance_ms(at.0 - clock.now().0);
}

/// Timers are looked at two or three times a second: whatever is due has been done by then.
async fn ring() {
    tokio::time::sleep(Duration::from_millis(1_300)).await;
}

impl Desk {
    async fn all_tasks(&self) -> Vec<Value> {
        let path = format!("/projects/{}/tasks?sort=number&limit=200&archived=any", self.project);
        self.user.get(path).await.status(200).items().to_vec()
    }

    /// Due dates of all tasks, in the order in which they were made: exactly these, once there are so many.
    async fn dates(&self, wanted: &[&str]) -> Vec<Value> {
        for _ in 0..60 {
            if self.all_tasks().await.len() >= wanted.len() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        ring().await;
        let tasks = self.all_tasks().await;
        let dates: Vec<&str> = tasks
            .iter()
            .map(|task| task["due"]["date"].as_str().unwrap_or("none"))
            .collect();
        assert_eq!(dates, wanted);
        tasks
    }
}

fn id_of(task: &Value) -> Uuid {
    task["id"].as_str().unwrap().parse().unwrap()
}

fn daily(date: &str, more: Value) -> Value {
    let mut recurrence = json!({ "rrule": "FREQ=DAILY", "mode": "calendar" });
    recurrence.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({ "title": "Water", "due": { "date": date, "time": "09:00", "timezone": "Europe/Berlin" }, "recurrence": recurrence })
}

on_both! {
    async fn it_opens_on_its_date_though_the_last_is_not_done(app: TestApp) {
        let desk = desk(&app).await;
        let working = Working::start(&app);
        let parent = desk.with(json!({ "title": "Parent", "due": { "date": "2027-12-31" } })).await.id();
        let mut body = daily("2027-01-10", json!({}));
        body["parent_id"] = json!(parent);
        body["assignee_ids"] = json!([desk.user.id]);
        body["description"] = json!("the plants");
        body["start_on"] = json!("2027-01-10");
        let first = desk.with(body).await;
        assert_eq!(first.at("/series_id"), &json!(first.id()));
        go_to(&app, "2027-01-10T22:59:00Z");
        desk.dates(&["2027-12-31", "2027-01-10"]).await;
        go_to(&app, "2027-01-10T23:00:01Z");
        let tasks = desk.dates(&["2027-12-31", "2027-01-10", "2027-01-11"]).await;
        let next = &tasks[2];
        assert_eq!(tasks[1]["recurrence"], Value::Null);
        assert_eq!(next["recurrence"], json!({ "rrule": "FREQ=DAILY", "mode": "calendar" }));
        assert_eq!((&next["series_id"], &next["start_on"]), (first.at("/id"), &json!("2027-01-11")));
        for field in ["title", "description", "assignee_ids", "parent_id", "creator_id"] {
            assert_eq!(next[field], tasks[1][field], "{field}");
        }
        desk.get(parent).await.has("/counts/subtasks", 2);
        for home in [format!("/projects/{}", desk.project), format!("/workspaces/{}", desk.workspace)] {
            let asked = format!("{home}/tasks?series_id={}", first.id());
            let now = desk.user.get(format!("{asked}&sort=due")).await.status(200);
            let ids: Vec<&Value> = now.items().iter().map(|task| &task["id"]).collect();
            assert_eq!(ids, [&tasks[1]["id"], &tasks[2]["id"]], "{home}");
            let then = desk.user.get(format!("{asked}&as_of={}", first.header("sync-position"))).await.status(200);
            let ids: Vec<&Value> = then.items().iter().map(|task| &task["id"]).collect();
            assert_eq!(ids, [&tasks[1]["id"]], "{home}");
        }
        desk.user.get(format!("/projects/{}/tasks?series_id=none", desk.project)).await.invalid("?series_id");
        let path = format!("/tasks/{}/activity?limit=5", id_of(next));
        let entry = desk.user.get(path).await.status(200);
        assert_eq!((&entry.items()[0]["type"], &entry.items()[0]["actor_id"]), (&json!("task.created"), &Value::Null));
        // Done or not, in whatever order: none comes twice.
        desk.act(first.id(), "complete").await.status(200);
        desk.act(id_of(next), "complete").await.status(200).has("/recurrence/mode", "calendar");
        desk.dates(&["2027-12-31", "2027-01-10", "2027-01-11"]).await;
        desk.act(id_of(next), "reopen").await.status(200);
        desk.act(id_of(next), "complete").await.status(200);
        go_to(&app, "2027-01-11T23:00:01Z");
        let tasks = desk.dates(&["2027-12-31", "2027-01-10", "2027-01-11", "2027-01-12"]).await;
        assert_eq!((&tasks[2]["recurrence"], &tasks[3]["status_category"]), (&Value::Null, &json!("todo")));
        // Cancelled or archived, the series goes on; without a rule it does not.
        desk.patch(id_of(&tasks[3]), json!({ "status_id": desk.status("cancelled").await })).await.status(200);
        desk.act(id_of(&tasks[3]), "archive").await.status(200);
        go_to(&app, "2027-01-12T23:00:01Z");
        let tasks = desk.dates(&["2027-12-31", "2027-01-10", "2027-01-11", "2027-01-12", "2027-01-13"]).await;
        desk.patch(id_of(&tasks[4]), json!({ "recurrence": null })).await.status(200);
        go_to(&app, "2027-01-20T23:00:01Z");
        desk.dates(&["2027-12-31", "2027-01-10", "2027-01-11", "2027-01-12", "2027-01-13"]).await;
        working.stop().await;
    }

    async fn three_days_offline(app: TestApp) {
        let desk = desk(&app).await;
        let other = desk.user.project(desk.workspace, "Other").await.id();
        let more = json!({ "missed": "all", "rrule": "FREQ=DAILY;COUNT=6" });
        desk.user.task_with(other, daily("2027-01-10", more)).await.status(201).has("/recurrence/missed", "all");
        let more = json!({ "rrule": "FREQ=DAILY;COUNT=6" });
        desk.with(daily("2027-01-10", more)).await.status(201);
        go_to(&app, "2027-01-13T12:00:00Z");
        let working = Working::start(&app);
        let tasks = desk.dates(&["2027-01-10", "2027-01-13"]).await;
        assert_eq!(tasks[1]["recurrence"], json!({ "rrule": "FREQ=DAILY;COUNT=3", "mode": "calendar" }));
        let each = Desk { project: other, user: desk.user, workspace: desk.workspace, key: desk.key };
        let tasks = each.dates(&["2027-01-10", "2027-01-11", "2027-01-12", "2027-01-13"]).await;
        let rule = json!({ "rrule": "FREQ=DAILY;COUNT=3", "mode": "calendar", "missed": "all" });
        assert_eq!(tasks[3]["recurrence"], rule);
        assert!(tasks[..3].iter().all(|task| task["recurrence"].is_null()));
        // It ends when it said it would, also while nobody is there.
        working.stop().await;
        go_to(&app, "2027-02-20T12:00:00Z");
        let working = Working::start(&app);
        let tasks = each
            .dates(&["2027-01-10", "2027-01-11", "2027-01-12", "2027-01-13", "2027-01-14", "2027-01-15"])
            .await;
        assert_eq!(tasks[5]["recurrence"]["rrule"], "FREQ=DAILY;COUNT=1");
        working.stop().await;
    }

    async fn clocks_months_and_zones_change(app: TestApp) {
        let desk = desk(&app).await;
        let shown = async |rule: &str, due: Value, more: Value| -> Vec<(String, String)> {
            let mut body = json!({ "rrule": rule, "mode": "calendar", "due": due, "count": 4, "tz": "America/New_York" });
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let shown = desk.user.post("/recurrence/preview").json(body).await.status(200);
            let text = |item: &Value, field: &str| item[field].as_str().unwrap_or("").to_owned();
            let one = |item: &Value| (item["due"]["date"].as_str().unwrap().to_owned(), text(item, "opens_at"));
            shown.items().iter().map(one).collect()
        };
        let same = |found: Vec<(String, String)>, wanted: &[(&str, &str)]| {
            let found: Vec<(&str, &str)> = found.iter().map(|(date, at)| (date.as_str(), at.as_str())).collect();
            assert_eq!(found, wanted);
        };
        let at = |date: &str, time: &str| json!({ "date": date, "time": time, "timezone": "America/New_York" });
        // The night in which the clocks go forward begins in winter time, the next day in summer time.
        same(shown("daily", at("2027-03-13", "02:30"), json!({})).await, &[
            ("2027-03-13", ""),
            ("2027-03-14", "2027-03-14T05:00:00.000Z"),
            ("2027-03-15", "2027-03-15T04:00:00.000Z"),
            ("2027-03-16", "2027-03-16T04:00:00.000Z"),
        ]);
        // And back; a date alone goes by the zone of whoever asks. Midnight does not exist in Cairo that day.
        same(shown("daily", json!({ "date": "2027-11-06" }), json!({})).await, &[
            ("2027-11-06", ""),
            ("2027-11-07", "2027-11-07T04:00:00.000Z"),
            ("2027-11-08", "2027-11-08T05:00:00.000Z"),
            ("2027-11-09", "2027-11-09T05:00:00.000Z"),
        ]);
        same(shown("daily;count=2", json!({ "date": "2027-04-29" }), json!({ "tz": "Africa/Cairo" })).await, &[
            ("2027-04-29", ""),
            ("2027-04-30", "2027-04-29T22:00:00.000Z"),
        ]);
        same(shown("yearly", json!({ "date": "2024-02-29" }), json!({ "count": 2, "tz": "UTC" })).await, &[
            ("2024-02-29", ""),
            ("2028-02-29", "2028-02-29T00:00:00.000Z"),
        ]);
        same(shown("FREQ=MONTHLY;BYMONTHDAY=-1", json!({ "date": "2028-01-31" }), json!({ "count": 3, "tz": "UTC" })).await, &[
            ("2028-01-31", ""),
            ("2028-02-29", "2028-02-29T00:00:00.000Z"),
            ("2028-03-31", "2028-03-31T00:00:00.000Z"),
        ]);
        // With a start date it opens when that begins, but not before the one before was due.
        same(shown("weekly", json!({ "date": "2027-06-10" }), json!({ "start_on": "2027-06-07", "count": 2, "tz": "UTC" })).await, &[
            ("2027-06-10", ""),
            ("2027-06-17", "2027-06-14T00:00:00.000Z"),
        ]);
        same(shown("FREQ=DAILY;BYHOUR=9,21", at("2027-06-10", "09:00"), json!({ "count": 3 })).await, &[
            ("2027-06-10", ""),
            ("2027-06-10", "2027-06-10T13:00:00.000Z"),
            ("2027-06-11", "2027-06-11T04:00:00.000Z"),
        ]);
        same(shown("daily;count=4", json!({ "date": "2027-06-10" }), json!({ "except": ["2027-06-12"], "tz": "UTC" })).await, &[
            ("2027-06-10", ""),
            ("2027-06-11", "2027-06-11T00:00:00.000Z"),
            ("2027-06-13", "2027-06-13T00:00:00.000Z"),
        ]);
        // The workspace moves east, and its days begin earlier.
        let working = Working::start(&app);
        let workspace = format!("/workspaces/{}", desk.workspace);
        desk.user.patch(&workspace).json(json!({ "timezone": "America/Los_Angeles" })).await.status(200);
        let body = json!({ "title": "t", "due": { "date": "2027-06-10" }, "recurrence": { "rrule": "daily", "mode": "calendar" } });
        desk.with(body).await.status(201);
        go_to(&app, "2027-06-10T16:00:00Z");
        desk.dates(&["2027-06-10"]).await;
        desk.user.patch(&workspace).json(json!({ "timezone": "Asia/Tokyo" })).await.status(200);
        desk.dates(&["2027-06-10", "2027-06-11"]).await;
        // West again: what was to open at midnight in Tokyo waits.
        desk.user.patch(&workspace).json(json!({ "timezone": "Europe/London" })).await.status(200);
        go_to(&app, "2027-06-11T15:01:00Z");
        desk.dates(&["2027-06-10", "2027-06-11"]).await;
        go_to(&app, "2027-06-11T23:00:01Z");
        desk.dates(&["2027-06-10", "2027-06-11", "2027-06-12"]).await;
        working.stop().await;
    }

    async fn one_is_changed_alone_or_with_those_that_follow(app: TestApp) {
        let desk = desk(&app).await;
        let working = Working::start(&app);
        let tag = desk.user.post(format!("/workspaces/{}/tags", desk.workspace)).json(json!({ "name": "home" })).await.id();
        let mut body = daily("2027-01-10", json!({}));
        body["tag_ids"] = json!([tag]);
        let first = desk.with(body).await.id();
        let patch = async |id: Uuid, scope: &str, body: Value| {
            desk.user.patch(format!("/tasks/{id}?series={scope}")).json(body).await
        };
        let at = |date: &str| json!({ "date": date, "time": "09:00", "timezone": "Europe/Berlin" });
        // This one alone: another name, no tag, later that day. The next has what the series has.
        let due = json!({ "date": "2027-01-10", "time": "18:00", "timezone": "Europe/Berlin" });
        let alone = patch(first, "this", json!({ "title": "Water twice", "due": due, "tag_ids": [] })).await.status(200);
        let kept = json!({ "title": "Water", "due": at("2027-01-10"), "tag_ids": [tag] });
        assert_eq!(alone.at("/recurrence/following"), &kept);
        patch(first, "this", json!({ "recurrence": null })).await.invalid("/recurrence");
        // What a request says of it does not count.
        let rule = json!({ "rrule": "daily", "mode": "calendar", "following": { "title": "Hacked", "version": 7 } });
        patch(first, "following", json!({ "recurrence": rule })).await.status(200).has("/recurrence/following", kept);
        go_to(&app, "2027-01-10T23:00:01Z");
        let tasks = desk.dates(&["2027-01-10", "2027-01-11"]).await;
        assert_eq!((&tasks[0]["title"], &tasks[1]["title"]), (&json!("Water twice"), &json!("Water")));
        assert_eq!((&tasks[1]["tag_ids"], &tasks[1]["due"]), (&json!([tag]), &at("2027-01-11")));
        assert_eq!(tasks[1]["recurrence"], json!({ "rrule": "FREQ=DAILY", "mode": "calendar" }));
        // Undone like any other change.
        let second = id_of(&tasks[1]);
        patch(second, "this", json!({ "title": "Once" })).await.status(200).has("/recurrence/following/title", "Water");
        desk.user.post(format!("/workspaces/{}/undo", desk.workspace)).json(json!({ "last": "change" })).await.status(200);
        let back = desk.get(second).await.has("/title", "Water");
        assert_eq!(back.find("/recurrence/following"), None);
        // What the series had and is gone meanwhile is no hindrance.
        patch(second, "this", json!({ "tag_ids": [] })).await.status(200);
        desk.user.delete(format!("/tags/{tag}")).await.status(204);
        // From an older one on: those that are open, and those to come; a day and two hours later.
        let done = desk.status("done").await;
        let due = json!({ "date": "2027-01-11", "time": "20:00", "timezone": "Europe/Berlin" });
        let changed = patch(first, "following", json!({ "title": "Feed", "due": due, "status_id": done })).await;
        changed.status(200).has("/title", "Feed").has("/status_id", done.to_string()).has("/due/date", "2027-01-11");
        desk.get(second).await.has("/title", "Feed").has("/status_category", "todo")
            .has("/due", json!({ "date": "2027-01-12", "time": "20:00", "timezone": "Europe/Berlin" }));
        go_to(&app, "2027-01-12T23:00:01Z");
        let tasks = desk.dates(&["2027-01-11", "2027-01-12", "2027-01-13"]).await;
        assert_eq!((&tasks[2]["title"], &tasks[2]["tag_ids"]), (&json!("Feed"), &json!([])));
        // The rule is changed, and the series ended, from an older one as well.
        let rule = json!({ "rrule": "FREQ=WEEKLY", "mode": "calendar", "except": ["2027-01-20"] });
        let older = patch(second, "following", json!({ "recurrence": rule })).await.status(200);
        assert_eq!(older.at("/recurrence"), &Value::Null);
        desk.get(id_of(&tasks[2])).await.has("/recurrence/rrule", "FREQ=WEEKLY");
        go_to(&app, "2027-01-26T23:00:01Z");
        let tasks = desk.dates(&["2027-01-11", "2027-01-12", "2027-01-13", "2027-01-27"]).await;
        assert_eq!(tasks[3]["recurrence"], json!({ "rrule": "FREQ=WEEKLY", "mode": "calendar" }));
        patch(second, "following", json!({ "recurrence": null })).await.status(200);
        desk.get(id_of(&tasks[3])).await.has("/recurrence", Value::Null);
        patch(second, "following", json!({ "recurrence": { "rrule": "daily" } })).await.invalid("/recurrence");
        desk.user.patch(format!("/tasks/{second}?series=all")).json(json!({})).await.status(422);
        working.stop().await;
    }

    async fn one_is_left_out(app: TestApp) {
        let desk = desk(&app).await;
        let working = Working::start(&app);
        let first = desk.with(daily("2027-01-10", json!({ "except": ["2027-01-12", "2027-01-09", "2027-01-12"] }))).await;
        let first = first.status(201).has("/recurrence/except", json!(["2027-01-09", "2027-01-12"])).id();
        // The open one: it becomes the next, and nothing else opens on that day.
        desk.act(first, "skip-occurrence").await.status(200).has("/due/date", "2027-01-11").has("/recurrence/except", json!(["2027-01-12"]));
        go_to(&app, "2027-01-11T12:00:00Z");
        desk.dates(&["2027-01-11"]).await;
        go_to(&app, "2027-01-12T12:00:00Z");
        desk.dates(&["2027-01-11"]).await;
        go_to(&app, "2027-01-12T23:00:01Z");
        let tasks = desk.dates(&["2027-01-11", "2027-01-13"]).await;
        assert_eq!(tasks[1]["recurrence"], json!({ "rrule": "FREQ=DAILY", "mode": "calendar" }));
        for (recurrence, pointer) in [
            (json!({ "rrule": "daily", "missed": "all" }), "/recurrence/missed"),
            (json!({ "rrule": "daily", "mode": "completion", "except": ["2027-01-12"] }), "/recurrence/except"),
            (json!({ "rrule": "daily", "except": ["soon"] }), "/recurrence/except/0"),
            (json!({ "rrule": "daily", "except": vec!["2027-01-12"; 101] }), "/recurrence/except"),
            (json!({ "rrule": "daily", "mode": "weekly" }), "/recurrence/mode"),
            (json!({ "rrule": "daily", "missed": "some" }), "/recurrence/missed"),
        ] {
            desk.patch(first, json!({ "recurrence": recurrence })).await.invalid(pointer);
        }
        // A series that waits to be done leaves dates out as well.
        let rule = json!({ "rrule": "daily", "except": ["2028-01-02", "2028-01-03"] });
        let body = json!({ "title": "u", "due": { "date": "2028-01-01" }, "recurrence": rule });
        let waits = desk.with(body).await.id();
        desk.act(waits, "complete").await.status(200);
        let tasks = desk.dates(&["2027-01-11", "2027-01-13", "2028-01-01", "2028-01-04"]).await;
        assert_eq!((&tasks[3]["series_id"], &tasks[3]["recurrence"]), (&json!(waits), &json!({ "rrule": "FREQ=DAILY", "mode": "schedule" })));
        working.stop().await;
    }

    async fn it_waits_in_the_trash_and_in_the_archive(app: TestApp) {
        let desk = desk(&app).await;
        let working = Working::start(&app);
        let first = desk.with(daily("2027-01-10", json!({}))).await.id();
        desk.user.delete(format!("/tasks/{first}")).await.status(204);
        go_to(&app, "2027-01-11T12:00:00Z");
        desk.dates(&[]).await;
        desk.act(first, "restore").await.status(200);
        let tasks = desk.dates(&["2027-01-10", "2027-01-11"]).await;
        // It is not taken back: its date has come, and would come again.
        let made = desk.user.get(format!("/tasks/{}/activity?limit=5", id_of(&tasks[1]))).await.status(200);
        let undo = json!({ "events": [made.items()[0]["id"]] });
        desk.user.post(format!("/workspaces/{}/undo", desk.workspace)).json(undo).await.status(409);
        desk.dates(&["2027-01-10", "2027-01-11"]).await;
        desk.user.post(format!("/projects/{}/archive", desk.project)).await.status(200);
        go_to(&app, "2027-01-12T12:00:00Z");
        desk.dates(&["2027-01-10", "2027-01-11"]).await;
        desk.user.post(format!("/projects/{}/restore", desk.project)).await.status(200);
        desk.dates(&["2027-01-10", "2027-01-11", "2027-01-12"]).await;
        // Moved to another project, it opens there.
        let other = desk.user.project(desk.workspace, "Other").await.id();
        let last = id_of(&desk.all_tasks().await[2]);
        desk.shift(last, json!({ "project_id": other })).await.status(200);
        go_to(&app, "2027-01-12T23:00:01Z");
        let there = Desk { project: other, user: desk.user, workspace: desk.workspace, key: desk.key };
        there.dates(&["2027-01-12", "2027-01-13"]).await;
        working.stop().await;
    }
}
