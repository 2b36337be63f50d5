//! Who reads slowly costs nobody memory, and misses nothing.

use serde_json::json;
use uuid::Uuid;

use super::{Socket, metric, token, until_metric};
use crate::support::User;

/// Makes tasks that together are far more than what may wait here and in the kernel (4 MB of a connection).
async fn many(user: &User, project: Uuid, count: usize) -> Vec<String> {
    let mut made = Vec::new();
    for n in 0..count {
        let body = json!({ "title": format!("Task {n}"), "description": "x".repeat(40_000) });
        made.push(user.task_with(project, body).await.id().to_string());
    }
    made
}

on_both! {
    async fn a_slow_reader_is_caught_up(app: TestApp, |config| {
        config.realtime.queue_frames = 8;
        config.realtime.queue_bytes = 100_000;
        config.realtime.ring_bytes = 64 << 20;
    }) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let project = ada.project(workspace, "Home").await.id();
        let start = token(&app, workspace).await;
        let hello = json!({ "workspaces": [{ "id": workspace, "token": start }] });
        let mut socket = Socket::narrow(&ada).await.greet(&ada, hello).await;
        socket.until("live").await;

        let made = many(&ada, project, 150).await;
        assert!(metric(&app, "taskflow_live_overflows_total").await >= 1.0, "it did overflow");
        let (mut seq, mut seen) = (start.split(':').nth(1).unwrap().parse::<i64>().unwrap(), Vec::new());
        while seen.len() < made.len() {
            let delta = socket.expect("delta").await;
            assert_eq!(delta["from"].as_i64(), Some(seq), "nothing is left out, nothing comes twice");
            seq = delta["to"].as_i64().unwrap();
            let ops = delta["ops"].as_array().unwrap();
            let tasks = ops.iter().filter(|op| op["entity"] == "task");
            seen.extend(tasks.map(|op| op["id"].as_str().unwrap().to_owned()));
        }
        assert_eq!(seen, made);
        ada.task(project, "One more").await;
        assert_eq!(socket.expect("delta").await["from"].as_i64(), Some(seq), "and is live again");
    }

    async fn who_takes_nothing_is_cut_off(app: TestApp, |config| {
        config.realtime.stall_secs = 1;
        config.realtime.queue_bytes = 100_000;
        // However slow the machine: neither sent to the log over HTTP, after which nothing is written, nor missed by pings.
        config.realtime.ring_bytes = 64 << 20;
        config.realtime.ping_secs = 300;
    }) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let project = ada.project(workspace, "Home").await.id();
        let hello = json!({ "workspaces": [{ "id": workspace, "token": token(&app, workspace).await }] });
        let _stuck = Socket::narrow(&ada).await.greet(&ada, hello).await;
        many(&ada, project, 150).await;
        until_metric(&app, "taskflow_live_closes_total{code=\"4408\"}", |closed| closed >= 1.0).await;
        until_metric(&app, "taskflow_live_sockets", |open| open == 0.0).await;
    }
}
