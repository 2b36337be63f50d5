//! What a command or query may do with the database.

use std::any::Any;
use std::borrow::Cow;

use crate::error::{Error, ErrorKind};
use crate::journal::Staged;
use crate::options::Engine;
use crate::row::Row;
use crate::sql::Sql;
use crate::value::Value;

/// The answer to one statement.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    pub rows: Vec<Row>,
    pub affected: u64,
}

/// A connection of either engine, in the state that its worker put it in.
pub(crate) trait Backend {
    fn engine(&self) -> Engine;
    fn run(&mut self, sql: &Sql, params: &[Value]) -> Result<Answer, Error>;
    fn batch(&mut self, calls: &[(&Sql, &[Value])]) -> Result<Vec<Answer>, Error>;
    /// Several statements without parameters.
    fn script(&mut self, text: &str) -> Result<(), Error>;
    /// How many parameters the engine sees in the text, and the columns it answers with.
    fn describe(&mut self, sql: &Sql) -> Result<(usize, Vec<String>), Error>;
}

/// The answer to a statement that was put in line, when it is there.
#[derive(Debug)]
#[must_use = "drop it to leave the answer unread"]
pub struct Ahead(usize);

/// One transaction, or one read, for as long as the closure runs.
pub struct Tx<'a> {
    backend: &'a mut dyn Backend,
    /// What waits to be sent with the next statement.
    line: Vec<(&'static Sql, Vec<Value>)>,
    /// The answers to what stood in line, in order, until they are read.
    early: Vec<Option<Vec<Row>>>,
    staged: Staged,
    changed: Vec<Cow<'static, str>>,
    failed: Option<Error>,
    sticky: bool,
}

/// What a closure left behind in its `Tx`.
pub(crate) struct Left {
    pub staged: Staged,
    pub changed: Vec<Cow<'static, str>>,
    pub failed: Option<Error>,
}

