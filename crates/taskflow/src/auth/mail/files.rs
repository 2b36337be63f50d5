//! Mail that was written to files for want of a mail server: kept for a while, since nobody else removes it.

use std::io::ErrorKind;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use crate::base::{Error, Result, Stamp};
use crate::http::App;
use crate::mail::outbox_folder;

/// How long a file stays.
const KEEP_SECS: i64 = 30 * 24 * 3600;

/// Removes what lies in the outbox's folder for more than 30 days; tells how many files.
///
/// # Errors
/// Those of the file system.
pub async fn sweep_files(app: &App) -> Result<u64> {
    let (folder, before) = (outbox_folder(&app.config), app.clock.now().plus_secs(-KEEP_SECS));
    let removed = tokio::task::spawn_blocking(move || remove_older(&folder, before)).await;
    removed.map_err(Error::internal)?.map_err(Error::internal)
}

fn remove_older(folder: &Path, before: Stamp) -> std::io::Result<u64> {
    let before = UNIX_EPOCH + Duration::from_millis(u64::try_from(before.0).unwrap_or(0));
    let files = match std::fs::read_dir(folder) {
        // Mail goes to a server, or none was sent yet.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
        files => files?,
    };
    let mut removed = 0;
    for file in files {
        let path = file?.path();
        // What else somebody keeps there is theirs; a draft is left behind by a process that died.
        let ours = path.extension().is_some_and(|end| end == "eml" || end == "part");
        if !ours || std::fs::metadata(&path)?.modified()? >= before {
            continue;
        }
        match std::fs::remove_file(&path) {
            // Another process was faster.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            gone => {
                gone?;
                removed += 1;
            }
        }
    }
    Ok(removed)
}
