//! The only writing connection: groups, savepoints, checkpoints.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::group::{self, Kind, Session, Shared};
use crate::lanes::Work;
use crate::options::{Engine, Options};
use crate::sql::Sql;
use crate::sqlite::connection::Connection;
use crate::sqlite::error::map;
use crate::sqlite::open;
use crate::tx::{Answer, Backend};
use crate::value::Value;

/// After so many more pages in the WAL it is copied into the database, as far as readers allow (4 MB).
const PASSIVE_PAGES: i32 = 1_000;
/// Pages after which readers are waited for and the file is emptied (64 MB).
const TRUNCATE_PAGES: i32 = 16_000;
/// How long a checkpoint that empties the file may wait for readers: commands wait meanwhile.
const EMPTYING: Duration = Duration::from_millis(50);
/// How often SQLite may look at its statistics for the query planner.
const OPTIMIZE: Duration = Duration::from_secs(3600);
/// How long there must be nothing to write before the WAL is copied anyway.
const QUIET: Duration = Duration::from_millis(500);

pub(super) struct Writer {
    connection: Connection,
    kind: Kind,
    /// A command runs whose first change needs a savepoint.
    armed: bool,
    /// The running command has its savepoint.
    saved: bool,
    /// Pages in the WAL after the newest commit; 0 when all of them are in the database too.
    pages: Arc<AtomicI32>,
    /// The same when it was last looked at: less now means that the WAL began afresh.
    seen: i32,
    /// Pages at which the next checkpoint is due.
    due: i32,
    optimized: Instant,
    lock_timeout: Duration,
    /// Let go of after the connection is closed: fields are dropped in this order.
    _lock: File,
}

impl Writer {
    pub(super) fn open(path: &Path, options: &Options, lock: File) -> Result<Writer, Error> {
        let mut connection = open::writing(path, options)?;
        let pages = Arc::new(AtomicI32::new(0));
        let seen = pages.clone();
        let hook = move |_: &mut rusqlite::hooks::Wal, count| {
            seen.store(count, Ordering::Relaxed);
            Ok(())
        };
        connection.raw.wal_hook(Some(hook)).map_err(|error| map(&error))?;
        Ok(Writer {
            connection,
            kind: Kind::One,
            armed: false,
            saved: false,
            pages,
            seen: 0,
            due: PASSIVE_PAGES,
            optimized: Instant::now(),
            lock_timeout: options.lock_timeout,
            _lock: lock,
        })
    }

    pub(super) fn run(mut self, shared: &Shared) {
        loop {
            match shared.lanes.take(shared.options.group.max(1), QUIET) {
                Work::Group(commands, lanes) => {
                    shared.counters.busy_writers.add(1);
                    group::run(&mut self, commands, shared);
                    shared.lanes.release(&lanes);
                    shared.counters.busy_writers.sub(1);
                    self.checkpoint_if_due();
                }
                Work::Idle => self.rest(),
                Work::Closed => break,
            }
        }
        self.optimize();
        self.empty();
    }

    fn checkpoint_if_due(&mut self) {
        let pages = self.pages.load(Ordering::Relaxed);
        if pages < self.seen {
            self.due = PASSIVE_PAGES;
        }
        self.seen = pages;
        if pages < self.due {
            return;
        }
        // A reader may keep the WAL from shrinking: then not after every commit again.
        self.due = pages + PASSIVE_PAGES;
        if pages >= TRUNCATE_PAGES { self.empty() } else { self.checkpoint("PASSIVE") }
    }

    fn rest(&mut self) {
        if self.pages.load(Ordering::Relaxed) > 0 {
            self.checkpoint("PASSIVE");
        }
        if self.optimized.elapsed() > OPTIMIZE {
            self.optimize();
        }
    }

    fn optimize(&mut self) {
        self.optimized = Instant::now();
        if let Err(error) = self.connection.script("PRAGMA analysis_limit = 400; PRAGMA optimize;") {
            tracing::warn!(error = %error, "cannot update the statistics");
        }
    }

    /// Copies everything and cuts the file, if readers let go of it soon.
    fn empty(&mut self) {
        let patience = |writer: &Writer, limit| {
            if let Err(error) = writer.connection.raw.busy_timeout(limit) {
                tracing::warn!(error = %map(&error), "cannot set the busy timeout");
            }
        };
        patience(self, EMPTYING);
        self.checkpoint("TRUNCATE");
        patience(self, self.lock_timeout);
    }

