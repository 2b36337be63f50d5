//! Coming back: one explicit decision.

use serde_json::{Value, json};
use taskflow::realtime::Token;
use uuid::Uuid;

use super::{Socket, token};
use crate::support::User;

/// How a client with this token, and this scope if any, is answered; all frames up to the decision or to `live`.
async fn come_back(user: &User, workspace: Uuid, token: Option<&str>, scope: Option<&str>) -> Vec<Value> {
    let mut wanted = json!({ "id": workspace });
    for (name, value) in [("token", token), ("scope", scope)] {
        if let Some(value) = value {
            wanted[name] = json!(value);
        }
    }
    let mut socket = Socket::hello(user, json!({ "workspaces": [wanted] })).await;
    let resume = socket.expect("resume").await;
    let mut frames = vec![resume.clone()];
    if resume["mode"] == "live" || resume["mode"] == "replay" {
        frames.extend(socket.until("live").await);
    }
    if resume["mode"] == "reset" && resume["reason"] != "gone" {
        frames.push(socket.expect("reset").await);
    }
    frames
}

fn types(frames: &[Value]) -> Vec<&str> {
    frames.iter().map(|frame| frame["type"].as_str().unwrap()).collect()
}

async fn reason(user: &User, workspace: Uuid, token: Option<&str>) -> Value {
    let frames = come_back(user, workspace, token, None).await;
    assert_eq!(frames[0]["mode"], "reset", "{frames:?}");
    if let Some(reset) = frames.get(1) {
        assert_eq!(reset["reason"], frames[0]["reason"]);
        assert_eq!(reset["snapshot_url"], format!("/api/v1/sync/{workspace}/snapshot"));
        let waits = reset["max_delay_ms"].as_u64().unwrap() > 0;
        assert_eq!(waits, reset["reason"] != "no_token", "{reset}");
    }
    frames[0]["reason"].clone()
}

