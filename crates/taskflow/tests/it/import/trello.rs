//! Trello boards, imported: two real exports, counted from the file by other code than the importer's.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{all, data, finished, line, list, text};
use crate::support::{TestApp, User};

fn board(name: &str) -> (Vec<u8>, Value) {
    let bytes = data(&format!("trello/{name}"));
    let value = serde_json::from_slice(&bytes).unwrap();
    (bytes, value)
}

/// Uploads a board and takes it in; answers the report.
async fn upload(user: &User, query: &str, bytes: &[u8]) -> Value {
    let reply = user
        .post(format!("/workspaces/trello/imports/trello{query}"))
        .body("application/json", bytes.to_vec())
        .await;
    finished(user, reply.status(201).json(), "done").await["report"].clone()
}

/// Imports a board twice and compares what the API then shows with the file.
async fn whole_board(app: &TestApp, name: &str) {
    let (bytes, file) = board(name);
    let user = app.user("importer").await;
    user.workspace("trello").await;

    let report = upload(&user, "", &bytes).await;
    assert!(
        report["counts"]
            .as_object()
            .unwrap()
            .iter()
            .all(|(kind, count)| kind == "people" || count["refused"] == 0)
    );
    let noted = |kind: &str| -> BTreeSet<&str> {
        list(&report, "notes")
            .iter()
            .filter(|note| note["kind"] == kind)
            .map(|note| text(note, "external_id"))
            .collect()
    };

    let project = text(&report, "project_id").to_owned();
    let statuses = all(&user, &format!("/projects/{project}/statuses")).await;
    let names: BTreeMap<&str, &str> = statuses
        .iter()
        .map(|status| (text(status, "id"), text(status, "name")))
        .collect();
    let lists: BTreeMap<&str, &Value> =
        list(&file, "lists").iter().map(|list| (text(list, "id"), list)).collect();
    for (id, list) in &lists {
        let there = names.values().any(|name| *name == line(text(list, "name")));
        assert!(there || noted("list").contains(id), "list {list} is neither there nor named");
    }

    let tags = all(&user, "/workspaces/trello/tags").await;
    let tag_names: BTreeMap<&str, &str> =
        tags.iter().map(|tag| (text(tag, "id"), text(tag, "name"))).collect();
    let mut tasks = all(&user, &format!("/projects/{project}/tasks?archived=false")).await;
    tasks.extend(all(&user, &format!("/projects/{project}/tasks?archived=true")).await);
    let (cards, items): (Vec<&Value>, Vec<&Value>) =
        tasks.iter().partition(|task| task["parent_id"].is_null());
    assert_eq!(cards.len(), list(&file, "cards").len());
    let checked: usize = list(&file, "checklists")
        .iter()
        .map(|checklist| list(checklist, "checkItems").len())
        .sum();
    assert_eq!(items.len(), checked);

    // Titles are not unique on a board, so whole cards are compared as multisets.
    let label = |card: &Value| -> BTreeSet<String> {
        let named = |label: &Value| match text(label, "name") {
            "" => text(label, "color").replace('_', " "),
            name => name.to_owned(),
        };
        list(card, "labels").iter().map(named).collect()
    };
    let mut expected: Vec<_> = list(&file, "cards")
        .iter()
        .map(|card| {
            let list = lists[text(card, "idList")];
            let due = card["due"].as_str().map(|due| due[..16].to_owned());
            let archived = card["closed"] == true || list["closed"] == true;
            (line(text(card, "name")), line(text(list, "name")), label(card), due, archived)
        })
        .collect();
    let mut found: Vec<_> = cards
        .iter()
        .map(|task| {
            let tags = list(task, "tag_ids")
                .iter()
                .map(|id| tag_names[id.as_str().unwrap()].to_owned())
                .collect();
            let due = task["due_at"].as_str().map(|due| due[..16].to_owned());
            (
                text(task, "title").to_owned(),
                names[text(task, "status_id")].to_owned(),
                tags,
                due,
                !task["archived_at"].is_null(),
            )
        })
        .collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);

    let comments: i64 = cards.iter().map(|task| task["counts"]["comments"].as_i64().unwrap()).sum();
    let spoken = list(&file, "actions").iter().filter(|action| action["type"] == "commentCard");
    assert_eq!(comments as usize, spoken.clone().count());
    if let Some(action) = spoken.clone().next() {
        let title = line(text(&action["data"]["card"], "name"));
        let task = cards.iter().find(|task| text(task, "title") == title).unwrap();
        let said = all(&user, &format!("/tasks/{}/comments", text(task, "id"))).await;
        let (author, words) = (text(&action["memberCreator"], "fullName"), text(&action["data"], "text"));
        assert!(
            said.iter().any(
                |comment| text(comment, "body").contains(author) && text(comment, "body").contains(words)
            )
        );
    }
    for card in list(&file, "cards").iter().filter(|card| !list(card, "idMembers").is_empty()) {
        let title = line(text(card, "name"));
        let people: BTreeSet<&str> = list(card, "idMembers").iter().map(|id| id.as_str().unwrap()).collect();
        let all_named = |task: &&&Value| {
            let members = list(&file, "members")
                .iter()
                .filter(|member| people.contains(text(member, "id")));
            members.clone().count() == people.len()
                && members
                    .clone()
                    .all(|member| text(task, "description").contains(text(member, "fullName")))
        };
        assert!(
            cards
                .iter()
                .filter(|task| text(task, "title") == title)
                .any(|task| all_named(&task)),
            "people of {title}"
        );
    }
    let members: BTreeSet<&str> = list(&file, "members").iter().map(|member| text(member, "id")).collect();
    assert_eq!(noted("person"), members, "everybody is named in the report");
    let attachments = list(&file, "cards")
        .iter()
        .flat_map(|card| list(card, "attachments"))
        .map(|attachment| text(attachment, "id"));
    assert_eq!(noted("attachment"), attachments.collect());

    let before = app
        .parts()
        .db
        .read(|tx| taskflow::event::heads(tx, "workspace", uuid::Uuid::nil(), 10))
        .await
        .unwrap();
    let again = upload(&user, "", &bytes).await;
    for (kind, count) in again["counts"].as_object().unwrap() {
        assert_eq!(count["created"], 0, "{kind} was imported again");
    }
    let after = app
        .parts()
        .db
        .read(|tx| taskflow::event::heads(tx, "workspace", uuid::Uuid::nil(), 10))
        .await
        .unwrap();
    assert_eq!(before[0].seq, after[0].seq, "importing again changes nothing");
    assert_eq!(all(&user, "/workspaces/trello/imports").await.len(), 2);
}

