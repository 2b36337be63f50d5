//! Bytes that nobody meant: whatever comes, the connection ends or goes on, and the server is well.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::runtime::Handle;

use super::frames::{close_code, raw};
use super::{Socket, request, token};
use crate::support::{TestApp, User};

const CASES: u32 = 48;

const KINDS: &[&str] =
    &["hello", "subscribe", "unsubscribe", "pong", "presence", "welcome", "delta", "\\u0000"];
const VALUES: &[&str] = &[
    "null",
    "7",
    "-1e999",
    "[]",
    "{}",
    "\"me\"",
    "[[[[{}]]]]",
    "\"1:2:x\"",
    "\"\\ud800\"",
    "true",
];
const NAMES: &[&str] = &[
    "workspace",
    "workspaces",
    "me",
    "token",
    "scope",
    "positions",
    "project_id",
    "type",
    "typing",
];

/// Something like one of our frames.
fn almost() -> impl Strategy<Value = String> {
    let field = (prop::sample::select(NAMES), prop::sample::select(VALUES));
    (prop::sample::select(KINDS), vec(field, 0..5)).prop_map(|(kind, fields)| {
        let fields = fields.into_iter().map(|(name, value)| format!(r#","{name}":{value}"#));
        format!(r#"{{"type":"{kind}"{}}}"#, fields.collect::<String>())
    })
}

/// What is sent, as bytes on the wire.
fn noise() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        vec(any::<u8>(), 0..200),
        any::<String>().prop_map(|text| raw(0x81, text.as_bytes())),
        (any::<u8>(), vec(any::<u8>(), 0..300)).prop_map(|(first, payload)| raw(first, &payload)),
        almost().prop_map(|text| raw(0x81, text.as_bytes())),
    ];
    vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

/// Sends it and hangs up; returns once the server has, too.
async fn send(app: &TestApp, user: &User, greets: bool, bytes: &[u8]) {
    let socket = match greets {
        true => Socket::hello(user, json!({ "me": { "token": token(app, user.id).await } })).await,
        false => Socket::open(request(user)).await,
    };
    let mut stream = socket.bare();
    // It may have had enough before all is sent.
    let _sent = stream.write_all(bytes).await;
    let _sent = stream.shutdown().await;
    close_code(&mut stream).await;
}

on_both! {
    async fn noise_hurts_nobody(app: TestApp, |config| config.realtime.max_sockets_per_user = 1000) {
        let ada = app.user("ada").await;
        let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
        let mut runner = TestRunner::new(config);
        let strategy = (any::<bool>(), noise());
        let outcome = runner.run(&strategy, |(greets, bytes)| {
            let send = send(&app, &ada, greets, &bytes);
            tokio::task::block_in_place(|| Handle::current().block_on(send));
            Ok(())
        });
        if let Err(TestError::Fail(why, (greets, bytes))) = outcome {
            panic!("{why}; greets: {greets}, bytes: {}", hex::encode(bytes));
        }
        Socket::hello(&ada, json!({ "me": {} })).await.expect("resume").await;
    }
}
