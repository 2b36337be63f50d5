//! Lists by custom fields: their order, page by page, and their filters.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{choice, field, patch, value};
use crate::desk::Desk;

/// All titles of a list in its order, two a page.
async fn titles(desk: &Desk, path: &str, sort: &str) -> String {
    let mut found = String::new();
    let mut cursor: Option<String> = None;
    loop {
        let mut query = vec![("sort", sort), ("limit", "2")];
        if let Some(cursor) = &cursor {
            query.push(("cursor", cursor));
        }
        let page = desk.owner.get(path).query(&query).await.status(200);
        found.extend(page.texts("title"));
        match page.at("/next_cursor").as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => return found,
        }
    }
}

async fn with_values(desk: &Desk, field: Uuid, values: &[(&str, Value)]) {
    for (title, given) in values {
        let task = desk.task(title).await;
        if !given.is_null() {
            patch(&desk.owner, task, value(field, given.clone())).await.status(200);
        }
    }
}

on_both! {
    async fn tasks_sort_by_a_field(app: TestApp) {
        let desk = Desk::new(&app).await;
        let number = field(&desk, false, "Number", "number").await;
        let values = [("A", json!(10)), ("B", Value::Null), ("C", json!(-2.5)), ("D", json!(9)), ("E", Value::Null), ("F", json!(9))];
        with_values(&desk, number, &values).await;
        desk.secret_task("Z").await;
        let project = format!("/projects/{}/tasks", desk.project);
        assert_eq!(titles(&desk, &project, &format!("field.{number}")).await, "CDFABE");
        assert_eq!(titles(&desk, &project, &format!("-field.{number}")).await, "AFDCEB");
        let workspace = format!("/workspaces/{}/tasks", desk.workspace);
        assert_eq!(titles(&desk, &workspace, &format!("field.{number}")).await, "CDFABEZ");
        // Texts whatever their case, options by their place.
        let text = field(&desk, false, "Text", "text").await;
        let (size, options) = choice(&desk, false, "Size", "select", &["L", "S"]).await;
        let tasks: Vec<Uuid> = desk.owner.get(format!("{project}?sort=number")).await.items().iter()
            .map(|task| task["id"].as_str().unwrap().parse().unwrap()).collect();
        for (task, word) in tasks.iter().zip(["b", "C", "a", "ä"]) {
            patch(&desk.owner, *task, value(text, word)).await.status(200);
        }
        assert_eq!(titles(&desk, &project, &format!("field.{text}")).await, "CABDEF");
        for (task, option) in tasks.iter().zip([1, 0, 1]) {
            patch(&desk.owner, *task, value(size, json!(options[option]))).await.status(200);
        }
        assert_eq!(titles(&desk, &project, &format!("field.{size}")).await, "BACDEF");
        let turned = json!({ "options": [{ "id": options[1], "name": "S" }, { "id": options[0], "name": "L" }] });
        desk.owner.patch(format!("/custom-fields/{size}")).json(turned).await.status(200);
        assert_eq!(titles(&desk, &project, &format!("field.{size}")).await, "ACBDEF");
    }

    async fn an_order_that_makes_no_sense_is_refused(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (many, _) = choice(&desk, true, "Parts", "multi_select", &["x"]).await;
        let number = field(&desk, true, "Number", "number").await;
        let hidden = desk.owner.post(format!("/projects/{}/custom-fields", desk.private))
            .json(json!({ "name": "x", "type": "text" })).await.status(201).id();
        let path = format!("/workspaces/{}/tasks", desk.workspace);
        for sort in [format!("field.{many}"), format!("field.{hidden}"), format!("field.{number},due"), "field.x".to_owned(), "field.".to_owned()] {
            desk.member.get(&path).query(&[("sort", sort.as_str())]).await.invalid("?sort");
        }
        desk.owner.get(&path).query(&[("sort", format!("field.{hidden}").as_str())]).await.status(200);
    }

    async fn a_name_may_stand_for_fields_of_several_projects(app: TestApp) {
        let desk = Desk::new(&app).await;
        let number = field(&desk, false, "Size", "number").await;
        let options = json!([{ "name": "3" }]);
        let body = json!({ "name": "size", "type": "select", "options": options });
        let select = desk.owner.post(format!("/projects/{}/custom-fields", desk.private)).json(body).await.status(201);
        let (one, other) = (desk.task("One").await, desk.secret_task("Other").await);
        patch(&desk.owner, one, value(number, 3)).await.status(200);
        patch(&desk.owner, other, value(select.id(), select.at("/options/0/id").clone())).await.status(200);
        let path = format!("/workspaces/{}/tasks", desk.workspace);
        let count = async |filter: &str| {
            desk.owner.get(&path).query(&[("filter", filter)]).await.status(200).items().len()
        };
        assert_eq!(count("field.Size = 3").await, 2);
        assert_eq!(count("field.Size > 2").await, 1);
        assert_eq!(count("field.Size is null").await, 0);
        // Who does not see the one project, does not find its field.
        let found = desk.member.get(&path).query(&[("filter", "field.Size = 3")]).await.status(200);
        assert_eq!(found.items().len(), 1);
        desk.member.get(&path).query(&[("filter", &format!("field.{} is null", select.id()))]).await.invalid("?filter");
    }
}
