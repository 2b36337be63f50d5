//! Templates: kept, used, and taken off what is there.

mod projects;
mod stored;
mod tasks;

use serde_json::Value;
use uuid::Uuid;

use crate::desk::Desk;
use crate::support::Reply;

/// A new template, for all projects or for the open one.
async fn made(desk: &Desk, shared: bool, body: Value) -> Uuid {
    let path = match shared {
        true => format!("/workspaces/{}/templates", desk.workspace),
        false => format!("/projects/{}/templates", desk.project),
    };
    desk.owner.post(path).json(body).await.status(201).id()
}

/// What was left out: pointers and codes.
fn left_out(reply: &Reply) -> Vec<String> {
    let left = reply.at("/left_out").as_array().unwrap().iter();
    left.map(|fault| format!("{} {}", fault["pointer"].as_str().unwrap(), fault["code"].as_str().unwrap()))
        .collect()
}
