//! Processes that share a database wake each other, by whatever carries hints; and without any, by looking.

pub mod broker;
pub mod two;

use broker::{Broker, Kind};
use bytes::Bytes;
use taskflow::config::{Config, Hints};
use taskflow::event::{Position, head};
use taskflow_db::Sql;
use tokio::sync::broadcast::Receiver;
use two::{connected, on_two, soon, told};
use uuid::Uuid;

use crate::support::TestApp;

/// One writes, the other hears of it though nobody there follows the stream: so it was no poll. And the other way round.
async fn hear_each_other(one: TestApp, two: TestApp) {
    connected([&one, &two], true).await;
    let (mut at_one, mut at_two) = (one.parts().wake.subscribe(), two.parts().wake.subscribe());
    let mut told_by_two = two.parts().wake.subscribe_local();
    let ada = one.user("ada").await;
    let workspace = ada.workspace("acme").await.id();
    told(&mut at_two, ada.id, 0).await;
    let first = told(&mut at_two, workspace, 0).await;
    assert_eq!(first, position(&one, workspace).await);
    assert!(told_by_two.try_recv().is_err(), "what was heard is not told on");

    let bob = two.user("bob").await;
    told(&mut at_one, bob.id, 0).await;
    // Everything that one sent came back before that, if it comes back at all.
    ada.project(workspace, "Site").await;
    let second = told(&mut at_two, workspace, first.seq).await;
    let own = told(&mut at_one, workspace, first.seq).await;
    assert_eq!(own, second);
    two.user("cid").await;
    while let Ok(head) = at_one.try_recv() {
        assert_ne!(head.stream_id, workspace, "its own hint came back");
    }

    let (mut here, mut there) = (one.hints().presence(), two.hints().presence());
    let most = Bytes::from(vec![0; taskflow::realtime::Hints::PRESENCE_BYTES]);
    one.hints().publish_presence(workspace, Bytes::from([&most[..], b"+"].concat()));
    one.hints().publish_presence(workspace, most.clone());
    let heard = soon("presence", there.recv()).await.unwrap();
    assert!((heard.workspace_id, heard.bytes) == (workspace, most), "what is too large is dropped");
    two.hints().publish_presence(workspace, Bytes::from_static(b"me too"));
    assert_eq!(soon("presence", here.recv()).await.unwrap().bytes, "me too");
}

#[test]
fn servers_hear_each_other_by_postgres() {
    // As nothing else is named.
    on_two(|_| {}, hear_each_other);
}

#[test]
fn servers_hear_each_other_by_redis() {
    with_broker(Kind::Redis);
}

#[test]
fn servers_hear_each_other_by_nats() {
    with_broker(Kind::Nats);
}

#[test]
fn a_redis_may_come_and_go() {
    come_and_go(Kind::Redis);
}

#[test]
fn a_nats_may_come_and_go() {
    come_and_go(Kind::Nats);
}

/// Not there at the start, then there, then killed, then there again: all is heard in order.
fn come_and_go(kind: Kind) {
    let mut broker = Broker::new(kind);
    on_two(named(&broker), async |one: TestApp, two: TestApp| {
        let (ada, workspace) = board(&one).await;
        let mut wake = two.parts().wake.subscribe();
        two.parts().wake.followed().add(workspace);
        let mut last = told(&mut wake, workspace, 0).await;
        for round in ["first", "second"] {
            connected([&one, &two], false).await;
            ada.project(workspace, round).await;
            last = heard_next(&one, &mut wake, last).await;
            broker.start().await;
            connected([&one, &two], true).await;
            two.parts().wake.followed().remove(workspace);
            ada.project(workspace, "by a hint").await;
            last = heard_next(&one, &mut wake, last).await;
            two.parts().wake.followed().add(workspace);
            broker.kill();
        }
        connected([&one, &two], false).await;
        ada.project(workspace, "at last").await;
        heard_next(&one, &mut wake, last).await;
    });
}

static END_LISTENERS: Sql = Sql::new(
    "end listeners",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND (query LIKE 'LISTEN%' OR query LIKE '%pg_notify%') AND pid <> pg_backend_pid()",
);

