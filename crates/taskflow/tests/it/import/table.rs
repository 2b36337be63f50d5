//! Any table.

use std::collections::BTreeSet;

use serde_json::json;

use super::{Imported, Sent, all, data, field, head, line, table, text};

on_both! {
    async fn a_table_of_4123_rows_by_the_proposed_mapping(app: TestApp) {
        let imported = Imported::of(&app, "csv", &["agile_project_dataset.csv"]).await;
        let rows = table(&data("csv/agile_project_dataset.csv"));
        assert_eq!(imported.tasks.len(), rows.len());
        let projects: BTreeSet<&str> = rows.iter().map(|row| field(row, "project")).collect();
        assert_eq!(imported.report["projects"].as_array().unwrap().len(), projects.len());
        let mut wanted: Vec<(String, String)> =
            rows.iter().map(|row| (field(row, "task").to_owned(), format!("- created_date: {}", field(row, "created_date")))).collect();
        let mut found: Vec<(String, String)> =
            imported.tasks.iter().map(|task| (text(task, "title").to_owned(), text(task, "description").to_owned())).collect();
        wanted.sort();
        found.sort();
        assert_eq!(found, wanted);
        assert!(imported.tasks.iter().all(|task| task["status_category"] == "done"), "all were finished");
    }

    async fn the_bugs_of_another_tracker_by_the_proposed_mapping(app: TestApp) {
        let file = data("other-trackers/bugzilla_buglist.csv");
        let rows = table(&file);
        let imported = Imported::sent(&app, Sent { format: "csv", files: vec![("bugs.csv", file)], ..Sent::default() }).await;
        assert_eq!((imported.tasks.len(), rows.len()), (5, 5));
        let set = |name: &str| rows.iter().map(|row| field(row, name).to_owned()).collect::<BTreeSet<_>>();
        let projects = imported.report["projects"].as_array().unwrap().iter().map(|project| text(project, "name").to_owned());
        assert_eq!(projects.collect::<BTreeSet<_>>(), set("product"));
        assert_eq!(imported.noted("person").into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), set("assigned_to"));
        for row in &rows {
            let task = imported.task(&line(field(row, "short_desc")));
            let wanted = match field(row, "bug_status") {
                "RESOLVED" => "done",
                "ASSIGNED" => "in_progress",
                _ => "todo",
            };
            assert_eq!(imported.status(task), (field(row, "bug_status"), wanted));
            assert!(text(task, "description").contains(&format!("Members there: {}", field(row, "assigned_to"))));
        }
    }

    async fn a_mapping_is_sent_along(app: TestApp) {
        let bytes = "Aufgabe;Bis;Wer\nB\u{fc}gen;03/04/2026;importer@example.org\n".chars().map(|c| c as u8).collect();
        let mapping = json!({
            "columns": { "Aufgabe": "title", "Bis": "due", "Wer": "assignee" }, "dates": "%d/%m/%Y", "encoding": "latin1"
        });
        let sent = Sent { format: "csv", files: vec![("Haus.csv", bytes)], query: "?name=Haus%202", mapping: Some(mapping) };
        let imported = Imported::sent(&app, sent).await;
        let task = imported.task("B\u{fc}gen");
        assert_eq!((&task["due"], &task["assignee_ids"]), (&json!({ "date": "2026-04-03" }), &json!([imported.user.id])));
        assert_eq!(imported.report["project_name"], "Haus 2");
    }

    async fn a_wrong_mapping_is_told_at_its_place(app: TestApp) {
        let user = app.user("ana").await;
        let ws = user.workspace("taken-in").await.id();
        let before = head(&app, ws).await;
        for (mapping, pointer) in [
            (json!({ "columns": {} }), "/mapping/columns"),
            (json!({ "columns": { "a": "title", "z": "due" } }), "/mapping/columns/z"),
            (json!({ "columns": { "a": "heading" } }), "/mapping/columns/a"),
            (json!({ "columns": { "a": "title" }, "zone": 1 }), "/mapping/zone"),
            (json!({ "columns": { "a": "title" }, "status": { "x": "later" } }), "/mapping/status/x"),
        ] {
            let sent = Sent { format: "csv", files: vec![("t.csv", b"a,b\n1,2\n".to_vec())], mapping: Some(mapping), ..Sent::default() };
            sent.to(&user, "taken-in").await.invalid(pointer);
        }
        assert_eq!(head(&app, ws).await, before);
        assert!(all(&user, "/workspaces/taken-in/imports").await.is_empty());
    }
}
