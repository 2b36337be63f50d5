//! Cycles.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::Desk;
use crate::support::Reply;

fn cycles(project: Uuid) -> String {
    format!("/projects/{project}/cycles")
}

/// A cycle of the desk's project.
async fn cycle(desk: &Desk, start: &str, end: &str) -> Reply {
    let body = json!({ "start_on": start, "end_on": end });
    desk.owner.post(cycles(desk.project)).json(body).await.status(201)
}

async fn planned(desk: &Desk, cycle: Uuid, more: Value) -> Reply {
    let mut body = json!({ "title": "t", "cycle_id": cycle });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    desk.owner
        .task_with(desk.project, body)
        .await
        .has("/cycle_id", cycle.to_string())
}

on_both! {
    async fn a_cycle_is_planned_listed_changed_and_deleted(app: TestApp) {
        let desk = Desk::new(&app).await;
        let list = cycles(desk.project);
        let before = desk.seq().await;
        let body = json!({ "name": " Spring ", "goal": "Log in.", "start_on": "2027-03-01", "end_on": "2027-03-14" });
        let made = desk.member.post(&list).json(body).await.status(201)
            .has("/name", "Spring").has("/number", 1).has("/state", "planned").has("/goal", "Log in.").has("/version", 1)
            .has("/result", json!(null)).has("/creator_id", desk.member.id.to_string());
        let path = format!("/cycles/{}", made.id());
        assert_eq!((made.header("etag"), made.header("location")), ("\"1\"", format!("/api/v1{path}").as_str()));
        cycle(&desk, "2027-02-15", "2027-02-28").await.has("/name", "Cycle 2").has("/number", 2);
        cycle(&desk, "2027-03-15", "2027-03-15").await.has("/name", "Cycle 3");
        let all = desk.viewer.get(&list).query(&[("include", "total")]).await.status(200).has("/total", 3);
        assert_eq!(all.texts("name"), ["Cycle 2", "Spring", "Cycle 3"]);
        let page = desk.viewer.get(&list).query(&[("limit", "1")]).await.status(200);
        let cursor = page.text_at("/next_cursor").to_owned();
        let rest = desk.viewer.get(&list).query(&[("cursor", cursor.as_str())]).await.status(200).has("/next_cursor", json!(null));
        assert_eq!((page.texts("name"), rest.texts("name")), (vec!["Cycle 2"], vec!["Spring", "Cycle 3"]));

        desk.member.patch(&path).if_match(1).json(json!({ "end_on": "2027-03-12", "goal": null })).await.status(200)
            .has("/end_on", "2027-03-12").has("/goal", "").has("/version", 2);
        desk.member.patch(&path).if_match(1).json(json!({ "name": "x" })).await.problem(412, "version_conflict");
        let same = desk.member.patch(&path).json(json!({ "name": "Spring" })).await.status(200).has("/version", 2);
        assert_eq!(desk.viewer.get(&path).await.status(200).json(), same.json());
        desk.member.delete(&path).await.status(204);
        desk.member.get(&path).await.problem(404, "not_found");
        assert_eq!(desk.types(before).await, ["cycle.created", "cycle.created", "cycle.created", "cycle.updated", "cycle.deleted"]);
    }

    async fn one_at_a_time(app: TestApp) {
        let desk = Desk::new(&app).await;
        let one = format!("/cycles/{}", cycle(&desk, "2027-01-04", "2027-01-17").await.id());
        let two = format!("/cycles/{}", cycle(&desk, "2027-01-18", "2027-01-31").await.id());
        let none = json!({ "roll_over": "none" });
        desk.owner.post(format!("{one}/complete")).json(none.clone()).await.problem(409, "cycle_not_active");
        desk.member.post(format!("{one}/start")).if_match(1).await.status(200).has("/state", "active").has("/version", 2);
        desk.member.post(format!("{one}/start")).await.status(200).has("/version", 2);
        desk.member.post(format!("{two}/start")).await.problem(409, "other_cycle_active");
        desk.member.post(format!("{one}/complete")).json(none.clone()).await.status(200)
            .has("/state", "completed").has("/result/tasks/total", 0).has("/version", 3);
        desk.member.post(format!("{one}/complete")).json(none).await.status(200).has("/version", 3);
        desk.member.post(format!("{one}/start")).await.problem(409, "cycle_completed");
        desk.member.post(format!("{two}/start")).await.status(200);
        let active = desk.viewer.get(cycles(desk.project)).query(&[("state", "active")]).await.status(200);
        assert_eq!(active.texts("name"), ["Cycle 2"]);
        let task = desk.owner.task(desk.project, "late").await.id();
        let id: Uuid = one.trim_start_matches("/cycles/").parse().unwrap();
        desk.owner.patch(format!("/tasks/{task}")).json(json!({ "cycle_id": id })).await.invalid("/cycle_id");
    }

    async fn no_two_share_a_day_whoever_is_first(app: TestApp) {
        let desk = Desk::new(&app).await;
        let list = cycles(desk.project);
        cycle(&desk, "2027-01-04", "2027-01-17").await;
        for (start, end) in [("2027-01-17", "2027-01-20"), ("2026-12-01", "2027-02-01"), ("2027-01-05", "2027-01-06")] {
            let body = json!({ "start_on": start, "end_on": end });
            desk.owner.post(&list).json(body).await.problem(409, "cycles_overlap");
        }
        let next = cycle(&desk, "2027-01-18", "2027-01-31").await.id();
        desk.owner.patch(format!("/cycles/{next}")).json(json!({ "start_on": "2027-01-17" })).await.problem(409, "cycles_overlap");
        // Another project has days of its own.
        let body = json!({ "start_on": "2027-01-04", "end_on": "2027-01-17" });
        desk.owner.post(cycles(desk.private)).json(body).await.status(201);
        let race = (0..8).map(|_| desk.owner.post(&list).json(json!({ "start_on": "2028-01-01", "end_on": "2028-01-31" })));
        let codes: Vec<u16> = futures_util::future::join_all(race.map(|ask| async { ask.await.code() })).await;
        assert_eq!((codes.iter().filter(|code| **code == 201).count(), codes.iter().filter(|code| **code == 409).count()), (1, 7));
        let mut made = Vec::new();
        for month in 2..7 {
            made.push(cycle(&desk, &format!("2028-{month:02}-01"), &format!("2028-{month:02}-28")).await.id());
        }
        let owner = &desk.owner;
        let race = made.iter().map(|id| async move { owner.post(format!("/cycles/{id}/start")).await.code() });
        let codes = futures_util::future::join_all(race).await;
        assert_eq!(codes.iter().filter(|code| **code == 200).count(), 1, "{codes:?}");
    }

    async fn its_numbers_tell_what_was_added_later(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = cycle(&desk, "2027-01-04", "2027-01-17").await.id();
        let first = planned(&desk, id, json!({ "estimate": 2 })).await;
        assert!(first.at("/cycle_since").is_string());
        planned(&desk, id, json!({ "estimate": 3 })).await;
        desk.owner.post(format!("/cycles/{id}/start")).await.status(200);
        app.advance_secs(60);
        planned(&desk, id, json!({ "estimate": 1.5 })).await;
        let moved = desk.owner.task_with(desk.project, json!({ "title": "in and out", "estimate": 8 })).await.id();
        for cycle in [json!(id), json!(null)] {
            desk.owner.patch(format!("/tasks/{moved}")).json(json!({ "cycle_id": cycle })).await.status(200);
        }
        desk.owner.get(format!("/tasks/{moved}")).await.status(200).has("/cycle_since", json!(null));
        desk.owner.post(format!("/tasks/{}/complete", first.id())).await.status(200)
            .has("/cycle_since", first.text_at("/cycle_since"));
        let wanted = json!({
            "tasks": { "total": 3, "done": 1, "cancelled": 0 },
            "estimate": { "total": 6.5, "done": 2.0, "cancelled": 0.0 },
            "added": { "tasks": 1, "estimate": 1.5 },
        });
        let path = format!("/cycles/{id}/progress");
        assert_eq!(*desk.viewer.get(&path).await.status(200).json(), wanted);
        desk.owner.post(format!("/cycles/{id}/complete")).json(json!({ "roll_over": "none" })).await.status(200)
            .has("/result", wanted.clone());
        // What becomes of it later does not change what it brought.
        desk.owner.post(format!("/tasks/{}/reopen", first.id())).await.status(200);
        assert_eq!(*desk.viewer.get(&path).await.status(200).json(), wanted);
        let list = desk.viewer.get(cycles(desk.project)).await.status(200);
        assert_eq!(*list.at("/items/0/progress"), wanted);
    }

    async fn what_is_unfinished_goes_where_it_is_told(app: TestApp) {
        let desk = Desk::new(&app).await;
        let mut ids = Vec::new();
        for month in 1..6 {
            ids.push(cycle(&desk, &format!("2027-{month:02}-01"), &format!("2027-{month:02}-28")).await.id());
        }
        let complete = async |id: Uuid, body: Value| desk.owner.post(format!("/cycles/{id}/complete")).json(body).await;
        let start = async |id: Uuid| desk.owner.post(format!("/cycles/{id}/start")).await.status(200);
        let open = planned(&desk, ids[0], json!({})).await.id();
        let done = planned(&desk, ids[0], json!({})).await.id();
        let trashed = planned(&desk, ids[0], json!({})).await.id();
        desk.owner.post(format!("/tasks/{done}/complete")).await.status(200);
        desk.owner.delete(format!("/tasks/{trashed}")).await.status(204);
        let of = async |task: Uuid| desk.owner.get(format!("/tasks/{task}")).await.status(200).at("/cycle_id").clone();

        start(ids[0]).await;
        for (body, pointer) in [
            (json!({}), "/roll_over"),
            (json!({ "roll_over": "cycle" }), "/cycle_id"),
            (json!({ "roll_over": "next", "cycle_id": ids[1] }), "/cycle_id"),
            (json!({ "roll_over": "cycle", "cycle_id": ids[0] }), "/cycle_id"),
            (json!({ "roll_over": "cycle", "cycle_id": Uuid::now_v7() }), "/cycle_id"),
        ] {
            complete(ids[0], body).await.invalid(pointer);
        }
        let before = desk.seq().await;
        complete(ids[0], json!({ "roll_over": "next" })).await.status(200).has("/result/tasks/total", 2);
        assert_eq!((of(open).await, of(done).await, of(trashed).await), (json!(ids[1]), json!(ids[0]), json!(ids[1])));
        assert_eq!(desk.types(before).await, ["task.rolled_over", "cycle.completed"]);
        let entries = desk.log(before).await;
        assert!(entries.iter().all(|entry| entry.command_end == entries[1].seq), "in one step");

        start(ids[1]).await;
        complete(ids[1], json!({ "roll_over": "cycle", "cycle_id": ids[0] })).await.invalid("/cycle_id");
        complete(ids[1], json!({ "roll_over": "cycle", "cycle_id": ids[4] })).await.status(200);
        assert_eq!(of(open).await, json!(ids[4]));
        start(ids[4]).await;
        complete(ids[4], json!({ "roll_over": "none" })).await.status(200);
        assert_eq!(of(open).await, json!(null));
        desk.owner.get(format!("/tasks/{open}")).await.status(200).has("/cycle_since", json!(null));
        for id in [ids[2], ids[3]] {
            start(id).await;
            if id == ids[3] {
                complete(id, json!({ "roll_over": "next" })).await.problem(409, "no_next_cycle");
            }
            complete(id, json!({ "roll_over": "none" })).await.status(200);
        }
    }

    async fn many_tasks_go_on_in_several_entries(app: TestApp) {
        let desk = Desk::new(&app).await;
        let one = cycle(&desk, "2027-01-01", "2027-01-31").await.id();
        let two = cycle(&desk, "2027-02-01", "2027-02-28").await.id();
        let made = futures_util::future::join_all((0..201).map(|_| planned(&desk, one, json!({})))).await;
        desk.owner.post(format!("/cycles/{one}/start")).await.status(200);
        let before = desk.seq().await;
        desk.owner.post(format!("/cycles/{one}/complete")).json(json!({ "roll_over": "next" })).await.status(200);
        let sizes = async |before: i64| -> Vec<usize> {
            desk.payloads(before).await.iter().map(|payload| payload["ops"].as_array().unwrap().len()).collect()
        };
        assert_eq!(sizes(before).await, [200, 1, 1]);
        desk.owner.get(format!("/tasks/{}", made[0].id())).await.status(200)
            .has("/cycle_id", two.to_string()).has("/version", made[0].version() + 1);
        let before = desk.seq().await;
        desk.owner.delete(format!("/cycles/{two}")).await.status(204);
        assert_eq!(sizes(before).await, [200, 1, 1]);
        assert_eq!(desk.types(before).await, ["task.cycle_cleared", "task.cycle_cleared", "cycle.deleted"]);
        desk.owner.get(format!("/tasks/{}", made[0].id())).await.status(200)
            .has("/cycle_id", json!(null)).has("/cycle_since", json!(null));
    }

    async fn a_task_has_one_of_its_own_project(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = cycle(&desk, "2026-12-01", "2026-12-07").await.id();
        let body = json!({ "title": "t", "cycle_id": id });
        desk.owner.post(format!("/projects/{}/tasks", desk.private)).json(body).await.invalid("/cycle_id");
        let task = planned(&desk, id, json!({})).await.id();
        desk.owner.post(format!("/tasks/{task}/move")).json(json!({ "project_id": desk.private })).await.status(200)
            .has("/cycle_id", json!(null)).has("/cycle_since", json!(null));
        // A repeating task stays in the cycle as long as its day does.
        let repeats = json!({ "due": { "date": "2026-12-01" }, "recurrence": { "rrule": "FREQ=DAILY;INTERVAL=4" } });
        let task = planned(&desk, id, repeats).await.id();
        desk.owner.post(format!("/tasks/{task}/complete")).await.status(200);
        let path = format!("/projects/{}/tasks", desk.project);
        let open = async || desk.owner.get(&path).query(&[("filter", "is open and is recurring")]).await.status(200);
        let next = open().await.has("/items/0/due/date", "2026-12-05").has("/items/0/cycle_id", id.to_string()).id_at("/items/0/id");
        desk.owner.post(format!("/tasks/{next}/complete")).await.status(200);
        open().await.has("/items/0/due/date", "2026-12-09").has("/items/0/cycle_id", json!(null));
        let of = desk.owner.get(&path).query(&[("cycle_id", &*id.to_string())]).await.status(200);
        assert_eq!(of.items().len(), 2);
        let none = desk.owner.get(&path).query(&[("cycle_id", "none")]).await.status(200);
        assert_eq!(none.items().len(), 1);
    }

    async fn milestones_and_cycles_are_columns_with_names(app: TestApp) {
        let desk = Desk::new(&app).await;
        let late = cycle(&desk, "2027-02-01", "2027-02-28").await.id();
        let soon = cycle(&desk, "2027-01-01", "2027-01-31").await.id();
        let milestone = json!({ "name": "Beta" });
        let milestone = desk.owner.post(format!("/projects/{}/milestones", desk.project)).json(milestone).await.status(201).id();
        planned(&desk, late, json!({})).await;
        planned(&desk, soon, json!({ "milestone_id": milestone })).await;
        desk.task("in none").await;
        let path = format!("/projects/{}/tasks/groups", desk.project);
        for (by, names) in [("cycle", json!(["Cycle 2", "Cycle 1", null])), ("milestone", json!(["Beta", null]))] {
            let groups = desk.viewer.get(&path).query(&[("group_by", by)]).await.status(200);
            let found: Vec<Value> = groups.items().iter().map(|group| group["name"].clone()).collect();
            assert_eq!(json!(found), names);
            for group in groups.items() {
                let query = [("group", group["key"].as_str().unwrap())];
                let list = desk.viewer.get(format!("/projects/{}/tasks", desk.project)).query(&query).await.status(200);
                assert_eq!(json!(list.items().len()), group["count"]);
            }
        }
    }

    async fn wrong_cycles_are_refused(app: TestApp) {
        let desk = Desk::new(&app).await;
        let list = cycles(desk.project);
        for (body, pointer) in [
            (json!({ "start_on": "2027-01-01" }), "/end_on"),
            (json!({ "start_on": "2027-01-02", "end_on": "2027-01-01" }), "/end_on"),
            (json!({ "start_on": "2027-02-30", "end_on": "2027-03-01" }), "/start_on"),
            (json!({ "start_on": "2027-01-01", "end_on": "2027-01-01", "name": "" }), "/name"),
            (json!({ "start_on": "2027-01-01", "end_on": "2027-01-01", "goal": "\u{0}" }), "/goal"),
            (json!({ "start_on": "2027-01-01", "end_on": "2027-01-01", "state": "active" }), "/state"),
        ] {
            desk.owner.post(&list).json(body).await.invalid(pointer);
        }
        let id = cycle(&desk, "2027-01-01", "2027-01-02").await.id();
        let path = format!("/cycles/{id}");
        desk.owner.patch(&path).json(json!({ "start_on": null })).await.invalid("/start_on");
        desk.owner.patch(&path).json(json!({ "start_on": "2027-01-03" })).await.invalid("/end_on");
        desk.viewer.patch(&path).json(json!({ "name": "x" })).await.problem(403, "forbidden");
        desk.stranger.post(format!("{path}/start")).await.problem(404, "not_found");
        let chosen = json!({ "id": Uuid::now_v7(), "start_on": "2027-05-01", "end_on": "2027-05-02" });
        let first = desk.member.post(&list).json(chosen.clone()).await.status(201);
        assert_eq!(desk.member.post(&list).json(chosen.clone()).await.status(201).json(), first.json());
        desk.owner.post(&list).json(chosen).await.problem(409, "id_taken");
        desk.owner.get(&list).query(&[("cursor", "x")]).await.problem(400, "invalid_cursor");
        desk.owner.post(format!("/projects/{}/archive", desk.project)).await.status(200);
        desk.owner.post(format!("{path}/start")).await.problem(409, "project_archived");
    }
}
