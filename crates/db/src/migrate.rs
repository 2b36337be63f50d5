//! Brings the schema to a version, up or down, one transaction for each step.
//!
//! All functions block and run on the writer, so on SQLite the lock file of [`Db::open`] keeps other processes out; on
//! PostgreSQL an advisory lock makes several servers that start at once take turns.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::db::Db;
use crate::error::Error;
use crate::options::Engine;
use crate::tx::Tx;
use crate::{params, sql};

/// One step of the schema, for both engines.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Steps run in the order of this number.
    pub version: i64,
    pub name: &'static str,
    pub sqlite_up: &'static str,
    pub sqlite_down: &'static str,
    pub postgres_up: &'static str,
    pub postgres_down: &'static str,
}

/// A step that was just taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    pub version: i64,
    pub name: String,
}

/// Where one step stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationStatus {
    pub version: i64,
    pub name: String,
    pub state: MigrationState,
    /// UTC milliseconds.
    pub applied_at: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MigrationState {
    Applied,
    Pending,
    /// Applied, and its text was changed afterwards.
    Changed,
    /// Applied by a newer server.
    Unknown,
}

const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migration (
    version BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied_at BIGINT NOT NULL
)";

sql!(EXISTS,
    sqlite: "SELECT count(*) > 0 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'",
    postgres: "SELECT to_regclass('schema_migration') IS NOT NULL");
// Statements on a table that a first start has not made yet: not registered, since a check could not prepare them.
static LIST: crate::Sql = crate::Sql::new(
    "migrate::LIST",
    "SELECT version, name, checksum, applied_at FROM schema_migration ORDER BY version",
);
static INSERT: crate::Sql = crate::Sql::fork(
    "migrate::INSERT",
    "INSERT INTO schema_migration (version, name, checksum, applied_at)
     VALUES ($1, $2, $3, CAST(unixepoch('subsec') * 1000 AS INTEGER))",
    "INSERT INTO schema_migration (version, name, checksum, applied_at)
     VALUES ($1, $2, $3, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)",
);
static DELETE: crate::Sql =
    crate::Sql::new("migrate::DELETE", "DELETE FROM schema_migration WHERE version = $1");

struct Record {
    name: String,
    checksum: String,
    applied_at: i64,
}

