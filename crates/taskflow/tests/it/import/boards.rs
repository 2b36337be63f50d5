//! WeKan, Planka and Vikunja.

use serde_json::{Value, json};

use super::{Imported, Sent, data, list, text};

fn read(name: &str) -> Value {
    serde_json::from_slice(&data(name)).unwrap()
}

on_both! {
    async fn wekan_with_checklists_comments_and_an_archived_card(app: TestApp) {
        let imported = Imported::of(&app, "wekan", &["wekan_export.json"]).await;
        let file = read("wekan/wekan_export.json");
        let find = |kind: &str, id: &Value| list(&file, kind).iter().find(|thing| thing["_id"] == *id).unwrap().clone();
        assert_eq!(imported.count("tasks"), list(&file, "cards").len() as i64);
        assert_eq!(imported.count("subtasks"), list(&file, "checklistItems").len() as i64);
        assert_eq!(imported.count("comments"), list(&file, "comments").len() as i64);
        assert_eq!(imported.status_names(), list(&file, "lists").iter().map(|list| text(list, "title")).collect::<Vec<_>>());
        for card in list(&file, "cards") {
            let task = imported.task(text(card, "title"));
            assert_eq!(imported.status(task).0, find("lists", &card["listId"])["title"]);
            let mut labels: Vec<String> = list(card, "labelIds").iter().map(|id| text(&find("labels", id), "name").to_owned()).collect();
            labels.sort();
            assert_eq!(imported.tags(task), labels);
            assert_eq!(!task["archived_at"].is_null(), card["archived"] == true);
            assert!(text(task, "description").starts_with(text(card, "description")));
            assert_eq!(task["start_on"].as_str(), card["startAt"].as_str().map(|at| &at[..10]));
            assert_eq!(task["due_at"].as_str().map(|at| &at[..16]), card["dueAt"].as_str().map(|at| &at[..16]));
            let said = imported.comments(task).await;
            let own: Vec<&Value> = list(&file, "comments").iter().filter(|one| one["cardId"] == card["_id"]).collect();
            assert_eq!(said.len(), own.len());
            own.iter().for_each(|one| assert!(said.iter().any(|said| said.ends_with(text(one, "text")))));
        }
        for item in list(&file, "checklistItems") {
            let task = imported.task(text(item, "title"));
            assert_eq!(task["status_category"] == "done", item["isFinished"] == true);
            assert_eq!(imported.parent(task).unwrap()["title"], "Fix authentication flow");
        }
        assert_eq!(imported.noted("attachment"), ["note.txt"]);
    }

    async fn planka_in_four_answers(app: TestApp) {
        let files = ["card_2000_comments.json", "board_10.json", "list_1003_cards.json", "projects.json"];
        let imported = Imported::of(&app, "planka", &files).await;
        let board = read("planka/board_10.json");
        let cards = list(&board["included"], "cards");
        assert_eq!(imported.count("tasks"), cards.len() as i64 + 1, "and one of the archive");
        assert_eq!(imported.report["project_name"], "Multi Board Project: Board A");
        assert_eq!(imported.status_names(), ["To Do", "In Progress", "Done"]);
        let archived = imported.task("Archived card");
        assert!(archived["archived_at"].is_string() && text(archived, "description").starts_with("old"));
        assert_eq!(imported.tags(archived), ["Bug"]);
        for card in cards {
            let task = imported.task(text(card, "name"));
            let closed = card["isClosed"] == true || card["listId"] == "1002";
            assert_eq!(task["status_category"] == "done", closed, "{}", card["name"]);
            assert_eq!(task["due_at"].as_str().map(|at| &at[..16]), card["dueDate"].as_str().map(|at| &at[..16]));
        }
        let first = imported.task("First card");
        assert_eq!(imported.tags(first), ["Bug", "Weird"]);
        let said = text(first, "description");
        for part in ["Some **markdown**", "[Vikunja](<https://vikunja.io>)", "Priority: High", "Estimate: 3d", "Members there: Other Person"] {
            assert!(said.contains(part), "{part} in {said}");
        }
        let comments = imported.comments(first).await;
        assert!(comments[0].starts_with("**Other Person**, 2024-01-03 00:00 UTC:\n\nHello"), "{comments:?}");
        assert!(comments[1].starts_with("**Me**, "), "{comments:?}");
        let steps = imported.task("Card with checklist");
        assert_eq!((&steps["counts"]["subtasks"], &steps["counts"]["subtasks_done"]), (&json!(2), &json!(1)));
        assert_eq!(imported.tags(steps), ["sunny grass"]);
        assert_eq!(imported.noted("attachment").len(), 3);
    }

    async fn planka_people_are_members_by_their_addresses(app: TestApp) {
        let mut projects = read("planka/projects.json");
        projects["included"]["users"][0]["email"] = json!("importer@example.org");
        let mut board = read("planka/board_10.json");
        board["included"]["cardMemberships"][0]["userId"] = json!("1");
        let files = vec![("projects.json", projects.to_string().into_bytes()), ("board.json", board.to_string().into_bytes())];
        let imported = Imported::sent(&app, Sent { format: "planka", files, ..Sent::default() }).await;
        assert_eq!(imported.task("First card")["assignee_ids"], json!([imported.user.id]));
        let missing = list(&imported.report, "notes").iter().filter(|note| text(note, "message").contains("comments are not in"));
        assert_eq!(missing.count(), 1, "the comments' file was not sent");
    }

    async fn vikunja_with_an_empty_project(app: TestApp) {
        let imported = Imported::of(&app, "vikunja", &["data.json"]).await;
        let file = read("vikunja/data.json");
        let projects = file.as_array().unwrap();
        let names: Vec<&str> = list(&imported.report, "projects").iter().map(|project| text(project, "name")).collect();
        assert_eq!(names, projects.iter().map(|project| text(project, "title")).collect::<Vec<_>>());
        let tasks = list(&projects[0], "tasks");
        assert_eq!(imported.tasks.len(), tasks.len());
        let first = imported.task(text(&tasks[0], "title"));
        assert_eq!(imported.tags(first), ["test"]);
        assert_eq!(imported.status(first), ("Test Bucket", "todo"));
        assert_eq!(first["due"], json!(null), "the year 1 is no date");
        assert!(text(first, "description").contains("Attachment: grant-whitty-546453-unsplash.jpg"));
        let said = imported.comments(first).await;
        assert_eq!(said, ["**Somebody**, 2023-01-13 15:08 UTC:\n\nThis is a comment"]);
        assert_eq!(imported.noted("attachment"), ["grant-whitty-546453-unsplash.jpg"]);
    }
}
