//! The command line's tools, as an operator runs them, beside a server and without one.

mod carrying;
mod consumers;

use std::path::Path;
use std::process::Command;

use taskflow::base::Clock;
use taskflow::config::Config;
use taskflow::event::heads;
use taskflow::roles::Server;
use uuid::Uuid;

/// A server of its own folder, as an operator starts it.
pub async fn server(folder: &Path) -> Server {
    let mut config = Config::defaults().unwrap();
    config.listen = ([127, 0, 0, 1], 0).into();
    config.data_dir = folder.to_path_buf();
    config.auth.argon2_memory_kib = 64;
    config.auth.argon2_passes = 1;
    Server::start(config, Clock::system()).await.unwrap()
}

async fn register(server: &Server) {
    let body = serde_json::json!({
        "email": "ada@example.org", "name": "Ada", "password": crate::support::PASSWORD, "refresh": "body"
    });
    let url = format!("http://{}/api/v1/auth/register", server.addr());
    let reply = reqwest::Client::new().post(url).json(&body).send().await.unwrap();
    assert_eq!(reply.status(), 201);
}

async fn epochs(server: &Server) -> Vec<i64> {
    let heads = server.app().db.read(|tx| heads(tx, "person", Uuid::nil(), 10)).await.unwrap();
    heads.iter().map(|head| head.epoch).collect()
}

/// What it printed, if it succeeded; else what it complained of.
fn taskflow(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_taskflow"));
    command.env_clear().current_dir(folder).arg("--data-dir").arg(folder);
    command.args(["--set", "listen=127.0.0.1:0"]).args(arguments);
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match output.status.success() {
        true => Ok(text(&output.stdout)),
        false => Err(text(&output.stderr) + &text(&output.stdout)),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_only_reads_works_beside_a_running_server() {
    let folder = tempfile::tempdir().unwrap();
    assert!(taskflow(folder.path(), &["doctor"]).unwrap().contains("none yet"));
    let refused = taskflow(folder.path(), &["log", "verify"]).unwrap_err();
    assert!(refused.contains("there is no database at"), "{refused}");

    let server = server(folder.path()).await;
    register(&server).await;
    let run = |arguments: &[&str]| {
        taskflow(folder.path(), arguments).unwrap_or_else(|error| panic!("{arguments:?}: {error}"))
    };
    assert!(run(&["log", "verify"]).starts_with("1 streams"));
    assert!(run(&["log", "tail"]).contains("user."));
    assert!(run(&["user", "list"]).contains("ada@example.org"));
    let stream = server.app().db.read(|tx| heads(tx, "person", Uuid::nil(), 1)).await.unwrap()[0].stream_id;
    assert!(run(&["log", "replay", &stream.to_string()]).contains("ada@example.org"));
    let said = run(&["doctor"]);
    assert!(!said.contains("BAD") && said.contains("database: sqlite opens"), "{said}");
    run(&["backup", "copy.db"]);
    // What changes something still needs the database for itself.
    for arguments in [
        &["user", "suspend", "ada@example.org"][..],
        &["log", "new-epoch"],
        &["restore", "copy.db"],
    ] {
        let refused = taskflow(folder.path(), arguments).unwrap_err();
        assert!(refused.contains("another server has this database open"), "{refused}");
    }
    server.shutdown().await;
    assert!(run(&["log", "verify"]).starts_with("1 streams"), "without a server, too");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_backup_begins_a_new_epoch() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let backup = here.path().join("backup.db").display().to_string();
    let first = server(here.path()).await;
    register(&first).await;
    taskflow(here.path(), &["backup", &backup]).unwrap();
    let before = epochs(&first).await;
    first.shutdown().await;

    let refused = taskflow(here.path(), &["restore", &backup]).unwrap_err();
    assert!(refused.contains("taskflow.db is there: move it away first"), "{refused}");
    taskflow(there.path(), &["restore", &backup]).unwrap();
    let left: Vec<_> = std::fs::read_dir(there.path())
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert!(left.iter().all(|name| name == "taskflow.db" || name == "taskflow.db.lock"), "{left:?}");
    let second = server(there.path()).await;
    let after = epochs(&second).await;
    assert!(after.len() == 1 && after[0] > before[0], "{before:?} {after:?}");
    second.shutdown().await;
    taskflow(there.path(), &["log", "verify"]).unwrap();

    // Restored once more, it is another past again.
    let third = tempfile::tempdir().unwrap();
    taskflow(third.path(), &["restore", &backup]).unwrap();
    let server = server(third.path()).await;
    assert!(epochs(&server).await[0] > after[0]);
    server.shutdown().await;
}

#[test]
fn what_is_no_backup_is_not_restored() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "not a database, but more than a hundred bytes of text ".repeat(20)).unwrap();
    for file in ["missing.db", "notes.txt"] {
        taskflow(folder.path(), &["restore", file]).unwrap_err();
        assert!(!folder.path().join("taskflow.db").exists());
    }
    taskflow(folder.path(), &["--database-url", "postgres://x/y", "restore", "notes.txt"])
        .map_or_else(|refused| assert!(refused.contains("pg_restore"), "{refused}"), |_| panic!("restored"));
}
