//! The database behind the server's back.

use std::path::PathBuf;

use rusqlite::Connection;
use tokio_postgres::{Client, NoTls};

pub enum Database {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Database {
    /// A new one on a PostgreSQL server.
    pub fn create(admin: &str, name: &str) -> Self {
        let options = taskflow_db::Options::new(admin.to_owned());
        taskflow_db::admin_execute(&options, &format!("CREATE DATABASE {name}")).unwrap();
        Self::Postgres(format!("{}/{name}", admin.rsplit_once('/').unwrap().0))
    }

    pub fn drop(&self, admin: &str) {
        let Self::Postgres(url) = self else { return };
        let name = url.rsplit_once('/').unwrap().1;
        let options = taskflow_db::Options::new(admin.to_owned());
        taskflow_db::admin_execute(&options, &format!("DROP DATABASE {name} WITH (FORCE)")).unwrap();
    }

    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres(url) => url.clone(),
        }
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }

    /// SQLite alone, for loops.
    pub fn sqlite(&self) -> Connection {
        let Self::Sqlite(path) = self else {
            panic!("not SQLite")
        };
        Connection::open(path).unwrap()
    }

    /// PostgreSQL alone, for loops.
    pub fn postgres<T>(&self, work: impl AsyncFnOnce(&Client) -> T) -> T {
        let Self::Postgres(url) = self else {
            panic!("not PostgreSQL")
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
            let driver = tokio::spawn(connection);
            let result = work(&client).await;
            drop(client);
            driver.await.unwrap().unwrap();
            result
        })
    }

    /// Runs statements without parameters.
    pub fn run(&self, sql: &str) {
        match self {
            Self::Sqlite(_) => {
                let connection = self.sqlite();
                connection
                    .execute_batch("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")
                    .unwrap();
                connection.execute_batch(sql).unwrap();
            }
            Self::Postgres(_) => self.postgres(async |client| client.batch_execute(sql).await.unwrap()),
        }
    }

    /// What a database does by itself in the course of time: statistics, and PostgreSQL's maps of what all may see.
    pub fn settle(&self) {
        match self {
            Self::Sqlite(_) => self.run("PRAGMA wal_checkpoint(TRUNCATE);"),
            Self::Postgres(_) => {
                for table in ["task", "task_assignee", "task_tag", "comment", "watcher", "search_doc"] {
                    self.run(&format!("VACUUM ANALYZE {table}"));
                }
            }
        }
    }

    pub fn megabytes(&self) -> f64 {
        let bytes = match self {
            Self::Sqlite(path) => std::fs::metadata(path).unwrap().len(),
            Self::Postgres(_) => self.postgres(async |client| {
                let row = client
                    .query_one("SELECT pg_database_size(current_database())", &[])
                    .await
                    .unwrap();
                u64::try_from(row.get::<_, i64>(0)).unwrap()
            }),
        };
        bytes as f64 / 1e6
    }
}
