//! Microsoft To Do and TickTick.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Imported, data, field, line, list, text};

/// Each of these holds one task.
const TODO: [(&str, Option<&str>, Option<&str>); 8] = [
    ("basic_task.json", None, None),
    ("basic_task_with_due_date.json", Some("2023-07-19"), None),
    ("repeat_daily.json", Some("2023-08-01"), Some("FREQ=DAILY")),
    ("repeat_monthly.json", Some("2023-08-07"), Some("FREQ=MONTHLY;BYMONTHDAY=7")),
    ("repeat_yearly.json", Some("2023-08-01"), Some("FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=1")),
    ("task_with_completed_subtask.json", None, None),
    ("task_with_reminder.json", None, None),
    ("task_with_subtasks.json", None, None),
];

/// The table of a backup, without the lines that stand before it.
fn backup(name: &str) -> Vec<std::collections::BTreeMap<String, Vec<String>>> {
    let text = String::from_utf8(data(&format!("ticktick/{name}"))).unwrap();
    super::table(&text.as_bytes()[text.find("\"Folder Name\"").unwrap()..])
}

on_both! {
    async fn every_list_of_microsoft_todo(app: TestApp) {
        // All these lists say the same id, so they come together as the pages of one.
        let names: Vec<&str> = TODO.iter().map(|(name, ..)| *name).collect();
        let imported = Imported::of(&app, "microsoft-todo", &names).await;
        assert_eq!(list(&imported.report, "projects").len(), 1);
        let mut steps = 0;
        for (name, due, rule) in TODO {
            let file: Value = serde_json::from_slice(&data(&format!("microsoft-todo/{name}"))).unwrap();
            let given = &file["value"][0];
            let items = given["checklistItems"].as_array().cloned().unwrap_or_default();
            steps += items.len();
            let titled: Vec<&Value> = imported.tasks.iter().filter(|task| task["title"] == given["title"]).collect();
            let task = titled.iter().find(|task| task["due"]["date"].as_str() == due).unwrap();
            assert_eq!(task["recurrence"]["rrule"].as_str(), rule, "{name}");
            assert_eq!(task["priority"], if given["importance"] == "high" { "high" } else { "none" });
            assert_eq!(task["counts"]["subtasks"], items.len());
            let checked = items.iter().filter(|item| item["isChecked"] == true).count();
            assert_eq!(task["counts"]["subtasks_done"], checked);
            assert_eq!(imported.status(task), ("Not started", "todo"));
        }
        assert_eq!((imported.count("tasks"), imported.count("subtasks")), (TODO.len() as i64, steps as i64));
        assert!(imported.tasks.iter().any(|task| text(task, "description") == "- Reminder: 2023-07-22 14:00 UTC"));
    }

    async fn ticktick_with_lines_before_the_table(app: TestApp) {
        let imported = Imported::of(&app, "ticktick", &["export.csv"]).await;
        let rows = backup("export.csv");
        assert_eq!(imported.tasks.len(), rows.len());
        let lists: BTreeSet<&str> = rows.iter().map(|row| field(row, "List Name")).collect();
        let names: BTreeSet<&str> = list(&imported.report, "projects").iter().map(|project| text(project, "name")).collect();
        assert_eq!(names, lists);
        for row in &rows {
            let task = imported.task(field(row, "Title"));
            let mut tags: Vec<&str> = field(row, "Tags").split(", ").filter(|tag| !tag.is_empty()).collect();
            tags.sort_unstable();
            assert_eq!(imported.tags(task), tags);
            assert!(text(task, "description").starts_with(field(row, "Content")));
            let done = field(row, "Status") != "0";
            assert_eq!((task["status_category"] == "done", task["archived_at"].is_string()), (done, done));
            let parent = rows.iter().find(|other| field(other, "taskId") == field(row, "parentId"));
            assert_eq!(imported.parent(task).map(|up| text(up, "title")), parent.map(|up| field(up, "Title")));
        }
        // Whole days are midnights of a zone, told in UTC.
        for (title, date) in [
            ("Task with reminder and dates", "2018-12-12"),
            ("Task with due date", "2023-03-29"),
            ("Welcome task", "2023-06-14"),
        ] {
            assert_eq!(imported.task(title)["due"], json!({ "date": date }));
        }
    }

    async fn ticktick_with_line_breaks_in_cells(app: TestApp) {
        let imported = Imported::of(&app, "ticktick", &["multiline.csv"]).await;
        let rows = backup("multiline.csv");
        assert_eq!((imported.tasks.len(), rows.len()), (2, 2));
        let task = imported.task(&line(field(&rows[0], "Title")));
        assert!(text(task, "description").starts_with(field(&rows[0], "Content")));
        assert_eq!(imported.tags(task), ["urgent", "work"]);
    }
}
