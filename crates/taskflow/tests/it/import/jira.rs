//! Jira's CSV: 95 columns, of which two headings stand 21 times each.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::{Imported, data, field, line, table, text};

on_both! {
    async fn jira_with_hierarchy_and_wiki_markup(app: TestApp) {
        let imported = Imported::of(&app, "jira", &["jira_cloud_export.csv"]).await;
        let rows = table(&data("jira/jira_cloud_export.csv"));
        assert_eq!((imported.tasks.len(), rows.len()), (130, 130));
        let parts = rows.iter().filter(|row| !field(row, "Parent key").is_empty()).count();
        assert_eq!((imported.count("tasks"), imported.count("subtasks")), ((130 - parts) as i64, parts as i64));
        assert_eq!(imported.status_names(), ["To Do", "In Progress", "Done"]);

        // Titles are not unique, keys are; every description ends with its own.
        let by_key: BTreeMap<&str, _> = rows
            .iter()
            .map(|row| {
                let key = field(row, "Issue key");
                let mark = format!("- {key}, reported by {} on ", field(row, "Reporter"));
                let found: Vec<_> = imported.tasks.iter().filter(|task| text(task, "description").contains(&mark)).collect();
                assert_eq!(found.len(), 1, "{key}");
                (key, found[0])
            })
            .collect();
        for row in &rows {
            let task = by_key[field(row, "Issue key")];
            assert_eq!(text(task, "title"), line(field(row, "Summary")));
            assert_eq!(imported.status(task).0, field(row, "Status"));
            assert_eq!(task["priority"], "medium");
            let parent = by_key.get(field(row, "Parent key")).map(|parent| parent["id"].clone());
            assert_eq!(task["parent_id"], json!(parent), "{}", field(row, "Issue key"));
            let said = text(task, "description");
            assert!(said.contains(&format!("Type: {}", field(row, "Issue Type"))));
            let sprint = row.get("Sprint").and_then(|sprints| sprints.last());
            assert_eq!(imported.milestone(task)["name"].as_str(), sprint.map(String::as_str));
            if !field(row, "Assignee").is_empty() {
                assert!(said.contains(&format!("Members there: {}", field(row, "Assignee"))));
            }
            let kind = field(row, "Issue Type");
            let wanted = if matches!(kind, "Epic" | "Story") { vec![kind] } else { vec![] };
            assert_eq!(imported.tags(task), wanted);
        }
        let started: Vec<_> = imported.tasks.iter().filter_map(|task| task["start_on"].as_str()).collect();
        assert_eq!(started, ["2025-12-29"]);
        let bold = rows.iter().find(|row| field(row, "Description").starts_with("*Step 1: Start the System*")).unwrap();
        let said = text(by_key[field(bold, "Issue key")], "description");
        assert!(said.starts_with("**Step 1: Start the System**\n\n- Open terminal"), "{said}");
        let people: BTreeSet<&str> = rows.iter().map(|row| field(row, "Assignee")).filter(|name| !name.is_empty()).collect();
        assert_eq!(imported.noted("person").into_iter().collect::<BTreeSet<_>>(), people);
    }
}
