//! One connection: runs statements, stops those that take too long.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection as Raw;

use crate::error::Error;
use crate::options::Engine;
use crate::row::Row;
use crate::sql::Sql;
use crate::sqlite::error::map;
use crate::sqlite::value::{Param, decode};
use crate::tx::{Answer, Backend};
use crate::value::Value;

/// Steps of SQLite's machine between two looks at the clock.
const STEPS: i32 = 20_000;

pub(super) struct Connection {
    pub raw: Raw,
    start: Instant,
    timeout: Duration,
    /// Milliseconds since `start`.
    deadline: Arc<AtomicU64>,
}

impl Connection {
    pub(super) fn new(mut raw: Raw, timeout: Duration) -> Result<Connection, Error> {
        let start = Instant::now();
        let deadline = Arc::new(AtomicU64::new(u64::MAX));
        let watched = deadline.clone();
        let late = move || start.elapsed().as_millis() as u64 > watched.load(Ordering::Relaxed);
        raw.progress_handler(STEPS, Some(late)).map_err(|error| map(&error))?;
        Ok(Connection { raw, start, timeout, deadline })
    }

    /// A statement without parameters and answer, such as COMMIT, which may take as long as it needs.
    pub(super) fn plain(&self, text: &str) -> Result<(), Error> {
        self.unhurried();
        let mut statement = self.raw.prepare_cached(text).map_err(|error| map(&error))?;
        statement.raw_execute().map(drop).map_err(|error| map(&error))
    }

    /// What runs next may take as long as it needs.
    pub(super) fn unhurried(&self) {
        self.deadline.store(u64::MAX, Ordering::Relaxed);
    }

    fn watch(&self) {
        let deadline = (self.start.elapsed() + self.timeout).as_millis() as u64;
        self.deadline.store(deadline, Ordering::Relaxed);
    }
}

impl Backend for Connection {
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }

    fn run(&mut self, sql: &Sql, params: &[Value]) -> Result<Answer, Error> {
        self.watch();
        let compiled = sql.compiled(Engine::Sqlite);
        let mut statement = self.raw.prepare_cached(&compiled.text).map_err(|error| map(&error))?;
        for (index, param) in params.iter().enumerate() {
            statement
                .raw_bind_parameter(index + 1, Param(param))
                .map_err(|error| map(&error))?;
        }
        let count = statement.column_count();
        if count == 0 {
            let changed = statement.raw_execute().map_err(|error| map(&error))?;
            // Other statements than these leave the count of an earlier one.
            let affected = if compiled.tables.is_empty() { 0 } else { changed as u64 };
            return Ok(Answer { rows: Vec::new(), affected });
        }
        let names = || statement.column_names().map(str::to_owned).collect();
        let columns = compiled.columns.get_or_init(names).clone();
        let mut rows = Vec::new();
        let mut cursor = statement.raw_query();
        while let Some(row) = cursor.next().map_err(|error| map(&error))? {
            let mut values = Vec::with_capacity(count);
            for index in 0..count {
                values.push(decode(row.get_ref(index).map_err(|error| map(&error))?)?);
            }
            rows.push(Row::new(columns.clone(), values));
        }
        let affected = rows.len() as u64;
        Ok(Answer { rows, affected })
    }

    fn batch(&mut self, calls: &[(&Sql, &[Value])]) -> Result<Vec<Answer>, Error> {
        let run =
            |(sql, params): &(&Sql, &[Value])| self.run(sql, params).map_err(|error| error.at(sql.name()));
        calls.iter().map(run).collect()
    }

    fn script(&mut self, text: &str) -> Result<(), Error> {
        self.unhurried();
        self.raw.execute_batch(text).map_err(|error| map(&error))
    }

    fn describe(&mut self, sql: &Sql) -> Result<(usize, Vec<String>), Error> {
        let text = &sql.compiled(Engine::Sqlite).text;
        let statement = self.raw.prepare(text).map_err(|error| map(&error))?;
        let columns = statement.column_names().map(str::to_owned).collect();
        Ok((statement.parameter_count(), columns))
    }
}
