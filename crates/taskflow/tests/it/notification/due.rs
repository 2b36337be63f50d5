//! Alerts that come late, or whose day ends at another instant.

use serde_json::{Value, json};
use uuid::Uuid;

use super::reminder::{due_in, go_to};
use super::{Told, live_in};
use crate::support::User;

impl Told {
    async fn assigned(&self, user: &User, title: &str, due: Value) -> Uuid {
        let body = json!({ "title": title, "due": due, "assignee_ids": [user.id] });
        self.owner.task_with(self.project, body).await.id()
    }

    /// Done and open again.
    async fn touch(&self, task: Uuid) {
        for act in ["complete", "reopen"] {
            self.owner.post(format!("/tasks/{task}/{act}")).await.status(200);
        }
    }

    /// What somebody was told because its time had come, in no order: kind and title.
    async fn alerts(&self, user: &User) -> Vec<String> {
        let inbox = self.inbox(user).await;
        let alerts = inbox
            .iter()
            .filter(|one| ["due_soon", "overdue", "reminder"].iter().any(|kind| one["kind"] == **kind));
        let mut told: Vec<String> = alerts
            .map(|one| {
                format!("{} {}", one["kind"].as_str().unwrap(), one["task"]["title"].as_str().unwrap())
            })
            .collect();
        told.sort();
        told
    }
}

on_both! {
    async fn what_is_late_when_its_task_changes_is_told_all_the_same(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.member;
        let today = app.parts().clock.now().to_string()[..10].to_owned();
        let day = told.assigned(me, "a day", json!({ "date": today })).await;
        let time = told.assigned(me, "a time", due_in(&told, 120)).await;
        let moved = told.assigned(me, "moved to the past", due_in(&told, 120)).await;
        let later = told.assigned(me, "put off", due_in(&told, 120)).await;
        me.post(format!("/tasks/{time}/reminders")).json(json!({ "before_minutes": 30 })).await.status(201);
        told.settle().await;
        told.away(2 * 86_400, async || {
            told.touch(day).await;
            told.touch(time).await;
            told.owner.patch(format!("/tasks/{moved}")).json(json!({ "due": due_in(&told, -600) })).await.status(200);
            told.owner.patch(format!("/tasks/{later}")).json(json!({ "due": due_in(&told, 90) })).await.status(200);
        })
        .await;
        told.ring().await;
        assert_eq!(told.alerts(me).await, ["overdue a day", "overdue a time", "reminder a time"]);
        // Once, however often it changes; and what was put off at its new time.
        told.touch(day).await;
        told.touch(time).await;
        told.settle().await;
        app.advance_secs(31 * 60);
        told.ring().await;
        assert_eq!(told.alerts(me).await, ["due_soon put off", "overdue a day", "overdue a time", "reminder a time"]);
        // It becomes overdue, and is changed before that was told.
        told.away(3_600, async || told.touch(later).await).await;
        told.ring().await;
        let all = ["due_soon put off", "overdue a day", "overdue a time", "overdue put off", "reminder a time"];
        assert_eq!(told.alerts(me).await, all);
    }
    async fn a_reminder_of_a_day_goes_with_its_person_and_rings_once(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.viewer;
        let task = told.owner.task_with(told.project, json!({ "title": "one", "due": { "date": "2027-03-29" } })).await.id();
        me.post(format!("/tasks/{task}/reminders")).json(json!({ "before_minutes": 0 })).await.status(201)
            .has("/fires_at", "2027-03-29T09:00:00.000Z");
        let live = async |zone: &str| {
            live_in(&app, me, zone).await;
            told.ring().await;
            told.ring().await;
        };
        go_to(&told, "2027-03-29T02:00:00Z");
        told.ring().await;
        assert!(told.alerts(me).await.is_empty());
        // East: it has been nine in the morning for two hours.
        live("Asia/Tokyo").await;
        assert_eq!(told.alerts(me).await, ["reminder one"]);
        // West: it will be nine again.
        live("America/Los_Angeles").await;
        go_to(&told, "2027-03-29T16:00:01Z");
        told.ring().await;
        assert_eq!(told.alerts(me).await, ["reminder one"]);
    }

    async fn a_day_ends_where_the_workspace_is_and_is_told_once(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.member;
        let first = told.assigned(me, "first", json!({ "date": "2027-03-29" })).await;
        told.assigned(me, "second", json!({ "date": "2027-03-30" })).await;
        told.settle().await;
        let live = async |zone: &str| {
            let path = format!("/workspaces/{}", told.workspace);
            told.owner.patch(path).json(json!({ "timezone": zone })).await.status(200);
            told.ring().await;
        };
        go_to(&told, "2027-03-29T12:00:00Z");
        told.ring().await;
        assert!(told.alerts(me).await.is_empty());
        // East: the day has been over for two hours.
        live("Pacific/Kiritimati").await;
        assert_eq!(told.alerts(me).await, ["overdue first"]);
        // West: it is over again at 11:00Z of the next day, and nobody hears of it again.
        live("Pacific/Pago_Pago").await;
        told.touch(first).await;
        told.settle().await;
        go_to(&told, "2027-03-31T10:59:00Z");
        told.ring().await;
        assert_eq!(told.alerts(me).await, ["overdue first"]);
        go_to(&told, "2027-03-31T11:00:01Z");
        told.ring().await;
        assert_eq!(told.alerts(me).await, ["overdue first", "overdue second"]);
    }

    async fn nothing_is_due_in_what_was_put_away(app: TestApp) {
        let told = Told::new(&app).await;
        let me = &told.member;
        let due = due_in(&told, 90);
        let task = async |project: Uuid, title: &str| {
            let body = json!({ "title": title, "due": due, "assignee_ids": [me.id] });
            let task = told.owner.task_with(project, body).await.id();
            me.post(format!("/tasks/{task}/reminders")).json(json!({ "before_minutes": 30 })).await.status(201);
            task
        };
        task(told.project, "here").await;
        let old = told.owner.project(told.workspace, "Old").await.id();
        task(old, "archived").await;
        let ended = told.owner.workspace("ended").await.id();
        app.join(&told.owner, ended, me, "member").await;
        let inside = told.owner.project(ended, "Inside").await.id();
        let last = task(inside, "ended").await;
        told.settle().await;
        // Its log is another.
        let alarm = || app.parts().db.read(move |tx| taskflow::event::timer_of(tx, "notification.due", &last.to_string()));
        for _ in 0..400 {
            if alarm().await.unwrap().is_some() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        assert!(alarm().await.unwrap().is_some());
        told.owner.post(format!("/projects/{old}/archive")).await.status(200);
        told.owner.delete(format!("/workspaces/{ended}")).await.status(204);
        app.advance_secs(61 * 60);
        told.ring().await;
        // One set a reminder by hand, and the task is still to be seen.
        assert_eq!(told.alerts(me).await, ["due_soon here", "reminder archived", "reminder here"]);
        // Back before it is overdue, it counts again.
        told.owner.post(format!("/projects/{old}/restore")).await.status(200);
        app.advance_secs(31 * 60);
        told.ring().await;
        let all = ["due_soon here", "overdue archived", "overdue here", "reminder archived", "reminder here"];
        assert_eq!(told.alerts(me).await, all);
    }
}
