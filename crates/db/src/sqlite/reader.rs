//! Reads, each in one snapshot.

use crossbeam_channel::Receiver;

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
        match connection.plain("BEGIN") {
            Ok(()) => reading.job.run(Ok(&mut Tx::reading(&mut connection))),
            Err(error) => reading.job.run(Err(error)),
        }
        // An open snapshot would keep the WAL from being emptied.
        if !connection.raw.is_autocommit()
            && let Err(error) = connection.plain("ROLLBACK")
        {
            tracing::error!(error = %error, "cannot end a read");
        }
        counters.busy_readers.sub(1);
    }
}
