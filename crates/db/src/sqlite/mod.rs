//! SQLite.
use crate::db::Threads;
use crate::error::Error;
use crate::group::Shared;
use crate::job::Reading;
use crossbeam_channel::Receiver;
use std::sync::Arc;
pub(crate) fn start(_shared: &Arc<Shared>, _reads: &Receiver<Reading>) -> Result<Threads, Error> {
    Err(Error::unavailable("not yet"))
}
