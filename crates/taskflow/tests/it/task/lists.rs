//! Lists of tasks: filters, orders, pages.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use uuid::Uuid;

use super::Desk;
use crate::support::{Client, Reply};

async fn all(client: &Client, path: &str, limit: usize) -> Vec<Value> {
    let mut found = Vec::new();
    let mut cursor = String::new();
    loop {
        let more = if cursor.is_empty() { String::new() } else { format!("&cursor={cursor}") };
        let page: Reply = client.get(format!("{path}&limit={limit}{more}")).await.status(200);
        assert!(page.items().len() <= limit);
        found.extend(page.items().iter().cloned());
        match page.at("/next_cursor") {
            Value::Null => return found,
            next => cursor = next.as_str().unwrap().to_owned(),
        }
    }
}

fn key<'a>(task: &'a Value, sort: &str) -> (bool, &'a Value) {
    let field = match sort {
        "created" => "created_at",
        "updated" => "updated_at",
        other => other,
    };
    (task[field].is_null(), &task[field])
}

/// Whether two neighbours stand as the order says; equal ones go by id.
fn in_order(a: &Value, b: &Value, sort: &str) -> bool {
    let (descending, sort) = (sort.starts_with('-'), sort.trim_start_matches('-'));
    let rank = |task: &Value| match sort {
        "priority" => ["none", "low", "medium", "high", "urgent"]
            .iter()
            .position(|name| task["priority"] == *name)
            .unwrap()
            .to_string(),
        "number" => format!("{:08}", task["number"].as_i64().unwrap()),
        "due" => match (&task["due"], &task["due_at"]) {
            (Value::Null, _) => String::new(),
            (due, Value::Null) => format!("{}T23:59:59.999Z", due["date"].as_str().unwrap()),
            (_, at) => at.as_str().unwrap().to_owned(),
        },
        "title" => task["title"].as_str().unwrap().to_lowercase(),
        _ => key(task, sort).1.as_str().unwrap().to_owned(),
    };
    let nothing = |task: &Value| sort == "due" && task["due"].is_null();
    let by = (nothing(a), nothing(b));
    if by.0 != by.1 {
        return by.1;
    }
    let (a, b) = ((rank(a), a["id"].to_string()), (rank(b), b["id"].to_string()));
    if descending { a > b } else { a < b }
}

const SORTS: [&str; 7] = ["created", "updated", "due", "priority", "position", "number", "title"];

async fn many(desk: &Desk) -> Vec<Uuid> {
    let mut ids = Vec::new();
    for n in 0..25 {
        let mut body = json!({ "title": format!("{} {}", ["zeta", "Alpha", "mu"][n % 3], n / 5) });
        body["priority"] = json!(["none", "low", "urgent"][n % 3]);
        match n % 4 {
            0 => body["due"] = json!({ "date": format!("2026-11-{:02}", 1 + n / 2) }),
            1 => body["due"] = json!({ "date": "2026-11-05", "time": "10:00", "timezone": "UTC" }),
            _ => {}
        }
        ids.push(desk.with(body).await.id());
    }
    ids
}

