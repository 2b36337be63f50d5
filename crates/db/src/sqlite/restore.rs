//! A backup becomes the database: prepared under another name, so that no crash leaves half of it in place.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use super::backup;
use super::open::{beside, folder, lock, prepare_folder, require};
use crate::db::Db;
use crate::error::{Error, ErrorKind};
use crate::journal::NoJournal;
use crate::options::Options;

/// What SQLite and its lock keep beside a database.
const COMPANIONS: [&str; 4] = ["", "-wal", "-shm", ".lock"];

pub(super) fn restore<E: From<Error>>(
    target: &Path,
    source: &Path,
    prepare: impl FnOnce(&Db) -> Result<(), E>,
) -> Result<(), E> {
    require(source)?;
    prepare_folder(target)?;
    let _alone = lock(target)?;
    // A log of another database beside it would be taken for its own.
    let there = COMPANIONS[..3].iter().map(|end| beside(target, end)).find(|path| path.exists());
    if let Some(path) = there {
        return Err(Error::sql(format!("{} is there: move it away first", path.display())).into());
    }
    let draft = beside(target, ".restoring");
    remove(&draft)?;
    let made = make(&draft, source, prepare).and_then(|()| Ok(put(&draft, target)?));
    // Nothing of the draft but its lock is left once it is in place.
    remove(&draft).map_err(E::from).and(made)
}

fn make<E: From<Error>>(
    draft: &Path,
    source: &Path,
    prepare: impl FnOnce(&Db) -> Result<(), E>,
) -> Result<(), E> {
    backup::copy(source, draft)?;
    let db = Db::open(Options::new(format!("sqlite:{}", draft.display())), Arc::new(NoJournal))?;
    let prepared = prepare(&db);
    db.close();
    prepared
}

fn put(draft: &Path, target: &Path) -> Result<(), Error> {
    if beside(draft, "-wal").exists() {
        return Err(Error::unavailable(format!("somebody has {} open", draft.display())));
    }
    let placed = std::fs::rename(draft, target)
        .and_then(|()| File::open(folder(target)))
        .and_then(|folder| folder.sync_all());
    placed.map_err(|error| failed("cannot put the backup at", target, &error))
}

fn remove(draft: &Path) -> Result<(), Error> {
    for path in COMPANIONS.map(|end| beside(draft, end)) {
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(failed("cannot remove", &path, &error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn failed(what: &str, path: &Path, error: &std::io::Error) -> Error {
    Error::detailed(ErrorKind::Disk, format!("{what} {}: {error}", path.display()))
}
