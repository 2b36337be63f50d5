//! A writing connection. What can be sent together is: BEGIN with a first read, a savepoint with the write that needs
//! it.

use std::time::Duration;

use crate::error::Error;
use crate::group::{self, Kind, Session, Shared};
use crate::lanes::Work;
use crate::options::Engine;
use crate::postgres::link::{Call, Link};
use crate::sql::Sql;
use crate::tx::{Answer, Backend};
use crate::value::Value;

const PATIENCE: Duration = Duration::from_secs(60);

struct Writer {
    link: Link,
    kind: Kind,
    begun: bool,
    /// A command runs whose first change needs a savepoint.
    armed: bool,
    /// The running command has its savepoint.
    saved: bool,
    /// A savepoint of an earlier command still stands.
    release: bool,
    /// A statement failed and nothing was rolled back since: PostgreSQL would turn COMMIT into ROLLBACK silently.
    aborted: bool,
    reconnects: u64,
}

pub(super) fn run(link: Link, shared: &Shared) {
    let mut writer = Writer {
        link,
        kind: Kind::One,
        begun: false,
        armed: false,
        saved: false,
        release: false,
        aborted: false,
        reconnects: 0,
    };
    loop {
        match shared.lanes.take(shared.options.group.max(1), PATIENCE) {
            Work::Group(commands, lanes) => {
                shared.counters.busy_writers.add(1);
                group::run(&mut writer, commands, shared);
                shared.lanes.release(&lanes);
                shared.counters.reconnects.add(std::mem::take(&mut writer.reconnects));
                shared.counters.busy_writers.sub(1);
            }
            Work::Idle => {}
            Work::Closed => break,
        }
    }
}

impl Writer {
    fn pipeline(&mut self, calls: &[(&Sql, &[Value])]) -> Result<Vec<Answer>, Error> {
        let writes = calls.iter().any(|(sql, _)| sql.compiled(Engine::Postgres).writes);
        let result = self.attempt(calls, writes);
        self.aborted |= result.is_err();
        result
    }

    fn attempt(&mut self, calls: &[(&Sql, &[Value])], writes: bool) -> Result<Vec<Answer>, Error> {
        let mut ready = Vec::with_capacity(calls.len());
        for (sql, params) in calls {
            ready.push((*sql, Call { prepared: self.link.prepare(sql)?, params }));
        }
        // Were BEGIN cancelled, a change sent along with it would be committed on its own.
        if writes {
            self.start()?;
        }
        let prefix = if self.begun { self.savepoint(writes) } else { Some(BEGIN) };
        self.begun = true;
        self.link.pipeline(prefix, &ready)
    }

    fn start(&mut self) -> Result<(), Error> {
        if !self.begun {
            self.link.command(BEGIN)?;
            self.begun = true;
        }
        Ok(())
    }

    /// What must be sent before the next statement.
    fn savepoint(&mut self, writes: bool) -> Option<&'static str> {
        if self.armed && writes && !self.saved {
            self.saved = true;
            let earlier = std::mem::take(&mut self.release);
            Some(if earlier {
                "RELEASE SAVEPOINT command; SAVEPOINT command"
            } else {
                "SAVEPOINT command"
            })
        } else if !self.armed && std::mem::take(&mut self.release) {
            // What follows belongs to the whole group.
            Some("RELEASE SAVEPOINT command")
        } else {
            None
        }
    }

    fn end(&mut self) {
        self.begun = false;
        self.armed = false;
        self.saved = false;
        self.release = false;
        self.aborted = false;
    }
}

const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

impl Session for Writer {
    fn begin(&mut self, kind: Kind) -> Result<(), Error> {
        self.end();
        self.kind = kind;
        if self.link.ensure()? {
            self.reconnects += 1;
        }
        if kind == Kind::Migration {
            self.start()?;
            // Another server may be migrating for long; the migration limits its own waits.
            self.link
                .command("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")?;
        }
        Ok(())
    }

    fn enter(&mut self) -> Result<(), Error> {
        self.release |= std::mem::take(&mut self.saved);
        self.armed = self.kind == Kind::Many;
        Ok(())
    }

    fn undo(&mut self) -> Result<(), Error> {
        if self.kind != Kind::Many {
            return Ok(());
        }
        if std::mem::take(&mut self.saved) {
            self.link.command("ROLLBACK TO SAVEPOINT command")?;
            self.aborted = false;
            self.release = true;
        }
        if self.aborted {
            return Err(Error::sql("PostgreSQL undid the whole group"));
        }
        Ok(())
    }

    fn seal(&mut self) -> Result<(), Error> {
        self.release |= std::mem::take(&mut self.saved);
        self.armed = false;
        Ok(())
    }

    fn commit(&mut self) -> Result<(), Error> {
        if self.aborted {
            return Err(Error::sql("a statement failed in this transaction"));
        }
        if self.begun {
            self.link.commit()?;
        }
        self.end();
        Ok(())
    }

    fn rollback(&mut self) {
        if self.begun && self.link.command("ROLLBACK").is_err() {
            self.link.drop_client();
        }
        self.end();
    }
}

impl Backend for Writer {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    fn run(&mut self, sql: &Sql, params: &[Value]) -> Result<Answer, Error> {
        Ok(self.pipeline(&[(sql, params)])?.pop().unwrap_or_default())
    }

    fn batch(&mut self, calls: &[(&Sql, &[Value])]) -> Result<Vec<Answer>, Error> {
        self.pipeline(calls)
    }

    fn script(&mut self, text: &str) -> Result<(), Error> {
        self.start()?;
        if let Some(prefix) = self.savepoint(true) {
            self.link.command(prefix)?;
        }
        let result = self.link.command(text);
        self.aborted |= result.is_err();
        result
    }

    fn describe(&mut self, sql: &Sql) -> Result<(usize, Vec<String>), Error> {
        self.link.describe(sql)
    }
}
