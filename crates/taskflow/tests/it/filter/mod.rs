//! The filter language: the table of cases against SQL and against the predicate in memory, and both against each
//! other on random filters.

mod random;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use taskflow::base::{Actor, Stamp};
use taskflow::task::{Reader, Subject, Task, condition, matches};
use uuid::Uuid;

use crate::desk::Desk;
use crate::support::{Client, TestApp};

fn table() -> Value {
    serde_json::from_str(include_str!("cases.json")).unwrap()
}

/// The tasks of the table, made at its moment, by their names.
async fn furnish(app: &TestApp, table: &Value) -> (Desk, BTreeMap<String, Uuid>) {
    let now: Stamp = table["now"].as_str().unwrap().parse().unwrap();
    let clock = &app.parts().clock;
    clock.advance_ms(now.0 - clock.now().0);
    let desk = Desk::new(app).await;
    let (owner, project) = (&desk.owner, desk.project);
    owner
        .patch("/users/me")
        .json(json!({ "timezone": table["timezone"] }))
        .await
        .status(200);
    let statuses = owner.get(format!("/projects/{project}/statuses")).await.status(200);
    let status: BTreeMap<&str, &Value> = statuses
        .items()
        .iter()
        .map(|s| (s["name"].as_str().unwrap(), &s["id"]))
        .collect();
    let fields = fields(&desk, table).await;
    let mut tags: BTreeMap<String, Uuid> = BTreeMap::new();
    let mut cycles: BTreeMap<String, Uuid> = BTreeMap::new();
    for cycle in table["cycles"].as_array().unwrap() {
        let path = format!("/projects/{project}/cycles");
        let body = json!({ "name": cycle["name"], "start_on": cycle["start_on"], "end_on": cycle["end_on"] });
        let made = owner.post(path).json(body).await.status(201).id();
        cycles.insert(cycle["name"].as_str().unwrap().to_owned(), made);
    }
    let mut milestones: BTreeMap<String, Uuid> = BTreeMap::new();
    let mut ids: BTreeMap<String, Uuid> = BTreeMap::new();
    for task in table["tasks"].as_array().unwrap() {
        let mut body = json!({ "title": task["title"] });
        for field in ["description", "priority", "due", "start_on", "estimate", "recurrence"] {
            if !task[field].is_null() {
                body[field] = task[field].clone();
            }
        }
        if let Some(name) = task["status"].as_str() {
            body["status_id"] = status[name].clone();
        }
        if let Some(name) = task["parent"].as_str() {
            body["parent_id"] = json!(ids[name]);
        }
        let person = |name: &Value| if name == "olga" { desk.owner.id } else { desk.member.id };
        if let Some(people) = task["assignees"].as_array() {
            body["assignee_ids"] = people.iter().map(|name| json!(person(name))).collect();
        }
        let mut tag_ids = Vec::new();
        for name in task["tags"].as_array().into_iter().flatten() {
            let name = name.as_str().unwrap().to_owned();
            if !tags.contains_key(&name) {
                let path = format!("/workspaces/{}/tags", desk.workspace);
                tags.insert(
                    name.clone(),
                    owner.post(path).json(json!({ "name": name })).await.status(201).id(),
                );
            }
            tag_ids.push(tags[&name]);
        }
        body["tag_ids"] = json!(tag_ids);
        if let Some(name) = task["milestone"].as_str() {
            if !milestones.contains_key(name) {
                let path = format!("/projects/{project}/milestones");
                let made = owner.post(path).json(json!({ "name": name })).await.status(201).id();
                milestones.insert(name.to_owned(), made);
            }
            body["milestone_id"] = json!(milestones[name]);
        }
        if let Some(name) = task["cycle"].as_str() {
            body["cycle_id"] = json!(cycles[name]);
        }
        for (name, value) in task["fields"].as_object().into_iter().flatten() {
            let field = &fields[name];
            let id = |word: &Value| match word.as_str() {
                Some("olga" | "mia") => json!(person(word)),
                Some(word) => field.options.get(word).map_or_else(|| json!(word), |id| json!(id)),
                None => word.clone(),
            };
            let value = match value.as_array() {
                Some(words) => words.iter().map(id).collect(),
                None => id(value),
            };
            body["custom_fields"][field.id.to_string()] = value;
        }
        let id = owner.task_with(project, body).await.id();
        if let Some(blocker) = task["blocked_by"].as_str() {
            let body = json!({ "kind": "blocked_by", "task_id": ids[blocker] });
            owner.post(format!("/tasks/{id}/relations")).json(body).await.status(201);
        }
        ids.insert(task["name"].as_str().unwrap().to_owned(), id);
    }
    for cycle in table["cycles"].as_array().unwrap() {
        let path = format!("/cycles/{}", cycles[cycle["name"].as_str().unwrap()]);
        if cycle["state"] != "planned" {
            owner.post(format!("{path}/start")).await.status(200);
        }
        if cycle["state"] == "completed" {
            owner
                .post(format!("{path}/complete"))
                .json(json!({ "roll_over": "none" }))
                .await
                .status(200);
        }
    }
    desk.secret_task("Hidden").await;
    (desk, ids)
}

