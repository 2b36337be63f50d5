//! Short reads on the thread that asks. Waking a reader thread and being woken by it costs more than a short read does.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::error::{Error, ErrorKind};
use crate::group::Shared;
use crate::job::guarded;
use crate::options::Options;
use crate::sqlite::connection::Connection;
use crate::sqlite::{open, reader};
use crate::tx::Tx;

/// A statement that takes longer is for the reader threads: other requests wait for this one.
const SHORT: Duration = Duration::from_millis(2);

/// Connections of their own for short reads. None for PostgreSQL, where every read waits for the network.
#[derive(Default)]
pub(crate) struct Glances {
    /// `None` once closed.
    idle: Mutex<Option<Vec<Connection>>>,
}

impl Glances {
    pub(super) fn open(path: &Path, options: &Options) -> Result<Glances, Error> {
        let hurried = Options {
            statement_timeout: SHORT,
            lock_timeout: Duration::ZERO,
            ..options.clone()
        };
        let connections = (0..options.readers.max(1)).map(|_| open::reading(path, &hurried));
        Ok(Glances { idle: Mutex::new(Some(connections.collect::<Result<_, _>>()?)) })
    }

    /// Runs the closure here and now. `None` when it is not short after all, or every connection is in use.
    pub(crate) fn run<T, E>(
        &self,
        shared: &Shared,
        run: impl Fn(&mut Tx<'_>) -> Result<T, E>,
    ) -> Option<Result<T, E>>
    where
        E: From<Error>,
    {
        let mut connection = self.idle().as_mut()?.pop()?;
        shared.counters.reads.add(1);
        let (mut answer, mut busy) = (None, false);
        reader::in_snapshot(&mut connection, |tx| {
            answer = match tx {
                Ok(tx) => {
                    let ran = guarded(|| run(tx)).unwrap_or_else(|error| Err(error.into()));
                    busy = tx.failure().is_some_and(|error| *error.kind() == ErrorKind::Busy);
                    Some(ran)
                }
                Err(_) => None,
            };
        });
        if let Some(idle) = self.idle().as_mut() {
            idle.push(connection);
        }
        answer.filter(|_| !busy)
    }

    pub(crate) fn close(&self) {
        *self.idle() = None;
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Option<Vec<Connection>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
