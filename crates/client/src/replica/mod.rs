//! The copy of one stream. Frames and snapshots go in; what is to be done comes out.

mod deltas;
mod fetches;
mod hanging;
mod outcome;
mod part;
mod rows;
mod scope;
mod staging;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;
use uuid::Uuid;

pub use fetches::{Fetch, FetchId};
pub use outcome::{Applied, Outcome};
pub use part::Part;
pub use rows::Row;
pub use staging::{BadSnapshot, Progress, SnapshotRow};

use fetches::{Fetches, Removal};
use hanging::Hangs;
use rows::Rows;
use staging::{Line, Staging};

use crate::{BadFrame, Delta, Frame, Mode, Reset, Stream, Thing, Token};

/// What one person sees of one stream, by the "Rules for clients" of docs/SYNC.md.
#[derive(Debug)]
pub struct Replica {
    stream: Stream,
    holds_rows: bool,
    token: Option<Token>,
    scope: Option<String>,
    rows: Rows,
    staging: Option<Staging>,
    fetches: Fetches,
    /// Deltas that came before what is missing, by their `from`.
    kept: BTreeMap<i64, Delta>,
    gap: bool,
    /// Rows that came before what they hang on.
    early: BTreeSet<Thing>,
}

impl Replica {
    /// An empty copy: it wants a snapshot.
    pub fn new(stream: Stream) -> Self {
        Self {
            stream,
            holds_rows: true,
            token: None,
            scope: None,
            rows: Rows::new(stream),
            staging: None,
            fetches: Fetches::default(),
            kept: BTreeMap::new(),
            gap: false,
            early: BTreeSet::new(),
        }
    }

    /// Follows the position alone, for those who measure: rows are passed over and nothing is fetched.
    pub fn without_rows(stream: Stream) -> Self {
        Self { holds_rows: false, ..Self::new(stream) }
    }

    pub fn stream(&self) -> Stream {
        self.stream
    }

    pub fn holds_rows(&self) -> bool {
        self.holds_rows
    }

    /// It stands somewhere, and nothing of it is still to be fetched.
    pub fn is_complete(&self) -> bool {
        self.token.is_some() && self.fetches.is_idle()
    }

    /// Where it stands; `None` before its first snapshot and after a reset.
    pub fn token(&self) -> Option<&Token> {
        self.token.as_ref()
    }

    /// The last entry it has; -1 when it has no copy.
    pub fn seq(&self) -> i64 {
        self.token.as_ref().map_or(-1, Token::seq)
    }

    /// The rights it was told of last.
    pub fn scope(&self) -> Option<&str> {
        self.scope.as_deref()
    }

    pub fn get(&self, entity: &str, id: Uuid) -> Option<&Row> {
        self.rows.get(entity, id)
    }

    /// Every row by kind and id, in order.
    pub fn rows(&self) -> impl Iterator<Item = (&str, Uuid, &Row)> {
        self.rows.iter()
    }

    /// Takes the next line of a snapshot; the first line begins it anew. At the last one the copy is exchanged.
    ///
    /// # Errors
    /// `BadSnapshot`: ask for another one; the copy is as it was.
    pub fn snapshot_line(&mut self, line: &str) -> Result<Progress, BadSnapshot> {
        match Line::read(line)? {
            Line::Begin { of, token, scope } => {
                if of.is_some_and(|stream| stream != self.stream) {
                    return Err(BadSnapshot::OtherStream);
                }
                self.staging = Some(Staging::new(self.stream, token, scope));
            }
            Line::Row(row) => {
                let staging = self.staging.as_mut().ok_or(BadSnapshot::NoBeginning)?;
                if self.holds_rows { staging.row(row) } else { staging.skip() }
            }
            Line::End(rows) => {
                let staged = self.staging.take().ok_or(BadSnapshot::NoBeginning)?.end(rows)?;
                self.forget();
                self.token = Some(staged.token);
                self.scope = staged.scope;
                self.rows = staged.rows;
                self.early = staged.things.into_iter().collect();
                self.settle(&mut Vec::new());
                return Ok(Progress::Done);
            }
        }
        Ok(Progress::More)
    }

    /// Reads a frame's text and applies it.
    ///
    /// # Errors
    /// `BadFrame` when it is none.
    pub fn read(&mut self, text: &str) -> Result<Outcome, BadFrame> {
        Frame::read(text).map(|frame| self.apply(frame))
    }

    /// Applies a frame. Ask [`Self::next_fetch`] afterwards.
    pub fn apply(&mut self, frame: Frame) -> Outcome {
        if let Frame::Ping(ping) = &frame {
            return match ping.positions.get(&self.stream) {
                Some(token) => self.advance(token, Outcome::Dropped),
                None => Outcome::Ignored,
            };
        }
        if frame.stream() != Some(self.stream) {
            return Outcome::Ignored;
        }
        match frame {
            Frame::Resume(resume) => match resume.mode {
                Mode::Live | Mode::Replay => {
                    // What was missing comes now, or was never missing.
                    self.gap = false;
                    Outcome::Dropped
                }
                Mode::Http => Outcome::ReadLog,
                Mode::Reset if resume.reason.as_deref() == Some("gone") => {
                    self.reset(Reset::at_once(self.stream, resume.reason))
                }
                Mode::Reset => {
                    // `reset` follows, and says how long to wait.
                    self.forget();
                    Outcome::Dropped
                }
            },
            Frame::Delta(delta) => self.delta(delta),
            Frame::Live(live) => {
                if !self.gap && live.scope.is_some() {
                    self.scope = live.scope;
                }
                self.advance(&live.token, Outcome::Live)
            }
            Frame::More(more) => self.advance(&more.token, Outcome::ReadLog),
            Frame::Scope(scope) => self.rescope(scope),
            Frame::Reset(reset) => self.reset(reset),
            _ => Outcome::Ignored,
        }
    }

