//! A fresh database for one test, gone afterwards.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use taskflow_db::{Db, Engine, Error, Journal, Migration, NoJournal, Options, Staged, admin_execute, sql};
use uuid::Uuid;

/// Makes `name::sqlite` and `name::postgres` of the async function `name(Store)`.
#[macro_export]
macro_rules! both {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            use $crate::store::Store;

            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                super::$name(Store::sqlite()).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                super::$name(Store::postgres()).await;
            }
        }
    )+};
}

pub const ITEMS: Migration = Migration {
    version: 1,
    name: "items",
    sqlite_up: "CREATE TABLE item (
        id INTEGER NOT NULL PRIMARY KEY, lane BLOB, name TEXT, flag INTEGER, size REAL, data BLOB,
        parent INTEGER REFERENCES item (id), CHECK (size >= 0), UNIQUE (lane, name)
    ) STRICT;
    CREATE TABLE counter (id INTEGER NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT;",
    sqlite_down: "DROP TABLE counter; DROP TABLE item;",
    postgres_up: "CREATE TABLE item (
        id BIGINT NOT NULL PRIMARY KEY, lane UUID, name TEXT COLLATE \"C\", flag BOOLEAN, size DOUBLE PRECISION,
        data BYTEA, parent BIGINT REFERENCES item (id), CHECK (size >= 0), UNIQUE (lane, name)
    );
    CREATE TABLE counter (id BIGINT NOT NULL PRIMARY KEY, value BIGINT NOT NULL);",
    postgres_down: "DROP TABLE counter; DROP TABLE item;",
};

sql!(pub ADD, "INSERT INTO item (id, name) VALUES ($1, $2)");
sql!(pub ADD_IN_LANE, "INSERT INTO item (id, lane, name) VALUES ($1, $2, $3)");
sql!(pub COUNT, "SELECT count(*) FROM item");
sql!(pub IDS, "SELECT id FROM item ORDER BY id");
sql!(pub NEW_COUNTER, "INSERT INTO counter (id, value) VALUES ($1, 0)");
sql!(pub INCREMENT, "UPDATE counter SET value = value + 1 WHERE id = $1");
sql!(pub COUNTER, "SELECT value FROM counter WHERE id = $1");

pub struct Store {
    pub db: Db,
    pub options: Options,
    /// The PostgreSQL server's own database, to drop this one from.
    server: Option<(Options, String)>,
    _folder: Option<tempfile::TempDir>,
}

/// A missing server is a failure, not a reason to test less.
pub fn server() -> Options {
    let url = std::env::var("TASKFLOW_TEST_POSTGRES").expect(
        "TASKFLOW_TEST_POSTGRES is not set: run `make test`, or set it to postgres://… of a server for tests",
    );
    let mut options = Options::new(url);
    options.allow_unsafe_fsync = true;
    options
}

impl Store {
    pub fn sqlite() -> Store {
        Store::open(Engine::Sqlite, NoJournal, |_| {})
    }

    pub fn postgres() -> Store {
        Store::open(Engine::Postgres, NoJournal, |_| {})
    }

    pub fn open(engine: Engine, journal: impl Journal, adjust: impl FnOnce(&mut Options)) -> Store {
        let (mut options, server, folder) = match engine {
            Engine::Sqlite => {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join("new folder").join("test.db");
                (Options::new(format!("sqlite:{}", path.display())), None, Some(folder))
            }
            Engine::Postgres => {
                static NUMBER: AtomicU32 = AtomicU32::new(0);
                let number = NUMBER.fetch_add(1, Ordering::Relaxed);
                let name = format!("taskflow_db_{}_{number}", std::process::id());
                let server = server();
                admin_execute(&server, &format!("CREATE DATABASE {name}")).unwrap();
                let mut options = server.clone();
                let (front, back) = server.url.rsplit_once('/').unwrap();
                let rest = back.split_once('?').map(|(_, rest)| format!("?{rest}")).unwrap_or_default();
                options.url = format!("{front}/{name}{rest}");
                // Few connections: many tests run at once.
                (options.readers, options.writers) = (2, 2);
                (options, Some((server, name)), None)
            }
        };
        adjust(&mut options);
        let db = Db::open(options.clone(), Arc::new(journal)).unwrap();
        db.migrate_up(&[ITEMS]).unwrap();
        Store { db, options, server, _folder: folder }
    }

    pub async fn add(&self, id: i64, name: &str) -> Result<((), Staged), Error> {
        let name = name.to_owned();
        self.db
            .write(lane(1), move |tx| tx.exec(&ADD, &taskflow_db::params![id, &name]).map(drop))
            .await
    }

    pub async fn ids(&self) -> Vec<i64> {
        let rows = self.db.read(|tx| tx.all(&IDS, &[])).await.unwrap();
        rows.iter().map(|row| row.get(0).unwrap()).collect()
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.db.close();
        if let Some((server, name)) = &self.server
            && let Err(error) = admin_execute(server, &format!("DROP DATABASE {name} WITH (FORCE)"))
        {
            eprintln!("cannot drop {name}: {error}");
        }
    }
}

pub fn lane(number: u128) -> Uuid {
    Uuid::from_u128(number)
}
