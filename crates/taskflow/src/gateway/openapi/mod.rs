//! The OpenAPI document: what the services describe, plus what is the same for every operation.

mod links;
mod shared;

use serde_json::{Map, Value, json};

use super::limits::Class;
use crate::base::page::MAX_LIMIT;

const ABOUT: &str = "\
Everything that TaskFlow does, a program can do here. Bodies are JSON in `snake_case`; an unknown field is an error.

* **Ids** are UUIDs. You may choose the `id` of what you create; the same create again answers the first.
* **Versions**: every stored thing has a `version`. `GET` answers it as `ETag` and honours `If-None-Match`; changes honour `If-Match`.
* **Retries**: send an `Idempotency-Key` with a change. The same key and request are carried out once and answered alike, for 72 hours.
* **Lists** answer `{items, next_cursor}`; hand `next_cursor` back as `cursor`.
* **Positions**: a change answers `Sync-Position: epoch:seq`, where its log stood afterwards.
* **Problems** are RFC 9457 `application/problem+json` with a stable `code`: see [all codes](/api/docs/problems).
";

const TAGS: &[(&str, &str)] = &[
    ("auth", "Sign in and out; sessions and API tokens."),
    ("users", "Who people are."),
    ("workspaces", "Workspaces: what a team shares. Nothing crosses them."),
    ("members", "Who belongs to a workspace, and as what."),
    ("invitations", "Asking people into a workspace."),
    ("teams", "Groups of members that get a project role as one."),
    ("projects", "The tree of projects, and who may do what in them."),
    ("statuses", "The columns of a project's board."),
    ("tasks", "What there is to do."),
    ("tags", "Labels of a workspace's tasks."),
    ("milestones", "What the tasks of a project are to reach together."),
    ("cycles", "Stretches of days that tasks are planned for: sprints."),
    ("relations", "What blocks, duplicates or relates to what."),
    ("watchers", "Who is told of changes."),
    ("comments", "What people say about a task."),
    ("time", "The time people track on tasks."),
    ("activity", "What happened, read from the log."),
    ("audit", "Who did what, when and from where; with proof."),
    ("automation", "Rules: when something happens, then something is done."),
    ("webhooks", "Events sent to addresses of yours, signed."),
    ("import", "Bringing work in from other products."),
    ("admin", "Looking after the server itself."),
];

/// Turns what the services describe into the finished document.
pub fn finish(described: &utoipa::openapi::OpenApi) -> Value {
    // Written by a library from its own types: it can always be written.
    let mut document = serde_json::to_value(described).unwrap_or_default();
    document["openapi"] = json!("3.1.0");
    document["info"] = json!({
        "title": "TaskFlow",
        "version": env!("CARGO_PKG_VERSION"),
        "description": ABOUT,
        "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
    });
    document["servers"] = json!([{ "url": "/" }]);
    document["security"] = json!([{ "bearer": [] }]);
    if let Some(paths) = document["paths"].as_object_mut() {
        for (path, item) in paths.iter_mut() {
            let methods = item.as_object_mut().into_iter().flatten();
            for (method, operation) in methods.filter(|(_, value)| value.is_object()) {
                finish_operation(path, method, operation);
            }
        }
    }
    links::add(&mut document);
    document["tags"] = tags(&document);
    merge(&mut document["components"], shared::components());
    document
}

/// Described tags that are in use, in our order, and then those that nobody described.
fn tags(document: &Value) -> Value {
    let mut used: Vec<&str> = operations(document)
        .filter_map(|(_, _, operation)| operation["tags"].as_array())
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    used.sort_unstable();
    used.dedup();
    let known = TAGS.iter().filter(|(name, _)| used.contains(name));
    let known = known.map(|(name, about)| json!({ "name": name, "description": about }));
    let unknown = used.iter().filter(|name| !TAGS.iter().any(|(known, _)| known == *name));
    known.chain(unknown.map(|name| json!({ "name": name }))).collect()
}