on_both! {
    async fn a_board_with_archived_cards_checklists_and_comments(app: TestApp) {
        whole_board(&app, "gocd_test_drive_board.json").await;
    }

    async fn a_board_of_206_cards(app: TestApp) {
        whole_board(&app, "tellybox_public_board.json").await;
    }

    async fn people_are_members_when_the_importer_says_who_they_are(app: TestApp) {
        let user = app.user("ana").await;
        user.workspace("trello").await;
        let file = json!({
            "id": "b", "name": "Small", "lists": [{ "id": "l", "name": "Doing" }],
            "members": [{ "id": "m1", "fullName": "Ana There", "username": "ana1" }, { "id": "m2", "fullName": "Bo", "username": "bo" }],
            "cards": [{ "id": "c", "name": "Both", "idList": "l", "idMembers": ["m1", "m2"] }]
        });
        let report = upload(&user, "?people=ana1=ana@example.org", file.to_string().as_bytes()).await;
        let project = text(&report, "project_id").to_owned();
        let tasks = all(&user, &format!("/projects/{project}/tasks")).await;
        assert_eq!(tasks[0]["assignee_ids"], json!([user.id]));
        assert_eq!(tasks[0]["description"], "Members there: Bo");
        let statuses = all(&user, &format!("/projects/{project}/statuses")).await;
        assert!(statuses.iter().any(|status| status["name"] == "Doing" && status["category"] == "in_progress"));
    }

    async fn a_later_export_adds_what_is_new(app: TestApp) {
        let user = app.user("ana").await;
        user.workspace("trello").await;
        let mut file = json!({
            "id": "b", "name": "Small", "lists": [{ "id": "l", "name": "Doing" }],
            "cards": [{ "id": "c", "name": "One", "idList": "l" }], "checklists": [], "actions": []
        });
        let first = upload(&user, "", file.to_string().as_bytes()).await;
        let item = json!({ "id": "i", "name": "Item", "state": "complete" });
        file["checklists"] = json!([{ "id": "k", "idCard": "c", "checkItems": [item] }]);
        file["cards"].as_array_mut().unwrap().push(json!({ "id": "d", "name": "Two", "idList": "l" }));
        let second = upload(&user, "", file.to_string().as_bytes()).await;
        assert_eq!(second["project_id"], first["project_id"]);
        assert_eq!(second["counts"]["tasks"], json!({ "found": 2, "created": 1, "existing": 1, "refused": 0 }));
        let tasks = all(&user, &format!("/projects/{}/tasks", text(&first, "project_id"))).await;
        let one = tasks.iter().find(|task| task["title"] == "One").unwrap();
        assert_eq!((&one["counts"]["subtasks"], &one["counts"]["subtasks_done"]), (&json!(1), &json!(1)));
    }

    async fn other_files_are_refused_and_leave_nothing(app: TestApp) {
        let user = app.user("ana").await;
        user.workspace("trello").await;
        for bad in [&b"{}"[..], b"[1, 2", b"\xff\xfe", b"{\"id\": \"b\", \"name\": \"x\", \"lists\": {}, \"cards\": []}"] {
            let reply = user.post("/workspaces/trello/imports/trello").body("application/json", bad.to_vec()).await;
            reply.problem(422, "not_a_trello_board");
        }
        assert!(all(&user, "/workspaces/trello/projects").await.is_empty());
        let stranger = app.user("stranger").await;
        let reply = stranger.post("/workspaces/trello/imports/trello").body("application/json", b"{}".to_vec()).await;
        reply.problem(404, "not_found");
    }

    async fn ids_may_hold_anything(app: TestApp) {
        let user = app.user("ana").await;
        user.workspace("trello").await;
        let file = json!({
            "id": "b\0", "name": "Small", "lists": [{ "id": "l\0", "name": "Doing" }],
            "labels": [{ "id": "t\0", "name": "hot", "color": "red" }],
            "members": [{ "id": "m\0", "fullName": "Ana", "username": "ana\0" }],
            "cards": [{ "id": "c\0", "name": "One", "idList": "l\0", "idLabels": ["t\0"], "idMembers": ["m\0"] }],
            "checklists": [{ "id": "k\0", "idCard": "c\0", "checkItems": [{ "id": "i\0", "name": "Item", "state": "complete" }] }]
        });
        for counts in [(1, 0), (0, 1)] {
            let report = upload(&user, "", file.to_string().as_bytes()).await;
            let tasks = &report["counts"]["tasks"];
            assert_eq!((&tasks["created"], &tasks["existing"]), (&json!(counts.0), &json!(counts.1)), "{report}");
        }
        let reply = user.post("/workspaces/trello/imports/trello").body("application/json", file.to_string().into_bytes()).await.status(201);
        let people = json!({ "people": { "ana\0": "ana\0@example.org" } });
        user.patch(format!("/imports/{}", reply.id())).json(people).await.status(200);
    }
}
