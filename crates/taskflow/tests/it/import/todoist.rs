//! Todoist's three kinds of CSV.

use serde_json::json;

use super::{Imported, data, field, list, table, text};

/// Rows of a kind, as an ordinary reader of CSV has them.
fn rows(name: &str, kind: &str) -> usize {
    table(&data(&format!("todoist/{name}")))
        .iter()
        .filter(|row| field(row, "TYPE") == kind)
        .count()
}

fn words(content: &str, labels: bool) -> Vec<&str> {
    content
        .split_whitespace()
        .filter(|word| (word.len() > 1 && word.starts_with('@')) == labels)
        .collect()
}

on_both! {
    async fn todoist_with_a_mark_five_levels_and_attachments(app: TestApp) {
        let name = "full-todoist-project.csv";
        let imported = Imported::of(&app, "todoist", &[name]).await;
        assert_eq!(imported.tasks.len(), rows(name, "task"));
        assert_eq!(imported.count("comments"), rows(name, "note") as i64);
        assert_eq!(imported.report["project_name"], "full-todoist-project");
        let up = |title: &str| imported.parent(imported.task(title)).map(|parent| text(parent, "title").to_owned());
        assert_eq!(up("task level four").as_deref(), Some("task level three"));
        assert_eq!(up("task level two").as_deref(), Some("task level one"));
        assert_eq!(up("task level one"), None);
        let heading = imported.task("unclickable task");
        assert_eq!(up("another subtask with a note").as_deref(), Some("unclickable task"));
        assert_eq!((&heading["priority"], &heading["counts"]["subtasks"]), (&json!("none"), &json!(2)));
        let dated = imported.task("clickable subtask, scheduled");
        assert_eq!((&dated["priority"], imported.tags(dated)), (&json!("high"), vec!["/munich", "30min"]));
        assert_eq!((&dated["due"], text(dated, "description")), (&json!(null), "- Date: 4 Jan"), "no year is made up");
        let files = imported.comments(imported.task("task with various attachments")).await;
        let raw = String::from_utf8(data(&format!("todoist/{name}"))).unwrap();
        let marks = raw.matches("[[file ").count();
        assert_eq!(files.iter().map(|said| said.matches("](<https://").count()).sum::<usize>(), marks);
        assert_eq!(imported.noted("attachment").len(), marks);
        assert!(files[0].contains("[Screenshot 2017-01-02 00.44.50.png](<https://d1x0mwiac2rqwt.cloudfront.net/"), "{}", files[0]);
        let said = imported.comments(imported.task("task level one")).await;
        assert_eq!(said, ["**Bernhard**:\n\nnote for level one task\n\nwith a few linebreaks, \nof course"]);
    }

    async fn todoist_with_sections_and_rows_of_too_many_fields(app: TestApp) {
        let imported = Imported::of(&app, "todoist", &["house-admin.csv"]).await;
        assert_eq!(imported.tasks.len(), rows("house-admin.csv", "task"));
        let broken = "Check oil, coolant, and washer fluid levels";
        assert_eq!(imported.noted("row"), [broken]);
        let section = ("3\u{fe0f}\u{20e3} Vehicle & MOT", "todo");
        assert_eq!((imported.status(imported.task(broken)), &imported.task(broken)["priority"]), (section, &json!("high")));
        for row in table(&data("todoist/house-admin.csv")) {
            let title = field(&row, "CONTENT");
            match field(&row, "TYPE") {
                "section" => assert!(imported.status_names().contains(&title), "{title}"),
                _ if broken.starts_with(title) => {}
                _ => {
                    let wanted = ["urgent", "high", "medium", "none"][field(&row, "PRIORITY").parse::<usize>().unwrap() - 1];
                    assert_eq!(imported.task(title)["priority"], wanted, "{title}");
                }
            }
        }
    }

    async fn todoist_in_fifteen_columns(app: TestApp) {
        let name = "saas-wind-down.csv";
        let imported = Imported::of(&app, "todoist", &[name]).await;
        assert_eq!(imported.tasks.len(), rows(name, "task"));
        let mut above = String::new();
        for row in table(&data(&format!("todoist/{name}"))).iter().filter(|row| field(row, "TYPE") == "task") {
            let title = words(field(row, "CONTENT"), false).join(" ");
            let task = imported.task(&title);
            let mut labels: Vec<&str> = words(field(row, "CONTENT"), true).iter().map(|word| &word[1..]).collect();
            labels.sort_unstable();
            assert_eq!(imported.tags(task), labels);
            let parent = imported.parent(task).map(|parent| text(parent, "title"));
            if field(row, "INDENT") == "1" {
                assert_eq!(parent, None);
                above = title;
            } else {
                assert_eq!(parent, Some(above.as_str()));
            }
        }
        let described = imported.tasks.iter().find(|task| text(task, "title").starts_with("Uninstall the Todoist app")).unwrap();
        assert!(text(described, "description").starts_with("Check the Windows install folder"));
        assert!(text(described, "description").ends_with("- Duration: 25 minute"));
        assert!(imported.noted("row").is_empty(), "the meta row says nothing of the work");
    }

    async fn todoist_with_odd_letters_and_quotes(app: TestApp) {
        let imported = Imported::of(&app, "todoist", &["unicode-and-quotes.csv"]).await;
        let rows = table(&data("todoist/unicode-and-quotes.csv"));
        let titles: Vec<&str> = rows.iter().filter(|row| field(row, "TYPE") == "task").map(|row| field(row, "CONTENT")).collect();
        assert_eq!(titles.len(), 3);
        titles.iter().for_each(|title| assert!(imported.task(title)["id"].is_string()));
        assert_eq!(imported.parent(imported.task(titles[1])).unwrap()["title"], titles[0]);
        let note = rows.iter().find(|row| field(row, "TYPE") == "note").unwrap();
        assert_eq!(imported.comments(imported.task(titles[0])).await, [format!("**Bernhard**:\n\n{}", field(note, "CONTENT"))]);
        assert_eq!(list(&imported.report, "projects").len(), 1);
    }
}
