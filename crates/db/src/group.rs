//! Group commit: commands that wait together run one after the other in one transaction and become durable together.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::error::{Error, ErrorKind, Retry};
use crate::gate::{Gate, Pass};
use crate::job::{Verdict, Waiting};
use crate::journal::{Command, Journal};
use crate::lanes::Lanes;
use crate::options::Options;
use crate::stats::Counters;
use crate::tx::{Backend, Tx};

/// How often one command is run again after deadlocks and the like.
const RETRIES: u32 = 5;
/// Groups that take longer are traced.
const SLOW: Duration = Duration::from_millis(500);

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One command: its failure undoes the transaction.
    One,
    /// Several commands: each needs a savepoint before its first change.
    Many,
    Migration,
}

/// A writing connection.
pub(crate) trait Session: Backend {
    fn begin(&mut self, kind: Kind) -> Result<(), Error>;
    /// A command starts.
    fn enter(&mut self) -> Result<(), Error>;
    /// Undoes what the command changed. An error: only the whole transaction can be undone.
    fn undo(&mut self) -> Result<(), Error>;
    /// All commands have run; what follows belongs to the whole group.
    fn seal(&mut self) -> Result<(), Error>;
    /// An error of kind `Unavailable` that may not be retried: nobody knows whether it is committed.
    fn commit(&mut self) -> Result<(), Error>;
    /// Undoes the transaction, if there still is one.
    fn rollback(&mut self);
}

/// What all threads of one database share.
pub(crate) struct Shared {
    pub options: Options,
    pub journal: Arc<dyn Journal>,
    pub lanes: Lanes,
    pub gate: Gate,
    pub counters: Counters,
}

/// Runs commands and answers every one of them.
pub(crate) fn run(session: &mut dyn Session, group: Vec<Waiting>, shared: &Shared) {
    let begun = Instant::now();
    let size = group.len();
    let blocked = shared.gate.blocked();
    let (refused, group): (Vec<_>, Vec<_>) = group
        .into_iter()
        .partition(|waiting| blocked && waiting.pass != Pass::Probe && !waiting.migration);
    shared.counters.refused_writes.add(refused.len() as u64);
    fail(
        refused,
        &Error::detailed(ErrorKind::Disk, "writing is stopped until the disk recovers"),
        shared,
    );
    if group.is_empty() {
        return;
    }
    for waiting in &group {
        shared.counters.write_wait.time(begun.saturating_duration_since(waiting.since));
    }
    if let Err((group, error)) = attempt(session, group, shared) {
        if is_final(&error) {
            fail(group, &error, shared);
        } else {
            one_by_one(session, group, &error, shared);
        }
    }
    let took = begun.elapsed();
    shared.counters.group_time.time(took);
    if took > SLOW {
        tracing::warn!(commands = size, millis = took.as_millis() as u64, "slow group of commands");
    }
}

/// Whether the error is the answer for every command of the group.
fn is_final(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Disk | ErrorKind::Corrupt => true,
        ErrorKind::Unavailable => error.retryable() == Retry::No,
        _ => false,
    }
}

/// Whether a failed statement says something about the whole transaction, not only about its command.
fn breaks(error: &Error) -> bool {
    is_final(error) || error.retryable() != Retry::No
}

fn fail(group: Vec<Waiting>, error: &Error, shared: &Shared) {
    for waiting in group {
        shared.counters.failed_commands.add(1);
        waiting.job.answer(Verdict::Failed(error.clone()));
    }
}

fn one_by_one(session: &mut dyn Session, group: Vec<Waiting>, first: &Error, shared: &Shared) {
    tracing::debug!(commands = group.len(), error = %first, "a group is run again, one by one");
    let mut fatal: Option<Error> = None;
    let mut tried = (group.len() == 1).then_some(first.clone());
    for waiting in group {
        let mut alone = vec![waiting];
        let mut failure = tried.take();
        let mut tries = 0;
        while !alone.is_empty() {
            if let Some(error) = &fatal {
                fail(std::mem::take(&mut alone), error, shared);
                continue;
            }
            match &failure {
                Some(error) if error.retryable() == Retry::No || tries == RETRIES => {
                    fail(std::mem::take(&mut alone), error, shared);
                    continue;
                }
                Some(_) => {
                    tries += 1;
                    std::thread::sleep(backoff(tries));
                }
                None => {}
            }
            shared.counters.retries.add(1);
            if let Err((back, error)) = attempt(session, std::mem::take(&mut alone), shared) {
                alone = back;
                if is_final(&error) {
                    fatal = Some(error);
                } else {
                    failure = Some(error);
                }
            }
        }
    }
}

