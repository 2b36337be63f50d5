//! Reads, each in one snapshot.

use crossbeam_channel::Receiver;

use crate::error::{Error, ErrorKind};
use crate::group::Shared;
use crate::job::Reading;
use crate::sqlite::connection::Connection;
use crate::tx::Tx;

pub(super) fn run(mut connection: Connection, reads: &Receiver<Reading>, shared: &Shared) {
    for reading in reads {
        let counters = &shared.counters;
        counters.read_queue.sub(1);
        if !reading.job.wanted() {
            continue;
        }
        counters.busy_readers.add(1);
        counters.reads.add(1);
        counters.read_wait.time(reading.since.elapsed());
        in_snapshot(&mut connection, |tx| reading.job.run(tx));
        counters.busy_readers.sub(1);
    }
}

/// What the closure reads is of one moment.
pub(super) fn in_snapshot(connection: &mut Connection, run: impl FnOnce(Result<&mut Tx<'_>, Error>)) {
    match connection.plain("BEGIN") {
        Ok(()) => {
            let mut tx = Tx::reading(connection);
            run(Ok(&mut tx));
            // The writer tells of its own disk failures; of these nobody else would.
            if let Some(error) = tx.leave().failed.filter(|error| *error.kind() == ErrorKind::Disk) {
                tracing::error!(error = %error, "the disk cannot be read");
            }
        }
        Err(error) => run(Err(error)),
    }
    // An open snapshot would keep the WAL from being emptied.
    if !connection.raw.is_autocommit()
        && let Err(error) = connection.plain("ROLLBACK")
    {
        tracing::error!(error = %error, "cannot end a read");
    }
}
