//! Tasks in groups: counts, first cards and how to go on, against the plain list.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::Desk;
use crate::support::Client;
use crate::task::status_of;

const GROUPS: [&str; 8] =
    ["status", "category", "priority", "assignee", "tag", "project", "milestone", "cycle"];

/// Thirty tasks of all kinds in the open project, five in the private one.
async fn furnish(desk: &Desk) {
    let mut tags = Vec::new();
    for name in ["bug", "area"] {
        tags.push(
            desk.owner
                .post("/workspaces/desk/tags")
                .json(json!({ "name": name }))
                .await
                .status(201)
                .id(),
        );
    }
    let mut statuses = Vec::new();
    for category in ["backlog", "todo", "in_progress", "done"] {
        statuses.push(status_of(&desk.owner, desk.project, category).await);
    }
    let people = [desk.owner.id, desk.member.id, desk.commenter.id];
    for n in 0..30_usize {
        let priority = ["none", "low", "high"][n % 3];
        let (assignees, tags) = (&people[..n % 3], &tags[..n % 5 % 3]);
        let status = statuses[n % 4 * (n % 3) / 2 % 4];
        let mut body = json!({
            "title": format!("Task {n}"), "status_id": status,
            "priority": priority,
            "assignee_ids": assignees, "tag_ids": tags,
        });
        if n % 4 == 0 {
            body["due"] = json!({ "date": format!("2026-11-{:02}", 1 + n % 7) });
        }
        desk.owner.task_with(desk.project, body).await;
    }
    for n in 0..5 {
        desk.secret_task(&format!("Secret {n}")).await;
    }
}

/// All tasks of a list.
async fn all(client: &Client, path: &str, cursor: Option<&str>) -> Vec<String> {
    let mut cursor = cursor.map(str::to_owned);
    let mut found = Vec::new();
    loop {
        let more = cursor.as_ref().map_or(String::new(), |cursor| format!("&cursor={cursor}"));
        let page = client.get(format!("{path}&limit=3{more}")).await.status(200);
        found.extend(page.texts("id").into_iter().map(str::to_owned));
        match page.at("/next_cursor") {
            Value::Null => return found,
            next => cursor = Some(next.as_str().unwrap().to_owned()),
        }
    }
}

/// All groups, a page of two at a time.
async fn groups(client: &Client, path: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut more = String::new();
    loop {
        let page = client.get(format!("{path}&limit=2{more}")).await.status(200);
        found.extend(page.items().iter().cloned());
        match page.at("/next_cursor") {
            Value::Null => return found,
            next => more = format!("&cursor={}", next.as_str().unwrap()),
        }
    }
}

/// What a task belongs to.
fn values(task: &Value, by: &str) -> Vec<String> {
    let list = |field: &str| -> Vec<String> {
        task[field]
            .as_array()
            .unwrap()
            .iter()
            .map(|id| id.as_str().unwrap().to_owned())
            .collect()
    };
    let one = |field: &str| task[field].as_str().map(str::to_owned).into_iter().collect();
    let mut values = match by {
        "assignee" => list("assignee_ids"),
        "tag" => list("tag_ids"),
        "category" => one("status_category"),
        "priority" => one("priority"),
        other => one(&format!("{other}_id")),
    };
    if values.is_empty() {
        values.push("none".to_owned());
    }
    values.into_iter().map(|value| format!("{by}:{value}")).collect()
}

