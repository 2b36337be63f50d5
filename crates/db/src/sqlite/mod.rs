//! SQLite: one thread owns the only writing connection, a few others read.

mod backup;
mod connection;
mod error;
mod glance;
mod open;
mod reader;
mod restore;
mod value;
mod writer;

use std::path::Path;
use std::sync::Arc;

use crossbeam_channel::Receiver;

use crate::db::{Db, Threads};
use crate::error::Error;
use crate::group::Shared;
use crate::job::Reading;

pub(crate) use glance::Glances;

/// Opens every connection before the first thread runs, so that what is wrong is told to the caller of `open`.
pub(crate) fn start(shared: &Arc<Shared>, reads: &Receiver<Reading>) -> Result<(Threads, Glances), Error> {
    let path = shared.options.sqlite_path().ok_or_else(|| Error::sql("not a SQLite URL"))?;
    open::check_version()?;
    let writer = match shared.options.read_only {
        true => open::require(&path).map(|()| None)?,
        false => {
            open::prepare_folder(&path)?;
            let lock = open::lock(&path)?;
            Some(writer::Writer::open(&path, &shared.options, lock)?)
        }
    };
    let glances = Glances::open(&path, &shared.options)?;
    let mut threads = Threads { readers: Vec::new(), writers: Vec::new() };
    for number in 0..shared.options.readers.max(1) {
        let connection = open::reading(&path, &shared.options)?;
        let (shared, reads) = (shared.clone(), reads.clone());
        let run = move || reader::run(connection, &reads, &shared);
        threads.readers.push(spawn(format!("sqlite-read-{number}"), run)?);
    }
    if let Some(writer) = writer {
        let shared = shared.clone();
        let run = move || writer.run(&shared);
        threads.writers.push(spawn("sqlite-write".to_owned(), run)?);
    }
    Ok((threads, glances))
}

fn spawn(name: String, run: impl FnOnce() + Send + 'static) -> Result<std::thread::JoinHandle<()>, Error> {
    let thread = std::thread::Builder::new().name(name).spawn(run);
    thread.map_err(|error| Error::unavailable(format!("cannot start a thread: {error}")))
}

/// Puts the backup `source` where `url` (`sqlite:PATH`) has its database, after `prepare` did with it what must be
/// done first: it is there whole and prepared, or not at all. Blocks.
///
/// # Errors
/// When a database is there already or a server has it open, when `source` is none, and those of `prepare`.
pub fn restore<E: From<Error>>(
    url: &str,
    source: &Path,
    prepare: impl FnOnce(&Db) -> Result<(), E>,
) -> Result<(), E> {
    let path = crate::Options::new(url).sqlite_path();
    let path = path.ok_or_else(|| Error::sql("only a SQLite database is restored here: use pg_restore"))?;
    restore::restore(&path, source, prepare)
}

/// Copies the database named by `url` (`sqlite:PATH`) to a new file, as of one moment, also while a server uses it.
/// Blocks. A PostgreSQL database is copied by `pg_dump`.
pub fn backup(url: &str, target: &Path) -> Result<(), Error> {
    let path = crate::Options::new(url).sqlite_path();
    let path = path.ok_or_else(|| Error::sql("only a SQLite database is copied here: use pg_dump"))?;
    backup::copy(&path, target)
}
