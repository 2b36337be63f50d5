//! The order of the log under load: 64 people write at once through the API while others read it.
//!
//! `event.rs` asks the same of the log alone, without commands around it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::future::join_all;
use serde_json::json;
use taskflow::event;
use taskflow_db::Tx;
use uuid::Uuid;

use crate::support::{Reply, TestApp, User};

const WRITERS: usize = 64;
const READERS: usize = 3;
/// Tasks that each of them makes.
const EACH: usize = 8;

on_both! {
    async fn of_one_busy_workspace(app: TestApp) {
        write_and_read(&app, 1).await;
    }

    async fn of_a_hundred_workspaces(app: TestApp) {
        write_and_read(&app, 100).await;
    }
}

/// A workspace and its project.
type Desk = (Uuid, Uuid);

async fn write_and_read(app: &TestApp, count: usize) {
    let owner = app.user("olga").await;
    let desks = make_desks(&owner, count).await;
    let streams: Vec<Uuid> = desks.iter().map(|(workspace, _)| *workspace).collect();
    let done = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..READERS)
        .map(|_| tokio::spawn(follow(app.clone(), streams.clone(), Arc::clone(&done))))
        .collect();
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| tokio::spawn(write(app.clone(), owner.clone(), desks.clone(), writer)))
        .collect();

    let mut acknowledged: BTreeMap<Uuid, BTreeSet<i64>> = BTreeMap::new();
    let mut answers = 0;
    for writer in writers {
        for (workspace, seq) in writer.await.unwrap() {
            assert!(acknowledged.entry(workspace).or_default().insert(seq), "two answers name {seq}");
            answers += 1;
        }
    }
    assert_eq!(answers, WRITERS * EACH);
    done.store(true, Ordering::Release);
    for reader in readers {
        let seen = reader.await.unwrap();
        for (workspace, seqs) in &acknowledged {
            assert!(seqs.last() <= seen.get(workspace), "a reader misses what was acknowledged");
        }
    }
}

async fn make_desks(owner: &User, count: usize) -> Vec<Desk> {
    let make = |number: usize| async move {
        let workspace = owner.workspace(&format!("desk-{number}")).await.id();
        (workspace, owner.project(workspace, "Work").await.id())
    };
    join_all((0..count).map(make)).await
}

/// Makes tasks, here and there; answers where the log stood after each. An answer is never an error, and what it
/// acknowledges can be read at once.
async fn write(app: TestApp, person: User, desks: Vec<Desk>, writer: usize) -> Vec<(Uuid, i64)> {
    let mut positions = Vec::new();
    for round in 0..EACH {
        let (workspace, project) = desks[(writer + round * WRITERS) % desks.len()];
        let title = format!("{writer}/{round}");
        let reply = person
            .post(format!("/projects/{project}/tasks"))
            .json(json!({ "title": title }))
            .await;
        let seq = position(&reply.status(201));
        let read = move |tx: &mut Tx<'_>| event::head(tx, workspace);
        let head = app.parts().db.read(read).await.unwrap();
        assert!(head.seq >= seq, "{seq} was acknowledged, and the log stands at {}", head.seq);
        positions.push((workspace, seq));
    }
    positions
}

fn position(reply: &Reply) -> i64 {
    let (_, seq) = reply.header("sync-position").split_once(':').expect("a position");
    seq.parse().expect("a number")
}

/// Polls the logs for what is new, again and again; every entry must be the one after the last. Answers how far it
/// came in each.
async fn follow(app: TestApp, streams: Vec<Uuid>, done: Arc<AtomicBool>) -> BTreeMap<Uuid, i64> {
    const BATCH: i64 = 50;
    let mut cursors: BTreeMap<Uuid, i64> = streams.iter().map(|stream| (*stream, 0)).collect();
    loop {
        let last_round = done.load(Ordering::Acquire);
        let mut found = 0;
        for (stream, cursor) in &mut cursors {
            let (stream, after) = (*stream, *cursor);
            let read = move |tx: &mut Tx<'_>| -> taskflow::base::Result<_> {
                let head = event::head(tx, stream)?.seq;
                Ok((head, event::entries_after(tx, stream, after, BATCH)?))
            };
            let (head, entries) = app.parts().db.read(read).await.unwrap();
            for entry in &entries {
                assert_eq!(entry.seq, *cursor + 1, "a reader saw {} after {cursor}", entry.seq);
                *cursor = entry.seq;
            }
            let full = entries.len() == usize::try_from(BATCH).unwrap();
            assert!(
                full || *cursor >= head,
                "the log stands at {head}, and {cursor} is all there is to read"
            );
            found += entries.len();
        }
        if last_round && found == 0 {
            return cursors;
        }
    }
}