/// 1 to 2 ms, doubled each time; the fraction differs between threads that met each other in a deadlock.
fn backoff(tries: u32) -> Duration {
    let base = Duration::from_millis(1 << tries.min(6)) / 2;
    let fraction = f64::from(Instant::now().elapsed().subsec_nanos() % 97) / 97.0;
    base + base.mul_f64(fraction)
}

/// One transaction over the whole group. On success everybody is answered; otherwise nothing was changed, and the
/// commands come back with the reason.
fn attempt(
    session: &mut dyn Session,
    mut group: Vec<Waiting>,
    shared: &Shared,
) -> Result<(), (Vec<Waiting>, Error)> {
    match transaction(session, &mut group, shared) {
        Ok(verdicts) => {
            for (waiting, verdict) in group.into_iter().zip(verdicts) {
                waiting.job.answer(verdict);
            }
            Ok(())
        }
        Err(error) => {
            session.rollback();
            if *error.kind() == ErrorKind::Disk {
                shared.counters.disk_failures.add(1);
                // A full disk must not be filled with lines about it.
                if shared.gate.close() {
                    tracing::error!(error = %error, "writing is stopped: the disk is full or failing");
                }
            }
            Err((group, error))
        }
    }
}

fn transaction(
    session: &mut dyn Session,
    group: &mut [Waiting],
    shared: &Shared,
) -> Result<Vec<Verdict>, Error> {
    let migration = group.iter().any(|waiting| waiting.migration);
    let kind = match group.len() {
        _ if migration => Kind::Migration,
        1 => Kind::One,
        _ => Kind::Many,
    };
    session.begin(kind)?;
    let mut verdicts = Vec::with_capacity(group.len());
    let mut commands = Vec::with_capacity(group.len());
    for waiting in group.iter_mut() {
        match command(session, waiting)? {
            Ok(command) => {
                commands.push(command);
                verdicts.push(None);
            }
            Err(verdict) => verdicts.push(Some(verdict)),
        }
    }
    if commands.is_empty() {
        session.rollback();
    } else {
        session.seal()?;
        if !migration {
            journal(session, &mut commands, shared)?;
        }
        let committing = Instant::now();
        session.commit()?;
        committed(&commands, committing.elapsed(), shared);
        if !migration {
            let told = catch_unwind(AssertUnwindSafe(|| shared.journal.after_commit(&commands)));
            if told.is_err() {
                tracing::error!("the journal panicked after a commit");
            }
        }
    }
    shared.counters.failed_commands.add(verdicts.iter().flatten().count() as u64);
    let mut staged = commands.into_iter().map(|command| command.staged);
    let verdict = |verdict: Option<Verdict>| match verdict {
        Some(verdict) => verdict,
        None => Verdict::Committed(staged.next().flatten()),
    };
    Ok(verdicts.into_iter().map(verdict).collect())
}

/// The outer error concerns the whole group, the inner verdict only this command.
fn command(session: &mut dyn Session, waiting: &mut Waiting) -> Result<Result<Command, Verdict>, Error> {
    session.enter()?;
    let mut tx = Tx::writing(session);
    let ran = waiting.job.run(&mut tx);
    if matches!(ran, Ok(true)) {
        // What fails is in what the transaction leaves.
        let _ = tx.settle();
    }
    let left = tx.leave();
    if let Some(error) = &left.failed
        && breaks(error)
    {
        return Err(error.clone());
    }
    let verdict = match (ran, left.failed) {
        (Ok(true), None) => {
            return Ok(Ok(Command { lane: waiting.lane, staged: left.staged, changed: left.changed }));
        }
        (Ok(false), _) => Verdict::Undone,
        (Ok(true), Some(error)) | (Err(error), _) => Verdict::Failed(error),
    };
    session.undo()?;
    Ok(Err(verdict))
}

fn journal(session: &mut dyn Session, commands: &mut [Command], shared: &Shared) -> Result<(), Error> {
    let mut tx = Tx::writing(session);
    let wrote = catch_unwind(AssertUnwindSafe(|| shared.journal.before_commit(&mut tx, commands)));
    match (wrote, tx.leave().failed) {
        (_, Some(error)) => Err(error),
        (Ok(result), None) => result,
        (Err(_), None) => Err(Error::sql("the journal panicked")),
    }
}

fn committed(commands: &[Command], took: Duration, shared: &Shared) {
    if shared.gate.open() {
        tracing::info!("writing goes on: the disk takes it again");
    }
    let counters = &shared.counters;
    counters.commit_time.time(took);
    counters.groups.add(1);
    counters.commands.add(commands.len() as u64);
    counters.max_group.max(commands.len() as u64);
}
