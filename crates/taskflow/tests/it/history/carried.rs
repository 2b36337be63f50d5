//! Random workspaces go from one server to another and back: content and history stay the same, on both databases and
//! across them.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::atomic::{AtomicU32, Ordering};

use proptest::strategy::{Strategy, ValueTree};
use taskflow::base::Error;
use taskflow::transfer::{self, Progress};
use uuid::Uuid;

use super::play::{History, Used};
use super::step::{Step, histories};
use super::{often, runner, setting};
use crate::support::{Database, Engine, TestApp};

const STEPS: usize = 60;

/// The workspaces of a server that are not deleted.
async fn workspaces(app: &TestApp) -> Vec<Uuid> {
    let read = |tx: &mut taskflow_db::Tx<'_>| {
        let heads = taskflow::event::heads(tx, "workspace", Uuid::nil(), 100)?;
        let there = heads
            .iter()
            .filter(|head| taskflow::workspace::workspace_by_id(tx, head.stream_id).is_ok());
        Ok::<_, Error>(there.map(|head| head.stream_id).collect::<Vec<Uuid>>())
    };
    app.parts().db.read(read).await.unwrap()
}

pub async fn archive(app: &TestApp, workspace: Uuid) -> Vec<u8> {
    let now = app.parts().clock.now();
    let write = move |tx: &mut taskflow_db::Tx<'_>| {
        transfer::write_archive(tx, workspace, Vec::new(), now, &Progress::default())
    };
    app.parts().db.snapshot(write).await.unwrap()
}

/// Every file of an archive but the first and the last, which say when it was made.
pub fn content(archive: &[u8]) -> BTreeMap<String, String> {
    let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(archive));
    let mut files = BTreeMap::new();
    for entry in tar.entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().to_string_lossy().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        if !matches!(name.as_str(), "manifest.json" | "end.json") {
            files.insert(name, text);
        }
    }
    files
}

pub async fn restored(app: &TestApp, archive: &[u8]) -> transfer::Restore {
    let bytes = archive.to_vec();
    let imagers = taskflow::gateway::imagers();
    transfer::restore_archive(app.parts(), imagers, move || Ok(std::io::Cursor::new(bytes.clone())))
        .await
        .unwrap()
}

fn same(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>, what: &str) {
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(one), names(other), "{what}");
    for (name, text) in one {
        for (line, (a, b)) in text.lines().zip(other[name].lines()).enumerate() {
            assert_eq!(a, b, "{what}: line {} of {name}", line + 1);
        }
        assert_eq!(text.lines().count(), other[name].lines().count(), "{what}: {name}");
    }
}

/// Plays a history on the first engine and carries all its workspaces along the others.
fn carry(engines: [Engine; 3], steps: &[Step]) {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let name = format!("carried {} over {engines:?}", NEXT.fetch_add(1, Ordering::Relaxed));
    let databases = engines.map(Database::create);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let faults = runtime.block_on(async {
        let first = TestApp::start(&databases[0], |_| ()).await;
        let history = History::begin(first.clone(), Used::default()).await;
        history.play(steps).await;
        let mut archives = Vec::new();
        for workspace in workspaces(&first).await {
            archives.push((workspace, archive(&first, workspace).await));
        }
        let mut faults = first.finish().await;
        for database in &databases[1..] {
            let app = TestApp::start(database, |_| ()).await;
            for (workspace, bytes) in &mut archives {
                let report = restored(&app, bytes).await;
                assert_eq!(report.workspace_id, *workspace);
                let again = archive(&app, *workspace).await;
                same(&content(bytes), &content(&again), &name);
                *bytes = again;
            }
            // Checks that every stream's fold is its tables, those of people as well.
            faults.extend(app.finish().await);
        }
        faults
    });
    drop(runtime);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn all(engines: [Engine; 3]) {
    let seed = setting("TASKFLOW_HISTORY_SEED").unwrap_or(11);
    let count = setting("TASKFLOW_CARRIED").unwrap_or(3);
    let mut runner = runner(1, seed, None);
    for _ in 0..count {
        let steps = histories(STEPS, often()).new_tree(&mut runner).unwrap().current();
        println!("TASKFLOW_HISTORY_SEED={seed}");
        carry(engines, &steps);
    }
}

#[test]
fn from_sqlite_over_postgres_to_sqlite() {
    all([Engine::Sqlite, Engine::Postgres, Engine::Sqlite]);
}

#[test]
fn from_postgres_over_sqlite_to_postgres() {
    all([Engine::Postgres, Engine::Sqlite, Engine::Postgres]);
}