on_both! {
    async fn who_missed_nothing_is_live(app: TestApp) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let head = token(&app, workspace).await;
        let first = come_back(&ada, workspace, Some(&head), None).await;
        assert_eq!(types(&first), ["resume", "scope", "live"]);
        assert_eq!(first[0]["mode"], "live");
        assert_eq!(first[1]["visible"]["projects"], json!([]));
        let scope = first[2]["scope"].as_str().unwrap();
        let again = come_back(&ada, workspace, Some(&head), Some(scope)).await;
        assert_eq!(types(&again), ["resume", "live"], "whose rights are the same is not told");
    }

    async fn who_missed_a_little_is_sent_it(app: TestApp) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let before = token(&app, workspace).await;
        let scope = come_back(&ada, workspace, Some(&before), None).await.pop().unwrap();
        let project = ada.project(workspace, "Home").await.id();
        let task = ada.task(project, "Paint").await.id();
        let frames = come_back(&ada, workspace, Some(&before), scope["scope"].as_str()).await;
        // A project more to see: other rights than those that the copy was made with.
        assert_eq!(types(&frames), ["resume", "scope", "delta", "live"]);
        assert_eq!(frames[0]["mode"], "replay");
        assert_eq!(frames[1]["visible"]["projects"], json!([project]));
        let delta = &frames[2];
        assert_eq!(delta["from"], frames[0]["from"]);
        assert_eq!(delta["token"], token(&app, workspace).await);
        assert!(delta["ops"].as_array().unwrap().iter().any(|op| op["id"] == task.to_string()));
    }

    async fn a_replay_is_the_same_from_a_cold_room(app: TestApp) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let project = ada.project(workspace, "Home").await.id();
        let before = token(&app, workspace).await;
        ada.task(project, "One").await;
        ada.task(project, "Two").await;
        // The first to come opens the room, the second finds it warm.
        let cold = come_back(&ada, workspace, Some(&before), None).await;
        let warm = come_back(&ada, workspace, Some(&before), None).await;
        assert_eq!(cold, warm);
        assert_eq!(cold[2]["ops"].as_array().unwrap().iter().filter(|op| op["entity"] == "task").count(), 2);
    }

    async fn who_missed_much_reads_it_over_http(app: TestApp, |config| config.realtime.ring_entries = 2) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let project = ada.project(workspace, "Home").await.id();
        let before = token(&app, workspace).await;
        for title in ["One", "Two", "Three"] {
            ada.task(project, title).await;
        }
        let frames = come_back(&ada, workspace, Some(&before), None).await;
        assert_eq!((types(&frames), &frames[0]["mode"]), (vec!["resume"], &json!("http")));
        let log = ada.get(format!("/sync/{workspace}/log")).query(&[("after", &before)]).await.status(200);
        let live: Value = serde_json::from_slice(log.body().split(|b| *b == b'\n').rfind(|line| !line.is_empty()).unwrap()).unwrap();
        let token = live["token"].as_str();
        assert_eq!(come_back(&ada, workspace, token, live["scope"].as_str()).await[0]["mode"], "live");
    }

    async fn a_copy_of_no_use_is_reset(app: TestApp) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let project = ada.project(workspace, "Home").await.id();
        let past: Token = token(&app, workspace).await.parse().unwrap();
        ada.task(project, "Paint").await;
        let head: Token = token(&app, workspace).await.parse().unwrap();
        let text = |token: Token| token.to_string();
        let other = |epoch, seq| text(Token::new(epoch, seq, &[9; 32]));
        assert_eq!(reason(&ada, workspace, None).await, "no_token");
        assert_eq!(reason(&ada, workspace, Some("nonsense")).await, "no_token");
        assert_eq!(reason(&ada, workspace, Some(&other(head.epoch + 1, head.seq))).await, "epoch");
        assert_eq!(reason(&ada, workspace, Some(&other(head.epoch, head.seq + 1))).await, "ahead");
        assert_eq!(reason(&ada, workspace, Some(&other(head.epoch, head.seq))).await, "chain");
        assert_eq!(reason(&ada, workspace, Some(&other(past.epoch, past.seq))).await, "chain");
        assert_eq!(reason(&ada, Uuid::from_u128(7), Some(&text(head))).await, "gone");
    }

    async fn ones_own_stream_resumes_as_well(app: TestApp) {
        let ada = app.user("ada").await;
        let before = token(&app, ada.id).await;
        let workspace = ada.workspace("acme").await.id();
        let mut socket = Socket::hello(&ada, json!({ "me": { "token": before } })).await;
        assert_eq!(socket.expect("resume").await["mode"], "replay");
        let delta = socket.expect("delta").await;
        assert_eq!(delta["ops"][0]["id"], workspace.to_string());
        assert_eq!(delta["token"], token(&app, ada.id).await);
        socket.expect("live").await;
        socket.say(json!({ "type": "subscribe", "workspace": "me" })).await;
        assert_eq!(socket.expect("resume").await["reason"], "no_token");
        assert_eq!(socket.expect("reset").await["snapshot_url"], "/api/v1/sync/me/snapshot");
    }

    async fn after_a_restore_all_start_again_but_not_at_once(app: TestApp) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let mut one = Socket::live(&app, &ada, workspace).await;
        let mut other = Socket::live(&app, &ada, workspace).await;
        let now = app.parts().clock.now();
        let raise = app.parts().db.write(Uuid::nil(), move |tx| taskflow::event::new_epoch(tx, now));
        raise.await.unwrap();
        for socket in [&mut one, &mut other] {
            let reset = socket.expect("reset").await;
            assert_eq!((&reset["reason"], &reset["min_delay_ms"]), (&json!("epoch"), &json!(0)));
            assert_eq!(reset["max_delay_ms"], 40, "as far apart as there are many");
        }
        let here = token(&app, workspace).await;
        one.say(json!({ "type": "subscribe", "workspace": workspace, "token": here })).await;
        assert_eq!(one.expect("resume").await["mode"], "live");
    }
}
