//! Frames that no client of ours sends.

use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;

use super::{Socket, request};

/// A frame's bytes; its mask changes nothing.
pub fn raw(first: u8, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len()).expect("a small one");
    let mut bytes = match u8::try_from(length) {
        Ok(short @ 0..126) => vec![first, 0x80 | short],
        _ => [[first, 0x80 | 126], length.to_be_bytes()].concat(),
    };
    bytes.extend([0; 4]);
    bytes.extend(payload);
    bytes
}

/// Reads to the end; what its last frame, a close, says.
pub async fn close_code(stream: &mut TcpStream) -> Option<u16> {
    let mut came = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut came));
    // An end that is rough is an end.
    let _ended = read.await.expect("the connection ends");
    let at = came.iter().rposition(|byte| *byte == 0x88)?;
    Some(u16::from_be_bytes(came.get(at + 2..at + 4)?.try_into().ok()?))
}

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

    async fn what_asks_for_no_websocket_is_told_so(app: TestApp) {
        app.anonymous().get("/ws").await.problem(400, "not_a_websocket");
        let old = app.anonymous().get("/ws").header("connection", "upgrade").header("upgrade", "websocket");
        old.header("sec-websocket-version", "8").await.problem(400, "not_a_websocket");
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

    async fn what_breaks_the_rules_of_websockets_ends_the_connection(app: TestApp) {
        let ada = app.user("ada").await;
        let bad = [
            ("text that is no UTF-8", raw(0x81, b"\xff\xfe")),
            ("a reserved bit", raw(0xc1, b"{}")),
            ("an unknown opcode", raw(0x83, b"{}")),
            ("the rest of nothing", raw(0x80, b"{}")),
            ("a ping in parts", raw(0x09, b"x")),
            ("a ping that is too long", raw(0x89, &[b'x'; 126])),
            ("no mask", b"\x81\x02{}".to_vec()),
            ("an exabyte, as it says", b"\x81\xff\x0f\xff\xff\xff\xff\xff\xff\xffmask".to_vec()),
            ("a text that is not ended", [raw(0x01, b"{"), raw(0x81, b"}")].concat()),
            ("parts without end", std::iter::once(raw(0x01, b"{")).chain((0..80).map(|_| raw(0, &[b' '; 1024]))).collect::<Vec<_>>().concat()),
        ];
        for (what, bytes) in bad {
            let mut stream = Socket::hello(&ada, json!({})).await.bare();
            stream.write_all(&bytes).await.unwrap();
            assert_eq!(close_code(&mut stream).await, Some(4501), "{what}");
        }
    }

    async fn a_frame_may_come_in_parts(app: TestApp) {
        let ada = app.user("ada").await;
        let mut stream = Socket::hello(&ada, json!({})).await.bare();
        let text = br#"{"type":"subscribe","workspace":"me"}"#;
        let parts = [raw(0x01, &text[..5]), raw(0x89, b"are you there"), raw(0, &text[5..9]), raw(0x80, &text[9..])];
        stream.write_all(&parts.concat()).await.unwrap();
        let mut came = Vec::new();
        while !came.windows(8).any(|window| window == br#""resume""#) {
            assert!(stream.read_buf(&mut came).await.unwrap() > 0, "{}", String::from_utf8_lossy(&came));
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
