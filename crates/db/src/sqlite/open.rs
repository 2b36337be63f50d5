//! Opening the file: version, lock, settings.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection as Raw, OpenFlags};

use crate::error::{Error, ErrorKind};
use crate::options::Options;
use crate::sqlite::connection::Connection;
use crate::sqlite::error::map;

/// Older versions can lose committed writes in WAL mode.
const OLDEST: i32 = 3_051_003;

pub(super) fn check_version() -> Result<(), Error> {
    let version = rusqlite::version_number();
    if version >= OLDEST {
        return Ok(());
    }
    let found = rusqlite::version();
    Err(Error::sql(format!(
        "SQLite {found} is too old: versions before 3.51.3 can lose committed writes"
    )))
}

pub(super) fn prepare_folder(path: &Path) -> Result<(), Error> {
    let folder = folder(path);
    std::fs::create_dir_all(&folder).map_err(|error| io("cannot create the folder", &folder, &error))
}

/// Without a file there is nothing to read, and SQLite would not say which.
pub(super) fn require(path: &Path) -> Result<(), Error> {
    match path.exists() {
        true => Ok(()),
        false => Err(Error::unavailable(format!("there is no database at {}", path.display()))),
    }
}

/// A file beside the database, named after it.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(end);
    PathBuf::from(name)
}

pub(super) fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Keeps a second server away from the file. The operating system lets go of it when the process ends, however it
/// ends; the file itself stays.
pub(super) fn lock(path: &Path) -> Result<File, Error> {
    let name = beside(path, ".lock");
    let file = private(&name)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::unavailable(format!(
            "another server has this database open (it holds {})",
            name.display()
        ))),
        Err(TryLockError::Error(error)) => Err(io("cannot lock", &name, &error)),
    }
}

/// Opens or creates a file that only its owner may read. SQLite gives its WAL the same mode.
pub(super) fn private(path: &Path) -> Result<File, Error> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| io("cannot open", path, &error))
}

pub(super) fn writing(path: &Path, options: &Options) -> Result<Connection, Error> {
    let new = !path.exists();
    drop(private(path)?);
    if new {
        // The file's name must survive a power failure as well as its content does.
        #[cfg(unix)]
        File::open(folder(path))
            .and_then(|folder| folder.sync_all())
            .map_err(|error| io("cannot sync", path, &error))?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let raw = Raw::open_with_flags(path, flags).map_err(|error| map(&error))?;
    settings(&raw, options)?;
    let mode: String = raw
        .query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
        .map_err(|error| map(&error))?;
    if mode != "wal" {
        return Err(Error::sql(format!("the file system cannot hold a WAL (SQLite says {mode})")));
    }
    script(
        &raw,
        "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;
         PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32768;",
    )?;
    if let Some(pages) = options.max_pages {
        script(&raw, &format!("PRAGMA max_page_count = {pages}"))?;
    }
    Connection::new(raw, options.statement_timeout)
}

pub(super) fn reading(path: &Path, options: &Options) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let raw = Raw::open_with_flags(path, flags).map_err(|error| map(&error))?;
    settings(&raw, options)?;
    script(&raw, "PRAGMA query_only = ON; PRAGMA cache_size = -16384; PRAGMA mmap_size = 134217728;")?;
    Connection::new(raw, options.statement_timeout)
}

fn settings(raw: &Raw, options: &Options) -> Result<(), Error> {
    raw.busy_timeout(options.lock_timeout).map_err(|error| map(&error))?;
    raw.set_prepared_statement_cache_capacity(512);
    // "name" is a column or an error, never a text: else a mistyped column would go unnoticed.
    for config in [DbConfig::SQLITE_DBCONFIG_DQS_DML, DbConfig::SQLITE_DBCONFIG_DQS_DDL] {
        raw.set_db_config(config, false).map_err(|error| map(&error))?;
    }
    // Plans must not depend on bound values. With statistics at hand SQLite would otherwise throw a cached statement's
    // plan away at every new binding and prepare it again: nine tenths of the time of a read.
    raw.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map_err(|error| map(&error))?;
    rusqlite::vtab::array::load_module(raw).map_err(|error| map(&error))?;
    script(raw, "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;")
}

fn script(raw: &Raw, text: &str) -> Result<(), Error> {
    raw.execute_batch(text).map_err(|error| map(&error))
}

fn io(what: &str, path: &Path, error: &std::io::Error) -> Error {
    Error::detailed(ErrorKind::Unavailable, format!("{what} {}: {error}", path.display()))
}