impl<'a> Tx<'a> {
    /// For a write: a failed statement makes every later one fail, on both engines alike (PostgreSQL aborts the
    /// transaction by itself, SQLite would go on).
    pub(crate) fn writing(backend: &'a mut dyn Backend) -> Tx<'a> {
        Tx {
            backend,
            line: Vec::new(),
            early: Vec::new(),
            staged: None,
            changed: Vec::new(),
            failed: None,
            sticky: true,
        }
    }

    pub(crate) fn reading(backend: &'a mut dyn Backend) -> Tx<'a> {
        Tx { sticky: false, ..Tx::writing(backend) }
    }

    pub(crate) fn leave(self) -> Left {
        Left { staged: self.staged, changed: self.changed, failed: self.failed }
    }

    /// The last statement's failure, if one failed.
    pub(crate) fn failure(&self) -> Option<&Error> {
        self.failed.as_ref()
    }

    pub(crate) fn backend(&mut self) -> &mut dyn Backend {
        &mut *self.backend
    }

    pub fn engine(&self) -> Engine {
        self.backend.engine()
    }

    /// Every row of the answer. Bound it in the SQL.
    pub fn all(&mut self, sql: &Sql, params: &[Value]) -> Result<Vec<Row>, Error> {
        Ok(self.run(sql, params)?.rows)
    }

    /// The only row, or none. Two rows are an error.
    pub fn opt(&mut self, sql: &Sql, params: &[Value]) -> Result<Option<Row>, Error> {
        let mut rows = self.all(sql, params)?;
        match rows.len() {
            0 | 1 => Ok(rows.pop()),
            _ => Err(Error::new(ErrorKind::TooManyRows).at(sql.name())),
        }
    }

    /// The only row. None is `NoRow`, two are `TooManyRows`.
    pub fn one(&mut self, sql: &Sql, params: &[Value]) -> Result<Row, Error> {
        self.opt(sql, params)?
            .ok_or_else(|| Error::new(ErrorKind::NoRow).at(sql.name()))
    }

    /// Rows affected.
    pub fn exec(&mut self, sql: &Sql, params: &[Value]) -> Result<u64, Error> {
        Ok(self.run(sql, params)?.affected)
    }

    /// Several statements that do not depend on each other: one round trip on PostgreSQL. They run in the given order
    /// and see each other's changes; the first failure is the answer. In a read each is its own statement.
    pub fn batch(&mut self, calls: &[(&Sql, &[Value])]) -> Result<Vec<Vec<Row>>, Error> {
        self.usable()?;
        for (sql, params) in calls {
            self.check(sql, params)?;
        }
        let answers = self.send(calls)?;
        Ok(answers.into_iter().map(|answer| answer.rows).collect())
    }

    /// Puts a statement in line: it runs right before the next one, with which it shares a round trip on PostgreSQL, at
    /// the latest when its answer is read or a write's closure has ended. Its failure is that of whatever it went with.
    pub fn ahead(&mut self, sql: &'static Sql, params: Vec<Value>) -> Ahead {
        self.line.push((sql, params));
        Ahead(self.early.len() + self.line.len() - 1)
    }

    /// The rows that a statement in line answered with.
    pub fn arrived(&mut self, ahead: Ahead) -> Result<Vec<Row>, Error> {
        self.settle()?;
        let answer = self.early.get_mut(ahead.0).and_then(Option::take);
        answer.ok_or_else(|| Error::sql("this statement was not in line here"))
    }

    /// Sends what is in line.
    pub(crate) fn settle(&mut self) -> Result<(), Error> {
        self.usable()?;
        if self.line.is_empty() { Ok(()) } else { self.send(&[]).map(|_| ()) }
    }

    /// Sends these with what is in line before them.
    fn send(&mut self, calls: &[(&Sql, &[Value])]) -> Result<Vec<Answer>, Error> {
        let line = std::mem::take(&mut self.line);
        for (sql, params) in &line {
            self.check(sql, params)?;
        }
        let early = line.iter().map(|(sql, params)| (*sql, params.as_slice()));
        let all: Vec<(&Sql, &[Value])> = early.chain(calls.iter().copied()).collect();
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let result = self.backend.batch(&all);
        let mut answers = self.note(result)?;
        for ((sql, _), answer) in all.iter().zip(&answers) {
            self.record(sql, answer);
        }
        let given = answers.split_off(line.len());
        self.early.extend(answers.into_iter().map(|answer| Some(answer.rows)));
        Ok(given)
    }

    /// This command's slot, made when first asked for. The journal sees it before the commit, the caller gets it with
    /// the result. One type per command: asking for another type starts afresh.
    pub fn staged<T: Default + Any + Send>(&mut self) -> &mut T {
        let slot = self.staged.get_or_insert_with(|| Box::new(T::default()));
        if !(**slot).is::<T>() {
            *slot = Box::new(T::default());
        }
        match slot.downcast_mut::<T>() {
            Some(staged) => staged,
            None => unreachable!("the slot was just given this type"),
        }
    }

    /// The tables in which this command changed rows so far (`INSERT INTO x`, `UPDATE x`, `DELETE FROM x`), each once.
    pub fn changed_tables(&self) -> &[Cow<'static, str>] {
        &self.changed
    }

    pub(crate) fn script(&mut self, text: &str) -> Result<(), Error> {
        self.settle()?;
        let result = self.backend.script(text);
        self.note(result)
    }

    /// Statements whose changes count as no command's.
    pub(crate) fn quietly(&mut self, calls: &[(&Sql, &[Value])]) -> Result<(), Error> {
        self.settle()?;
        for (sql, params) in calls {
            self.check(sql, params)?;
        }
        if calls.is_empty() {
            return Ok(());
        }
        let result = self.backend.batch(calls);
        self.note(result).map(|_| ())
    }

    fn run(&mut self, sql: &Sql, params: &[Value]) -> Result<Answer, Error> {
        self.usable()?;
        self.check(sql, params)?;
        if !self.line.is_empty() {
            return self
                .send(&[(sql, params)])?
                .pop()
                .ok_or_else(|| Error::sql("a statement was not answered"));
        }
        let result = self.backend.run(sql, params).map_err(|error| error.at(sql.name()));
        let answer = self.note(result)?;
        self.record(sql, &answer);
        Ok(answer)
    }

    fn usable(&self) -> Result<(), Error> {
        match (&self.failed, self.sticky) {
            (Some(error), true) => Err(error.clone()),
            _ => Ok(()),
        }
    }

    /// Refuses what an engine would not take, or would take alone.
    fn check(&mut self, sql: &Sql, params: &[Value]) -> Result<(), Error> {
        let (wanted, given) = (sql.compiled(self.backend.engine()).params, params.len());
        if wanted != given {
            let text = format!("the statement has {wanted} parameters, {given} were given");
            return self.note(Err(Error::sql(text).at(sql.name())));
        }
        match params.iter().any(Value::has_nul) {
            true => self.note(Err(Error::new(ErrorKind::Nul).at(sql.name()))),
            false => Ok(()),
        }
    }

    fn record(&mut self, sql: &Sql, answer: &Answer) {
        if answer.affected == 0 {
            return;
        }
        for table in &sql.compiled(self.backend.engine()).tables {
            if !self.changed.contains(table) {
                self.changed.push(table.clone());
            }
        }
    }

    fn note<T>(&mut self, result: Result<T, Error>) -> Result<T, Error> {
        if let Err(error) = &result {
            self.failed = Some(error.clone());
        }
        result
    }
}
