//! Exports: who may, what is in them, and what becomes of damaged ones.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};

use serde_json::{Value, json};
use taskflow::base::{Error, Stamp};
use taskflow::{event, transfer};

use crate::desk::Desk;
use crate::history::carried::{archive, content, restored};
use crate::import::{all, text};
use crate::notification::Working;
use crate::support::{Database, Engine, TestApp, User};

async fn finished(user: &User, ws: &str, format: &str) -> Value {
    let path = format!("/workspaces/{ws}/exports");
    let job = user
        .post(path)
        .json(json!({ "format": format }))
        .await
        .status(202)
        .json()
        .clone();
    loop {
        let job = user
            .get(format!("/exports/{}", text(&job, "id")))
            .await
            .status(200)
            .json()
            .clone();
        if job["state"] != "running" {
            assert_eq!(job["state"], "done", "{}", job["error"]);
            return job;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
}

/// When these timers are due.
async fn timers(app: &TestApp, of: &[(&'static str, String)]) -> Vec<Option<Stamp>> {
    let of = of.to_vec();
    let read = app.parts().db.read(move |tx| {
        let due = |(alarm, key): &(&'static str, String)| {
            Ok::<_, Error>(event::timer_of(tx, alarm, key)?.map(|timer| timer.due))
        };
        of.iter().map(due).collect::<Result<Vec<_>, Error>>()
    });
    read.await.unwrap()
}

/// The same archive with one of its files changed, or without it.
fn changed(archive: &[u8], name: &str, text: Option<&str>) -> Vec<u8> {
    let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(archive));
    let mut out = tar::Builder::new(flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast()));
    for entry in tar.entries().unwrap() {
        let mut entry = entry.unwrap();
        let own = entry.path().unwrap().to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let bytes = match (own == name, text) {
            (true, None) => continue,
            (true, Some(text)) => text.as_bytes().to_vec(),
            _ => bytes,
        };
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        out.append_data(&mut header, own, &bytes[..]).unwrap();
    }
    let mut gzip = out.into_inner().unwrap();
    gzip.flush().unwrap();
    gzip.finish().unwrap()
}

async fn refused(app: &TestApp, archive: Vec<u8>) -> String {
    let read = transfer::restore_archive(app.parts(), taskflow::gateway::imagers(), move || {
        Ok(Cursor::new(archive.clone()))
    });
    match read.await {
        Err(taskflow::base::Error::Conflict { code, .. }) => code.to_owned(),
        other => panic!("{other:?}"),
    }
}

on_both! {
    async fn an_admin_exports_and_fetches_the_file(app: TestApp) {
        let desk = Desk::new(&app).await;
        desk.owner.task(desk.project, "=SUM(A1)").await;
        desk.owner.task(desk.private, "hidden").await;
        for (format, kind) in [("archive", "application/gzip"), ("csv", "text/csv; charset=utf-8")] {
            let job = finished(&desk.owner, "desk", format).await;
            let file = desk.owner.get(format!("/exports/{}/file", text(&job, "id"))).await.status(200);
            assert_eq!(file.header("content-type"), kind);
            assert!(file.header("content-disposition").contains(text(&job, "file_name")));
            assert_eq!(file.body().len() as i64, job["size"]);
            match format {
                "archive" => {
                    let own = content(file.body());
                    assert_eq!(own, content(&archive(&app, desk.workspace).await));
                    assert!(own["tables/task/000001.jsonl"].contains("hidden"), "an admin sees every project");
                }
                _ => {
                    let rows = String::from_utf8(file.body().to_vec()).unwrap();
                    assert!(rows.contains(",'=SUM(A1),") && rows.contains(",hidden,"), "{rows}");
                }
            }
        }
        for user in [&desk.member, &desk.viewer] {
            user.post("/workspaces/desk/exports").json(json!({ "format": "csv" })).await.problem(403, "forbidden");
        }
        let jobs = all(&desk.owner, "/workspaces/desk/exports").await;
        assert_eq!(jobs.len(), 2);
        let path = format!("/exports/{}", text(&jobs[0], "id"));
        desk.member.get(format!("{path}/file")).await.problem(403, "forbidden");
        desk.stranger.get(format!("{path}/file")).await.problem(404, "not_found");
        desk.owner.delete(&path).await.status(204);
        desk.owner.get(format!("{path}/file")).await.problem(404, "not_found");
        desk.owner.post("/workspaces/desk/exports").json(json!({ "format": "pdf" })).await.invalid("/format");
        // What a process left behind is gone on with; what is old is forgotten.
        app.advance_secs(8 * 24 * 3600);
        transfer::sweep_exports(app.parts()).await.unwrap();
    }

    async fn no_secret_is_in_an_archive(app: TestApp) {
        let desk = Desk::new(&app).await;
        let invite = json!({ "emails": ["new@example.org"], "role": "guest" });
        desk.owner.post("/workspaces/desk/invitations").json(invite).await.status(200);
        let files = content(&archive(&app, desk.workspace).await);
        let invitations = &files["tables/invitation/000001.jsonl"];
        assert!(invitations.contains("new@example.org") && !invitations.contains("token_hash"), "{invitations}");
        let whole: String = files.values().map(String::as_str).collect();
        for word in ["password_hash", "secret_hash", "argon2", "refresh_token"] {
            assert!(!whole.contains(word), "{word}");
        }
    }

    async fn every_table_is_carried_or_named(app: TestApp) {
        let tables = app.parts().db.read(|tx| {
            let carried: Vec<String> = transfer::carried(tx)?.into_iter().map(|table| table.shape.name).collect();
            let shapes = tx.shapes()?;
            Ok::<_, taskflow::base::Error>((carried, shapes))
        });
        let (carried, shapes) = tables.await.unwrap();
        let left: BTreeSet<&str> = transfer::LEFT_OUT.iter().map(|(table, _)| *table).collect();
        let mut faults = Vec::new();
        for shape in &shapes {
            let name = shape.name.as_str();
            let is_carried = carried.iter().any(|table| table == name);
            match (is_carried, left.contains(name)) {
                (true, false) | (false, true) => {}
                (true, true) => faults.push(format!("{name} is carried and left out")),
                (false, false) => faults.push(format!(
                    "{name} is no part of an archive: its rows name no workspace and nothing in one. Give it workspace_id, \
                     or name it in transfer/archive/carried.rs, with the reason"
                )),
            }
            if is_carried && shape.key.is_empty() {
                faults.push(format!("{name} has no primary key to go through it by"));
            }
            for field in shape.fields.iter().filter(|_| is_carried) {
                let smells = ["secret", "password", "token", "_hash", "sealed"].iter().any(|word| field.name.contains(word));
                let known = transfer::SECRETS.contains(&(name, field.name.as_str()));
                if smells && !known {
                    faults.push(format!("{name}.{} looks like a secret: name it in SECRETS, or call it otherwise", field.name));
                }
            }
        }
        for name in left {
            if !shapes.iter().any(|shape| shape.name == name) {
                faults.push(format!("{name} is left out, and there is no such table"));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    async fn a_damaged_archive_leaves_nothing(app: TestApp) {
        let desk = Desk::new(&app).await;
        desk.owner.task(desk.project, "one").await;
        let whole = archive(&app, desk.workspace).await;
        assert_eq!(refused(&app, whole.clone()).await, "workspace_exists");
        let database = Database::create(Engine::Sqlite);
        let other = TestApp::start(&database, |_| ()).await;
        let log = content(&whole)["log/000001.jsonl"].clone();
        let tasks = content(&whole)["tables/task/000001.jsonl"].clone();
        for bad in [
            Vec::new(),
            b"no archive".to_vec(),
            whole[..whole.len() / 2].to_vec(),
            changed(&whole, "end.json", None),
            changed(&whole, "manifest.json", None),
            changed(&whole, "log/000001.jsonl", None),
            changed(&whole, "log/000001.jsonl", Some(&log.replace("one", "two"))),
            changed(&whole, "tables/task/000001.jsonl", Some(&tasks.replace("one", "two"))),
            changed(&whole, "tables/task/000001.jsonl", Some("{\"id\": 1}\n")),
        ] {
            assert_eq!(refused(&other, bad).await, "archive_damaged");
        }
        let none = other.parts().db.read(taskflow::event::tally).await.unwrap();
        assert!(none.is_empty(), "{none:?}");
        restored(&other, &whole).await;
        assert!(other.finish().await.is_empty());
    }

    async fn people_are_found_by_their_addresses(app: TestApp) {
        let desk = Desk::new(&app).await;
        let body = json!({ "title": "one", "assignee_ids": [desk.member.id] });
        desk.owner.task_with(desk.project, body).await;
        let whole = archive(&app, desk.workspace).await;
        let database = Database::create(Engine::Sqlite);
        let other = TestApp::start(&database, |_| ()).await;
        // Somebody with the same address and another id and name.
        let name = desk.member.email.split('@').next().unwrap().to_owned();
        let member = other.user(&name).await;
        member.patch("/users/me").json(json!({ "name": "Another name" })).await.status(200);
        assert_ne!(member.id, desk.member.id);
        let report = restored(&other, &whole).await;
        assert_eq!(report.matched, 1);
        let tasks = all(&member, &format!("/projects/{}/tasks", desk.project)).await;
        assert_eq!(tasks.iter().map(|task| &task["assignee_ids"]).collect::<Vec<_>>(), [&json!([member.id])]);
        let members = all(&member, "/workspaces/desk/members").await;
        assert!(members.iter().any(|one| one["user_id"] == json!(member.id) && one["name"] == "Another name"));
        // The fold of every stream is its tables, with the ids that people have here.
        assert_eq!(other.finish().await, Vec::<String>::new());
    }

    async fn what_is_to_come_comes_where_an_archive_is_read_in(app: TestApp) {
        let desk = Desk::new(&app).await;
        let now = app.parts().clock.now();
        let day = now.plus_ms(30 * 86_400_000).to_string()[..10].to_owned();
        let task = async |body: Value| desk.owner.task_with(desk.project, body).await.id();
        let timed = task(json!({ "title": "timed", "due": { "date": day, "time": "09:00", "timezone": "UTC" } })).await;
        let dated = task(json!({ "title": "dated", "due": { "date": day } })).await;
        let daily = json!({ "rrule": "FREQ=DAILY", "mode": "calendar" });
        let series = task(json!({ "title": "series", "due": { "date": day }, "recurrence": daily })).await;
        let rule = async |trigger: Value| {
            let body = json!({ "name": "Rule", "project_id": desk.project, "trigger": trigger, "actions": [{ "do": "complete" }] });
            desk.owner.post("/workspaces/desk/rules").json(body).await.status(201).id()
        };
        let mornings = rule(json!({ "on": "schedule", "time": "09:00", "timezone": "UTC" })).await;
        let due = rule(json!({ "on": "due", "minutes": 0 })).await;
        let whole = archive(&app, desk.workspace).await;

        // From one database to the other.
        let engine = match app.parts().db.engine() {
            taskflow_db::Engine::Sqlite => Engine::Postgres,
            taskflow_db::Engine::Postgres => Engine::Sqlite,
        };
        let database = Database::create(engine);
        let other = TestApp::start(&database, |_| ()).await;
        restored(&other, &whole).await;
        let working = Working::start(&other);
        let waiting = [
            ("task.series", series.to_string()),
            ("automation.schedule", mornings.to_string()),
            ("automation.due", format!("{due}/{timed}")),
            ("automation.due", format!("{due}/{dated}")),
            ("notification.due", timed.to_string()),
            ("notification.due", dated.to_string()),
        ];
        let mut found = Vec::new();
        for _ in 0..200 {
            found = timers(&other, &waiting).await;
            if found.iter().all(Option::is_some) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert!(found.iter().all(|due| due.is_some_and(|due| due > now)), "{found:?}");
        working.stop().await;
        assert_eq!(other.finish().await, Vec::<String>::new());
    }

    async fn no_cell_is_a_formula(app: TestApp) {
        let user = app.user("=1+1").await;
        let workspace = user.workspace("desk").await.id();
        let project = user.project(workspace, "Web").await.id();
        user.task_with(project, json!({ "title": "Task", "assignee_ids": [user.id] })).await.status(201);
        let job = finished(&user, "desk", "csv").await;
        let file = user.get(format!("/exports/{}/file", text(&job, "id"))).await.status(200);
        let rows = String::from_utf8(file.body().to_vec()).unwrap();
        assert!(rows.contains(",'=1+1@example.org,"), "{rows}");
    }
}
