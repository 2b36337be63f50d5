//! One consumer's turn at one stream: what comes next is read, handled and passed, or noted as poison.

use std::sync::Arc;

use uuid::Uuid;

use super::poison::{self, Halt};
use super::process::is_passing;
use super::store::{self, Stands};
use super::{Consumer, Process};
use crate::base::{Error, Result};
use crate::event::{self, Cx, Entry, Lease, Meta};

/// Entries read at once.
const BATCH: i64 = 200;
/// Entries without any use that are passed before it is written down where the consumer stands.
const UNWRITTEN: i64 = 2_000;

/// How a turn ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Nothing more to read now.
    Done,
    /// There is more.
    More,
    /// Something failed and is tried again later, or stands still.
    Waits,
    /// The stream is of a kind that is not followed.
    Foreign,
}

/// Where a consumer stands: as it is written down, and how far it has looked since and found nothing of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub written: i64,
    pub seen: i64,
}

/// One turn. Cheap to make.
pub struct Turn {
    pub process: Process,
    pub consumer: Arc<dyn Consumer>,
    pub lease: Lease,
    pub stream: Uuid,
    pub place: Option<Place>,
}

/// What to handle at once: wanted entries of whole commands.
struct Piece {
    from: i64,
    to: i64,
    entries: Arc<Vec<Entry>>,
}

impl Turn {
    /// # Errors
    /// Those of the database; `stale_fence` when somebody else has taken over.
    pub async fn run(&mut self) -> Result<Ended> {
        let (name, stream) = (self.consumer.name(), self.stream);
        let stands = self.process.db.read(move |tx| store::stands(tx, name, stream)).await?;
        let Some(stands) = stands else {
            return Ok(Ended::Done);
        };
        if !self.consumer.follows().kinds().contains(&stands.kind.as_str()) {
            return Ok(Ended::Foreign);
        }
        let now = self.process.clock.now();
        if stands
            .halt
            .as_ref()
            .is_some_and(|halt| halt.halted_at.is_some() || halt.next_at > now)
        {
            return Ok(Ended::Waits);
        }
        // What was looked at since counts only if nobody wrote down another place.
        let seen = self
            .place
            .filter(|place| place.written == stands.cursor)
            .map_or(stands.cursor, |place| place.seen);
        let entries = self.read(seen).await?;
        let Some(last) = entries.last() else {
            self.place = Some(Place { written: stands.cursor, seen });
            return Ok(Ended::Done);
        };
        let to = last.seq;
        let more = if to < stands.head { Ended::More } else { Ended::Done };
        let wanted: Vec<Entry> = entries.iter().filter(|entry| self.consumer.wants(entry)).cloned().collect();
        if wanted.is_empty() && to - stands.cursor < UNWRITTEN && stands.halt.is_none() {
            self.place = Some(Place { written: stands.cursor, seen: to });
            return Ok(more);
        }
        let whole = Piece { from: stands.cursor, to, entries: Arc::new(wanted) };
        match self.write(&whole, &stands).await {
            Ok(()) => Ok(more),
            Err(error) if is_of_others(&error) => Err(error),
            Err(error) => self.one_by_one(&whole, &entries, &stands, error).await,
        }
    }

    /// What comes after a place, commands whole.
    async fn read(&self, after: i64) -> Result<Vec<Entry>> {
        let stream = self.stream;
        let mut limit = BATCH;
        loop {
            let mut entries = self
                .process
                .db
                .read(move |tx| event::entries_after(tx, stream, after, limit))
                .await?;
            let end = entries.iter().rposition(|entry| entry.seq == entry.command_end);
            match (end, entries.first()) {
                (Some(end), _) => {
                    entries.truncate(end + 1);
                    return Ok(entries);
                }
                (None, None) => return Ok(entries),
                // One command of more entries than are read at once.
                (None, Some(first)) => limit = first.command_end - after,
            }
        }
    }

    /// Handles a piece and moves the cursor past it.
    async fn write(&mut self, piece: &Piece, stands: &Stands) -> Result<()> {
        let (consumer, lease, stream) = (Arc::clone(&self.consumer), self.lease.clone(), self.stream);
        let (from, to, entries) = (piece.from, piece.to, Arc::clone(&piece.entries));
        let (now, failed) = (self.process.clock.now(), stands.halt.is_some());
        let writing = self.process.db.write(stream, move |tx| {
            let name = consumer.name();
            // First: whoever is late does not even begin.
            event::advance_cursor(tx, &lease, name, stream, (from, to), now)?;
            event::reached("consumer.cursor");
            if failed {
                store::drop_halt(tx, name, stream)?;
            }
            if !entries.is_empty() {
                let meta = Meta::system(now, format!("{name}/{stream}/{from}"));
                consumer.handle(&mut Cx::new(tx, &meta), &entries)?;
            }
            event::reached("consumer.effect");
            Ok::<_, Error>(())
        });
        writing.await?;
        event::reached("consumer.committed");
        self.place = Some(Place { written: to, seen: to });
        Ok(())
    }

    /// Finds the command that fails, with what is before it done.
    async fn one_by_one(
        &mut self,
        whole: &Piece,
        entries: &[Entry],
        stands: &Stands,
        error: Error,
    ) -> Result<Ended> {
        let mut from = whole.from;
        for command in entries.chunk_by(|a, b| a.command_end == b.command_end) {
            let Some(to) = command.last().map(|entry| entry.seq) else {
                continue;
            };
            let wanted: Vec<Entry> =
                command.iter().filter(|entry| self.consumer.wants(entry)).cloned().collect();
            if wanted.is_empty() {
                continue;
            }
            let first = command.first().map_or(to, |entry| entry.seq);
            let piece = Piece { from, to, entries: Arc::new(wanted) };
            match self.write(&piece, stands).await {
                Ok(()) => from = to,
                Err(error) if is_of_others(&error) => return Err(error),
                Err(error) => return self.note(first, stands.halt.clone(), &error).await,
            }
        }
        // Together they fail and one by one they do not: nothing to note, and all of it is done.
        tracing::warn!(consumer = self.consumer.name(), stream = %self.stream, %error, "handled one by one what failed together");
        Ok(Ended::More)
    }

    async fn note(&self, seq: i64, before: Option<Halt>, error: &Error) -> Result<Ended> {
        let halt = Halt {
            consumer: self.consumer.name().to_owned(),
            stream_id: self.stream,
            seq,
            attempts: 0,
            error: error.to_string().chars().take(500).collect(),
            next_at: self.process.clock.now(),
            halted_at: None,
        };
        let (now, lease) = (self.process.clock.now(), self.lease.clone());
        let noting = self.process.db.write(self.stream, move |tx| {
            event::hold(tx, &lease)?;
            poison::fail(tx, before.as_ref(), halt.clone(), now)
        });
        let halt = noting.await?.0;
        let (consumer, stream, error) = (&halt.consumer, halt.stream_id, &halt.error);
        if halt.halted_at.is_some() {
            tracing::error!(consumer, %stream, seq, error, "a consumer stands still; see `taskflow consumers`");
        } else {
            tracing::warn!(consumer, %stream, seq, error, attempts = halt.attempts, "a consumer failed and tries again");
        }
        Ok(Ended::Waits)
    }
}

/// Errors that say nothing about what was to be handled.
fn is_of_others(error: &Error) -> bool {
    is_passing(error) || matches!(error, Error::Conflict { code: "stale_fence", .. })
}
