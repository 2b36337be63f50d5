//! What the product above adds to every commit.

use std::any::Any;
use std::borrow::Cow;

use uuid::Uuid;

use crate::error::Error;
use crate::tx::Tx;

/// What a command left in its slot with [`Tx::staged`].
pub type Staged = Option<Box<dyn Any + Send>>;

/// One command of a group that is about to be, or was, committed.
#[derive(Debug)]
pub struct Command {
    /// The lane it was given to [`crate::Db::write`] with.
    pub lane: Uuid,
    /// What it left with [`Tx::staged`]; the journal may change it, the caller gets it with the result.
    pub staged: Staged,
    /// The tables it changed, each once, in order of first change.
    pub changed: Vec<Cow<'static, str>>,
}

/// Takes part in every group commit: writes what belongs to the commands (their events) just before it, and tells
/// others just after it.
pub trait Journal: Send + Sync + 'static {
    /// Runs in the group's transaction after all its commands. `commands` are those that succeeded, in order. An error
    /// undoes the group, which is then run again one by one; alone, it fails that command.
    fn before_commit(&self, tx: &mut Tx<'_>, commands: &mut [Command]) -> Result<(), Error>;

    /// Runs once the commit is durable and before the callers are answered. Must not block.
    fn after_commit(&self, commands: &[Command]);
}

/// A journal that keeps nothing, for tests and tools.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoJournal;

impl Journal for NoJournal {
    fn before_commit(&self, _: &mut Tx<'_>, _: &mut [Command]) -> Result<(), Error> {
        Ok(())
    }

    fn after_commit(&self, _: &[Command]) {}
}
