//! A copy of the database while it is in use.

use std::fs::File;
use std::path::Path;

use rusqlite::{Connection as Raw, OpenFlags};

use super::error::map;
use super::open::{folder, private};
use crate::error::{Error, ErrorKind};

/// Writes one snapshot of the file at `source` to a new file. Reads only: a running server goes on meanwhile.
pub(super) fn copy(source: &Path, target: &Path) -> Result<(), Error> {
    let failed = |what: &str, error: &std::io::Error| {
        Error::detailed(ErrorKind::Disk, format!("{what} {}: {error}", target.display()))
    };
    if target.exists() {
        return Err(Error::sql(format!("{} exists already; name a new file", target.display())));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let raw = Raw::open_with_flags(source, flags).map_err(|error| map(&error))?;
    // Ours before there is anything in it for others to read; SQLite takes an empty file for a new one.
    drop(private(target)?);
    let name = target.to_str().ok_or_else(|| Error::sql("the file's name is not UTF-8"))?;
    let copied = raw
        .execute("VACUUM INTO ?1", [name])
        .map_err(|error| map(&error))
        .and_then(|_| {
            File::open(target)
                .and_then(|file| file.sync_all())
                .and_then(|()| File::open(folder(target)).and_then(|folder| folder.sync_all()))
                .map_err(|error| failed("cannot sync", &error))
        });
    if copied.is_err() {
        // Half a copy looks like one, and would be in the way of the next.
        let _ = std::fs::remove_file(target);
    }
    copied
}

#[cfg(test)]
mod tests {
    use super::copy;

    #[test]
    fn what_could_not_be_copied_leaves_no_file() {
        let dir = tempfile::tempdir().unwrap();
        let (source, target) = (dir.path().join("a.db"), dir.path().join("b.db"));
        std::fs::write(
            &source,
            "this is no database, though as long as the header of one would be: it says so much more",
        )
        .unwrap();
        copy(&source, &target).unwrap_err();
        assert!(!target.exists());
    }
}
