//! PostgreSQL: a few threads, each with a connection and the small runtime that drives it, so that a statement never
//! crosses threads.

mod connect;
mod decode;
mod error;
mod link;
mod listener;
mod param;
mod reader;
mod writer;

use std::sync::Arc;
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender};

use crate::db::Threads;
use crate::error::Error;
use crate::group::Shared;
use crate::job::Reading;
use crate::options::Options;
use crate::postgres::link::Link;

pub use listener::{Listener, Notification};

/// Connects once, so that a wrong address or an unsafe server is told to the caller of `open`; the other connections
/// are made when first used.
pub(crate) fn start(shared: &Arc<Shared>, reads: &Receiver<Reading>) -> Result<Threads, Error> {
    let mut threads = Threads { readers: Vec::new(), writers: Vec::new() };
    let (report, reports) = crossbeam_channel::unbounded();
    let read_only = shared.options.read_only;
    let writers = if read_only { 0 } else { shared.options.writers.max(1) };
    for number in 0..writers {
        let (shared, report) = (shared.clone(), report.clone());
        let run = move || {
            if let Some(link) = open(&shared.options, false, number == 0, report) {
                writer::run(link, &shared);
            }
        };
        threads.writers.push(spawn(format!("pg-write-{number}"), run)?);
    }
    for number in 0..shared.options.readers.max(1) {
        let (shared, reads, report) = (shared.clone(), reads.clone(), report.clone());
        let run = move || {
            if let Some(link) = open(&shared.options, true, read_only && number == 0, report) {
                reader::run(link, &reads, &shared);
            }
        };
        threads.readers.push(spawn(format!("pg-read-{number}"), run)?);
    }
    drop(report);
    match reports.iter().find_map(Result::err) {
        None => Ok(threads),
        Some(error) => {
            shared.lanes.close();
            Err(error)
        }
    }
}

/// Takes `report` by value: the caller waits until every thread let go of it.
/// On the thread that will use it: a runtime can neither be driven nor dropped inside of the caller's.
fn open(
    options: &Options,
    read_only: bool,
    connect: bool,
    report: Sender<Result<(), Error>>,
) -> Option<Link> {
    let link = Link::new(options.clone(), read_only).and_then(|mut link| {
        if connect {
            link.connect()?;
        }
        Ok(link)
    });
    let (link, result) = match link {
        Ok(link) => (Some(link), Ok(())),
        Err(error) => (None, Err(error)),
    };
    drop(report.send(result));
    link
}

fn spawn(name: String, run: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, Error> {
    let thread = std::thread::Builder::new().name(name).spawn(run);
    thread.map_err(|error| Error::unavailable(format!("cannot start a thread: {error}")))
}

/// Runs one statement outside of any transaction, for tools and tests (`CREATE DATABASE … TEMPLATE …`). Blocks; has no
/// time limit. Works inside of an async task too, but keeps its thread.
pub fn admin_execute(options: &Options, statement: &str) -> Result<(), Error> {
    let (options, statement) = (options.clone(), statement.to_owned());
    let (sender, receiver) = crossbeam_channel::bounded(1);
    // On a thread of its own: a runtime cannot be driven from inside of another one.
    let run = move || {
        let result = Link::new(options, false).and_then(|mut link| {
            link.connect()?;
            link.command("SET statement_timeout = 0")?;
            link.command(&statement)
        });
        drop(sender.send(result));
    };
    let thread = spawn("pg-admin".to_owned(), run)?;
    let result = receiver.recv().unwrap_or_else(|_| Err(Error::unavailable("the thread ended")));
    drop(thread.join());
    result
}