/// All operations: path, method, operation.
pub fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods
            .filter(|(_, value)| value.is_object())
            .map(|(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

fn finish_operation(path: &str, method: &str, operation: &mut Value) {
    let creates = !operation["responses"]["201"].is_null();
    let has_body = !operation["requestBody"].is_null();
    let open = is_open(path, operation);
    if open {
        operation["security"] = json!([]);
    }
    let mut parameters = vec!["RequestId"];
    if method != "get" && !open {
        parameters.push("IdempotencyKey");
    }
    let one_thing = path.contains('{') && (method != "post" || !creates) && method != "get";
    if one_thing && !open {
        parameters.push("IfMatch");
    }
    if method == "get" && path.ends_with('}') {
        parameters.push("IfNoneMatch");
        operation["responses"]["304"] = reference("responses", "NotModified");
    }
    let mut list = operation["parameters"].as_array().cloned().unwrap_or_default();
    list.iter_mut().for_each(bound);
    let shared = parameters.into_iter().map(|name| reference("parameters", name));
    operation["parameters"] = list.into_iter().chain(shared).collect();

    let problems = [
        ("400", true, "Malformed"),
        ("401", !open, "Unauthenticated"),
        ("403", !open, "Forbidden"),
        ("404", path.contains('{'), "NotFound"),
        ("409", method != "get", "Conflict"),
        ("412", one_thing && !open, "Stale"),
        ("413", has_body, "TooLarge"),
        ("415", has_body, "UnsupportedMediaType"),
        ("422", true, "Invalid"),
        ("429", true, "RateLimited"),
        ("503", true, "Unavailable"),
    ];
    let Some(responses) = operation["responses"].as_object_mut() else {
        return;
    };
    for (status, applies, name) in problems {
        if applies && !responses.contains_key(status) {
            responses.insert(status.to_owned(), reference("responses", name));
        }
    }
    for (status, response) in responses.iter_mut() {
        if status.starts_with('2') {
            let written = method != "get" && !open;
            merge(&mut response["headers"], shared::success_headers(written, creates));
        } else {
            as_problem(response);
        }
    }
}

/// What every list says of its page.
fn bound(parameter: &mut Value) {
    match parameter["name"].as_str() {
        Some("limit") => merge(&mut parameter["schema"], json!({ "minimum": 1, "maximum": MAX_LIMIT })),
        Some("cursor") => merge(&mut parameter["schema"], json!({ "minLength": 1 })),
        _ => {}
    }
}

/// Whether nobody needs to be signed in: what a service says so of, and the ways to sign in.
fn is_open(path: &str, operation: &Value) -> bool {
    let said = operation["security"].as_array();
    let said_open =
        said.is_some_and(|list| list.iter().all(|one| one.as_object().is_some_and(Map::is_empty)));
    said_open || Class::of(path) == Class::SignIn && path != "/api/v1/auth/password/change"
}

/// Problems have a media type of their own, whatever the macro wrote.
fn as_problem(response: &mut Value) {
    let Some(content) = response["content"].as_object_mut() else {
        return;
    };
    let is_problem = content
        .get("application/json")
        .and_then(|json| json["schema"]["$ref"].as_str())
        .is_some_and(|schema| schema.ends_with("/Problem"));
    if is_problem && let Some(json) = content.remove("application/json") {
        content.insert("application/problem+json".to_owned(), json);
    }
}

fn reference(kind: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{kind}/{name}") })
}

/// Adds what `into` does not have.
fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (name, value) in from {
                merge(into.entry(name).or_insert(Value::Null), value);
            }
        }
        (into @ Value::Null, from) => *into = from,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merging_keeps_what_is_there() {
        let mut into = json!({ "a": { "b": 1 } });
        merge(&mut into, json!({ "a": { "b": 2, "c": 3 }, "d": 4 }));
        assert_eq!(into, json!({ "a": { "b": 1, "c": 3 }, "d": 4 }));
    }
}
