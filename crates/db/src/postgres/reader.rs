//! Reads: statement by statement, or all in one snapshot.

use crossbeam_channel::Receiver;

use crate::error::{Error, Retry};
use crate::group::Shared;
use crate::job::Reading;
use crate::options::Engine;
use crate::postgres::link::{Call, Link};
use crate::sql::Sql;
use crate::tx::{Answer, Backend, Tx};
use crate::value::Value;

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    /// Each statement for itself.
    Each,
    /// BEGIN goes with the first statement.
    Snapshot,
    Begun,
}

struct Reader {
    link: Link,
    mode: Mode,
    reconnects: u64,
}

pub(super) fn run(link: Link, reads: &Receiver<Reading>, shared: &Shared) {
    let mut reader = Reader { link, mode: Mode::Each, reconnects: 0 };
    for reading in reads {
        let counters = &shared.counters;
        counters.read_queue.sub(1);
        if !reading.job.wanted() {
            continue;
        }
        counters.busy_readers.add(1);
        counters.reads.add(1);
        counters.read_wait.time(reading.since.elapsed());
        reader.mode = if reading.job.snapshot() { Mode::Snapshot } else { Mode::Each };
        reading.job.run(Ok(&mut Tx::reading(&mut reader)));
        reader.end();
        counters.reconnects.add(std::mem::take(&mut reader.reconnects));
        counters.busy_readers.sub(1);
    }
}

impl Reader {
    /// Repeats once what a lost connection or a stale plan broke, as long as no snapshot depends on it.
    fn pipeline(&mut self, calls: &[(&Sql, &[Value])]) -> Result<Vec<Answer>, Error> {
        match self.attempt(calls) {
            Err(error) if error.retryable() != Retry::No && self.mode != Mode::Begun => {
                if self.mode == Mode::Snapshot {
                    self.end();
                    self.mode = Mode::Snapshot;
                }
                self.attempt(calls)
            }
            result => result,
        }
    }

    fn attempt(&mut self, calls: &[(&Sql, &[Value])]) -> Result<Vec<Answer>, Error> {
        if self.mode != Mode::Begun && self.link.ensure()? {
            self.reconnects += 1;
        }
        let mut ready = Vec::with_capacity(calls.len());
        for (sql, params) in calls {
            ready.push((*sql, Call { prepared: self.link.prepare(sql)?, params }));
        }
        let prefix =
            (self.mode == Mode::Snapshot).then_some("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        let answers = self.link.pipeline(prefix, &ready)?;
        if self.mode == Mode::Snapshot {
            self.mode = Mode::Begun;
        }
        Ok(answers)
    }

    fn end(&mut self) {
        // Also after a first statement that failed: BEGIN was sent with it.
        if self.mode != Mode::Each && self.link.command("ROLLBACK").is_err() {
            self.link.drop_client();
        }
        self.mode = Mode::Each;
    }
}

impl Backend for Reader {
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
        self.link.ensure()?;
        self.link.command(text)
    }

    fn describe(&mut self, sql: &Sql) -> Result<(usize, Vec<String>), Error> {
        self.link.ensure()?;
        self.link.describe(sql)
    }
}
