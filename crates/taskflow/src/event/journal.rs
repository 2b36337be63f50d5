//! Gives the entries of a group their places, as the last thing before its commit.
//!
//! The heads are locked here and not earlier: whatever takes time has been done by then.

use std::collections::BTreeMap;

use taskflow_db::{Command, Error, Journal, Sql, Staged, Tx, Value};
use uuid::Uuid;

use super::answer::Remembered;
use super::entry::Pending;
use super::origin::SealedOrigin;
use super::queries::Head;
use super::redaction::{self, Redaction};
use super::store::{self, Placed};
use super::{Grown, Lanes, Position, Stream, Wake, chain, past};
use crate::base::Clock;

/// What one command leaves for the commit of its group.
#[derive(Debug, Default)]
pub struct Staging {
    pub events: Vec<Pending>,
    pub answer: Option<Remembered>,
    pub redactions: Vec<Redaction>,
    /// Where the command came from, once an entry asked; some have none.
    pub origin: Option<Option<SealedOrigin>>,
    /// The stream whose position answers the request.
    pub stream: Option<Stream>,
    /// Statements to run once for the whole group.
    pub late: Vec<(&'static Sql, Vec<Value>)>,
    /// Filled in at the commit.
    pub position: Option<Position>,
    /// Every stream that the command's entries went to, with where it stands after them. Filled in at the commit.
    pub grown: Vec<Grown>,
}

/// Where the request's stream stands after the commit.
pub fn outcome(staged: Staged) -> Option<Position> {
    staged
        .and_then(|any| any.downcast::<Staging>().ok())
        .and_then(|staging| staging.position)
}

/// Runs a statement at the end of the command's group, in the order of commands: for indexes in which many changes at
/// once cost less than one after the other. Nothing may depend on it, and it must not fail.
pub fn at_the_end(tx: &mut Tx<'_>, sql: &'static Sql, values: Vec<Value>) {
    tx.staged::<Staging>().late.push((sql, values));
}

/// The log's side of a group commit.
#[derive(Clone, Debug, Default)]
pub struct LogJournal {
    pub clock: Clock,
    pub lanes: Lanes,
    pub wake: Wake,
}

pub(super) fn staging(command: &mut Command) -> Option<&mut Staging> {
    command.staged.as_mut().and_then(|any| any.downcast_mut::<Staging>())
}

fn staging_ref(command: &Command) -> Option<&Staging> {
    command.staged.as_ref().and_then(|any| any.downcast_ref::<Staging>())
}

impl Journal for LogJournal {
    fn before_commit(&self, tx: &mut Tx<'_>, commands: &mut [Command]) -> Result<(), Error> {
        if cfg!(debug_assertions) {
            refuse_silent_writes(commands)?;
        }
        let late = commands.iter().filter_map(staging_ref).flat_map(|staging| &staging.late);
        let late: Vec<(&Sql, &[Value])> = late.map(|(sql, values)| (*sql, values.as_slice())).collect();
        tx.batch(&late)?;
        redaction::apply_within(commands);
        let mut growing: BTreeMap<Uuid, &'static str> = BTreeMap::new();
        let mut asked: Vec<Uuid> = Vec::new();
        for staging in commands.iter().filter_map(staging_ref) {
            growing.extend(staging.events.iter().map(|event| (event.stream.id(), event.stream.kind())));
            asked.extend(staging.stream.map(Stream::id));
        }
        let mut heads: BTreeMap<Uuid, Head> = BTreeMap::new();
        if !growing.is_empty() {
            let locked = store::lock_heads(tx, growing.keys().copied().collect())?;
            heads.extend(locked.into_iter().map(|head| (head.stream_id, head)));
            for stream in growing.keys() {
                heads.entry(*stream).or_insert_with(|| Head::new(*stream));
            }
        }
        asked.retain(|stream| !heads.contains_key(stream));
        if !asked.is_empty() {
            heads.extend(store::heads(tx, asked)?.into_iter().map(|head| (head.stream_id, head)));
        }
        let placed = place(commands, &mut heads);
        store::insert_events(tx, &placed)?;
        past::note(tx, &placed)?;
        drop(placed);
        let answers: Vec<_> = commands
            .iter()
            .filter_map(staging_ref)
            .filter_map(|staging| staging.answer.as_ref().map(|answer| (answer, staging.position)))
            .collect();
        store::insert_answers(tx, &answers)?;
        let grown: Vec<_> = growing
            .iter()
            .filter_map(|(stream, kind)| heads.remove(stream).map(|head| (head, *kind)))
            .collect();
        store::write_heads(tx, &grown, self.clock.now())
    }

    fn after_commit(&self, commands: &[Command]) {
        let mut newest: BTreeMap<Uuid, Grown> = BTreeMap::new();
        for staging in commands.iter().filter_map(staging_ref) {
            for event in &staging.events {
                let stream = event.stream.id();
                event.things.iter().for_each(|thing| self.lanes.learn(thing.thing_id, stream));
            }
            newest.extend(staging.grown.iter().map(|grown| (grown.head.stream_id, *grown)));
        }
        newest.into_values().for_each(|grown| self.wake.announce(grown));
        let changed = |command: &Command| command.changed.iter().any(|table| table == store::DELIVERIES);
        if commands.iter().any(changed) {
            self.wake.stir_deliveries();
        }
    }
}

/// Numbers and chains all entries, in the order of the commands.
fn place<'a>(commands: &'a mut [Command], heads: &mut BTreeMap<Uuid, Head>) -> Vec<Placed<'a>> {
    let mut placed: Vec<Placed<'a>> = Vec::new();
    for staging in commands.iter_mut().filter_map(staging) {
        let first = placed.len();
        for event in &staging.events {
            let stream = event.stream.id();
            let head = heads.entry(stream).or_insert_with(|| Head::new(stream));
            head.seq += 1;
            let link = chain::next(&head.chain, stream, head.seq, event.id, &event.payload_hash);
            head.chain = link.to_vec();
            placed.push(Placed { pending: event, seq: head.seq, command_end: head.seq, chain: link });
        }
        // Commands come one after the other, so a stream's head now is where this command ends in it.
        for entry in &mut placed[first..] {
            entry.command_end = heads.get(&entry.pending.stream.id()).map_or(entry.seq, |head| head.seq);
        }
        // A group that failed is placed again.
        staging.grown.clear();
        for event in &staging.events {
            if !staging.grown.iter().any(|grown| grown.stream == event.stream) {
                let head = heads.get(&event.stream.id()).map(Head::position);
                staging.grown.extend(head.map(|head| Grown { stream: event.stream, head }));
            }
        }
        staging.position = staging.stream.and_then(|stream| heads.get(&stream.id())).map(Head::position);
    }
    placed
}

/// I2: a change of people's data that nobody is told of is a bug, found where it is made.
fn refuse_silent_writes(commands: &[Command]) -> Result<(), Error> {
    for command in commands {
        let silent = staging_ref(command).is_none_or(|staging| staging.events.is_empty());
        let table = command
            .changed
            .iter()
            .find(|table| !store::INFRASTRUCTURE.contains(&table.as_ref()));
        if let (true, Some(table)) = (silent, table) {
            return Err(Error::sql(format!("a command changed `{table}` and emitted nothing")));
        }
    }
    Ok(())
}
