//! A database for one case: a file in a folder of its own, or a copy of a migrated PostgreSQL template.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use tempfile::TempDir;
use tokio_postgres::{Client, Config, NoTls};

use super::server;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Removed when dropped.
pub struct Database {
    /// What `database.url` is set to.
    pub url: String,
    /// What `data_dir` is set to.
    pub dir: TempDir,
    name: Option<String>,
}

impl Database {
    pub fn create(engine: Engine) -> Database {
        let dir = tempfile::Builder::new()
            .prefix("taskflow-it.")
            .tempdir()
            .expect("a temporary folder");
        match engine {
            Engine::Sqlite => {
                let url = format!("sqlite:{}", dir.path().join("taskflow.db").display());
                Database { url, dir, name: None }
            }
            Engine::Postgres => {
                static NEXT: AtomicU32 = AtomicU32::new(1);
                let name = format!("it_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
                admin(&[format!("CREATE DATABASE {name} TEMPLATE {}", template())]);
                Database { url: url_of(&name), dir, name: Some(name) }
            }
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            admin(&[format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")]);
        }
    }
}

/// The template's name: an empty database, migrated once in a run. When that fails, every case says why.
fn template() -> &'static str {
    static NAME: OnceLock<Result<String, String>> = OnceLock::new();
    let made = NAME.get_or_init(|| {
        let name = format!("it_{}_template", std::process::id());
        let mut statements = leftovers();
        statements.push(format!("CREATE DATABASE {name}"));
        admin(&statements);
        server::migrate(&url_of(&name)).map(|()| name)
    });
    made.as_ref()
        .unwrap_or_else(|error| panic!("the template database cannot be migrated: {error}"))
}

/// Ends what runs before this one left on the server: a process's template outlives it, and all of it when it is killed.
fn leftovers() -> Vec<String> {
    let names = query("SELECT datname FROM pg_database WHERE datname LIKE 'it\\_%'");
    let dead = names.into_iter().filter(|name| {
        let pid = name.split('_').nth(1).unwrap_or_default();
        std::path::Path::new("/proc/self").exists() && !std::path::Path::new("/proc").join(pid).exists()
    });
    dead.map(|name| format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        .collect()
}

/// The server that the tests may use, from the environment. Without one a test fails: it is never skipped.
fn server_url() -> String {
    std::env::var("TASKFLOW_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!(
            "TASKFLOW_TEST_POSTGRES is not set: run `make test`, or start a server with \
             `scripts/postgres.sh start DIR` and set it to the URL that prints"
        )
    })
}

/// The server's URL with another database's name.
fn url_of(name: &str) -> String {
    let url = server_url();
    let (address, options) = url.split_once('?').map_or((url.as_str(), None), |(a, o)| (a, Some(o)));
    let base = address.rsplit_once('/').map_or(address, |(base, _)| base);
    options.map_or(format!("{base}/{name}"), |options| format!("{base}/{name}?{options}"))
}

/// Runs statements on the server that stand outside any database of ours.
fn admin(statements: &[String]) {
    on_server(async |client| {
        for statement in statements {
            client
                .batch_execute(statement)
                .await
                .unwrap_or_else(|error| panic!("{statement}: {error:?}"));
        }
    });
}

/// The first column of every row.
fn query(sql: &str) -> Vec<String> {
    on_server(async |client| {
        let rows = client.query(sql, &[]).await.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
        rows.iter().map(|row| row.get(0)).collect()
    })
}

/// On a thread with a runtime of its own, since a case may let go of its database where one is running.
fn on_server<T: Send>(work: impl AsyncFnOnce(&Client) -> T + Send) -> T {
    let config: Config = server_url().parse().expect("TASKFLOW_TEST_POSTGRES is a URL");
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                let (client, connection) =
                    config.connect(NoTls).await.expect("TASKFLOW_TEST_POSTGRES answers");
                let connection = tokio::spawn(connection);
                let answer = work(&client).await;
                drop(client);
                let _ = connection.await;
                answer
            })
        });
        thread.join().expect("the server does what it is told")
    })
}