impl Migration {
    fn text(&self, engine: Engine, up: bool) -> &'static str {
        match (engine, up) {
            (Engine::Sqlite, true) => self.sqlite_up,
            (Engine::Sqlite, false) => self.sqlite_down,
            (Engine::Postgres, true) => self.postgres_up,
            (Engine::Postgres, false) => self.postgres_down,
        }
    }

    /// Of the way up only: the way down may be repaired later.
    fn checksum(&self, engine: Engine) -> String {
        let digest = Sha256::digest(self.text(engine, true).as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Db {
    /// Takes every step that is not taken yet. Fails when an applied step was changed, or the database knows a step
    /// that this program does not.
    pub fn migrate_up(&self, migrations: &[Migration]) -> Result<Vec<Applied>, Error> {
        let sorted = sorted(migrations)?;
        let all = sorted.clone();
        let known = self.migrate_blocking(move |tx| {
            lock(tx)?;
            tx.script(TABLE)?;
            let records = records(tx)?;
            agree(tx.engine(), &records, &all)?;
            Ok(records.into_keys().collect::<BTreeSet<i64>>())
        })?;
        let mut done = Vec::new();
        for migration in sorted.into_iter().filter(|migration| !known.contains(&migration.version)) {
            if self.step_up(migration)? {
                done.push(Applied { version: migration.version, name: migration.name.to_owned() });
            }
        }
        Ok(done)
    }

    /// False when another server took the step in the meantime.
    fn step_up(&self, step: Migration) -> Result<bool, Error> {
        self.migrate_blocking(move |tx| {
            lock(tx)?;
            if records(tx)?.contains_key(&step.version) {
                return Ok(false);
            }
            let engine = tx.engine();
            tx.script(step.text(engine, true)).map_err(|error| failed(&step, &error))?;
            tx.exec(&INSERT, &params![step.version, step.name, step.checksum(engine)])?;
            Ok(true)
        })
    }

    /// Takes back the newest `steps` steps, newest first.
    pub fn migrate_down(&self, migrations: &[Migration], steps: usize) -> Result<Vec<Applied>, Error> {
        let sorted = sorted(migrations)?;
        let mut done = Vec::new();
        for _ in 0..steps {
            let all = sorted.clone();
            let undone = self.migrate_blocking(move |tx| {
                lock(tx)?;
                if !exists(tx)? {
                    return Ok(None);
                }
                let records = records(tx)?;
                agree(tx.engine(), &records, &all)?;
                let Some(version) = records.keys().next_back() else {
                    return Ok(None);
                };
                let Some(last) = all.iter().find(|migration| migration.version == *version) else {
                    return Ok(None);
                };
                tx.script(last.text(tx.engine(), false)).map_err(|error| failed(last, &error))?;
                tx.exec(&DELETE, &params![last.version])?;
                Ok(Some(Applied { version: last.version, name: last.name.to_owned() }))
            })?;
            match undone {
                Some(applied) => done.push(applied),
                None => break,
            }
        }
        Ok(done)
    }

    /// Where every step stands, those only the database knows included. Changes nothing.
    pub fn migrate_status(&self, migrations: &[Migration]) -> Result<Vec<MigrationStatus>, Error> {
        let sorted = sorted(migrations)?;
        let engine = self.engine();
        let mut records =
            self.read_blocking(|tx| if exists(tx)? { records(tx) } else { Ok(BTreeMap::new()) })?;
        let mut list: Vec<MigrationStatus> = Vec::new();
        for migration in sorted {
            let record = records.remove(&migration.version);
            let state = match &record {
                None => MigrationState::Pending,
                Some(record) if record.checksum == migration.checksum(engine) => MigrationState::Applied,
                Some(_) => MigrationState::Changed,
            };
            list.push(MigrationStatus {
                version: migration.version,
                name: migration.name.to_owned(),
                state,
                applied_at: record.map(|record| record.applied_at),
            });
        }
        list.extend(records.into_iter().map(|(version, record)| MigrationStatus {
            version,
            name: record.name,
            state: MigrationState::Unknown,
            applied_at: Some(record.applied_at),
        }));
        list.sort_by_key(|status| status.version);
        Ok(list)
    }
}

fn sorted(migrations: &[Migration]) -> Result<Vec<Migration>, Error> {
    let mut sorted = migrations.to_vec();
    sorted.sort_by_key(|migration| migration.version);
    match sorted.windows(2).find(|pair| pair[0].version == pair[1].version) {
        Some(pair) => Err(Error::migration(format!("two migrations have the version {}", pair[0].version))),
        None => Ok(sorted),
    }
}

fn lock(tx: &mut Tx<'_>) -> Result<(), Error> {
    match tx.engine() {
        Engine::Sqlite => Ok(()),
        // Any constant will do; servers of one database must agree on it.
        // What follows must not queue in front of a busy table for long: it fails and is tried again.
        Engine::Postgres => {
            tx.script("SELECT pg_advisory_xact_lock(7236455421938); SET LOCAL lock_timeout = '5s'")
        }
    }
}

fn exists(tx: &mut Tx<'_>) -> Result<bool, Error> {
    tx.one(&EXISTS, &[])?.get(0)
}

fn records(tx: &mut Tx<'_>) -> Result<BTreeMap<i64, Record>, Error> {
    let mut records = BTreeMap::new();
    for row in tx.all(&LIST, &[])? {
        let mut row = row.reader();
        let version = row.take()?;
        records.insert(version, Record { name: row.take()?, checksum: row.take()?, applied_at: row.take()? });
    }
    Ok(records)
}

fn agree(engine: Engine, records: &BTreeMap<i64, Record>, migrations: &[Migration]) -> Result<(), Error> {
    for (version, record) in records {
        let name = &record.name;
        let Some(migration) = migrations.iter().find(|migration| migration.version == *version) else {
            return Err(Error::migration(format!(
                "the database is newer than this server: it has the migration {version} ({name}), which this server does not know"
            )));
        };
        if migration.checksum(engine) != record.checksum {
            return Err(Error::migration(format!(
                "the migration {version} ({name}) was changed after it was applied to this database"
            )));
        }
    }
    Ok(())
}

fn failed(migration: &Migration, error: &Error) -> Error {
    let Migration { version, name, .. } = migration;
    Error::migration(format!("the migration {version} ({name}) failed: {error}"))
}