on_both! {
    async fn every_order_pages_completely(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let ids: BTreeSet<String> = many(&desk).await.iter().map(Uuid::to_string).collect();
        for scope in [format!("/projects/{}/tasks", desk.project), format!("/workspaces/{}/tasks", desk.workspace)] {
            for sort in SORTS.iter().flat_map(|sort| [(*sort).to_owned(), format!("-{sort}")]) {
                let found = all(&desk.user, &format!("{scope}?sort={sort}"), 4).await;
                let seen: BTreeSet<String> = found.iter().map(|task| task["id"].as_str().unwrap().to_owned()).collect();
                assert_eq!((found.len(), &seen), (25, &ids), "{sort}");
                for pair in found.windows(2) {
                    assert!(in_order(&pair[0], &pair[1], &sort), "{sort}: {} {}", pair[0], pair[1]);
                }
            }
            for sort in ["-priority,due", "due,-priority,title", "title,-due"] {
                let found = all(&desk.user, &format!("{scope}?sort={sort}"), 3).await;
                let seen: BTreeSet<String> = found.iter().map(|task| task["id"].as_str().unwrap().to_owned()).collect();
                assert_eq!((found.len(), &seen), (25, &ids), "{sort}");
                let whole = all(&desk.user, &format!("{scope}?sort={sort}"), 200).await;
                assert_eq!(whole, found, "{sort}");
            }
        }
    }

    async fn pages_are_whole_while_tasks_come(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let ids = many(&desk).await;
        for sort in SORTS.iter().flat_map(|sort| [(*sort).to_owned(), format!("-{sort}")]) {
            let path = format!("/projects/{}/tasks?sort={sort}", desk.project);
            let writing = async {
                for n in 0..6 {
                    desk.with(json!({ "title": format!("New {n}"), "position": if n % 2 == 0 { "top" } else { "bottom" } })).await;
                }
            };
            let (found, ()) = tokio::join!(all(&desk.user, &path, 3), writing);
            let mut seen: Vec<&str> = found.iter().map(|task| task["id"].as_str().unwrap()).collect();
            let count = seen.len();
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), count, "{sort}: none twice");
            for id in &ids {
                assert!(seen.contains(&id.to_string().as_str()), "{sort}: none left out");
            }
        }
    }

    async fn filters_narrow_a_list_down(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let bob = desk.colleague(&app, "bob", "member").await;
        let tag = desk.user.post(format!("/workspaces/{}/tags", desk.workspace))
            .json(json!({ "name": "bug", "colour": "#FF0000" })).await.status(201).id();
        let doing = desk.status("in_progress").await;
        let a = desk.with(json!({ "title": "A", "assignee_ids": [desk.user.id], "tag_ids": [tag], "priority": "high" })).await.id();
        let b = desk.with(json!({ "title": "B", "assignee_ids": [bob.id], "status_id": doing, "due": { "date": "2026-11-20" } })).await.id();
        let c = desk.with(json!({ "title": "C", "parent_id": a, "due": { "date": "2026-12-20" } })).await.id();
        desk.act(c, "complete").await.status(200);
        let other = desk.user.project(desk.workspace, "Other").await.id();
        desk.user.task(other, "D").await;
        let since = desk.get(b).await.text_at("/updated_at").to_owned();
        for (query, titles) in [
            ("status_category=in_progress".to_owned(), vec!["B"]),
            ("status_category=in_progress,done".to_owned(), vec!["B", "C"]),
            (format!("status_id={doing}"), vec!["B"]),
            ("assignee_id=me".to_owned(), vec!["A"]),
            (format!("assignee_id=me,{}", bob.id), vec!["A", "B"]),
            ("assignee_id=none".to_owned(), vec!["C", "D"]),
            (format!("tag_id={tag}"), vec!["A"]),
            ("priority=high,urgent".to_owned(), vec!["A"]),
            (format!("parent_id={a}"), vec!["C"]),
            ("parent_id=none".to_owned(), vec!["A", "B", "D"]),
            ("due_before=2026-12-20".to_owned(), vec!["B"]),
            ("due_after=2026-11-20".to_owned(), vec!["C"]),
            ("completed=true".to_owned(), vec!["C"]),
            ("completed=false".to_owned(), vec!["A", "B", "D"]),
            (format!("project_id={other}"), vec!["D"]),
            ("completed=false&parent_id=none&priority=none".to_owned(), vec!["B", "D"]),
            (format!("updated_since={since}&status_id={doing}"), vec!["B"]),
            ("updated_since=2999-01-01T00:00:00Z".to_owned(), vec![]),
        ] {
            let page = desk.user.get(format!("/workspaces/{}/tasks?sort=title&include=total&{query}", desk.workspace)).await.status(200);
            assert_eq!(page.texts("title"), titles, "{query}");
            assert_eq!(page.number_at("/total"), i64::try_from(titles.len()).unwrap(), "{query}");
        }
        for (query, pointer) in [
            ("sort=size", "?sort"), ("status_category=open", "?status_category"), ("status_id=x", "?status_id"),
            ("assignee_id=you", "?assignee_id"), ("tag_id=,", "?tag_id"), ("priority=", "?priority"), ("parent_id=x", "?parent_id"),
            ("due_before=today", "?due_before"), ("updated_since=now", "?updated_since"), ("limit=0", "?limit"), ("limit=201", "?limit"),
            ("fields=secret", "?fields"),
        ] {
            desk.user.get(format!("/workspaces/{}/tasks?{query}", desk.workspace)).await.invalid(pointer);
        }
        for query in ["colour=red", "completed=maybe", "archived=maybe", "include=everything", "project_id=x"] {
            desk.user.get(format!("/workspaces/{}/tasks?{query}", desk.workspace)).await.status(422);
        }
        desk.user.get(format!("/projects/{}/tasks?project_id={other}", desk.project)).await.invalid("?project_id");
    }

    async fn fields_trim_and_cursors_belong_to_their_order(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        for title in ["A", "B", "C"] {
            desk.task(title).await;
        }
        let path = format!("/projects/{}/tasks", desk.project);
        let page = desk.user.get(format!("{path}?fields=title,key&sort=title&limit=2")).await.status(200);
        let keys: Vec<&String> = page.items()[0].as_object().unwrap().keys().collect();
        assert_eq!(keys.len(), 3, "{keys:?}");
        assert_eq!(page.texts("title"), ["A", "B"]);
        let cursor = page.text_at("/next_cursor");
        desk.user.get(format!("{path}?sort=-title&cursor={cursor}")).await.problem(400, "invalid_cursor");
        desk.user.get(format!("{path}?sort=title&cursor=x{cursor}")).await.problem(400, "invalid_cursor");
        assert_eq!(desk.user.get(format!("{path}?sort=title&cursor={cursor}")).await.texts("title"), ["C"]);
        // Newest first when nothing is asked for.
        assert_eq!(desk.user.get(&path).await.texts("title"), ["C", "B", "A"]);
    }
}