    /// Not being able to is no failure: the WAL holds everything, and it is tried again after later commits.
    fn checkpoint(&mut self, mode: &str) {
        let answer = self
            .connection
            .raw
            .query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |row| {
                Ok((row.get::<_, i32>(0)?, row.get::<_, i32>(1)?, row.get::<_, i32>(2)?))
            });
        match answer {
            Ok((0, pages, copied)) if pages == copied => self.pages.store(0, Ordering::Relaxed),
            Ok((busy, pages, copied)) => {
                tracing::debug!(busy, pages, copied, mode, "the WAL could not be emptied")
            }
            Err(error) => tracing::warn!(error = %map(&error), mode, "checkpoint failed"),
        }
    }

    fn release(&mut self) -> Result<(), Error> {
        if std::mem::take(&mut self.saved) {
            self.connection.plain("RELEASE command")
        } else {
            Ok(())
        }
    }

    fn save(&mut self) -> Result<(), Error> {
        if self.armed && !self.saved {
            self.connection.plain("SAVEPOINT command")?;
            self.saved = true;
        }
        Ok(())
    }

    fn end(&mut self) {
        self.armed = false;
        self.saved = false;
        if self.kind == Kind::Migration {
            self.kind = Kind::One;
            if let Err(error) = self.connection.plain("PRAGMA foreign_keys = ON") {
                tracing::error!(error = %error, "foreign keys are not checked");
            }
        }
    }

    fn check_references(&mut self) -> Result<(), Error> {
        let mut statement = self
            .connection
            .raw
            .prepare("PRAGMA foreign_key_check")
            .map_err(|error| map(&error))?;
        let mut rows = statement.query([]).map_err(|error| map(&error))?;
        match rows.next().map_err(|error| map(&error))? {
            None => Ok(()),
            Some(row) => {
                let table: String = row.get(0).map_err(|error| map(&error))?;
                Err(Error::migration(format!("rows of {table} would refer to rows that do not exist")))
            }
        }
    }
}

impl Session for Writer {
    fn begin(&mut self, kind: Kind) -> Result<(), Error> {
        if !self.connection.raw.is_autocommit() {
            // An earlier ROLLBACK failed, as it can on a failing disk.
            self.connection.plain("ROLLBACK")?;
        }
        self.kind = kind;
        if kind == Kind::Migration {
            // Rebuilding a table drops it, which would count, or cascade to, every row that refers to it. What is
            // left is checked before the commit. The setting is ignored inside of a transaction.
            self.connection.plain("PRAGMA foreign_keys = OFF")?;
        }
        self.connection.plain("BEGIN IMMEDIATE")
    }

    fn enter(&mut self) -> Result<(), Error> {
        self.release()?;
        self.armed = self.kind == Kind::Many;
        Ok(())
    }

    fn undo(&mut self) -> Result<(), Error> {
        if self.kind != Kind::Many {
            return Ok(());
        }
        if self.connection.raw.is_autocommit() {
            return Err(Error::sql("SQLite undid the whole group"));
        }
        if self.saved {
            self.connection.plain("ROLLBACK TO command")?;
        }
        self.release()
    }

    fn seal(&mut self) -> Result<(), Error> {
        self.armed = false;
        self.release()
    }

    fn commit(&mut self) -> Result<(), Error> {
        if self.connection.raw.is_autocommit() {
            return Err(Error::sql("the transaction was ended inside of it"));
        }
        if self.kind == Kind::Migration {
            self.check_references()?;
        }
        self.connection.plain("COMMIT")?;
        self.end();
        Ok(())
    }

    fn rollback(&mut self) {
        if !self.connection.raw.is_autocommit()
            && let Err(error) = self.connection.plain("ROLLBACK")
        {
            tracing::error!(error = %error, "cannot undo a transaction");
        }
        self.end();
    }
}

impl Backend for Writer {
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }

    fn run(&mut self, sql: &Sql, params: &[Value]) -> Result<Answer, Error> {
        if sql.compiled(Engine::Sqlite).writes {
            self.save()?;
        }
        self.connection.run(sql, params)
    }

    fn batch(&mut self, calls: &[(&Sql, &[Value])]) -> Result<Vec<Answer>, Error> {
        if calls.iter().any(|(sql, _)| sql.compiled(Engine::Sqlite).writes) {
            self.save()?;
        }
        self.connection.batch(calls)
    }

    fn script(&mut self, text: &str) -> Result<(), Error> {
        self.save()?;
        self.connection.script(text)
    }

    fn describe(&mut self, sql: &Sql) -> Result<(usize, Vec<String>), Error> {
        self.connection.describe(sql)
    }
}
