//! How things were: a task, a project, its statuses and lists of tasks as of a moment.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::Desk;
use crate::support::{Reply, User};

async fn then(user: &User, path: &str, as_of: impl ToString) -> Reply {
    user.get(path).query(&[("as_of", as_of.to_string().as_str())]).await
}

/// The place in the log that an answer names.
fn place(reply: &Reply) -> i64 {
    reply.header("sync-position").split_once(':').unwrap().1.parse().unwrap()
}

/// All pages of a list, by id.
async fn all(user: &User, path: &str, query: &[(&str, &str)]) -> Vec<Value> {
    let (mut items, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let mut asked = query.to_vec();
        asked.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
        let page = user.get(path).query(&asked).await.status(200);
        items.extend(page.items().iter().cloned());
        match page.at("/next_cursor").as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => return items,
        }
    }
}

on_both! {
    async fn a_task_is_shown_at_each_of_its_versions(app: TestApp) {
        let desk = Desk::new(&app).await;
        let made = desk.owner.task(desk.project, "One").await;
        let path = format!("/tasks/{}", made.id());
        let mut known = vec![(place(&made), made.json().clone())];
        for body in [json!({ "title": "Two" }), json!({ "priority": "high", "description": "words" }), json!({ "assignee_ids": [desk.member.id] })] {
            let reply = desk.member.patch(&path).json(body).await.status(200);
            known.push((place(&reply), reply.json().clone()));
        }
        desk.owner.post(format!("{path}/complete")).await.status(200);
        for (seq, image) in &known {
            assert_eq!(then(&desk.viewer, &path, seq).await.status(200).json(), image);
            let at = image["updated_at"].as_str().unwrap();
            then(&desk.viewer, &path, at).await.status(200);
        }
        // In between nothing changed; before it was made there is nothing.
        desk.task("Other").await;
        then(&desk.owner, &path, known[3].0).await.status(200).has("/title", "Two");
        then(&desk.owner, &path, known[0].0 - 1).await.problem(404, "not_found");
        then(&desk.owner, &path, 0).await.problem(404, "not_found");
        then(&desk.owner, &path, "2001-01-01T00:00:00Z").await.problem(404, "not_found");
        then(&desk.stranger, &path, known[0].0).await.problem(404, "not_found");
        for bad in ["x", "", "2026-13-01T00:00:00Z", "-4", "99:1", "1000000", "2999-01-01T00:00:00Z"] {
            then(&desk.owner, &path, bad).await.invalid("?as_of");
        }
        let position = desk.owner.patch(&path).json(json!({ "title": "Three" })).await.header("sync-position").to_owned();
        then(&desk.owner, &path, position).await.status(200).has("/title", "Three");
    }

    async fn what_others_did_along_with_theirs_is_part_of_it(app: TestApp) {
        let desk = Desk::new(&app).await;
        let parent = desk.task("Parent").await;
        let child = desk.owner.post(format!("/projects/{}/tasks", desk.project)).json(json!({ "title": "Child", "parent_id": parent })).await.status(201);
        let path = format!("/tasks/{parent}");
        let before = place(&child);
        desk.owner.post(format!("/tasks/{}/complete", child.id())).await.status(200);
        then(&desk.owner, &path, before).await.has("/counts/subtasks_done", 0).has("/counts/subtasks", 1);
        desk.owner.get(&path).await.has("/counts/subtasks_done", 1);
        then(&desk.owner, &path, before - 1).await.has("/counts/subtasks", 0);
    }

    async fn a_hidden_past_is_not_shown(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = desk.secret_task("Was hidden").await;
        let hidden = desk.seq().await;
        let list = format!("/projects/{}/tasks", desk.private);
        let moved = desk.owner.post(format!("/tasks/{id}/move")).json(json!({ "project_id": desk.project })).await.status(200);
        let path = format!("/tasks/{id}");
        then(&desk.owner, &path, hidden).await.status(200).has("/project_id", desk.private.to_string());
        then(&desk.member, &path, hidden).await.problem(404, "not_found");
        then(&desk.member, &path, place(&moved)).await.status(200);
        then(&desk.member, &list, hidden).await.problem(404, "not_found");
        let titles = then(&desk.owner, &list, hidden).await.status(200);
        assert_eq!(titles.texts("title"), ["Was hidden"]);
        assert!(then(&desk.owner, &list, place(&moved)).await.items().is_empty());
        let whole = format!("/workspaces/{}/tasks", desk.workspace);
        assert!(then(&desk.member, &whole, hidden).await.status(200).items().is_empty());
        assert_eq!(then(&desk.owner, &whole, hidden).await.items().len(), 1);
        // And the other way round: what was open and went where one may not look is not shown any more.
        let open = desk.seq().await;
        desk.owner.post(format!("/tasks/{id}/move")).json(json!({ "project_id": desk.private })).await.status(200);
        assert!(then(&desk.member, &format!("/projects/{}/tasks", desk.project), open).await.status(200).items().is_empty());
        then(&desk.member, &path, open).await.problem(404, "not_found");
    }

    async fn a_list_is_what_it_was(app: TestApp) {
        let desk = Desk::new(&app).await;
        let list = format!("/projects/{}/tasks", desk.project);
        let whole = format!("/workspaces/{}/tasks", desk.workspace);
        let mut ids = Vec::new();
        for number in 0..7 {
            ids.push(desk.task(&format!("Task {number}")).await);
        }
        desk.member.patch(format!("/tasks/{}", ids[1])).json(json!({ "priority": "high", "assignee_ids": [desk.member.id] })).await.status(200);
        desk.owner.delete(format!("/tasks/{}", ids[2])).await.status(204);
        let seq = desk.seq().await;
        let (in_project, in_whole) = (all(&desk.owner, &list, &[]).await, all(&desk.owner, &whole, &[]).await);
        // Much happens since.
        for id in &ids {
            if *id != ids[2] {
                desk.owner.patch(format!("/tasks/{id}")).json(json!({ "title": "Changed", "priority": "low" })).await.status(200);
            }
        }
        desk.owner.delete(format!("/tasks/{}", ids[0])).await.status(204);
        desk.owner.post(format!("/tasks/{}/restore", ids[2])).await.status(200);
        desk.owner.post(format!("/tasks/{}/move", ids[3])).json(json!({ "project_id": desk.private })).await.status(200);
        desk.task("Later").await;
        let seq = seq.to_string();
        let sorted = |mut items: Vec<Value>| { items.sort_by_key(|item| item["id"].as_str().map(str::to_owned)); items };
        assert_eq!(all(&desk.owner, &list, &[("as_of", seq.as_str()), ("limit", "2")]).await, sorted(in_project.clone()));
        assert_eq!(all(&desk.owner, &whole, &[("as_of", seq.as_str()), ("limit", "3")]).await, sorted(in_whole));
        // Filters ask the tasks of then.
        let titles = async |query: &[(&str, &str)]| {
            let mut asked = vec![("as_of", seq.as_str())];
            asked.extend_from_slice(query);
            all(&desk.owner, &list, &asked).await.iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(titles(&[("priority", "high")]).await, ["Task 1"]);
        assert_eq!(titles(&[("assignee_id", desk.member.id.to_string().as_str())]).await, ["Task 1"]);
        assert_eq!(titles(&[("assignee_id", "none")]).await.len(), in_project.len() - 1);
        assert_eq!(titles(&[("trashed", "true")]).await, ["Task 2"]);
        assert_eq!(titles(&[("filter", "priority = high or title = \"task 4\"")]).await, ["Task 1", "Task 4"]);
        assert_eq!(titles(&[("filter", "is done")]).await, Vec::<String>::new());
        assert_eq!(titles(&[("completed", "false"), ("priority", "none")]).await.len(), 5);
        let few = then(&desk.owner, &format!("{list}?fields=title"), &seq).await.status(200);
        assert_eq!(few.items()[0].as_object().unwrap().len(), 2);
        for (name, value) in [("sort", "title"), ("group", "x"), ("include", "total"), ("mine", "watching"), ("filter", "is blocked")] {
            desk.owner.get(&list).query(&[("as_of", seq.as_str()), (name, value)]).await.invalid(&format!("?{name}"));
        }
        desk.owner.get(format!("{list}/groups")).query(&[("as_of", seq.as_str()), ("group_by", "status")]).await.invalid("?as_of");
        desk.owner.get(&list).query(&[("as_of", seq.as_str()), ("cursor", "nonsense")]).await.problem(400, "invalid_cursor");
    }

    async fn a_project_and_its_columns_are_shown_as_they_were(app: TestApp) {
        let desk = Desk::new(&app).await;
        let path = format!("/projects/{}", desk.project);
        let statuses = format!("{path}/statuses");
        let was = desk.viewer.get(&path).await.status(200).json().clone();
        let columns = desk.viewer.get(&statuses).await.status(200);
        let seq = desk.seq().await;
        desk.owner.patch(&path).json(json!({ "name": "Renamed", "description": "new" })).await.status(200);
        let first: Uuid = columns.items()[0]["id"].as_str().unwrap().parse().unwrap();
        desk.owner.patch(format!("/statuses/{first}")).json(json!({ "name": "Ideas" })).await.status(200);
        desk.owner.post(&statuses).json(json!({ "name": "Review", "category": "in_progress" })).await.status(201);
        desk.owner.delete(format!("/statuses/{}", columns.items()[4]["id"].as_str().unwrap())).await.status(204);
        assert_eq!(*then(&desk.viewer, &path, seq).await.status(200).json(), was);
        assert_eq!(then(&desk.viewer, &statuses, seq).await.status(200).json(), columns.json());
        assert_ne!(desk.viewer.get(&statuses).await.json(), columns.json());
        assert_eq!(then(&desk.viewer, &statuses, desk.seq().await).await.json(), desk.viewer.get(&statuses).await.json());
        then(&desk.viewer, &path, 1).await.problem(404, "not_found");
        then(&desk.stranger, &path, seq).await.problem(404, "not_found");
    }
}
