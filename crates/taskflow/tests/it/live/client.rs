//! The client in `crates/client` against the server: whatever happens to its connection, its copy ends as a fresh one.

use std::time::Duration;

use serde_json::json;
use taskflow_client::Stream;
use taskflow_client::net::{Connection, Ended, Server, Settings, State};
use tokio::time::timeout;
use uuid::Uuid;

use super::metric;
use crate::desk::Desk;
use crate::support::Client;

/// Nothing here takes this long.
const PATIENCE: Duration = Duration::from_secs(30);

fn open(client: &Client, settings: &Settings) -> Connection {
    Connection::open(Server::new(client.origin(), client.token()).unwrap(), settings)
}

async fn until(connection: &Connection, holds: impl Fn(&Connection) -> bool) {
    timeout(PATIENCE, connection.until(holds))
        .await
        .expect("in time")
        .expect("it goes on");
}

fn holds(connection: &Connection, stream: Stream, entity: &str, id: Uuid) -> bool {
    connection.look(stream, |copy| copy.get(entity, id).is_some()).unwrap()
}

fn rows(connection: &Connection, stream: Stream) -> Vec<(String, Uuid, String)> {
    let row = |(kind, id, row): (&str, Uuid, &taskflow_client::Row)| {
        (kind.to_owned(), id, row.data.get().to_owned())
    };
    connection.look(stream, |copy| copy.rows().map(row).collect()).unwrap()
}

/// Compares with a copy that is made now.
async fn is_as_a_fresh_one(connection: &Connection, client: &Client, stream: Stream) {
    let fresh = open(client, &Settings::new([stream]));
    until(&fresh, |fresh| fresh.look(stream, taskflow_client::Replica::is_complete).unwrap()).await;
    let seq = fresh.seq(stream);
    timeout(PATIENCE, connection.reached(stream, seq))
        .await
        .expect("in time")
        .unwrap();
    timeout(PATIENCE, fresh.reached(stream, connection.seq(stream)))
        .await
        .expect("in time")
        .unwrap();
    assert_eq!(rows(connection, stream), rows(&fresh, stream));
}

on_both! {
    async fn cuts_lose_nothing(app: TestApp) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let project = ada.project(workspace, "Home").await.id();
        let stream = Stream::Workspace(workspace);
        let connection = open(&ada, &Settings::new([Stream::Me, stream]));
        let blind = open(&ada, &Settings { rows: false, ..Settings::new([stream]) });
        for round in 0..3 {
            for number in 0..5 {
                ada.task(project, &format!("{round}.{number}")).await;
            }
            let task = ada.task(project, "last").await.id();
            until(&connection, |connection| holds(connection, stream, "task", task)).await;
            connection.cut();
        }
        is_as_a_fresh_one(&connection, &ada, stream).await;
        is_as_a_fresh_one(&connection, &ada, Stream::Me).await;
        timeout(PATIENCE, blind.reached(stream, connection.seq(stream))).await.unwrap().unwrap();
        assert_eq!(rows(&blind, stream), []);
    }

    async fn who_missed_much_reads_it_over_http(app: TestApp, |config| config.realtime.ring_entries = 2) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let project = ada.project(workspace, "Home").await.id();
        let stream = Stream::Workspace(workspace);
        let settings = Settings { first_wait_ms: [3_000, 3_000], ..Settings::new([stream]) };
        let connection = open(&ada, &settings);
        until(&connection, |connection| connection.state() == State::Open && connection.seq(stream) > 0).await;
        let before = metric(&app, "taskflow_live_resumes_total{mode=\"http\"}").await;
        connection.cut();
        until(&connection, |connection| connection.state() == State::Waiting).await;
        let mut task = None;
        for number in 0..12 {
            task = Some(ada.task(project, &number.to_string()).await.id());
        }
        until(&connection, |connection| holds(connection, stream, "task", task.unwrap())).await;
        is_as_a_fresh_one(&connection, &ada, stream).await;
        let over_http = metric(&app, "taskflow_live_resumes_total{mode=\"http\"}").await - before;
        assert_eq!(over_http, 1.0, "it went another way");
    }

    async fn what_comes_into_sight_is_fetched_and_what_goes_is_dropped(app: TestApp) {
        let desk = Desk::new(&app).await;
        let stream = Stream::Workspace(desk.workspace);
        let secret = desk.secret_task("Secret").await;
        desk.owner.post(format!("/tasks/{secret}/comments")).json(json!({ "body": "Hush." })).await.status(201);
        let connection = open(&desk.member, &Settings::new([stream]));
        is_as_a_fresh_one(&connection, &desk.member, stream).await;
        assert!(!holds(&connection, stream, "task", secret));

        let path = format!("/projects/{}/members", desk.private);
        let body = json!({ "user_id": desk.member.id, "role": "viewer" });
        let grant = desk.owner.post(&path).json(body).await.status(201).id();
        until(&connection, |connection| holds(connection, stream, "task", secret)).await;
        is_as_a_fresh_one(&connection, &desk.member, stream).await;

        desk.owner.delete(format!("{path}/{grant}")).await.status(204);
        until(&connection, |connection| !holds(connection, stream, "task", secret)).await;
        is_as_a_fresh_one(&connection, &desk.member, stream).await;
    }

    async fn signing_out_ends_it_for_good(app: TestApp) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let connection = open(&ada, &Settings::new([Stream::Workspace(workspace)]));
        until(&connection, |connection| connection.seq(Stream::Workspace(workspace)) > 0).await;
        ada.post("/auth/logout").await.status(204);
        let ended = timeout(PATIENCE, connection.until(|_| false)).await.expect("in time");
        assert!(matches!(ended, Err(Ended::Closed(4510) | Ended::SignedOut)), "{ended:?}");
    }
}