async fn agrees(client: &Client, base: &str, by: &str, rest: &str) {
    let plain = client.get(format!("{base}?limit=200{rest}")).await.status(200);
    let mut wanted: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for task in plain.items() {
        for key in values(task, by) {
            wanted.entry(key).or_default().push(task["id"].as_str().unwrap().to_owned());
        }
    }
    let found = groups(client, &format!("{base}/groups?group_by={by}&cards=4{rest}")).await;
    let mut seen = 0;
    for group in &found {
        let key = group["key"].as_str().unwrap();
        let ids = wanted.get(key).cloned().unwrap_or_default();
        assert_eq!(group["count"], ids.len(), "{by}{rest}: {key}");
        seen += usize::from(!ids.is_empty());
        let mut cards: Vec<String> = group["tasks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|task| task["id"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(cards.len(), ids.len().min(4));
        if let Some(cursor) = group["next_cursor"].as_str() {
            cards.extend(all(client, &format!("{base}?group={key}{rest}"), Some(cursor)).await);
        }
        assert_eq!(cards, ids, "{by}{rest}: {key}");
    }
    assert_eq!(seen, wanted.len(), "{by}{rest}: each group once");
}

on_both! {
    async fn groups_are_the_list_in_parts(app: TestApp) {
        let desk = Desk::new(&app).await;
        furnish(&desk).await;
        let project = format!("/projects/{}/tasks", desk.project);
        for rest in ["", "&sort=position", "&sort=-due,title", "&assignee_id=me&sort=title",
            "&filter=priority%20%3D%20high&sort=number"] {
            for by in GROUPS {
                agrees(&desk.owner, &project, by, rest).await;
                agrees(&desk.owner, "/workspaces/desk/tasks", by, rest).await;
            }
        }
        agrees(&desk.viewer, "/workspaces/desk/tasks", "project", "").await;
        agrees(&desk.member, "/workspaces/desk/tasks", "status", "&sort=due").await;
    }

    async fn a_board_has_all_its_columns_in_order(app: TestApp) {
        let desk = Desk::new(&app).await;
        let doing = status_of(&desk.owner, desk.project, "in_progress").await;
        desk.owner.patch(format!("/projects/{}/statuses/{doing}", desk.project)).json(json!({ "wip_limit": 3 })).await;
        desk.task("Only").await;
        let path = format!("/projects/{}/tasks/groups", desk.project);
        let board = desk.viewer.get(format!("{path}?group_by=status&sort=position&include=total")).await.status(200)
            .has("/total", 5).has("/next_cursor", json!(null));
        assert_eq!(board.texts("name"), ["Backlog", "To do", "In progress", "Done", "Cancelled"]);
        assert_eq!(board.texts("category"), ["backlog", "todo", "in_progress", "done", "cancelled"]);
        let counts: Vec<&Value> = board.items().iter().map(|group| &group["count"]).collect();
        assert_eq!(counts, [&json!(0), &json!(1), &json!(0), &json!(0), &json!(0)]);
        board.has("/items/1/tasks/0/title", "Only").has("/items/1/next_cursor", json!(null));
        let ranks = desk.owner.get(format!("{path}?group_by=priority&cards=0")).await.status(200);
        assert_eq!(ranks.texts("key"), ["priority:urgent", "priority:high", "priority:medium", "priority:low", "priority:none"]);
        ranks.has("/items/4/count", 1).has("/items/4/tasks", json!([])).has("/items/4/next_cursor", json!(null));
        let all = desk.owner.get("/workspaces/desk/tasks/groups?group_by=category&fields=title").await.status(200);
        let task = all.at("/items/1/tasks/0").as_object().unwrap();
        assert_eq!(task.len(), 2, "{task:?}");
    }

    async fn lanes_split_the_counts(app: TestApp) {
        let desk = Desk::new(&app).await;
        furnish(&desk).await;
        let path = format!("/projects/{}/tasks", desk.project);
        for (by, lane) in [("status", "priority"), ("status", "assignee"), ("assignee", "tag"), ("tag", "tag"), ("category", "status")] {
            let found = desk.owner.get(format!("{path}/groups?group_by={by}&lane_by={lane}&cards=0&limit=200")).await.status(200);
            for group in found.items() {
                for cell in group["lanes"].as_array().unwrap() {
                    let key = format!("{},{}", group["key"].as_str().unwrap(), cell["key"].as_str().unwrap());
                    let list = desk.owner.get(format!("{path}?group={key}&limit=200")).await.status(200);
                    assert_eq!(list.items().len(), cell["count"], "{key}");
                }
            }
        }
    }

    async fn what_may_not_be_seen_is_not_counted(app: TestApp) {
        let desk = Desk::new(&app).await;
        furnish(&desk).await;
        let path = "/workspaces/desk/tasks/groups?group_by=project";
        assert_eq!(desk.owner.get(path).await.status(200).texts("name"), ["Secret", "Web"]);
        for who in [&desk.member, &desk.viewer] {
            let found = who.get(path).await.status(200);
            assert_eq!(found.texts("name"), ["Web"]);
            let hidden = who.get(format!("/workspaces/desk/tasks?group=project:{}", desk.private)).await.status(200);
            assert!(hidden.items().is_empty());
            who.get(format!("{path}&project_id={}", desk.private)).await.problem(404, "not_found");
        }
        desk.stranger.get(path).await.problem(404, "not_found");
        let trashed = desk.task("Gone").await;
        desk.owner.delete(format!("/tasks/{trashed}")).await.status(204);
        desk.member.get(path).await.status(200).has("/items/0/count", 30);
        desk.member.get(format!("{path}&trashed=true")).await.status(200).has("/items/0/count", 1);
    }

    async fn wrong_questions_are_refused(app: TestApp) {
        let desk = Desk::new(&app).await;
        let path = format!("/projects/{}/tasks/groups", desk.project);
        for (query, pointer) in [
            ("", "?group_by"),
            ("?group_by=size", "?group_by"),
            ("?group_by=status&lane_by=x", "?lane_by"),
            ("?group_by=status&cards=51", "?cards"),
            ("?group_by=status&cards=-1", "?cards"),
            ("?group_by=status&cards=20&limit=101", "?cards"),
            ("?group_by=status&limit=201", "?limit"),
            ("?group_by=status&colour=red", "?colour"),
            ("?group_by=status&sort=size", "?sort"),
            ("?group_by=status&filter=x", "?filter"),
            ("?group_by=status&group=x", "?group"),
        ] {
            let reply = desk.owner.get(format!("{path}{query}")).await.status(422);
            let found = reply.text_at("/errors/0/pointer").to_owned();
            assert!(found == pointer || query.is_empty(), "{query}: {reply}");
        }
        desk.owner.get(format!("{path}?group_by=status&cursor=x")).await.problem(400, "invalid_cursor");
        desk.owner.get(format!("/projects/{}/tasks/groups?group_by=status", Uuid::now_v7())).await.problem(404, "not_found");
    }

    async fn groups_have_the_sums_of_estimates(app: TestApp) {
        let desk = Desk::new(&app).await;
        for (priority, estimate) in [("high", json!(2.5)), ("high", json!(4)), ("low", json!(null)), ("low", json!(0.25))] {
            desk.owner.task_with(desk.project, json!({ "title": "t", "priority": priority, "estimate": estimate, "assignee_ids": [desk.owner.id] })).await;
        }
        let path = format!("/projects/{}/tasks/groups?group_by=priority&lane_by=assignee&cards=0", desk.project);
        let page = desk.viewer.get(path).await.status(200);
        let of = |name: &str| page.items().iter().find(|group| group["name"] == name).unwrap().clone();
        assert_eq!((&of("high")["count"], &of("high")["estimate"], &of("high")["lanes"][0]["estimate"]), (&json!(2), &json!(6.5), &json!(6.5)));
        assert_eq!((&of("low")["count"], &of("low")["estimate"]), (&json!(2), &json!(0.25)));
        assert_eq!((&of("urgent")["count"], &of("urgent")["estimate"]), (&json!(0), &json!(0.0)));
        let overview = desk.viewer.get(format!("/projects/{}/overview", desk.project)).await.status(200);
        let todo = overview.at("/categories").as_array().unwrap().iter().find(|lane| lane["name"] == "todo").unwrap();
        assert_eq!((&todo["count"], &todo["estimate"]), (&json!(4), &json!(6.75)));
    }

    async fn a_custom_field_makes_groups(app: TestApp) {
        let desk = Desk::new(&app).await;
        let make = async |body: Value| desk.owner.post(format!("/projects/{}/custom-fields", desk.project)).json(body).await.status(201);
        let size = make(json!({ "name": "Size", "type": "select", "options": [{ "name": "S" }, { "name": "M" }, { "name": "L", "colour": "#EF4444" }] })).await;
        let parts = make(json!({ "name": "Parts", "type": "multi_select", "options": [{ "name": "web" }, { "name": "api" }] })).await;
        let reviewer = make(json!({ "name": "Reviewer", "type": "person" })).await;
        let points = make(json!({ "name": "Points", "type": "number" })).await;
        let option = |field: &crate::support::Reply, place: usize| field.at(&format!("/options/{place}/id")).clone();
        for (title, values) in [
            ("one", json!({ (size.text_at("/id")): option(&size, 2), (parts.text_at("/id")): [option(&parts, 0), option(&parts, 1)] })),
            ("two", json!({ (size.text_at("/id")): option(&size, 0), (parts.text_at("/id")): [option(&parts, 1)], (reviewer.text_at("/id")): desk.member.id })),
            ("three", json!({ (size.text_at("/id")): option(&size, 2) })),
            ("four", json!({})),
        ] {
            desk.owner.task_with(desk.project, json!({ "title": title, "custom_fields": values })).await;
        }
        let path = format!("/projects/{}/tasks", desk.project);
        let counts = async |by: &crate::support::Reply| -> Vec<(Value, i64)> {
            let found = groups(&desk.viewer, &format!("{path}/groups?group_by=field.{}", by.id())).await;
            for group in &found {
                let (key, count) = (group["key"].as_str().unwrap(), group["count"].as_i64().unwrap());
                let listed = all(&desk.viewer, &format!("{path}?group={key}"), None).await;
                assert_eq!(listed.len(), usize::try_from(count).unwrap(), "{key}");
                assert_eq!(group["tasks"].as_array().unwrap().len(), listed.len());
            }
            found.iter().map(|group| (group["name"].clone(), group["count"].as_i64().unwrap())).collect()
        };
        assert_eq!(counts(&size).await, [(json!("S"), 1), (json!("M"), 0), (json!("L"), 2), (json!(null), 1)]);
        assert_eq!(counts(&parts).await, [(json!("web"), 1), (json!("api"), 2), (json!(null), 2)]);
        assert_eq!(counts(&reviewer).await, [(json!("mia"), 1), (json!(null), 3)]);
        let lanes = desk.viewer.get(format!("{path}/groups?group_by=category&lane_by=field.{}", size.id())).await.status(200);
        let todo = lanes.items().iter().find(|group| group["name"] == "todo").unwrap();
        let spread: Vec<(&Value, &Value)> = todo["lanes"].as_array().unwrap().iter().map(|lane| (&lane["name"], &lane["count"])).collect();
        assert_eq!(spread, [(&json!("S"), &json!(1)), (&json!("L"), &json!(2)), (&json!(null), &json!(1))]);
        desk.viewer.get(format!("{path}/groups?group_by=field.{}", points.id())).await.invalid("?group_by");
        desk.viewer.get(format!("{path}/groups?group_by=status&lane_by=field.{}", Uuid::now_v7())).await.invalid("?lane_by");
        desk.viewer.get(format!("{path}/groups?group_by=field.size")).await.invalid("?group_by");
        let hidden = desk.owner.post(format!("/projects/{}/custom-fields", desk.private)).json(json!({ "name": "x", "type": "person" })).await.status(201).id();
        desk.member.get(format!("/workspaces/desk/tasks/groups?group_by=field.{hidden}")).await.invalid("?group_by");
    }
}
