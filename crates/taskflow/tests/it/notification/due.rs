//! Alerts that come late, or whose day ends at another instant.

use serde_json::{Value, json};
use uuid::Uuid;

use super::Told;
use super::reminder::due_in;
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

    /// What somebody was told of due dates, in no order: kind and title.
    async fn alerts(&self, user: &User) -> Vec<String> {
        let inbox = self.inbox(user).await;
        let alerts = inbox
            .iter()
            .filter(|one| ["due_soon", "overdue"].iter().any(|kind| one["kind"] == **kind));
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
        told.settle().await;
        told.away(2 * 86_400, async || {
            told.touch(day).await;
            told.touch(time).await;
            told.owner.patch(format!("/tasks/{moved}")).json(json!({ "due": due_in(&told, -600) })).await.status(200);
            told.owner.patch(format!("/tasks/{later}")).json(json!({ "due": due_in(&told, 90) })).await.status(200);
        })
        .await;
        told.ring().await;
        assert_eq!(told.alerts(me).await, ["overdue a day", "overdue a time"]);
        // Once, however often it changes; and what was put off at its new time.
        told.touch(day).await;
        told.touch(time).await;
        told.settle().await;
        app.advance_secs(31 * 60);
        told.ring().await;
        assert_eq!(told.alerts(me).await, ["due_soon put off", "overdue a day", "overdue a time"]);
        // It becomes overdue, and is changed before that was told.
        told.away(3_600, async || told.touch(later).await).await;
        told.ring().await;
        assert_eq!(told.alerts(me).await, ["due_soon put off", "overdue a day", "overdue a time", "overdue put off"]);
    }
}
