//! Whatever people send to whatever route: a problem of theirs, never a fault of ours.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::support::{Client, PASSWORD, Reply, TestApp};

/// One operation of the document.
struct Operation {
    method: Method,
    path: String,
    /// The properties of its JSON body, if it takes one.
    body: Option<Vec<String>>,
}

fn operations(document: &Value) -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            let body = (!schema.is_null()).then(|| properties(document, schema));
            let method = method.to_uppercase().parse().unwrap();
            found.push(Operation { method, path: path.clone(), body });
        }
    }
    assert!(found.len() > 30, "only {} operations are described", found.len());
    found
}

fn properties(document: &Value, schema: &Value) -> Vec<String> {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    schema["properties"]
        .as_object()
        .map(|map| map.keys().cloned().collect())
        .unwrap_or_default()
}

/// The path with each parameter replaced.
fn fill(path: &str, value: impl Fn(&str) -> String) -> String {
    let mut filled = String::new();
    for (place, part) in path.split(['{', '}']).enumerate() {
        if place % 2 == 0 {
            filled.push_str(part)
        } else {
            filled.push_str(&value(part))
        }
    }
    filled
}

/// Bodies that fit no schema.
fn bad_bodies(properties: &[String]) -> Vec<Vec<u8>> {
    let each = |value: &Value| -> Vec<u8> {
        let map: Map<String, Value> = properties.iter().map(|name| (name.clone(), value.clone())).collect();
        Value::Object(map).to_string().into_bytes()
    };
    let mut bodies: Vec<Vec<u8>> = vec![
        br#"{"no_such_field_at_all": 1}"#.to_vec(),
        b"[]".to_vec(),
        b"null".to_vec(),
        b"17".to_vec(),
        b"\"text\"".to_vec(),
        b"{".to_vec(),
        b"".to_vec(),
        b"{} {}".to_vec(),
        b"{\"a\": \"\xff\xfe\"}".to_vec(),
        b"\0".to_vec(),
        "[".repeat(10_000).into_bytes(),
        "{\"a\":".repeat(10_000).into_bytes(),
        format!("{{\"a\": \"{}\"}}", "x".repeat(2 << 20)).into_bytes(),
    ];
    if !properties.is_empty() {
        let long = "x".repeat(200_000);
        let values = [
            json!(-1),
            json!(1e300),
            json!(u64::MAX),
            json!(true),
            json!([]),
            json!([null]),
            json!({}),
            json!({ "a": {} }),
            json!("\u{0}"),
            json!("\u{202e}\u{7}"),
            json!("not-a-thing"),
            json!(long),
        ];
        bodies.extend(values.iter().map(each));
        let doubled = properties[0].clone();
        bodies.push(format!("{{\"{doubled}\": 1e999}}").into_bytes());
        bodies.push(format!("{{\"{doubled}\": \"a\", \"{doubled}\": \"b\"}}").into_bytes());
    }
    bodies
}

/// How many of [`bad_bodies`] fit nothing, whatever the properties are.
const HOPELESS: usize = 13;

const BAD_QUERIES: &[&str] = &[
    "no_such_parameter=1",
    "limit=-1",
    "limit=99999999999999999999999",
    "limit=%00",
    "limit=1&limit=2",
    "cursor=%00",
    "cursor=%FF%FE",
    "cursor=AAAA",
    "cursor=%F0%9F%92%A9",
    "sort=no_such_field",
    "sort=%27%3B--",
    "include=everything",
    "filter=%00",
    "q=%00",
];

#[track_caller]
fn is_their_fault(reply: Reply, what: &str) {
    assert!((400..500).contains(&reply.code()), "{what}: {reply}");
    is_a_problem(&reply, what);
}

#[track_caller]
fn is_a_problem(reply: &Reply, what: &str) {
    assert!(reply.code() < 500, "{what}: {reply}");
    if reply.code() >= 400 {
        assert_eq!(reply.header("content-type"), "application/problem+json", "{what}: {reply}");
        assert!(!reply.text_at("/code").is_empty(), "{what}: {reply}");
        assert_eq!(reply.text_at("/request_id"), reply.header("x-request-id"), "{what}: {reply}");
    }
}

/// Signs in again when what was tried has ended the session.
async fn still_in(app: &TestApp, client: Client, name: &str) -> Client {
    if client.get("/users/me").await.code() == 200 {
        return client;
    }
    let body = json!({ "email": format!("{name}@example.org"), "password": PASSWORD, "refresh": "body" });
    let reply = app.anonymous().post("/auth/login").json(body).await.status(200);
    app.anonymous().with_token(reply.text_at("/access_token"))
}

