//! Frames that no client of ours sends.

use std::time::Duration;

use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use super::{Socket, request};

on_both! {
    async fn what_cannot_be_read_ends_the_connection(app: TestApp) {
        let ada = app.user("ada").await;
        let deep = format!("{}{}", "[".repeat(8_000), "]".repeat(8_000));
        let long = |size: usize| json!({ "type": "pong", "x": "x".repeat(size) }).to_string();
        let bad = [
            Message::text("no JSON"),
            Message::text("{}"),
            Message::text("\"hello\""),
            Message::text(r#"{"type":"subscribe","workspace":"../../etc"}"#),
            Message::text(deep),
            Message::text(long(17_000)),
            Message::text(long(1 << 20)),
            Message::binary(vec![0; 10]),
        ];
        for frame in bad {
            let mut socket = Socket::hello(&ada, json!({})).await;
            let what = format!("{frame:?}").chars().take(40).collect::<String>();
            socket.send(frame).await;
            assert_eq!(socket.end().await.0, Some(4501), "{what}");
        }
    }

    async fn what_is_unknown_is_ignored(app: TestApp) {
        let ada = app.user("ada").await;
        let mut socket = Socket::hello(&ada, json!({ "client_id": "x", "more": [1, { "a": null }] })).await;
        socket.say(json!({ "type": "dance" })).await;
        socket.say(json!({ "type": "pong", "positions": 7 })).await;
        socket.say(json!({ "type": "subscribe", "workspace": "me", "later": true })).await;
        assert_eq!(socket.expect("resume").await["workspace"], "me");
    }

    async fn a_flood_is_stopped(app: TestApp) {
        let ada = app.user("ada").await;
        for frame in [Message::text(r#"{"type":"pong"}"#), Message::Ping("x".into())] {
            let mut socket = Socket::hello(&ada, json!({})).await;
            for _ in 0..400 {
                socket.send(frame.clone()).await;
            }
            assert_eq!(socket.end().await.0, Some(4429));
        }
    }

    async fn hello_comes_first_and_soon(app: TestApp) {
        let ada = app.user("ada").await;
        let mut silent = Socket::open(request(&ada)).await;
        let mut rash = Socket::open(request(&ada)).await;
        rash.say(json!({ "type": "subscribe", "workspace": "me" })).await;
        assert_eq!(rash.end().await.0, Some(4502));
        assert_eq!(silent.end().await.0, Some(4502));
    }

    async fn half_a_request_holds_nothing_up(app: TestApp) {
        let ada = app.user("ada").await;
        let _open = Socket::open(request(&ada)).await;
        let _greeted = Socket::hello(&ada, json!({ "me": {} })).await;
        let stopped = tokio::time::timeout(Duration::from_secs(10), app.finish()).await;
        assert_eq!(stopped.expect("the server stops"), Vec::<String>::new());
    }
}
