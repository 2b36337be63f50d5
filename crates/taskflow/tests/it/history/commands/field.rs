//! Custom fields, and tasks' values of them.

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::history::play::{Ask, History, fields, word};
use crate::history::step::Step;
use crate::support::Reply;

fn body(s: &Step) -> Value {
    let kind = ["text", "number", "select", "multi_select", "date", "person", "url"][usize::from(s.b % 7)];
    let mut body = json!({ "name": word(s.b), "type": kind });
    if kind.ends_with("select") {
        body["options"] = json!([{ "name": word(s.a) }, { "name": "other" }]);
    }
    body
}

fn options_of(field: &Reply) -> Vec<Uuid> {
    let options = field.at("/options").as_array().cloned().unwrap_or_default();
    options
        .iter()
        .filter_map(|option| option["id"].as_str()?.parse().ok())
        .collect()
}

async fn make(h: &History, s: &Step, ask: Ask, project: Option<Uuid>) {
    if let Some(reply) = h.ask(h.actor(s), s, ask.json(body(s))).await {
        h.known_mut().fields.push((reply.id(), project, options_of(&reply)));
    }
}

pub async fn create_custom_field(h: &History, s: Step) -> Option<()> {
    let path = format!("/workspaces/{}/custom-fields", h.ws);
    make(h, &s, Ask::new("create_custom_field", Method::POST, path), None).await;
    Some(())
}

pub async fn create_project_custom_field(h: &History, s: Step) -> Option<()> {
    let project = h.known().project(s.a)?;
    let path = format!("/projects/{project}/custom-fields");
    make(h, &s, Ask::new("create_project_custom_field", Method::POST, path), Some(project)).await;
    Some(())
}

/// Sometimes its options, of which one goes; then tasks lose it.
pub async fn update_custom_field(h: &History, s: Step) -> Option<()> {
    let (field, _, options) = Step::pick(&h.known().fields, s.a)?;
    let mut choices = vec![
        ("name", json!(word(s.b))),
        ("archived", json!(s.b.is_multiple_of(3))),
        ("after_id", Value::Null),
        ("required", json!(false)),
    ];
    if let Some(first) = options.first() {
        choices.push(("options", json!([{ "name": word(s.c) }, { "id": first, "name": "kept" }])));
    }
    let ask = Ask::new("update_custom_field", Method::PATCH, format!("/custom-fields/{field}"));
    if let Some(reply) = h.ask(h.actor(&s), &s, ask.json(fields(choices, &s))).await {
        let options = options_of(&reply);
        let mut known = h.known_mut();
        known
            .fields
            .iter_mut()
            .filter(|(other, ..)| *other == field)
            .for_each(|(.., old)| old.clone_from(&options));
    }
    Some(())
}

pub async fn delete_custom_field(h: &History, s: Step) -> Option<()> {
    let (field, ..) = Step::pick(&h.known().fields, s.a)?;
    let ask = Ask::new("delete_custom_field", Method::DELETE, format!("/custom-fields/{field}"));
    if s.once_in(2) && h.ask(h.actor(&s), &s, ask).await.is_some() {
        h.known_mut().fields.retain(|(other, ..)| *other != field);
    }
    Some(())
}

/// A value for a task of this project: whatever type the field is of, now and then the right one.
pub fn some_value(h: &History, s: &Step, project: Uuid) -> Value {
    let known = h.known();
    let of_project = |of: &Option<Uuid>| of.is_none_or(|of| of == project);
    let fitting: Vec<(Uuid, Vec<Uuid>)> = known
        .fields
        .iter()
        .filter(|(_, of, _)| of_project(of))
        .map(|(id, _, options)| (*id, options.clone()))
        .collect();
    let Some((field, options)) = Step::pick(&fitting, s.b) else {
        return json!({});
    };
    let value = match Step::pick(&options, s.c) {
        Some(option) if s.b.is_multiple_of(2) => json!(option),
        Some(option) => json!([option]),
        None => [
            json!(word(s.c)),
            json!(s.c),
            json!("2031-01-15"),
            json!("https://example.org"),
            Value::Null,
        ][usize::from(s.c % 5)]
        .clone(),
    };
    json!({ (field.to_string()): value })
}