/// Somebody with a workspace, a project and a task, and the ids of all by the names that paths give them.
async fn somebody(app: &TestApp, name: &str) -> (Client, HashMap<&'static str, String>) {
    let user = app.user(name).await;
    let workspace = user.workspace(name).await.id();
    let project = user.project(workspace, "Things").await.id();
    let task = user.task(project, "A thing").await.id();
    let workspace = workspace.to_string();
    let ids = HashMap::from([
        ("ws", workspace.clone()),
        ("workspace", workspace.clone()),
        ("workspace_id", workspace),
        ("project_id", project.to_string()),
        ("task_id", task.to_string()),
        ("user_id", user.id.to_string()),
    ]);
    ((*user).clone(), ids)
}

on_both! {
    async fn bad_bodies_never_break_it(app: TestApp, |config| config.auth.free_login_failures = 1000) {
        let document = app.anonymous().get("/api/v1/openapi.json").await.status(200).json().clone();
        let (mut client, ids) = somebody(&app, "ada").await;
        for operation in operations(&document) {
            client = still_in(&app, client, "ada").await;
            let Some(properties) = &operation.body else { continue };
            // Of what is there, and of what is not.
            let id = |name: &str| ids.get(name).cloned().unwrap_or_else(|| Uuid::from_u128(7).to_string());
            let path = fill(&operation.path, id);
            for (place, body) in bad_bodies(properties).into_iter().enumerate() {
                let shown = String::from_utf8_lossy(&body[..body.len().min(120)]).into_owned();
                let what = format!("{} {path} {shown}", operation.method);
                let reply = client.request(operation.method.clone(), &path).body("application/json", body).await;
                if place < HOPELESS { is_their_fault(reply, &what) } else { is_a_problem(&reply, &what) }
            }
            let reply = client.request(operation.method.clone(), &path).body("text/plain", "{}").await;
            is_their_fault(reply, &format!("{} {path} as text", operation.method));
        }
    }

    async fn strange_ids_and_queries_never_break_it(app: TestApp) {
        let document = app.anonymous().get("/api/v1/openapi.json").await.status(200).json().clone();
        let (ada, _) = somebody(&app, "ada").await;
        let (_, foreign) = somebody(&app, "eve").await;
        let long = "9".repeat(3000);
        let strange = ["%00", "%FF%FE", "%F0%9F%92%A9", "-1", "a%2Fb", "..", "'%3B--", "99999999999999999999", &long];
        for operation in operations(&document) {
            let ask = |path: String| {
                let request = ada.request(operation.method.clone(), &path);
                async {
                    let reply = match &operation.body {
                        Some(_) => request.json(json!({})).await,
                        None => request.await,
                    };
                    (reply, path)
                }
            };
            if operation.path.contains('{') {
                for value in strange {
                    let (reply, path) = ask(fill(&operation.path, |_| value.to_owned())).await;
                    is_a_problem(&reply, &format!("{} {path}", operation.method));
                }
                let unknown = Uuid::from_u128(0xdead).to_string();
                let (reply, path) = ask(fill(&operation.path, |_| unknown.clone())).await;
                is_their_fault(reply, &format!("{} {path}", operation.method));
                let (reply, path) = ask(fill(&operation.path, |name| foreign.get(name).unwrap_or(&unknown).clone())).await;
                let own = operation.path.contains("/users/");
                if own { is_a_problem(&reply, &path) } else { is_their_fault(reply, &format!("{} {path}", operation.method)) }
            }
            if operation.method == Method::GET {
                let path = fill(&operation.path, |_| Uuid::from_u128(7).to_string());
                for query in BAD_QUERIES {
                    let (reply, path) = ask(format!("{path}?{query}")).await;
                    is_a_problem(&reply, &format!("{} {path}", operation.method));
                }
            }
        }
    }

    async fn lists_of_ones_own_refuse_bad_queries(app: TestApp) {
        let document = app.anonymous().get("/api/v1/openapi.json").await.status(200).json().clone();
        let (ada, ids) = somebody(&app, "ada").await;
        for operation in operations(&document).into_iter().filter(|operation| operation.method == Method::GET) {
            let path = fill(&operation.path, |name| {
                ids.get(name).cloned().unwrap_or_else(|| Uuid::from_u128(7).to_string())
            });
            for query in BAD_QUERIES {
                let reply = ada.get(format!("{path}?{query}")).await;
                is_a_problem(&reply, &format!("GET {path}?{query}"));
            }
        }
    }

    async fn strange_headers_never_break_it(app: TestApp) {
        let document = app.anonymous().get("/api/v1/openapi.json").await.status(200).json().clone();
        let (mut ada, ids) = somebody(&app, "ada").await;
        let long = "k".repeat(300);
        let strange = [
            ("if-match", "nonsense"),
            ("if-match", "\"999999999999999999999999\""),
            ("if-none-match", ",,,"),
            ("idempotency-key", ""),
            ("idempotency-key", &long),
            ("accept-encoding", "zstd;q=nonsense, br;q=-1, ;;;"),
            ("cookie", "=;;;=; __Host-refresh=nonsense; refresh=nonsense"),
            ("x-forwarded-for", ",,,"),
            ("origin", "null"),
            ("user-agent", &long),
        ];
        for operation in operations(&document) {
            let path = fill(&operation.path, |name| {
                ids.get(name).cloned().unwrap_or_else(|| Uuid::from_u128(7).to_string())
            });
            for (name, value) in strange {
                let request = ada.request(operation.method.clone(), &path).header(name, value);
                let reply = match &operation.body {
                    Some(_) => request.json(json!({})).await,
                    None => request.await,
                };
                is_a_problem(&reply, &format!("{} {path} with {name}: {value}", operation.method));
            }
            ada = still_in(&app, ada, "ada").await;
        }
    }

    // PostgreSQL takes none in a text: what reaches it unchecked would be a fault of ours.
    async fn a_nul_anywhere_is_the_senders_fault(app: TestApp) {
        let (ada, ids) = somebody(&app, "ada").await;
        let ws = format!("/workspaces/{}", ids["ws"]);
        let login = json!({ "email": "a\0@example.org", "password": PASSWORD });
        is_their_fault(app.anonymous().post("/auth/login").json(login).await, "sign in");
        let filter = "tag = \"a\0b\"";
        let bodies = [
            (format!("{ws}/views"), json!({ "name": "V", "filter": filter })),
            (format!("{ws}/tasks/bulk"), json!({ "filter": filter, "changes": { "action": "complete" } })),
            (format!("{ws}/webhooks"), json!({ "url": "https://example.org/", "filter": filter })),
            (
                format!("{ws}/rules"),
                json!({ "name": "R", "filter": filter, "trigger": { "on": "event", "types": ["task.created"] }, "actions": [{ "do": "complete" }] }),
            ),
        ];
        for (path, body) in bodies {
            ada.post(&path).json(body).await.invalid("/filter");
        }
        let line = json!({ "project_id": ids["project_id"], "text": "Paint @\"a\0b\"" });
        is_their_fault(ada.post(format!("{ws}/tasks/quick")).json(line).await, "quick add");
        let project = format!("/projects/{}", ids["project_id"]);
        let id = Uuid::from_u128(7).to_string();
        let lists = [
            ("/workspaces".to_owned(), json!({ "o": "name", "k": ["a", id] })),
            (format!("{ws}/members"), json!({ "o": "name", "k": ["a", id] })),
            (format!("{ws}/teams"), json!({ "o": "name", "k": ["a", id] })),
            (format!("{ws}/tags"), json!({ "o": "name", "k": ["a"] })),
            (format!("{ws}/templates"), json!({ "o": "name", "k": ["a", id] })),
            (format!("{ws}/views"), json!({ "o": "place", "k": ["a", id] })),
            (format!("{ws}/favourites"), json!({ "o": "place", "k": ["a", id] })),
            (format!("{project}/statuses"), json!({ "o": "board", "k": ["a", id] })),
            (format!("{project}/milestones"), json!({ "o": "place", "k": ["a", id] })),
            (format!("{project}/cycles"), json!({ "o": "days", "k": ["a", id] })),
            (format!("{project}/tasks?sort=title"), json!({ "o": "title", "k": ["a", id] })),
            ("/admin/users".to_owned(), json!({ "o": "name", "k": ["a", id] })),
            ("/admin/mail/suppressions".to_owned(), json!({ "o": "email", "k": ["a"] })),
        ];
        for (path, mut cursor) in lists {
            let ask = async |cursor: &Value| {
                let cursor = URL_SAFE_NO_PAD.encode(cursor.to_string());
                ada.get(format!("{path}{}cursor={cursor}", if path.contains('?') { '&' } else { '?' })).await
            };
            ask(&cursor).await.status(200);
            cursor["k"][0] = json!("\0");
            ask(&cursor).await.problem(400, "invalid_cursor");
        }
    }
}
