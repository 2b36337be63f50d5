//! Tracked time.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::Desk;
use crate::support::{Reply, User};

async fn track(who: &User, task: Uuid, body: Value) -> Reply {
    who.post(format!("/tasks/{task}/time-entries")).json(body).await.status(201)
}

async fn tracked(desk: &Desk, task: Uuid) -> i64 {
    desk.owner
        .get(format!("/tasks/{task}"))
        .await
        .status(200)
        .number_at("/tracked_seconds")
}

on_both! {
    async fn time_is_tracked_listed_changed_and_deleted(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("work").await;
        let before = desk.seq().await;
        let body = json!({ "started_at": "2026-01-05T09:00:00Z", "ended_at": "2026-01-05T10:30:00Z", "note": " Drafted. " });
        let first = track(&desk.commenter, task, body).await.has("/seconds", 5400).has("/note", "Drafted.")
            .has("/user_id", desk.commenter.id.to_string()).has("/task_id", task.to_string()).has("/version", 1);
        let path = format!("/time-entries/{}", first.id());
        assert_eq!((first.header("etag"), first.header("location")), ("\"1\"", format!("/api/v1{path}").as_str()));
        track(&desk.member, task, json!({ "seconds": 61 })).await.has("/seconds", 61);
        // The same time again: people do two things at once.
        track(&desk.member, task, json!({ "started_at": "2026-01-05T09:00:00Z", "seconds": 60 })).await
            .has("/ended_at", "2026-01-05T09:01:00.000Z");
        assert_eq!(tracked(&desk, task).await, 5400 + 61 + 60);

        let list = format!("/tasks/{task}/time-entries");
        let all = desk.viewer.get(&list).query(&[("include", "total"), ("limit", "1")]).await.status(200).has("/total", 3);
        assert_eq!(all.at("/items/0/seconds"), 61, "the newest first");
        let cursor = all.text_at("/next_cursor").to_owned();
        let rest = desk.viewer.get(&list).query(&[("cursor", cursor.as_str())]).await.status(200);
        assert_eq!(rest.items().len(), 2);
        let day = [("from", "2026-01-05T00:00:00Z"), ("to", "2026-01-06T00:00:00Z")];
        assert_eq!(desk.viewer.get(&list).query(&day).await.status(200).items().len(), 2);
        let mine = desk.commenter.get(&list).query(&[("user_id", "me")]).await.status(200);
        assert_eq!(mine.items().len(), 1);

        desk.member.patch(&path).json(json!({ "note": "x" })).await.problem(403, "not_author");
        desk.commenter.patch(&path).if_match(1).json(json!({ "ended_at": "2026-01-05T10:00:00Z", "note": null })).await
            .status(200).has("/seconds", 3600).has("/note", "").has("/version", 2);
        desk.commenter.patch(&path).if_match(1).json(json!({ "note": "x" })).await.problem(412, "version_conflict");
        desk.owner.patch(&path).json(json!({ "note": "checked" })).await.status(200).has("/version", 3);
        assert_eq!(tracked(&desk, task).await, 3600 + 61 + 60);
        desk.commenter.delete(&path).await.status(204);
        desk.commenter.get(&path).await.problem(404, "not_found");
        assert_eq!(tracked(&desk, task).await, 121);
        assert_eq!(desk.types(before).await, [
            "time_entry.created", "time_entry.created", "time_entry.created", "time_entry.updated", "time_entry.updated",
            "time_entry.deleted",
        ]);
        let history = desk.owner.get(format!("/tasks/{task}/activity")).query(&[("limit", "1")]).await.status(200);
        assert_eq!(history.text_at("/items/0/type"), "time_entry.deleted");
    }

    async fn one_timer_runs_for_a_person_in_a_workspace(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (one, two) = (desk.task("one").await, desk.task("two").await);
        let timer = async |task: Uuid, what: &str| desk.member.post(format!("/tasks/{task}/timer/{what}")).await;
        timer(one, "stop").await.problem(409, "timer_not_running");
        let before = desk.seq().await;
        let first = timer(one, "start").await.status(200).has("/ended_at", json!(null)).has("/seconds", json!(null));
        app.advance_secs(90);
        assert_eq!(timer(one, "start").await.status(200).json(), first.json(), "it runs on");
        assert_eq!(tracked(&desk, one).await, 0, "it counts once it stops");
        let running = desk.member.get("/users/me/timer").await.status(200);
        assert_eq!(running.items(), [first.json().clone()]);
        let second = timer(two, "start").await.status(200);
        let read = async |id: Uuid| desk.member.get(format!("/time-entries/{id}")).await.status(200);
        let seconds = read(first.id()).await.number_at("/seconds");
        assert!((90..100).contains(&seconds), "{seconds}");
        assert_eq!(tracked(&desk, one).await, seconds);
        // Somebody else's runs by itself, and so does one elsewhere.
        desk.owner.post(format!("/tasks/{one}/timer/start")).await.status(200);
        assert_eq!(desk.member.get("/users/me/timer").await.status(200).id_at("/items/0/id"), second.id());
        timer(one, "stop").await.problem(409, "timer_not_running");
        app.advance_secs(30);
        timer(two, "stop").await.status(200).has("/version", 2);
        assert!(tracked(&desk, two).await >= 30);
        assert!(desk.member.get("/users/me/timer").await.status(200).items().is_empty());
        assert_eq!(desk.types(before).await, [
            "time_entry.started", "time_entry.stopped", "time_entry.started", "time_entry.started", "time_entry.stopped",
        ]);
        let entries = desk.log(before).await;
        assert_eq!(entries[1].command_end, entries[2].seq, "stopped and started in one step");
    }

    async fn many_starts_at_once_leave_one_running(app: TestApp) {
        let desk = Desk::new(&app).await;
        let mut tasks = Vec::new();
        for number in 0..8 {
            tasks.push(desk.task(&format!("{number}")).await);
        }
        let member = &desk.member;
        let starts = tasks.iter().map(|task| async move { member.post(format!("/tasks/{task}/timer/start")).await.code() });
        let codes = futures_util::future::join_all(starts).await;
        assert_eq!(codes, [200; 8]);
        assert_eq!(desk.member.get("/users/me/timer").await.status(200).items().len(), 1);
        let all = desk.member.get("/workspaces/desk/time-entries").query(&[("include", "total")]).await.status(200).has("/total", 8);
        assert_eq!(all.items().iter().filter(|entry| entry["ended_at"].is_null()).count(), 1);
    }

    async fn a_timer_stops_when_somebody_leaves_and_in_the_trash(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("t").await;
        desk.member.post(format!("/tasks/{task}/timer/start")).await.status(200);
        app.advance_secs(10);
        desk.owner.delete(format!("/workspaces/desk/members/{}", desk.member.id)).await.status(204);
        let list = desk.owner.get(format!("/tasks/{task}/time-entries")).await.status(200);
        assert!(list.at("/items/0/ended_at").is_string());
        assert!(tracked(&desk, task).await >= 10);
        desk.owner.post(format!("/tasks/{task}/timer/start")).await.status(200);
        desk.owner.delete(format!("/tasks/{task}")).await.status(204);
        desk.owner.post(format!("/tasks/{task}/time-entries")).json(json!({ "seconds": 1 })).await.problem(409, "task_in_trash");
        desk.owner.post(format!("/tasks/{task}/timer/stop")).await.status(200);
        desk.owner.delete(format!("/tasks/{task}?permanent=true")).await.status(204);
        let left = desk.owner.get("/workspaces/desk/time-entries").await.status(200);
        assert!(left.items().is_empty(), "it went with its task");
    }

    async fn sums_are_of_what_may_be_seen(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (one, two, hidden) = (desk.task("one").await, desk.task("two").await, desk.secret_task("hidden").await);
        let at = |day: u8, seconds: i64| json!({ "started_at": format!("2026-01-{day:02}T09:00:00Z"), "seconds": seconds });
        track(&desk.member, one, at(5, 100)).await;
        track(&desk.member, two, at(6, 1000)).await;
        track(&desk.owner, one, at(7, 10)).await;
        track(&desk.owner, hidden, at(7, 5000)).await;
        desk.member.post(format!("/tasks/{one}/timer/start")).await.status(200);
        let path = "/workspaces/desk/time-entries/sums";
        let sums = async |who: &User, query: &[(&str, &str)]| {
            let reply = who.get(path).query(query).await.status(200);
            let items = reply.items().iter().map(|sum| (sum["id"].as_str().unwrap().parse().unwrap(), sum["seconds"].as_i64().unwrap()));
            (items.collect::<Vec<(Uuid, i64)>>(), reply.number_at("/total_seconds"))
        };
        assert_eq!(sums(&desk.member, &[("by", "task")]).await, (vec![(two, 1000), (one, 110)], 1110));
        assert_eq!(sums(&desk.member, &[("by", "person")]).await, (vec![(desk.member.id, 1100), (desk.owner.id, 10)], 1110));
        assert_eq!(sums(&desk.owner, &[("by", "project")]).await, (vec![(desk.private, 5000), (desk.project, 1110)], 6110));
        let day = [("by", "task"), ("from", "2026-01-06T00:00:00Z"), ("to", "2026-01-07T00:00:00Z")];
        assert_eq!(sums(&desk.owner, &day).await, (vec![(two, 1000)], 1000));
        assert_eq!(sums(&desk.owner, &[("by", "task"), ("user_id", "me"), ("project_id", &desk.project.to_string())]).await, (vec![(one, 10)], 10));
        let page = desk.owner.get(path).query(&[("by", "task"), ("limit", "2")]).await.status(200);
        let cursor = page.text_at("/next_cursor").to_owned();
        let rest = desk.owner.get(path).query(&[("by", "task"), ("cursor", &cursor)]).await.status(200).has("/next_cursor", json!(null));
        assert_eq!((page.items().len(), rest.items().len()), (2, 1));
        desk.owner.get(path).query(&[("by", "person"), ("cursor", &cursor)]).await.problem(400, "invalid_cursor");
        desk.member.get(path).query(&[("by", "task"), ("project_id", &desk.private.to_string())]).await.problem(404, "not_found");
        desk.stranger.get(path).query(&[("by", "task")]).await.problem(404, "not_found");
        let listed = desk.member.get("/workspaces/desk/time-entries").await.status(200);
        assert_eq!(listed.items().len(), 4);
    }

    async fn wrong_times_are_refused(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("t").await;
        let list = format!("/tasks/{task}/time-entries");
        for (body, pointer) in [
            (json!({}), "/ended_at"),
            (json!({ "started_at": "2026-01-01T00:00:00Z" }), "/ended_at"),
            (json!({ "ended_at": "2026-01-01T00:00:00Z" }), "/started_at"),
            (json!({ "started_at": "2026-01-02T00:00:00Z", "ended_at": "2026-01-01T00:00:00Z" }), "/ended_at"),
            (json!({ "started_at": "2099-01-01T00:00:00Z", "seconds": 60 }), "/started_at"),
            (json!({ "ended_at": "2099-01-01T00:00:00Z", "seconds": 60 }), "/ended_at"),
            (json!({ "seconds": 0 }), "/seconds"),
            (json!({ "seconds": i64::MIN }), "/seconds"),
            (json!({ "seconds": i64::MAX }), "/seconds"),
            (json!({ "seconds": 1, "note": "x".repeat(2_001) }), "/note"),
            (json!({ "started_at": "soon", "seconds": 1 }), "/started_at"),
            (json!({ "seconds": 1, "user_id": desk.member.id }), "/user_id"),
        ] {
            desk.owner.post(&list).json(body).await.invalid(pointer);
        }
        let id = track(&desk.owner, task, json!({ "seconds": 60 })).await.id();
        for (body, pointer) in [
            (json!({ "ended_at": null }), "/ended_at"),
            (json!({ "started_at": null }), "/started_at"),
            (json!({ "started_at": "2099-01-01T00:00:00Z" }), "/started_at"),
            (json!({ "ended_at": "2020-01-01T00:00:00Z" }), "/ended_at"),
        ] {
            desk.owner.patch(format!("/time-entries/{id}")).json(body).await.invalid(pointer);
        }
        desk.viewer.post(&list).json(json!({ "seconds": 60 })).await.problem(403, "forbidden");
        desk.viewer.post(format!("/tasks/{task}/timer/start")).await.problem(403, "forbidden");
        desk.stranger.get(format!("/time-entries/{id}")).await.problem(404, "not_found");
        desk.stranger.post(format!("/tasks/{task}/timer/stop")).await.problem(404, "not_found");
        let chosen = json!({ "id": Uuid::now_v7(), "seconds": 5 });
        let first = track(&desk.member, task, chosen.clone()).await;
        assert_eq!(track(&desk.member, task, chosen.clone()).await.json(), first.json());
        desk.owner.post(&list).json(chosen).await.problem(409, "id_taken");
        desk.owner.get(&list).query(&[("user_id", "x")]).await.invalid("?user_id");
        desk.owner.get(&list).query(&[("cursor", "x")]).await.problem(400, "invalid_cursor");
    }
}
