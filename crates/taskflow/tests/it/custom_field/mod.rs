//! Custom fields, through the API.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::Desk;
use crate::support::{Client, Reply};

mod fields;
mod lists;
mod values;

/// Makes a field of the project, or of all projects.
async fn make(desk: &Desk, shared: bool, body: Value) -> Reply {
    let path = match shared {
        true => format!("/workspaces/{}/custom-fields", desk.workspace),
        false => format!("/projects/{}/custom-fields", desk.project),
    };
    desk.owner.post(path).json(body).await.status(201)
}

/// A field without more to say about it.
async fn field(desk: &Desk, shared: bool, name: &str, kind: &str) -> Uuid {
    make(desk, shared, json!({ "name": name, "type": kind })).await.id()
}

/// A choice of these options; answers its id and theirs.
async fn choice(desk: &Desk, shared: bool, name: &str, kind: &str, options: &[&str]) -> (Uuid, Vec<Uuid>) {
    let options: Vec<Value> = options.iter().map(|name| json!({ "name": name })).collect();
    let made = make(desk, shared, json!({ "name": name, "type": kind, "options": options })).await;
    (made.id(), options_of(&made))
}

fn options_of(field: &Reply) -> Vec<Uuid> {
    let id = |option: &Value| option["id"].as_str().unwrap().parse().unwrap();
    field.at("/options").as_array().unwrap().iter().map(id).collect()
}

/// A body with one value.
fn value(field: Uuid, value: impl Into<Value>) -> Value {
    json!({ "custom_fields": { (field.to_string()): value.into() } })
}

async fn patch(client: &Client, task: Uuid, body: Value) -> Reply {
    client.patch(format!("/tasks/{task}")).json(body).await
}

/// A task's value of a field.
async fn read(client: &Client, task: Uuid, field: Uuid) -> Value {
    let task = client.get(format!("/tasks/{task}")).await.status(200);
    task.at("/custom_fields").get(field.to_string()).cloned().unwrap_or_default()
}
