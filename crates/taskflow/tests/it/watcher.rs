//! Watchers.

use serde_json::json;
use uuid::Uuid;

use crate::desk::Desk;
use crate::support::Reply;

fn people(list: &Reply) -> Vec<Uuid> {
    list.texts("user_id").iter().map(|id| id.parse().unwrap()).collect()
}

on_both! {
    async fn people_watch_and_cease(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("t").await;
        let path = |who: &str| format!("/tasks/{task}/watchers/{who}");
        let list = format!("/tasks/{task}/watchers");
        // Who makes a task watches it.
        assert_eq!(people(&desk.owner.get(&list).await.status(200)), [desk.owner.id]);
        let before = desk.seq().await;
        let mine = desk.viewer.put(path("me")).await.status(200)
            .has("/user_id", desk.viewer.id.to_string()).has("/task_id", task.to_string()).has("/version", 1);
        let again = desk.viewer.put(path("me")).await.status(200);
        assert_eq!(mine.json(), again.json());
        assert_eq!(mine.header("sync-position"), again.header("sync-position"));
        desk.member.put(path(&desk.commenter.id.to_string())).await.status(200);
        let all = desk.viewer.get(&list).query(&[("include", "total")]).await.status(200).has("/total", 3);
        assert_eq!(people(&all), [desk.owner.id, desk.viewer.id, desk.commenter.id]);
        let page = desk.viewer.get(&list).query(&[("limit", "2")]).await.status(200);
        let cursor = page.text_at("/next_cursor").to_owned();
        let rest = desk.viewer.get(&list).query(&[("cursor", cursor.as_str())]).await.status(200);
        assert_eq!(people(&rest), [desk.commenter.id]);

        desk.viewer.delete(path("me")).await.status(204);
        desk.viewer.delete(path("me")).await.status(204);
        desk.member.delete(path(&desk.commenter.id.to_string())).await.status(204);
        assert_eq!(people(&desk.owner.get(&list).await.status(200)), [desk.owner.id]);
        assert_eq!(desk.types(before).await, ["watcher.added", "watcher.added", "watcher.removed", "watcher.removed"]);
        for entry in desk.log(before).await {
            assert_eq!((entry.subject_id, entry.project_after), (Some(task), Some(desk.project)));
        }
    }

    async fn nobody_watches_what_they_may_not_see(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (task, secret) = (desk.task("t").await, desk.secret_task("s").await);
        let before = desk.seq().await;
        desk.viewer.put(format!("/tasks/{task}/watchers/{}", desk.member.id)).await.problem(403, "forbidden");
        desk.viewer.delete(format!("/tasks/{task}/watchers/{}", desk.owner.id)).await.problem(403, "forbidden");
        desk.owner.put(format!("/tasks/{task}/watchers/{}", desk.stranger.id)).await.problem(404, "not_found");
        desk.owner.put(format!("/tasks/{task}/watchers/{}", Uuid::nil())).await.problem(404, "not_found");
        desk.owner.put(format!("/tasks/{task}/watchers/nobody")).await.problem(404, "not_found");
        desk.owner.put(format!("/tasks/{secret}/watchers/{}", desk.member.id)).await.problem(404, "not_found");
        for who in [&desk.member, &desk.viewer, &desk.stranger] {
            who.get(format!("/tasks/{secret}/watchers")).await.problem(404, "not_found");
            who.put(format!("/tasks/{secret}/watchers/me")).await.problem(404, "not_found");
            who.delete(format!("/tasks/{secret}/watchers/me")).await.problem(404, "not_found");
        }
        assert_eq!(desk.seq().await, before);
    }

    async fn a_reading_token_watches_nothing(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("t").await;
        let token = desk.viewer.post("/auth/tokens").json(json!({ "name": "r", "scopes": ["read"] })).await.status(201);
        let reader = app.anonymous().with_token(token.text_at("/secret"));
        reader.get(format!("/tasks/{task}/watchers")).await.status(200);
        reader.put(format!("/tasks/{task}/watchers/me")).await.problem(403, "missing_scope");
        reader.delete(format!("/tasks/{task}/watchers/me")).await.problem(403, "missing_scope");
    }

    async fn who_leaves_watches_nothing(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (one, other) = (desk.task("1").await, desk.task("2").await);
        for task in [one, other] {
            desk.member.put(format!("/tasks/{task}/watchers/me")).await.status(200);
        }
        let before = desk.seq().await;
        desk.owner.delete(format!("/workspaces/{}/members/{}", desk.workspace, desk.member.id)).await.status(204);
        for task in [one, other] {
            let list = desk.owner.get(format!("/tasks/{task}/watchers")).await.status(200);
            assert_eq!(people(&list), [desk.owner.id]);
        }
        let removed = desk.log(before).await.into_iter().filter(|entry| entry.kind == "watcher.removed");
        assert_eq!(removed.map(|entry| entry.read_payload().unwrap().unwrap().ops.len()).collect::<Vec<_>>(), [2]);
    }

    async fn two_at_once_make_one_watcher(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("t").await;
        let tries = (0..8).map(|_| desk.viewer.put(format!("/tasks/{task}/watchers/me")).send());
        let ids: Vec<Uuid> = futures_util::future::join_all(tries).await.into_iter().map(|r| r.status(200).id()).collect();
        assert!(ids.iter().all(|id| *id == ids[0]));
    }
}