/// A custom field of the table, and its options by name.
struct Made {
    id: Uuid,
    options: BTreeMap<String, Uuid>,
}

/// The custom fields of the table, half of them of all projects.
async fn fields(desk: &Desk, table: &Value) -> BTreeMap<String, Made> {
    let mut made = BTreeMap::new();
    for (place, field) in table["fields"].as_array().unwrap().iter().enumerate() {
        let path = match place % 2 {
            0 => format!("/workspaces/{}/custom-fields", desk.workspace),
            _ => format!("/projects/{}/custom-fields", desk.project),
        };
        let mut body = json!({ "name": field["name"], "type": field["type"] });
        if let Some(names) = field["options"].as_array() {
            body["options"] = names.iter().map(|name| json!({ "name": name })).collect();
        }
        let reply = desk.owner.post(path).json(body).await.status(201);
        let option = |option: &Value| {
            (
                option["name"].as_str().unwrap().to_owned(),
                option["id"].as_str().unwrap().parse().unwrap(),
            )
        };
        let options = reply.at("/options").as_array().unwrap().iter().map(option).collect();
        made.insert(field["name"].as_str().unwrap().to_owned(), Made { id: reply.id(), options });
    }
    made
}

/// What the list answers, and what the predicate says of each task that the list has without a filter.
async fn both_ways(desk: &Desk, filter: &str, blocked: &BTreeSet<Uuid>) -> (BTreeSet<Uuid>, BTreeSet<Uuid>) {
    let path = format!("/projects/{}/tasks", desk.project);
    let found = desk
        .owner
        .get(&path)
        .query(&[("filter", filter), ("limit", "200")])
        .await
        .status(200);
    let by_sql = found
        .items()
        .iter()
        .map(|task| task["id"].as_str().unwrap().parse().unwrap())
        .collect();
    let all = desk.owner.get(&path).query(&[("limit", "200")]).await.status(200);
    let all: Vec<Task> = serde_json::from_value(json!(all.items())).unwrap();
    let (text, projects, workspace_id) = (filter.to_owned(), vec![desk.project], desk.workspace);
    let actor = Actor {
        user_id: desk.owner.id,
        session_id: None,
        token_id: None,
        scopes: None,
        server_admin: false,
    };
    let now = desk.app.parts().clock.now();
    let wanted = desk.app.parts().db.read(move |tx| {
        let reader = Reader { actor: &actor, workspace_id, projects: &projects, now, timezone: None };
        condition(tx, &reader, "?filter", &text)
    });
    let wanted = wanted.await.unwrap_or_else(|error| panic!("{filter}: {error:?}"));
    let fits = |task: &&Task| matches(&wanted, &Subject { task, blocked: blocked.contains(&task.id) });
    (by_sql, all.iter().filter(fits).map(|task| task.id).collect())
}

