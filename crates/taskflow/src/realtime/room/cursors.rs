//! Where people's cursors are in shared texts. As lossy as presence: clients say it again while it holds, and let go of
//! those that nobody says again.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use tokio::time::Instant;
use uuid::Uuid;

use super::elsewhere::Word;
use crate::realtime::feed::Place;
use crate::realtime::outbox::Line;
use crate::realtime::say::{self, Say};

/// Moves are gathered for this long before they are told.
const GATHER: Duration = Duration::from_millis(50);
/// Who said nothing for this long is not told of to who comes.
const FADE: Duration = Duration::from_secs(45);
/// Cursors of one text that are kept; more are not told.
const MOST: usize = 64;

/// See the module.
#[derive(Debug, Default)]
pub struct Cursors {
    /// Task → connection → where.
    here: HashMap<Uuid, BTreeMap<Uuid, Cursor>>,
    /// Those of them that moved since it was last told.
    moved: BTreeMap<Uuid, Vec<Uuid>>,
    tell: Option<Instant>,
}

#[derive(Clone, Debug)]
struct Cursor {
    user: Uuid,
    /// Nowhere: it is gone once that is told.
    at: Option<String>,
    since: Instant,
    /// One of our own connections.
    ours: bool,
}

/// What is to be told of one text.
#[derive(Debug)]
pub struct Moves {
    pub task: Uuid,
    cursors: Vec<(Uuid, Cursor)>,
}

impl Cursors {
    /// A cursor is there, or nowhere; `ours` when a connection to this server says it.
    pub fn put(
        &mut self,
        task: Uuid,
        connection: Uuid,
        user: Uuid,
        at: Option<String>,
        ours: bool,
        now: Instant,
    ) {
        let cursors = self.here.entry(task).or_default();
        if (cursors.len() >= MOST || at.is_none()) && !cursors.contains_key(&connection) {
            return;
        }
        cursors.insert(connection, Cursor { user, at, since: now, ours });
        let moved = self.moved.entry(task).or_default();
        if !moved.contains(&connection) {
            moved.push(connection);
        }
        self.tell.get_or_insert(now + GATHER);
    }

    /// A connection has no text open any more.
    pub fn forget(&mut self, task: Uuid, connection: Uuid, now: Instant) {
        let known = self.here.get(&task).and_then(|cursors| cursors.get(&connection));
        if let Some((user, ours)) = known.map(|cursor| (cursor.user, cursor.ours)) {
            self.put(task, connection, user, None, ours, now);
        }
    }

    /// When [`Cursors::moves`] is to be asked next.
    pub fn due(&self) -> Option<Instant> {
        self.tell
    }

    /// What moved; nothing when it is not yet time.
    pub fn moves(&mut self, now: Instant) -> Vec<Moves> {
        if self.tell.is_none_or(|tell| tell > now) {
            return Vec::new();
        }
        self.tell = None;
        let mut moves = Vec::new();
        for (task, moved) in std::mem::take(&mut self.moved) {
            let Some(here) = self.here.get_mut(&task) else {
                continue;
            };
            let cursors = moved.into_iter().filter_map(|id| Some((id, here.get(&id)?.clone()))).collect();
            here.retain(|_, cursor| cursor.at.is_some() && now < cursor.since + FADE);
            if here.is_empty() {
                self.here.remove(&task);
            }
            moves.push(Moves { task, cursors });
        }
        moves
    }

    /// Tells all of one text once more: somebody opened it.
    pub fn again(&mut self, task: Uuid, now: Instant) {
        let alive = |(connection, cursor): (&Uuid, &Cursor)| {
            (cursor.at.is_some() && now < cursor.since + FADE).then_some(*connection)
        };
        let all: Vec<Uuid> = self.here.get(&task).into_iter().flatten().filter_map(alive).collect();
        if !all.is_empty() {
            let moved = self.moved.entry(task).or_default();
            moved.extend(all);
            moved.sort_unstable();
            moved.dedup();
            self.tell.get_or_insert(now + GATHER);
        }
    }
}

impl Moves {
    /// Of our own connections only these may say where they are; that one is gone may be said of any. Tells whether anything
    /// is left to be told.
    pub fn keep_of(&mut self, readers: &[Uuid]) -> bool {
        self.cursors.retain(|(connection, cursor)| {
            !cursor.ours || cursor.at.is_none() || readers.contains(connection)
        });
        !self.cursors.is_empty()
    }

    pub fn line(&self, workspace: Uuid) -> Line {
        let cursors = self.cursors.iter().map(|(connection, cursor)| say::Cursor {
            connection_id: *connection,
            user_id: cursor.user,
            at: cursor.at.as_deref(),
        });
        let say = Say::Cursor {
            workspace: Place::Workspace(workspace),
            task_id: self.task,
            cursors: cursors.collect(),
        };
        Line::new(say.bytes())
    }

    /// What other servers are told: where ours are.
    pub fn words(&self, server: Uuid) -> Vec<Word> {
        let ours: Vec<_> = self
            .cursors
            .iter()
            .filter(|(_, cursor)| cursor.ours)
            .map(|(connection, cursor)| (self.task, *connection, cursor.user, cursor.at.clone()))
            .collect();
        Word::of_cursors(server, &ours)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::realtime::hint::Hints;

    const TASK: Uuid = Uuid::from_u128(1);
    const ADA: Uuid = Uuid::from_u128(2);

    fn at(moves: &[Moves]) -> Vec<(Uuid, Option<String>)> {
        let cursors = moves.iter().flat_map(|moves| &moves.cursors);
        cursors.map(|(connection, cursor)| (*connection, cursor.at.clone())).collect()
    }

    #[test]
    fn moves_are_gathered_told_once_and_end() {
        let (mut cursors, now, one) = (Cursors::default(), Instant::now(), Uuid::from_u128(7));
        cursors.put(TASK, one, ADA, Some("1".into()), true, now);
        cursors.put(TASK, one, ADA, Some("2".into()), true, now);
        assert!(cursors.moves(now).is_empty());
        assert_eq!(at(&cursors.moves(now + GATHER)), [(one, Some("2".into()))]);
        assert!(cursors.moves(now + GATHER * 2).is_empty());
        cursors.again(TASK, now + FADE);
        assert_eq!(cursors.due(), None, "nobody said it again");
        cursors.again(TASK, now);
        assert_eq!(at(&cursors.moves(now + GATHER)), [(one, Some("2".into()))]);
        cursors.forget(TASK, one, now);
        assert_eq!(at(&cursors.moves(now + GATHER)), [(one, None)]);
        assert!(cursors.here.is_empty());
    }

    #[test]
    fn every_word_fits_into_a_hint() {
        let (mut cursors, now) = (Cursors::default(), Instant::now());
        for n in 0..100 {
            cursors.put(TASK, Uuid::from_u128(n << 100), ADA, Some("x".repeat(300)), n % 2 == 0, now);
        }
        let moves = cursors.moves(now + GATHER);
        assert_eq!(at(&moves).len(), MOST);
        let words: Vec<Word> = moves.iter().flat_map(|moves| moves.words(ADA)).collect();
        assert_eq!(words.iter().map(|word| word.cursors.len()).sum::<usize>(), MOST / 2);
        for word in words {
            assert!(word.bytes().len() <= Hints::PRESENCE_BYTES, "{}", word.bytes().len());
            assert_eq!(Word::read(&word.bytes()), Some(word));
        }
    }
}
