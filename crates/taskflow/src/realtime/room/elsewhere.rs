//! Presence between servers. Lossy, as presence is: each server says again what it has, and what nobody says any more fades.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use uuid::Uuid;

use super::presence::News;
use crate::realtime::ask::Spot;

/// A server says again whom it has this often …
const REPEAT: Duration = Duration::from_secs(20);
/// … and who was not spoken of for this long is gone: one word may be lost.
pub const FADE: Duration = Duration::from_secs(50);
/// People in one word, so that it fits into a hint.
const TOGETHER: usize = 22;
/// Cursors in one word, each of up to 300 bytes with its ids.
const CURSORS_TOGETHER: usize = 6;

/// What one server tells the others of a workspace.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Word {
    /// Who says it: a server, for as long as it runs.
    pub server: Uuid,
    /// It knows nobody of the others yet: may they say whom they have.
    #[serde(default)]
    pub asks: bool,
    /// Person, project, task, typing.
    #[serde(default)]
    people: Vec<(Uuid, Option<Uuid>, Option<Uuid>, bool)>,
    /// Those of them who have done nothing for a while.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    idle: Vec<Uuid>,
    #[serde(default)]
    pub left: Vec<Uuid>,
    /// Task, connection, person, place in the task's shared text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cursors: Vec<(Uuid, Uuid, Uuid, Option<String>)>,
}

impl Word {
    /// What a server says that knows nobody.
    pub fn question(server: Uuid) -> Self {
        Self {
            server,
            asks: true,
            people: Vec::new(),
            idle: Vec::new(),
            left: Vec::new(),
            cursors: Vec::new(),
        }
    }

    /// As many as are needed.
    fn all(server: Uuid, news: &News) -> Vec<Self> {
        let blank = || Self { asks: false, ..Self::question(server) };
        let people: Vec<_> = news
            .people
            .iter()
            .map(|(user, spot)| (*user, spot.project_id, spot.task_id, spot.typing))
            .collect();
        let left: Vec<Uuid> = news.left.iter().copied().collect();
        let is_idle = |user: &Uuid| news.people.get(user).is_some_and(|spot| spot.idle);
        let people = people.chunks(TOGETHER).map(|some| Self {
            people: some.to_vec(),
            idle: some.iter().map(|person| person.0).filter(is_idle).collect(),
            ..blank()
        });
        let left = left.chunks(TOGETHER).map(|some| Self { left: some.to_vec(), ..blank() });
        people.chain(left).collect()
    }

    /// Where cursors are, in as many as are needed.
    pub fn of_cursors(server: Uuid, cursors: &[(Uuid, Uuid, Uuid, Option<String>)]) -> Vec<Self> {
        let blank = || Self { asks: false, ..Self::question(server) };
        cursors
            .chunks(CURSORS_TOGETHER)
            .map(|some| Self { cursors: some.to_vec(), ..blank() })
            .collect()
    }

    pub fn bytes(&self) -> Bytes {
        // Ids and flags are always JSON.
        serde_json::to_vec(self).unwrap_or_default().into()
    }

    /// `None` for what no server of ours says.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// Who is where.
    pub fn people(&self) -> impl Iterator<Item = (Uuid, Spot)> {
        self.people.iter().map(|(user, project_id, task_id, typing)| {
            let idle = self.idle.contains(user);
            (*user, Spot { project_id: *project_id, task_id: *task_id, typing: *typing, idle })
        })
    }
}

/// What the other servers were told of ours.
#[derive(Debug, Default)]
pub struct Elsewhere {
    told: BTreeMap<Uuid, Spot>,
    /// When all of it is said again.
    again: Option<Instant>,
}

impl Elsewhere {
    /// When [`Elsewhere::words`] is to be asked at the latest.
    pub fn due(&self) -> Option<Instant> {
        self.again
    }

    /// Somebody asked: all is said again now.
    pub fn asked(&mut self, now: Instant) {
        if !self.told.is_empty() {
            self.again = Some(now);
        }
    }

    /// What is to be told now that these are here: what is new, or all when it is time.
    pub fn words(&mut self, server: Uuid, ours: &BTreeMap<Uuid, Spot>, now: Instant) -> Vec<Word> {
        let mut news = News::between(&self.told, ours);
        if self.again.is_some_and(|again| again <= now) {
            news.people.clone_from(ours);
            self.again = None;
        }
        self.told.clone_from(ours);
        if ours.is_empty() {
            self.again = None;
        } else {
            self.again.get_or_insert(now + REPEAT);
        }
        Word::all(server, &news)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::realtime::hint::Hints;

    const SERVER: Uuid = Uuid::from_u128(9);

    fn people(count: u128) -> BTreeMap<Uuid, Spot> {
        let id = |n: u128| Uuid::from_u128(n << 90);
        let spot = |n| Spot {
            project_id: Some(id(n)),
            task_id: Some(id(n + 1)),
            idle: true,
            typing: false,
        };
        (1..=count).map(|n| (id(n), spot(n))).collect()
    }

    #[test]
    fn every_word_fits_into_a_hint_and_is_read_as_it_was_said() {
        let mut elsewhere = Elsewhere::default();
        let (all, now) = (people(100), Instant::now());
        let mut words = elsewhere.words(SERVER, &all, now);
        let heard: BTreeMap<Uuid, Spot> = words.iter().flat_map(Word::people).collect();
        assert_eq!(heard, all);
        words.extend(elsewhere.words(SERVER, &BTreeMap::new(), now));
        let left: Vec<Uuid> = words.iter().flat_map(|word| word.left.clone()).collect();
        assert_eq!(left, all.into_keys().collect::<Vec<_>>());
        for word in words {
            assert!(word.bytes().len() <= Hints::PRESENCE_BYTES, "{}", word.bytes().len());
            assert_eq!(Word::read(&word.bytes()), Some(word));
        }
        assert_eq!(Word::read(b"whatever"), None);
    }

    #[test]
    fn news_are_told_once_and_all_is_said_again() {
        let (mut elsewhere, one, now) = (Elsewhere::default(), people(1), Instant::now());
        assert_eq!(elsewhere.words(SERVER, &one, now).len(), 1);
        assert_eq!(elsewhere.words(SERVER, &one, now + REPEAT / 2), []);
        assert_eq!(elsewhere.due(), Some(now + REPEAT));
        assert_eq!(elsewhere.words(SERVER, &one, now + REPEAT).len(), 1);
        assert_eq!(elsewhere.due(), Some(now + REPEAT * 2));
        elsewhere.asked(now + REPEAT);
        assert_eq!(elsewhere.words(SERVER, &one, now + REPEAT).len(), 1);
        elsewhere.words(SERVER, &BTreeMap::new(), now + REPEAT);
        assert_eq!(elsewhere.due(), None, "nobody is here");
    }
}