on_both! {
    async fn the_table_holds_in_sql_and_in_memory(app: TestApp) {
        let table = table();
        let (desk, ids) = furnish(&app, &table).await;
        let blocked = BTreeSet::from([ids["waiting"]]);
        for case in table["cases"].as_array().unwrap() {
            let filter = case["filter"].as_str().unwrap();
            let wanted: BTreeSet<Uuid> =
                case["finds"].as_array().unwrap().iter().map(|name| ids[name.as_str().unwrap()]).collect();
            let name = |found: &BTreeSet<Uuid>| -> Vec<String> {
                ids.iter().filter(|(_, id)| found.contains(id)).map(|(name, _)| name.clone()).collect()
            };
            let (sql, memory) = both_ways(&desk, filter, &blocked).await;
            assert_eq!(name(&sql), name(&wanted), "in SQL: {filter}");
            assert_eq!(name(&memory), name(&wanted), "in memory: {filter}");
        }
    }
}

on_both! {
    async fn a_fault_has_its_column(app: TestApp) {
        let table = table();
        let (desk, _) = furnish(&app, &table).await;
        let path = format!("/projects/{}/tasks", desk.project);
        for case in table["faults"].as_array().unwrap() {
            let filter = case["filter"].as_str().unwrap();
            let reply = desk.owner.get(&path).query(&[("filter", filter)]).await.status(422);
            let message = reply.text_at("/errors/0/message");
            assert!(message.starts_with(&format!("Column {}: ", case["column"])), "{filter}: {message}");
            assert_eq!(reply.text_at("/errors/0/code"), "invalid_filter");
            assert_eq!(reply.text_at("/errors/0/pointer"), "?filter");
        }
        let deep = format!("{}is done{}", "(".repeat(40), ")".repeat(40));
        let long = format!("title = \"{}\"", "x".repeat(4_000));
        let many = vec!["is done"; 101].join(" or ");
        let values = format!("title in ({})", vec!["x"; 101].join(","));
        for bad in [deep, long, many, values] {
            desk.owner.get(&path).query(&[("filter", bad.as_str())]).await.status(422);
        }
        desk.owner.get(&path).query(&[("filter", "is done"), ("tz", "Nowhere/City")]).await.status(422);
    }
}

on_both! {
    async fn weeks_begin_where_the_workspace_says_and_days_where_one_is(app: TestApp) {
        let (desk, ids) = furnish(&app, &table()).await;
        let path = format!("/projects/{}/tasks", desk.project);
        let find = async |filter: &str, tz: &str| {
            let query = [("filter", filter), ("tz", tz), ("limit", "200")];
            let page = desk.owner.get(&path).query(&query).await.status(200);
            page.items().iter().map(|task| task["id"].as_str().unwrap().parse().unwrap()).collect::<BTreeSet<Uuid>>()
        };
        // It is a Wednesday; the week of most began on Monday the 13th.
        desk.owner.patch(format!("/tasks/{}", ids["login"])).json(json!({ "due": { "date": "2031-01-12" } })).await.status(200);
        let week = "due >= start_of_week and due < today";
        assert_eq!(find(week, "Europe/Berlin").await, BTreeSet::new());
        desk.owner.patch(format!("/workspaces/{}", desk.workspace)).json(json!({ "week_start": 7 })).await.status(200);
        assert_eq!(find(week, "Europe/Berlin").await, BTreeSet::from([ids["login"]]));
        // On the other side of the date line it is tomorrow already.
        assert_eq!(find("due = yesterday", "Pacific/Kiritimati").await, BTreeSet::from([ids["noon"], ids["tonight"]]));
        assert_eq!(find("due = today", "Europe/Berlin").await, BTreeSet::from([ids["noon"], ids["tonight"]]));
    }
}

on_both! {
    async fn a_workspace_list_finds_only_what_may_be_seen(app: TestApp) {
        let (desk, _) = furnish(&app, &table()).await;
        let path = format!("/workspaces/{}/tasks", desk.workspace);
        let find = async |who: &Client, filter: &str| {
            who.get(&path).query(&[("filter", filter), ("limit", "200")]).await.status(200).items().len()
        };
        assert_eq!(find(&desk.owner, "title = hidden").await, 1);
        assert_eq!(find(&desk.member, "title = hidden or is done").await, 1);
        let reply = desk.member.get(&path).query(&[("filter", "project = secret")]).await.status(422);
        assert!(reply.text_at("/errors/0/message").contains("that you can see"));
        desk.stranger.get(&path).query(&[("filter", "is done")]).await.status(404);
    }
}
