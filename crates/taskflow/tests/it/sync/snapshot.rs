//! Snapshots: whole, in parts, and packed.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;
use uuid::Uuid;

use super::lines;
use crate::desk::Desk;
use crate::support::User;

fn kinds(lines: &[Value]) -> BTreeSet<&str> {
    lines.iter().filter_map(|line| line["entity"].as_str()).collect()
}

on_both! {
    async fn it_has_everything_once_and_says_so(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let project = ada.project(ws, "Web").await.id();
        // More than fits one page of any kind.
        for number in 0..230 {
            ada.task(project, &format!("Task {number}")).await;
        }
        let task = ada.task(project, "Talked about").await.id();
        for number in 0..120 {
            ada.post(format!("/tasks/{task}/comments")).json(json!({ "body": format!("{number}") })).await.status(201);
        }
        ada.delete(format!("/tasks/{task}")).await.status(204);
        let lines = lines(&ada.get("/sync/acme/snapshot").await.status(200));
        let (first, end) = (lines.first().unwrap(), lines.last().unwrap());
        assert_eq!((first["type"].as_str(), first["workspace"].as_str()), (Some("snapshot"), Some(ws.to_string().as_str())));
        assert!(first["token"].is_string() && first["scope"].is_string());
        assert_eq!((end["type"].as_str(), end["rows"].as_u64()), (Some("end"), Some(lines.len() as u64 - 2)));
        let count = |kind: &str| lines.iter().filter(|line| line["entity"] == kind).count();
        assert_eq!((count("workspace"), count("member"), count("project")), (1, 1, 1));
        assert_eq!((count("task"), count("comment")), (231, 120));
        let things: BTreeSet<(String, String)> = lines[1..lines.len() - 1]
            .iter()
            .map(|line| (line["entity"].to_string(), line["id"].to_string()))
            .collect();
        assert_eq!(things.len(), lines.len() - 2, "nothing comes twice");
        let row = lines.iter().find(|line| line["id"] == json!(project)).unwrap();
        let rest = ada.get(format!("/projects/{project}")).await.status(200);
        assert_eq!(row["data"], *rest.json());
    }

    async fn parts_can_be_asked_for(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let (web, app_) = (ada.project(ws, "Web").await.id(), ada.project(ws, "App").await.id());
        let (one, other) = (ada.task(web, "one").await.id(), ada.task(app_, "other").await.id());
        ada.post(format!("/tasks/{one}/relations")).json(json!({ "kind": "blocks", "task_id": other })).await.status(201);
        ada.post(format!("/tasks/{other}/comments")).json(json!({ "body": "hello" })).await.status(201);
        let ask = |query: String| ada.get(format!("/sync/{ws}/snapshot?{query}"));
        let of_web = lines(&ask(format!("project={web}")).await.status(200));
        assert_eq!(kinds(&of_web), ["project", "relation", "status", "task", "watcher"].into());
        let of_other = lines(&ask(format!("task={other}")).await.status(200));
        assert_eq!(kinds(&of_other), ["comment", "relation", "task", "watcher"].into());
        let both = lines(&ask(format!("project={web}&project={app_}&entity=task")).await.status(200));
        assert_eq!((kinds(&both), both.len()), (["task"].into(), 4));
        let people = lines(&ask("entity=member&entity=workspace".to_owned()).await.status(200));
        assert_eq!(kinds(&people), ["member", "workspace"].into());
        ask("project=x".to_owned()).await.invalid("?project");
        ask("entity=secret".to_owned()).await.invalid("?entity");
        ask("limit=3".to_owned()).await.invalid("?limit");
        // What one may not see is not there.
        let eve = app.user("eve").await;
        let foreign = eve.workspace("other").await.id();
        let theirs = eve.project(foreign, "Theirs").await.id();
        let none = lines(&ask(format!("project={theirs}&task={}", eve.task(theirs, "x").await.id())).await.status(200));
        assert_eq!(none.len(), 2);
        ada.get(format!("/sync/{foreign}/snapshot")).await.problem(404, "not_found");
    }

    async fn ones_own_has_what_the_log_of_it_has(app: TestApp) {
        let ada = app.user("ada").await;
        ada.workspace("acme").await;
        let lines = lines(&ada.get("/sync/me/snapshot").await.status(200));
        assert_eq!(lines[0]["workspace"], "me");
        assert!(lines[0].get("scope").is_none());
        assert_eq!(kinds(&lines), ["membership", "session", "user"].into());
        let session = lines.iter().find(|line| line["entity"] == "session").unwrap();
        let listed = ada.get(format!("/auth/sessions/{}", session["id"].as_str().unwrap())).await.status(200);
        assert_eq!(session["version"], listed.version());
    }

    async fn pages_are_packed_as_they_come(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let project = ada.project(ws, "Web").await.id();
        for number in 0..20 {
            ada.task(project, &format!("Task {number}")).await;
        }
        let path = format!("/sync/{ws}/snapshot");
        let plain = ada.get(&path).await.status(200);
        assert_eq!((plain.header("content-encoding"), plain.header("vary")), ("", "accept-encoding"));
        for coding in ["gzip", "zstd", "br"] {
            let packed = ada.get(&path).header("accept-encoding", coding).await.status(200);
            assert_eq!(packed.header("content-encoding"), coding);
            assert!(packed.body().len() < plain.body().len() / 2, "{coding}");
        }
    }

    /// Who sees it again later would never get what hangs on it: a copy with holes must not look whole.
    async fn a_task_that_goes_out_of_sight_meanwhile_cuts_it_off(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("Talked about").await;
        // Several pages, more than all buffers on the way hold.
        let body = "long ".repeat(18_000);
        for _ in 0..150 {
            desk.owner.post(format!("/tasks/{task}/comments")).json(json!({ "body": body })).await.status(201);
        }
        let whole = slow_snapshot(&desk.viewer, desk.workspace, async || {}).await;
        assert!(whole.contains(r#""type":"end""#));
        let body = json!({ "project_id": desk.private });
        let moved = async || drop(desk.owner.post(format!("/tasks/{task}/move")).json(body.clone()).await.status(200));
        let cut = slow_snapshot(&desk.viewer, desk.workspace, moved).await;
        assert!(cut.contains(&format!(r#""id":"{task}""#)) && cut.len() < whole.len());
        assert!(!cut.contains(r#""type":"end""#), "it looks whole");
    }
}

/// Everything that comes of a snapshot when something happens after its beginning, before the rest is taken. The server
/// reads a page when the one before is on its way: what nobody takes does not pile up.
async fn slow_snapshot(who: &User, workspace: Uuid, then: impl AsyncFnOnce()) -> String {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(16 * 1024).unwrap();
    let address = who.origin().strip_prefix("http://").unwrap();
    let mut stream = socket.connect(address.parse().unwrap()).await.unwrap();
    let head = format!(
        "GET /api/v1/sync/{workspace}/snapshot HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {}\r\nconnection: close\r\n\r\n",
        who.token()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 1];
    stream.read_exact(&mut answer).await.unwrap();
    then().await;
    // What is cut off may end in an error.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}
