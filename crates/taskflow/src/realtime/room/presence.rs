//! Who is where in a workspace. A lossy lane of its own: nothing of it is kept, and only changes are told.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;

use tokio::time::Instant;
use uuid::Uuid;

use crate::realtime::access::Visibility;
use crate::realtime::ask::Spot;
use crate::realtime::feed::Place;
use crate::realtime::outbox::Line;
use crate::realtime::say::{Person, Say};

/// Changes are gathered for this long before they are told.
const GATHER: Duration = Duration::from_millis(250);
/// Who says nothing more has stopped typing.
const TYPING: Duration = Duration::from_secs(6);

/// See the module.
#[derive(Debug, Default)]
pub struct Presence {
    /// Where each connection is.
    here: HashMap<Uuid, Here>,
    /// What everybody has been told.
    told: BTreeMap<Uuid, Spot>,
    /// When changes are told next.
    tell: Option<Instant>,
}

#[derive(Debug)]
struct Here {
    user: Uuid,
    spot: Spot,
    since: Instant,
}

/// What is new since it was last told.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct News {
    pub people: BTreeMap<Uuid, Spot>,
    pub left: BTreeSet<Uuid>,
}

impl Presence {
    pub fn put(&mut self, connection: Uuid, user: Uuid, spot: Spot, now: Instant) {
        self.here.insert(connection, Here { user, spot, since: now });
        self.soon(now);
    }

    pub fn forget(&mut self, connection: Uuid, now: Instant) {
        if self.here.remove(&connection).is_some() {
            self.soon(now);
        }
    }

    fn soon(&mut self, now: Instant) {
        let then = now + GATHER;
        self.tell = Some(self.tell.map_or(then, |tell| tell.min(then)));
    }

    /// When [`Presence::news`] is to be asked next.
    pub fn due(&self) -> Option<Instant> {
        self.tell
    }

    /// What is to be told now; nothing when it is not yet time.
    pub fn news(&mut self, now: Instant) -> Option<News> {
        self.tell.filter(|tell| *tell <= now)?;
        let typing = |here: &Here| here.spot.typing && now < here.since + TYPING;
        let mut latest: BTreeMap<Uuid, &Here> = BTreeMap::new();
        for here in self.here.values() {
            let known = latest.entry(here.user).or_insert(here);
            if (typing(here), here.since) > (typing(known), known.since) {
                *known = here;
            }
        }
        let spots: BTreeMap<Uuid, Spot> = latest
            .into_iter()
            .map(|(user, here)| (user, Spot { typing: typing(here), ..here.spot }))
            .collect();
        let ends = self.here.values().filter(|here| typing(here)).map(|here| here.since + TYPING);
        self.tell = ends.min();
        let news = News {
            people: spots
                .iter()
                .filter(|(user, spot)| self.told.get(*user) != Some(*spot))
                .map(|(user, spot)| (*user, *spot))
                .collect(),
            left: self.told.keys().filter(|user| !spots.contains_key(*user)).copied().collect(),
        };
        self.told = spots;
        (news != News::default()).then_some(news)
    }

    /// Everybody who is here, for who comes.
    pub fn all(&self) -> Option<News> {
        let news = News { people: self.told.clone(), left: BTreeSet::new() };
        (news != News::default()).then_some(news)
    }
}

impl News {
    /// As somebody with these rights may know it: where they cannot look themselves they see nobody.
    pub fn line(&self, workspace: Uuid, rights: &Visibility) -> Line {
        let people = self.people.iter().map(|(user, spot)| {
            let seen = spot.project_id.filter(|project| rights.sees(*project));
            Person {
                user_id: *user,
                project_id: seen,
                task_id: spot.task_id.filter(|_| seen.is_some()),
                typing: spot.typing && seen.is_some(),
            }
        });
        let presence = Say::Presence {
            workspace: Place::Workspace(workspace),
            people: people.collect(),
            left: self.left.iter().copied().collect(),
        };
        Line::new(presence.bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: Uuid = Uuid::from_u128(1);

    fn spot(task: u128, typing: bool) -> Spot {
        Spot { project_id: None, task_id: Some(Uuid::from_u128(task)), typing }
    }

    fn connection(n: u128) -> Uuid {
        Uuid::from_u128(100 + n)
    }

    fn told(news: Option<News>) -> Vec<Spot> {
        news.into_iter().flat_map(|news| news.people.into_values()).collect()
    }

    #[test]
    fn changes_are_gathered_and_told_once() {
        let (mut presence, now) = (Presence::default(), Instant::now());
        presence.put(connection(1), ADA, spot(1, false), now);
        presence.put(connection(1), ADA, spot(2, false), now + GATHER / 2);
        assert_eq!(presence.news(now), None, "not yet");
        assert_eq!(told(presence.news(now + GATHER)), [spot(2, false)]);
        assert_eq!(presence.due(), None);
        presence.put(connection(1), ADA, spot(2, false), now + GATHER * 2);
        assert_eq!(presence.news(now + GATHER * 3), None, "nothing is new");
    }

    #[test]
    fn typing_ends_by_itself() {
        let (mut presence, now) = (Presence::default(), Instant::now());
        presence.put(connection(1), ADA, spot(1, true), now);
        assert_eq!(told(presence.news(now + GATHER)), [spot(1, true)]);
        assert_eq!(presence.due(), Some(now + TYPING));
        assert_eq!(told(presence.news(now + TYPING)), [spot(1, false)]);
        assert_eq!(presence.due(), None);
    }

    #[test]
    fn a_person_is_where_they_were_last() {
        let (mut presence, now) = (Presence::default(), Instant::now());
        presence.put(connection(1), ADA, spot(1, false), now);
        presence.put(connection(2), ADA, spot(2, false), now + GATHER / 2);
        assert_eq!(told(presence.news(now + GATHER)), [spot(2, false)]);
        presence.forget(connection(2), now + GATHER);
        assert_eq!(told(presence.news(now + GATHER * 2)), [spot(1, false)]);
        presence.forget(connection(1), now + GATHER * 2);
        let left = presence.news(now + GATHER * 3).unwrap().left;
        assert_eq!(left, BTreeSet::from([ADA]));
        assert_eq!(presence.all(), None);
    }
}
