//! One connection, its runtime and its prepared statements. Made again when lost.

use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Statement};

use crate::error::{Error, ErrorKind};
use crate::options::{Engine, Options};
use crate::postgres::connect::{Connector, runtime};
use crate::postgres::decode::Decoded;
use crate::postgres::error::{fatal, lost, map, stale};
use crate::postgres::param::Param;
use crate::row::Row;
use crate::sql::Sql;
use crate::tx::Answer;
use crate::value::Value;

/// Prepared statements kept by one connection; then they are all dropped and made again as needed.
const PREPARED: usize = 500;
/// Waits before the second and the third attempt to connect.
const PAUSES: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(400)];
/// A connection that was used this recently is not asked whether it still stands.
const FRESH: Duration = Duration::from_millis(200);
/// After failed attempts, further callers are refused for this long without trying.
const DOWN: Duration = Duration::from_millis(500);

#[derive(Clone)]
pub(super) struct Prepared {
    statement: Statement,
    columns: Arc<[String]>,
}

pub(super) struct Link {
    connector: Connector,
    client: Option<Client>,
    prepared: HashMap<String, Prepared>,
    was_connected: bool,
    down_since: Option<Instant>,
    used: Instant,
    // Last: the connection is dropped before what drives it.
    runtime: Runtime,
}

/// A statement ready to be sent.
pub(super) struct Call<'a> {
    pub prepared: Prepared,
    pub params: &'a [Value],
}

impl Link {
    pub(super) fn new(options: Options, read_only: bool) -> Result<Link, Error> {
        Ok(Link {
            connector: Connector::new(options, read_only)?,
            client: None,
            prepared: HashMap::new(),
            was_connected: false,
            down_since: None,
            used: Instant::now(),
            runtime: runtime()?,
        })
    }

    pub(super) fn connect(&mut self) -> Result<(), Error> {
        self.drop_client();
        self.client = Some(self.runtime.block_on(self.connector.connect())?);
        self.was_connected = true;
        Ok(())
    }

    /// Connects if there is no connection. True when it was lost and made again.
    pub(super) fn ensure(&mut self) -> Result<bool, Error> {
        if self.alive() {
            return Ok(false);
        }
        if self.down_since.is_some_and(|since| since.elapsed() < DOWN) {
            return Err(Error::unavailable("PostgreSQL cannot be reached"));
        }
        let again = self.was_connected;
        let mut pauses = PAUSES.iter();
        loop {
            match self.connect() {
                Ok(()) => {
                    self.down_since = None;
                    if again {
                        tracing::info!("connected to PostgreSQL again");
                    }
                    return Ok(again);
                }
                Err(error) => match pauses.next() {
                    Some(pause) if *error.kind() == ErrorKind::Unavailable => std::thread::sleep(*pause),
                    _ => {
                        tracing::warn!(error = %error, "no connection to PostgreSQL");
                        self.down_since = Some(Instant::now());
                        return Err(error);
                    }
                },
            }
        }
    }

    /// Lets the connection notice that the server went away while nobody was using it.
    pub(super) fn alive(&mut self) -> bool {
        let Some(client) = &self.client else { return false };
        let idle = std::mem::replace(&mut self.used, Instant::now()).elapsed();
        if idle < FRESH {
            return !client.is_closed();
        }
        self.runtime.block_on(async {
            // The first lets the runtime look at the socket, the second lets the connection read it.
            tokio::task::yield_now().await;
            tokio::task::yield_now().await;
            tokio::task::yield_now().await;
        });
        !client.is_closed()
    }

    pub(super) fn drop_client(&mut self) {
        self.client = None;
        self.prepared.clear();
    }

    /// Statements without parameters and answer.
    pub(super) fn command(&mut self, text: &str) -> Result<(), Error> {
        let client = self.client.as_ref().ok_or_else(|| lost("there is no connection"))?;
        let result = self.runtime.block_on(client.batch_execute(text));
        result.map_err(|error| self.failed(&error, None))
    }

    /// COMMIT. Kind `Unavailable`: nobody knows whether it happened.
    pub(super) fn commit(&mut self) -> Result<(), Error> {
        let client = self.client.as_ref().ok_or_else(|| lost("there is no connection"))?;
        let result = self.runtime.block_on(client.batch_execute("COMMIT"));
        result.map_err(|error| {
            let ended = fatal(&error);
            let mapped = self.failed(&error, None);
            if ended {
                let text = "the connection was lost during the commit; whether it happened is unknown";
                return Error::unavailable(text);
            }
            mapped
        })
    }

