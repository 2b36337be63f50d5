//! Consumers of the log, as an operator looks after them.

use std::path::Path;
use std::time::Duration;

use taskflow::event;

use super::{carrying, server, taskflow};

/// What the list says of those who tell people, once it `holds`; 20 seconds at most.
async fn told(folder: &Path, holds: impl Fn(&str) -> bool) -> String {
    let mut said = String::new();
    for _ in 0..100 {
        said = taskflow(folder, &["consumers", "list"]).unwrap();
        let line = said.lines().find(|line| line.starts_with("notifications "));
        if let Some(line) = line.filter(|line| holds(line)) {
            return line.to_owned();
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_far_each_is_and_what_was_read_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (first, ada) = carrying::house(folder).await;
    let workspace = ada.get("/workspaces/house").await.status(200).id().to_string();
    let again = ["consumers", "replay", "notifications", &workspace, "--from", "0"];
    told(folder, |line| line.contains("behind by 0 entries") && line.contains("1 processes")).await;
    assert_eq!(taskflow(folder, &["consumers", "dead", "webhooks"]).unwrap(), "");
    let refused = taskflow(folder, &again).unwrap_err();
    assert!(refused.contains("another server has this database open"), "{refused}");
    first.shutdown().await;

    assert_eq!(taskflow(folder, &again).unwrap(), "it is read again\n");
    told(folder, |line| !line.contains("behind by 0 entries")).await;
    // Nothing halts there, and there is no such consumer.
    taskflow(folder, &["consumers", "skip", "notifications", &workspace]).unwrap_err();
    taskflow(folder, &["consumers", "replay", "nobody", &workspace, "--from", "0"]).unwrap_err();
    let rung = taskflow(folder, &["consumers", "ring", "notification.reminder"]).unwrap();
    assert_eq!(rung, "0 timers are tried again\n");
    let second = server(folder).await;
    told(folder, |line| line.contains("behind by 0 entries")).await;
    second.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_to_hear_of_what_is_written_is_there_before_anybody_can_write() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path()).await;
    let now = server.app().clock.now();
    let all = server.app().db.read(move |tx| event::standings(tx, now)).await.unwrap();
    let there: Vec<&str> = all.iter().map(|one| one.consumer.as_str()).collect();
    for name in ["automation", "notifications", "notifications.people", "webhooks"] {
        assert!(there.contains(&name), "{name}: {there:?}");
    }
    server.shutdown().await;
}
