//! An import from upload to end: changed, started, watched, stopped, gone on with.

use serde_json::{Value, json};

use super::{Sent, all, ended, finished, head, list, text};
use crate::support::{PASSWORD, User};

/// A table of so many rows.
fn rows(count: usize) -> Vec<u8> {
    let mut text = "Title,Prio,Who\n".to_owned();
    (0..count).for_each(|row| text.push_str(&format!("Row {row},A,Ann\n")));
    text.into_bytes()
}

fn sent(count: usize) -> Sent<'static> {
    Sent {
        format: "csv",
        files: vec![("rows.csv", rows(count))],
        ..Sent::default()
    }
}

/// The tasks of the project that took the rows in.
async fn tasks(user: &User, job: &Value) -> Vec<Value> {
    match job["report"]["project_id"].as_str() {
        Some(project) => all(user, &format!("/projects/{project}/tasks")).await,
        None => Vec::new(),
    }
}

on_both! {
    async fn an_upload_is_changed_before_it_starts(app: TestApp) {
        let user = app.user("ana").await;
        let ws = user.workspace("taken-in").await.id();
        let before = head(&app, ws).await;
        let reply = sent(3).to(&user, "taken-in").await.status(201);
        let job = reply.json().clone();
        let path = format!("/imports/{}", text(&job, "id"));
        assert_eq!(reply.header("location"), format!("/api/v1{path}"));
        assert_eq!((&job["total"], &job["proposal"]["rows"]), (&json!(3), &json!(3)));
        assert_eq!(job["proposal"]["mapping"]["columns"], json!({ "Title": "title", "Prio": "priority" }));
        // "A" is no priority that anybody knows, and "Who" is nobody's heading.
        assert_eq!(list(&job["report"], "notes").len(), 3);

        let mapping = json!({ "columns": { "Title": "title", "Prio": "priority", "Who": "assignee" }, "priority": { "A": "urgent" } });
        let patch = json!({ "mapping": mapping, "people": { "Ann": "ana@example.org" }, "name": "Rows" });
        let changed = user.patch(&path).json(patch).await.status(200).json().clone();
        assert_eq!((&changed["mapping"], &changed["people"]), (&mapping, &json!({ "Ann": "ana@example.org" })));
        assert_eq!((list(&changed["report"], "notes").len(), text(&changed["report"], "project_name")), (0, "Rows"));
        user.patch(&path).json(json!({ "mapping": { "columns": { "Title": "due" } } })).await.invalid("/mapping/columns");
        user.patch(&path).json(json!({ "format": "jira" })).await.invalid("/format");
        assert_eq!(head(&app, ws).await, before, "nothing was made so far");
        assert_eq!(text(user.get(&path).await.status(200).json(), "state"), "ready");

        let done = finished(&user, &job, "done").await;
        let made = tasks(&user, &done).await;
        assert_eq!(made.len(), 3);
        assert!(made.iter().all(|task| task["priority"] == "urgent" && task["assignee_ids"] == json!([user.id])));
        assert_eq!((&done["done"], &done["report"]["preview"]), (&json!(3), &json!(false)));
        assert!(done["finished_at"].is_string());
        user.post(format!("{path}/start")).await.problem(409, "import_not_ready");
        user.patch(&path).json(json!({ "name": "Other" })).await.problem(409, "import_not_ready");
        user.post(format!("{path}/cancel")).await.problem(409, "import_finished");
        let listed = all(&user, "/workspaces/taken-in/imports").await;
        assert_eq!(listed.iter().map(|job| text(job, "state")).collect::<Vec<_>>(), ["done"]);
    }

    async fn a_running_import_is_stopped_and_gone_on_with(app: TestApp) {
        let user = app.user("ana").await;
        let ws = user.workspace("taken-in").await.id();
        let job = sent(1000).to(&user, "taken-in").await.status(201).json().clone();
        let path = format!("/imports/{}", text(&job, "id"));
        user.post(format!("{path}/start")).await.status(202);
        let mut seen = Vec::new();
        // Others go on meanwhile.
        while seen.last().is_none_or(|done| *done < 100) {
            user.project(ws, &format!("Other {}", seen.len())).await;
            seen.push(user.get(&path).await.status(200).json()["done"].as_i64().unwrap());
        }
        assert!(seen.is_sorted(), "{seen:?}");
        let stopped = user.post(format!("{path}/cancel")).await.status(200).json().clone();
        assert_eq!(text(&stopped, "state"), "cancelled");
        user.post(format!("{path}/cancel")).await.status(200);
        let first = ended(&user, &path, "cancelled").await;
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        let there = tasks(&user, &first).await.len();
        assert!((80..1000).contains(&there), "{there}");
        assert_eq!(tasks(&user, &first).await.len(), there, "nothing comes after the end");

        let again = sent(1000).to(&user, "taken-in").await.status(201).json().clone();
        let done = finished(&user, &again, "done").await;
        let count = &done["report"]["counts"]["tasks"];
        assert_eq!((&count["existing"], &count["created"]), (&json!(there), &json!(1000 - there)));
        let mut titles: Vec<String> = tasks(&user, &done).await.iter().map(|task| text(task, "title").to_owned()).collect();
        titles.sort();
        titles.dedup();
        assert_eq!(titles.len(), 1000, "nothing twice");
    }

    async fn one_who_is_put_out_imports_no_more(app: TestApp) {
        let owner = app.user("olga").await;
        let ws = owner.workspace("taken-in").await.id();
        let user = app.user("ana").await;
        app.join(&owner, ws, &user, "member").await;
        let job = sent(2000).to(&user, "taken-in").await.status(201).json().clone();
        let path = format!("/imports/{}", text(&job, "id"));
        user.post(format!("{path}/start")).await.status(202);
        while owner.get(&path).await.status(200).json()["done"].as_i64().unwrap() < 20 {}
        owner.delete(format!("/workspaces/{ws}/members/{}", user.id)).await.status(204);
        let failed = ended(&owner, &path, "failed").await;
        assert!(text(&failed, "error").contains("not found"), "{}", failed["error"]);
        user.get(&path).await.problem(404, "not_found");
    }

    async fn uploads_are_few_and_forgotten(app: TestApp) {
        let user = app.user("ana").await;
        user.workspace("taken-in").await;
        let mut ids = Vec::new();
        for _ in 0..50 {
            ids.push(sent(1).to(&user, "taken-in").await.status(201).id());
        }
        sent(1).to(&user, "taken-in").await.problem(409, "too_many_imports");
        user.post(format!("/imports/{}/cancel", ids[0])).await.status(200);
        sent(1).to(&user, "taken-in").await.status(201);
        app.advance_secs(25 * 3600);
        taskflow::transfer::sweep(app.parts()).await.unwrap();
        let body = json!({ "email": user.email, "password": PASSWORD });
        let again = app.anonymous().post("/auth/login").json(body).await.status(200);
        let user = User::clone(&user).with_client(user.with_token(again.text_at("/access_token")));
        user.get(format!("/imports/{}", ids[1])).await.problem(404, "not_found");
        let left = all(&user, "/workspaces/taken-in/imports").await;
        assert_eq!(left.iter().map(|job| text(job, "state")).collect::<Vec<_>>(), ["cancelled"]);
    }

    async fn what_a_process_left_behind_is_taken_up_once(app: TestApp) {
        let user = app.user("ana").await;
        user.workspace("taken-in").await;
        let job = sent(400).to(&user, "taken-in").await.status(201).json().clone();
        let path = format!("/imports/{}", text(&job, "id"));
        user.post(format!("{path}/start")).await.status(202);
        // Several processes look for work at once, while the first still holds it and after its lease ran out.
        app.advance_secs(60);
        let (one, other) = (app.parts(), app.parts());
        let (a, b) = tokio::join!(taskflow::transfer::sweep(one), taskflow::transfer::sweep(other));
        a.unwrap();
        b.unwrap();
        let done = ended(&user, &path, "done").await;
        assert_eq!(tasks(&user, &done).await.len(), 400);
        assert_eq!(done["report"]["counts"]["tasks"], json!({ "found": 400, "created": 400, "existing": 0, "refused": 0 }));
    }

    async fn one_key_is_one_import(app: TestApp) {
        let user = app.user("ana").await;
        user.workspace("taken-in").await;
        let upload = async |count: usize, query: &str| {
            user.post(format!("/workspaces/taken-in/imports/csv{query}")).idempotency_key("upload").body("text/csv", rows(count)).await
        };
        let first = upload(2, "").await.status(201);
        let again = upload(2, "").await.status(201);
        assert_eq!((again.json(), again.header("location")), (first.json(), first.header("location")));
        assert_eq!(again.header("idempotent-replayed"), "true");
        upload(3, "").await.problem(422, "idempotency_key_reused");
        let path = format!("/imports/{}", first.text_at("/id"));
        let patch = async |name: &str| user.patch(&path).idempotency_key("patch").json(json!({ "name": name })).await;
        let changed = patch("Rows").await.status(200);
        assert_eq!(patch("Rows").await.status(200).json(), changed.json());
        patch("Other").await.problem(422, "idempotency_key_reused");
        let start = async || user.post(format!("{path}/start")).idempotency_key("start").await;
        let started = start().await.status(202);
        assert_eq!(start().await.status(202).json(), started.json());
        let done = ended(&user, &path, "done").await;
        assert_eq!((tasks(&user, &done).await.len(), &done["name"]), (2, &json!("Rows")));
        // What was answered stays so, whatever became of it since.
        assert_eq!(patch("Rows").await.status(200).json(), changed.json());
        assert_eq!(start().await.status(202).json(), started.json());
        user.post(format!("{path}/start")).await.problem(409, "import_not_ready");
        let both = async || user.post("/workspaces/taken-in/imports/csv?start=true").idempotency_key("both").body("text/csv", rows(4)).await;
        let one = both().await.status(201);
        assert_eq!(both().await.status(201).json(), one.json());
        ended(&user, &format!("/imports/{}", one.text_at("/id")), "done").await;
        assert_eq!(all(&user, "/workspaces/taken-in/imports").await.len(), 2);
    }
}
