//! A closure on its way to a worker thread, and its answer on the way back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use tokio::sync::oneshot;
use uuid::Uuid;

use crate::error::Error;
use crate::gate::Pass;
use crate::journal::Staged;
use crate::tx::Tx;

/// What became of a command.
pub(crate) enum Verdict {
    /// Committed: the closure's Ok and its staged data.
    Committed(Staged),
    /// It was undone: the closure's own Err.
    Undone,
    /// The database failed it, whatever the closure said.
    Failed(Error),
}

/// A command: a closure that may run several times and is answered once.
pub(crate) trait WriteJob: Send {
    /// Runs the closure and keeps its result. True when that is Ok.
    fn run(&mut self, tx: &mut Tx<'_>) -> Result<bool, Error>;
    fn answer(self: Box<Self>, verdict: Verdict);
}

/// A command that waits.
pub(crate) struct Waiting {
    pub lane: Uuid,
    pub pass: Pass,
    /// A migration: in a transaction of its own, without journal.
    pub migration: bool,
    pub since: Instant,
    pub job: Box<dyn WriteJob>,
}

/// A read on its way.
pub(crate) trait ReadJob: Send {
    fn snapshot(&self) -> bool;
    /// False once nobody waits for the answer.
    fn wanted(&self) -> bool;
    fn run(self: Box<Self>, tx: Result<&mut Tx<'_>, Error>);
}

pub(crate) struct Reading {
    pub since: Instant,
    pub job: Box<dyn ReadJob>,
}

/// Where an answer goes: to a task that awaits it or to a thread that blocks.
pub(crate) enum Reply<A> {
    Task(oneshot::Sender<A>),
    Thread(crossbeam_channel::Sender<A>),
}

impl<A> Reply<A> {
    fn wanted(&self) -> bool {
        match self {
            Reply::Task(sender) => !sender.is_closed(),
            Reply::Thread(_) => true,
        }
    }

    /// Nobody waiting any more is no failure: what was committed stays committed.
    fn send(self, answer: A) {
        match self {
            Reply::Task(sender) => drop(sender.send(answer)),
            Reply::Thread(sender) => drop(sender.send(answer)),
        }
    }
}

/// A closure that panics is an error to its caller and nobody else.
pub(crate) fn guarded<T>(run: impl FnOnce() -> T) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|_| {
        tracing::error!("a database closure panicked; its work is undone");
        Error::sql("panicked")
    })
}

pub(crate) struct Write<T, E, F> {
    pub run: F,
    pub kept: Option<Result<T, E>>,
    pub reply: Reply<Result<(T, Staged), E>>,
}

impl<T, E, F> WriteJob for Write<T, E, F>
where
    F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> Result<bool, Error> {
        self.kept = None;
        let result = guarded(|| (self.run)(tx))?;
        let succeeded = result.is_ok();
        self.kept = Some(result);
        Ok(succeeded)
    }

    fn answer(self: Box<Self>, verdict: Verdict) {
        let lost = || Err(Error::sql("the command was not run").into());
        let answer = match (verdict, self.kept) {
            (Verdict::Failed(error), _) => Err(error.into()),
            (Verdict::Committed(staged), Some(Ok(value))) => Ok((value, staged)),
            (_, Some(Err(error))) => Err(error),
            _ => lost(),
        };
        self.reply.send(answer);
    }
}

pub(crate) struct Read<T, E, F> {
    pub snapshot: bool,
    pub run: F,
    pub reply: Reply<Result<T, E>>,
}

impl<T, E, F> ReadJob for Read<T, E, F>
where
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn snapshot(&self) -> bool {
        self.snapshot
    }

    fn wanted(&self) -> bool {
        self.reply.wanted()
    }

    fn run(self: Box<Self>, tx: Result<&mut Tx<'_>, Error>) {
        let Read { run, reply, .. } = *self;
        let answer = match tx {
            Ok(tx) => guarded(|| run(tx)).unwrap_or_else(|error| Err(error.into())),
            Err(error) => Err(error.into()),
        };
        reply.send(answer);
    }
}