#[test]
fn a_lost_listener_of_postgres_is_made_again() {
    on_two(
        |config| config.realtime.hints = Hints::Postgres,
        async |one: TestApp, two: TestApp| {
            let (ada, workspace) = board(&one).await;
            connected([&one, &two], true).await;
            let mut wake = two.parts().wake.subscribe();
            two.parts().wake.followed().add(workspace);
            let last = told(&mut wake, workspace, 0).await;
            let (mut a, mut b) = (one.hints().connected(), two.hints().connected());
            a.mark_unchanged();
            b.mark_unchanged();
            one.parts().db.read(|tx| tx.all(&END_LISTENERS, &[])).await.unwrap();
            soon("the loss", a.changed()).await.unwrap();
            soon("the loss", b.changed()).await.unwrap();
            ada.project(workspace, "meanwhile").await;
            let last = heard_next(&one, &mut wake, last).await;
            connected([&one, &two], true).await;
            two.parts().wake.followed().remove(workspace);
            ada.project(workspace, "by a hint").await;
            heard_next(&one, &mut wake, last).await;
        },
    );
}

#[test]
fn without_hints_the_poll_tells_followers() {
    on_two(
        |config| config.realtime.hints = Hints::None,
        async |one: TestApp, two: TestApp| {
            assert_eq!(two.hints().carrier(), None);
            let (ada, workspace) = board(&one).await;
            let mut wake = two.parts().wake.subscribe();
            two.parts().wake.followed().add(workspace);
            let mut last = told(&mut wake, workspace, 0).await;
            for name in ["One", "Two"] {
                ada.project(workspace, name).await;
                last = heard_next(&one, &mut wake, last).await;
            }
        },
    );
}

on_both! {
    /// Also on SQLite: who begins to follow is told where the stream stands, once, and nobody is told of others.
    async fn the_poll_tells_what_is_new_and_only_that(app: TestApp) {
        let (ada, first) = board(&app).await;
        let second = ada.workspace("second").await.id();
        let wake = &app.parts().wake;
        let mut heads = wake.subscribe();
        wake.followed().add(first);
        assert_eq!(soon("the first", heads.recv()).await.unwrap(), position(&app, first).await);
        ada.project(first, "Ours").await;
        assert_eq!(soon("our own", heads.recv()).await.unwrap(), position(&app, first).await);
        wake.followed().add(second);
        assert_eq!(soon("the second", heads.recv()).await.unwrap(), position(&app, second).await);
    }

    async fn every_stream_that_a_command_wrote_to_is_told(app: TestApp) {
        let ada = app.user("ada").await;
        let mut heads = app.parts().wake.subscribe();
        let workspace = ada.workspace("acme").await.id();
        let both = [soon("one", heads.recv()).await.unwrap(), soon("two", heads.recv()).await.unwrap()];
        for stream in [workspace, ada.id] {
            assert!(both.contains(&position(&app, stream).await), "{both:?}");
        }
    }
}

/// A person with a workspace.
async fn board(app: &TestApp) -> (crate::support::User, Uuid) {
    let ada = app.user("ada").await;
    let workspace = ada.workspace("acme").await.id();
    (ada, workspace)
}

/// The next head, which must be where the stream stands.
async fn heard_next(app: &TestApp, wake: &mut Receiver<Position>, last: Position) -> Position {
    let next = told(wake, last.stream_id, last.seq).await;
    assert_eq!(next, position(app, last.stream_id).await);
    next
}

async fn position(app: &TestApp, stream: Uuid) -> Position {
    let head = app.parts().db.read(move |tx| head(tx, stream)).await;
    head.unwrap().position()
}

fn with_broker(kind: Kind) {
    let mut broker = Broker::new(kind);
    on_two(named(&broker), async |one, two| {
        broker.start().await;
        hear_each_other(one, two).await;
    });
}

/// Settings that name the broker, and leave it to `auto` to choose it.
pub fn named(broker: &Broker) -> impl Fn(&mut Config) + use<> {
    let url = broker.url();
    move |config| match url.starts_with("redis") {
        true => config.redis_url.clone_from(&url),
        false => config.nats_url.clone_from(&url),
    }
}
