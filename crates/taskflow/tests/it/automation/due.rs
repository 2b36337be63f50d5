//! Rules that run before or after tasks are due.

use std::time::Duration;

use serde_json::{Value, json};
use taskflow::base::Stamp;
use uuid::Uuid;

use super::{make, runs};
use crate::desk::Desk;
use crate::notification::{lasting, live_in};
use crate::support::TestApp;

fn go_to(app: &TestApp, at: &str) {
    let at: Stamp = at.parse().unwrap();
    let clock = &app.parts().clock;
    assert!(at > clock.now(), "{at} has passed");
    clock.advance_ms(at.0 - clock.now().0);
}

/// Until the log was read and whatever is due was done.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(2_500)).await;
}

fn at(date: &str, time: &str) -> Value {
    json!({ "date": date, "time": time, "timezone": "Europe/Berlin" })
}

on_both! {
    async fn it_runs_once_at_its_time(app: TestApp) {
        let mut desk = Desk::new(&app).await;
        desk.owner = lasting(&app, desk.owner).await;
        let task = async |title: &str, due: Value| -> Uuid {
            desk.owner.task_with(desk.project, json!({ "title": title, "due": due })).await.id()
        };
        let there = task("there", at("2027-03-28", "09:00")).await;
        let rule = json!({
            "name": "An hour before", "project_id": desk.project, "filter": "title ~ \"e\"", "trigger": { "on": "due", "minutes": -60 },
            "actions": [{ "do": "comment", "body": "{{task.title}}" }],
        });
        let made = make(&desk.owner, &desk, rule.clone()).await.status(201).id();
        let later = task("later", at("2027-03-28", "09:00")).await;
        let moved = task("moved elsewhere", at("2027-03-28", "09:00")).await;
        task("not", at("2027-03-28", "09:00")).await;
        let done = task("done", at("2027-03-28", "09:00")).await;
        task("years before", at("2020-03-28", "09:00")).await;
        let day = task("one day", json!({ "date": "2027-03-29" })).await;
        settle().await;
        desk.owner.patch(format!("/tasks/{moved}")).json(json!({ "due": at("2027-04-02", "09:00") })).await.status(200);
        desk.owner.post(format!("/tasks/{done}/complete")).await.status(200);
        // What it would do: the earliest first, and when.
        let path = format!("/workspaces/{}/rules/rehearse", desk.workspace);
        let told = desk.owner.post(&path).json(json!({ "rule": rule })).await.status(200)
            .has("/would_run/0/at", "2027-03-28T06:00:00.000Z").has("/would_run/3/task_id", moved.to_string());
        assert_eq!(told.at("/would_run").as_array().unwrap().len(), 4);
        settle().await;
        // The clocks went forward that night: eight in Berlin.
        go_to(&app, "2027-03-28T05:59:00Z");
        settle().await;
        let path = format!("/rules/{made}/runs");
        assert!(desk.owner.get(&path).await.items().is_empty());
        go_to(&app, "2027-03-28T06:00:00Z");
        let log = runs(&desk, made, 2).await;
        settle().await;
        let mut about: Vec<&str> = log.iter().map(|run| run["task_id"].as_str().unwrap()).collect();
        about.sort_unstable();
        let mut wanted = [there.to_string(), later.to_string()];
        wanted.sort_unstable();
        assert_eq!(about, wanted);
        assert_eq!((&log[0]["event_id"], &log[0]["outcome"]), (&Value::Null, &json!("done")));
        // A day alone counts from nine in the morning of the workspace; nobody was there for four days.
        let zone = desk.owner.get(format!("/workspaces/{}", desk.workspace)).await.text_at("/timezone").to_owned();
        assert_eq!(zone, "UTC");
        go_to(&app, "2027-04-02T07:00:00Z");
        let log = runs(&desk, made, 4).await;
        settle().await;
        assert_eq!(desk.owner.get(&path).await.items().len(), 4);
        assert!(log.iter().any(|run| run["task_id"] == json!(day)) && log.iter().any(|run| run["task_id"] == json!(moved)));
        // Another rule for the same task, after it is due; switched off it does nothing.
        let after = json!({ "name": "After", "trigger": { "on": "due", "minutes": 30 }, "actions": [{ "do": "set", "fields": { "priority": "urgent" } }] });
        let after = make(&desk.owner, &desk, after).await.status(201).id();
        settle().await;
        let off = make(&desk.owner, &desk, json!({ "name": "Off", "trigger": { "on": "due", "minutes": 10 }, "actions": [{ "do": "complete" }] })).await.status(201).id();
        settle().await;
        desk.owner.patch(format!("/rules/{off}")).json(json!({ "enabled": false })).await.status(200);
        go_to(&app, "2027-04-02T07:31:00Z");
        let log = runs(&desk, after, 1).await;
        assert_eq!((log.len(), &log[0]["task_id"]), (1, &json!(moved)));
        settle().await;
        assert!(desk.owner.get(format!("/rules/{off}/runs")).await.items().is_empty());
        let wrong = json!({ "name": "x", "trigger": { "on": "due", "minutes": 525_601 }, "actions": [{ "do": "complete" }] });
        make(&desk.owner, &desk, wrong).await.invalid("/trigger/minutes");
    }

    async fn it_runs_once_for_a_day_whatever_becomes_of_the_time_zone(app: TestApp) {
        let mut desk = Desk::new(&app).await;
        desk.owner = lasting(&app, desk.owner).await;
        let rule = json!({ "name": "Due", "trigger": { "on": "due", "minutes": 0 }, "actions": [{ "do": "comment", "body": "due" }] });
        let rule = make(&desk.owner, &desk, rule).await.status(201).id();
        let task = async |title: &str, due: Value| -> Uuid {
            desk.owner.task_with(desk.project, json!({ "title": title, "due": due })).await.id()
        };
        let first = task("first", json!({ "date": "2027-03-29" })).await;
        let second = task("second", json!({ "date": "2027-03-30" })).await;
        let timed = task("timed", at("2027-03-29", "12:00")).await;
        let before = task("before", json!({ "date": "2027-03-28" })).await;
        settle().await;
        let ran = async |wanted: &[Uuid]| {
            settle().await;
            let log = runs(&desk, rule, wanted.len()).await;
            let mut about: Vec<Uuid> = log.iter().map(|run| run["task_id"].as_str().unwrap().parse().unwrap()).collect();
            about.reverse();
            assert_eq!(about, wanted);
        };
        let live = async |zone: &str| {
            let path = format!("/workspaces/{}", desk.workspace);
            desk.owner.patch(path).json(json!({ "timezone": zone })).await.status(200);
        };
        let touch = async |task: Uuid| {
            for act in ["complete", "reopen"] {
                desk.owner.post(format!("/tasks/{task}/{act}")).await.status(200);
            }
        };
        go_to(&app, "2027-03-28T10:00:00Z");
        ran(&[before]).await;
        // Where its author lives says nothing about it.
        live_in(&app, &desk.owner, "Pacific/Kiritimati").await;
        go_to(&app, "2027-03-28T20:00:00Z");
        ran(&[before]).await;
        // East: it has been nine in the morning of the 29th for an hour. What ran does not run again, edited or not.
        live("Pacific/Kiritimati").await;
        ran(&[before, first]).await;
        // What is given a time that has passed was late already.
        let late = task("late", json!({ "date": "2027-03-29" })).await;
        go_to(&app, "2027-03-29T10:01:00Z");
        ran(&[before, first, timed]).await;
        // West: nine in the morning of the 29th is to come again at 20:00Z. It never ran for what was late.
        live("Pacific/Pago_Pago").await;
        touch(first).await;
        touch(timed).await;
        go_to(&app, "2027-03-29T19:59:00Z");
        ran(&[before, first, timed]).await;
        go_to(&app, "2027-03-29T20:00:01Z");
        ran(&[before, first, timed, late]).await;
        touch(first).await;
        // The next day in the zone of now, and another date for what ran.
        desk.owner.patch(format!("/tasks/{first}")).json(json!({ "due": { "date": "2027-03-31" } })).await.status(200);
        go_to(&app, "2027-03-30T20:00:01Z");
        ran(&[before, first, timed, late, second]).await;
        go_to(&app, "2027-04-03T20:00:01Z");
        live("UTC").await;
        ran(&[before, first, timed, late, second, first]).await;
    }

    async fn where_no_rules_are_little_is_written(app: TestApp) {
        let desk = Desk::new(&app).await;
        // Where it stands is written down with the leases, every five seconds, and not with each entry.
        let places = async |name: &str| {
            let ws = desk.workspace;
            let mut places = std::collections::BTreeSet::new();
            for number in 0..20 {
                desk.task(&format!("{name} {number}")).await;
                tokio::time::sleep(Duration::from_millis(60)).await;
                places.insert(app.parts().db.read(move |tx| taskflow::event::cursor(tx, "automation", ws)).await.unwrap());
            }
            places.len()
        };
        desk.task("one").await;
        settle().await;
        assert!(places("idle").await <= 3);
        // The first rule is heard of.
        let rule = json!({ "name": "r", "trigger": { "on": "event", "types": ["task.created"] }, "filter": "title ~ another",
            "actions": [{ "do": "set", "fields": { "estimate": 1 } }] });
        let rule = make(&desk.owner, &desk, rule).await.status(201).id();
        assert!(places("busy").await > 3);
        desk.task("another").await;
        runs(&desk, rule, 1).await;
    }
}