    pub(super) fn prepare(&mut self, sql: &Sql) -> Result<Prepared, Error> {
        let text = &sql.compiled(Engine::Postgres).text;
        if let Some(prepared) = self.prepared.get(text) {
            return Ok(prepared.clone());
        }
        let client = self.client.as_ref().ok_or_else(|| lost("there is no connection"))?;
        let result = self.runtime.block_on(client.prepare(text));
        let statement = result.map_err(|error| self.failed(&error, None).at(sql.name()))?;
        let columns = statement.columns().iter().map(|column| column.name().to_owned()).collect();
        let prepared = Prepared { statement, columns };
        if self.prepared.len() >= PREPARED {
            self.prepared.clear();
        }
        self.prepared.insert(text.clone(), prepared.clone());
        Ok(prepared)
    }

    pub(super) fn describe(&mut self, sql: &Sql) -> Result<(usize, Vec<String>), Error> {
        let prepared = self.prepare(sql)?;
        Ok((prepared.statement.params().len(), prepared.columns.to_vec()))
    }

    /// Sends everything at once and reads the answers in order: one round trip. When `prefix` or a call fails, that is
    /// the answer; the rest was sent all the same.
    pub(super) fn pipeline(
        &mut self,
        prefix: Option<&str>,
        calls: &[(&Sql, Call<'_>)],
    ) -> Result<Vec<Answer>, Error> {
        let client = self.client.as_ref().ok_or_else(|| lost("there is no connection"))?;
        let (begun, results) = self.runtime.block_on(async {
            let prefix = async {
                match prefix {
                    Some(text) => client.batch_execute(text).await,
                    None => Ok(()),
                }
            };
            match calls {
                // In this order: the first poll sends.
                [(_, call)] => {
                    let (begun, result) = tokio::join!(biased; prefix, send(client, call));
                    (begun, vec![result])
                }
                calls => {
                    let calls = calls.iter().map(|(_, call)| Box::pin(send(client, call)));
                    tokio::join!(biased; prefix, in_order(calls.collect()))
                }
            }
        });
        begun.map_err(|error| self.failed(&error, None))?;
        let mut answers = Vec::with_capacity(calls.len());
        for ((sql, call), result) in calls.iter().zip(results) {
            let (rows, affected) = result.map_err(|error| self.failed(&error, Some(sql)).at(sql.name()))?;
            answers
                .push(decode(rows, affected, &call.prepared.columns).map_err(|error| error.at(sql.name()))?);
        }
        Ok(answers)
    }

    fn failed(&mut self, error: &tokio_postgres::Error, sql: Option<&Sql>) -> Error {
        let mapped = map(error);
        if *mapped.kind() == ErrorKind::Unavailable {
            self.drop_client();
        }
        if stale(error) {
            match sql {
                Some(sql) => drop(self.prepared.remove(&sql.compiled(Engine::Postgres).text)),
                None => self.prepared.clear(),
            }
            return mapped.retry(crate::error::Retry::Again);
        }
        mapped
    }
}

type Sent = Result<(Vec<tokio_postgres::Row>, u64), tokio_postgres::Error>;

async fn send(client: &Client, call: &Call<'_>) -> Sent {
    let params: Vec<Param<'_>> = call.params.iter().map(Param).collect();
    let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|param| param as &(dyn ToSql + Sync)).collect();
    if call.prepared.columns.is_empty() {
        let affected = client.execute(&call.prepared.statement, &params).await?;
        return Ok((Vec::new(), affected));
    }
    let rows = client.query(&call.prepared.statement, &params).await?;
    let count = rows.len() as u64;
    Ok((rows, count))
}

/// Polls all, always in the given order, so that they are sent in that order.
async fn in_order<F: Future<Output = Sent>>(mut calls: Vec<Pin<Box<F>>>) -> Vec<Sent> {
    let mut done: Vec<Option<Sent>> = calls.iter().map(|_| None).collect();
    poll_fn(|cx| {
        let mut pending = false;
        for (call, done) in calls.iter_mut().zip(&mut done) {
            if done.is_none() {
                match call.as_mut().poll(cx) {
                    Poll::Ready(sent) => *done = Some(sent),
                    Poll::Pending => pending = true,
                }
            }
        }
        if pending { Poll::Pending } else { Poll::Ready(()) }
    })
    .await;
    done.into_iter().flatten().collect()
}

fn decode(rows: Vec<tokio_postgres::Row>, affected: u64, columns: &Arc<[String]>) -> Result<Answer, Error> {
    let mut decoded = Vec::with_capacity(rows.len());
    for row in rows {
        let mut values = Vec::with_capacity(row.len());
        for index in 0..row.len() {
            let Decoded(value) = row.try_get(index).map_err(|error| map(&error))?;
            values.push(value);
        }
        decoded.push(Row::new(columns.clone(), values));
    }
    Ok(Answer { rows: decoded, affected })
}