    /// The server says that everything up to `token` has been sent.
    fn advance(&mut self, token: &Token, then: Outcome) -> Outcome {
        match &self.token {
            None => return Outcome::Ignored,
            Some(own) if self.gap || own.epoch() != token.epoch() => return Outcome::Gap,
            Some(own) if own.seq() >= token.seq() => {}
            Some(_) => {
                self.token = Some(token.clone());
                self.settle_doubts();
            }
        }
        then
    }

    fn reset(&mut self, reset: Reset) -> Outcome {
        self.forget();
        Outcome::Reset(reset)
    }

    /// Drops everything.
    fn forget(&mut self) {
        self.token = None;
        self.scope = None;
        self.rows = Rows::new(self.stream);
        self.staging = None;
        self.fetches.clear();
        self.kept.clear();
        self.gap = false;
        self.early.clear();
    }

    /// The next part to ask a snapshot for, if any. End it with [`Self::fetched`] or [`Self::fetch_failed`].
    pub fn next_fetch(&mut self) -> Option<Fetch> {
        self.fetches.next()
    }

    /// Call it before a request of one's own whose answer has rows: such an answer may come late as a fetch may. Hand
    /// the rows to [`Self::answered`].
    pub fn begin_request(&mut self) -> FetchId {
        self.fetches.begin(Vec::new(), Vec::new(), Vec::new()).id
    }

    /// The fetch, or the request, brought nothing. What is still wanted of it is given out again.
    pub fn fetch_failed(&mut self, id: FetchId) {
        let rows = &self.rows;
        self.fetches.failed(id, |thing| rows.holds(thing));
        self.settle(&mut Vec::new());
    }

    /// Drops a row unless it is newer than the removal, with all that hangs on it, and tells the fetches under way.
    fn drop_row(&mut self, thing: &Thing, removal: Removal, changed: &mut Vec<Thing>) {
        self.fetches.removed(thing, removal);
        let first = changed.len();
        self.rows.remove(thing, removal.version, changed);
        // A task that fell with its project may be on its way, as it was in another one.
        let fallen = changed[first..].iter().filter(|gone| gone.is_a("task") && *gone != thing);
        fallen.for_each(|task| self.fetches.removed(task, Removal { version: i64::MAX, ..removal }));
    }

    /// What is held although it went away at the entry `seq` came back, and was read later: what hung on it went, and
    /// what hangs on it now is fetched, unless that was read with it.
    fn came_back(&mut self, thing: &Thing, seq: i64, changed: &mut Vec<Thing>) {
        if Hangs::carries(thing) && self.holds(thing) && !self.rows.is_whole_at(thing, seq) {
            self.rows.strip(thing, changed);
            self.fetches.need(thing);
        }
    }

    /// What hangs on a task must be fetched that was there before and is not held. Nor is all of it known of one that is
    /// held without its project, leaves a project that is still to be fetched, or comes into one that was gained since
    /// the task was read: it may have been there at the time, out of sight.
    fn need_what_hangs(&mut self, task: &Thing, version: i64, data: &RawValue) {
        if version == 1 || !task.is_a("task") {
            return;
        }
        let before = self.rows.project_of(task).map(|id| Thing::new("project", id));
        let after = Hangs::of(data).project.map(|id| Thing::new("project", id));
        let unknown = !self.rows.is_tied(task)
            || before != after
                && (before.is_some_and(|left| self.fetches.projects().contains(&left.id))
                    || after.is_some_and(|entered| self.rows.was_read_before(task, &entered)));
        if unknown {
            self.fetches.need_task(task);
        }
    }

    /// `as_of`: an entry at which it was so.
    fn put(&mut self, thing: &Thing, version: i64, data: Box<RawValue>, as_of: i64) -> bool {
        let put = self.rows.put(thing, version, data, as_of);
        if self.rows.is_orphan(thing) {
            self.early.insert(thing.clone());
        }
        put
    }

    fn settle_doubts(&mut self) {
        let (seq, rows, awaited) = (self.seq(), &self.rows, self.fetches.projects());
        self.fetches
            .settle_doubts(seq, self.scope.as_deref(), |task| stays(rows, task, &awaited));
    }

    fn holds(&self, thing: &Thing) -> bool {
        self.rows.holds(thing)
    }

    /// Drops rows whose task or project is not held and will not come.
    fn settle(&mut self, changed: &mut Vec<Thing>) {
        self.settle_doubts();
        if self.fetches.is_idle() {
            for thing in std::mem::take(&mut self.early) {
                if self.rows.is_orphan(&thing) {
                    self.rows.remove(&thing, i64::MAX, changed);
                }
            }
        }
    }
}

/// Whether a task is held, and its project is, too, or is still to be fetched.
fn stays(rows: &Rows, task: &Thing, awaited: &[Uuid]) -> bool {
    rows.is_tied(task) || rows.project_of(task).is_some_and(|project| awaited.contains(&project))
}
