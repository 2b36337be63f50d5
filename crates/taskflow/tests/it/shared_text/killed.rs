//! The server is killed between what was typed and the description: the next one writes it.

use serde_json::json;

use super::Writer;
use crate::support::{Database, Engine, Process, TestApp};

async fn play(database: &Database) {
    let mut server = Process::new(database);
    let (task, workspace, ana) = {
        let app = TestApp::start(database, |_| ()).await;
        let ana = app.user("ana").await;
        let workspace = ana.workspace("acme").await.id();
        let project = ana.project(workspace, "Home").await.id();
        let task = ana.task(project, "Paint").await.id();
        assert!(app.finish().await.is_empty());
        (task, workspace, ana)
    };
    server.start().await;
    let ana = ana.on(server.address());
    let mut wanted = String::new();
    for round in 0..3 {
        let mut writer = Writer::open(&ana, workspace, task).await;
        assert_eq!(writer.text(), wanted, "nothing that was answered is lost");
        for number in 0..5 {
            let word = format!("{round}.{number} ");
            writer.type_at(u32::try_from(wanted.len()).unwrap(), &word);
            writer.send().await;
            wanted.push_str(&word);
        }
        server.kill();
        server.start().await;
    }
    // Nobody opens it any more.
    for _ in 0..600 {
        if ana.get(format!("/tasks/{task}")).await.status(200).text_at("/description") == wanted {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    ana.get(format!("/tasks/{task}"))
        .await
        .status(200)
        .has("/description", json!(wanted));
    // One that is stopped does it before it goes.
    let mut writer = Writer::open(&ana, workspace, task).await;
    writer.type_at(0, "Last: ");
    writer.send().await;
    server.stop().await;
    let app = TestApp::start(database, |_| ()).await;
    let stored = app
        .parts()
        .db
        .read(move |tx| taskflow::task::load_many(tx, &[task]))
        .await
        .unwrap();
    assert_eq!(stored[0].description, format!("Last: {wanted}"));
    assert_eq!(app.finish().await, Vec::<String>::new());
}

fn on(engine: Engine) {
    let database = Database::create(engine);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(play(&database));
}

#[test]
fn what_was_typed_survives_kills_on_sqlite() {
    on(Engine::Sqlite);
}

#[test]
fn what_was_typed_survives_kills_on_postgres() {
    on(Engine::Postgres);
}
