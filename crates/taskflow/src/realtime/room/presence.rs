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
    /// Where each connection is, and each person on another server.
    here: HashMap<Source, Here>,
    /// What everybody has been told.
    told: BTreeMap<Uuid, Spot>,
    /// Of that, who is connected to this server.
    ours: BTreeMap<Uuid, Spot>,
    /// When changes are told next.
    tell: Option<Instant>,
}

/// Who says where a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// One of our connections.
    Connection(Uuid),
    /// Another server says it of a person.
    Server { server: Uuid, user: Uuid },
}

#[derive(Debug)]
struct Here {
    user: Uuid,
    spot: Spot,
    since: Instant,
    /// When nobody believes it any more: another server that is still there says it again before.
    until: Option<Instant>,
}

impl Here {
    /// Of a person elsewhere the other server says when it ends.
    fn is_typing(&self, now: Instant) -> bool {
        self.spot.typing && (self.until.is_some() || now < self.since + TYPING)
    }

    /// When it becomes something else by itself.
    fn turns(&self, now: Instant) -> Option<Instant> {
        self.until.or_else(|| self.is_typing(now).then_some(self.since + TYPING))
    }
}

/// What is new since it was last told.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct News {
    pub people: BTreeMap<Uuid, Spot>,
    pub left: BTreeSet<Uuid>,
}

impl Presence {
    /// A person is there, as one of our connections says.
    pub fn put(&mut self, connection: Uuid, user: Uuid, spot: Spot, now: Instant) {
        let here = Here { user, spot, since: now, until: None };
        self.here.insert(Source::Connection(connection), here);
        self.soon(now);
    }

    /// A person is there, as another server says; to be believed until then.
    pub fn hear(&mut self, server: Uuid, user: Uuid, spot: Spot, now: Instant, until: Instant) {
        let source = Source::Server { server, user };
        if let Some(known) = self.here.get_mut(&source).filter(|known| known.spot == spot) {
            known.until = Some(until);
            return;
        }
        let here = Here { user, spot, since: now, until: Some(until) };
        self.here.insert(source, here);
        self.soon(now);
    }

    pub fn forget(&mut self, source: Source, now: Instant) {
        if self.here.remove(&source).is_some() {
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

    pub fn is_due(&self, now: Instant) -> bool {
        self.tell.is_some_and(|tell| tell <= now)
    }

    /// What is to be told now; nothing when it is not yet time.
    pub fn news(&mut self, now: Instant) -> Option<News> {
        self.tell.filter(|tell| *tell <= now)?;
        self.here.retain(|_, here| here.until.is_none_or(|until| until > now));
        let spots = latest(self.here.values(), now);
        let local = |(source, here)| matches!(source, &Source::Connection(_)).then_some(here);
        self.ours = latest(self.here.iter().filter_map(local), now);
        self.tell = self.here.values().filter_map(|here| here.turns(now)).min();
        let news = News::between(&self.told, &spots);
        self.told = spots;
        (news != News::default()).then_some(news)
    }

    /// Who is connected to this server, as last told.
    pub fn ours(&self) -> &BTreeMap<Uuid, Spot> {
        &self.ours
    }

    /// Everybody who is here, for who comes.
    pub fn all(&self) -> Option<News> {
        let news = News { people: self.told.clone(), left: BTreeSet::new() };
        (news != News::default()).then_some(news)
    }
}

/// Where each person is: where they type, else where they do something, else where they came last.
fn latest<'a>(all: impl Iterator<Item = &'a Here>, now: Instant) -> BTreeMap<Uuid, Spot> {
    let mut latest: BTreeMap<Uuid, &Here> = BTreeMap::new();
    for here in all {
        let known = latest.entry(here.user).or_insert(here);
        let rank = |here: &Here| (here.is_typing(now), !here.spot.idle, here.since);
        if rank(here) > rank(known) {
            *known = here;
        }
    }
    latest
        .into_iter()
        .map(|(user, here)| (user, Spot { typing: here.is_typing(now), ..here.spot }))
        .collect()
}

impl News {
    /// What became different.
    pub fn between(before: &BTreeMap<Uuid, Spot>, after: &BTreeMap<Uuid, Spot>) -> Self {
        let is_new = |(user, spot): &(&Uuid, &Spot)| before.get(*user) != Some(*spot);
        Self {
            people: after.iter().filter(is_new).map(|(user, spot)| (*user, *spot)).collect(),
            left: before.keys().filter(|user| !after.contains_key(*user)).copied().collect(),
        }
    }

    /// As somebody with these rights may know it: where they cannot look themselves they see nobody.
    pub fn line(&self, workspace: Uuid, rights: &Visibility) -> Line {
        let people = self.people.iter().map(|(user, spot)| {
            let seen = spot.project_id.filter(|project| rights.sees(*project));
            Person {
                user_id: *user,
                project_id: seen,
                task_id: spot.task_id.filter(|_| seen.is_some()),
                typing: spot.typing && seen.is_some(),
                idle: spot.idle && seen.is_some(),
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
        Spot { task_id: Some(Uuid::from_u128(task)), typing, ..Spot::default() }
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
        presence.forget(Source::Connection(connection(2)), now + GATHER);
        assert_eq!(told(presence.news(now + GATHER * 2)), [spot(1, false)]);
        presence.forget(Source::Connection(connection(1)), now + GATHER * 2);
        let left = presence.news(now + GATHER * 3).unwrap().left;
        assert_eq!(left, BTreeSet::from([ADA]));
        assert_eq!(presence.all(), None);
    }

    #[test]
    fn who_does_something_in_one_window_is_there_whatever_another_says() {
        let (mut presence, now) = (Presence::default(), Instant::now());
        presence.put(connection(1), ADA, spot(1, false), now);
        presence.put(connection(2), ADA, Spot { idle: true, ..spot(2, false) }, now + GATHER / 2);
        assert_eq!(told(presence.news(now + GATHER)), [spot(1, false)]);
        presence.put(connection(1), ADA, Spot { idle: true, ..spot(1, false) }, now + GATHER);
        assert_eq!(told(presence.news(now + GATHER * 2)), [Spot { idle: true, ..spot(1, false) }]);
    }

    #[test]
    fn who_is_elsewhere_fades_unless_it_is_said_again() {
        let (mut presence, now) = (Presence::default(), Instant::now());
        let (server, minute) = (Uuid::from_u128(9), Duration::from_secs(60));
        presence.hear(server, ADA, spot(1, true), now, now + minute);
        assert_eq!(told(presence.news(now + GATHER)), [spot(1, true)]);
        assert!(presence.ours().is_empty(), "others are not told of their own people");
        presence.hear(server, ADA, spot(1, true), now + minute / 2, now + minute * 2);
        assert_eq!(presence.news(now + minute), None, "it was said again");
        assert_eq!(presence.due(), Some(now + minute * 2));
        assert_eq!(presence.news(now + minute * 2).unwrap().left, BTreeSet::from([ADA]));
        assert_eq!(presence.due(), None);
    }

    #[test]
    fn who_leaves_one_server_is_still_on_the_other() {
        let (mut presence, now) = (Presence::default(), Instant::now());
        let server = Uuid::from_u128(9);
        presence.put(connection(1), ADA, spot(1, false), now);
        presence.hear(server, ADA, spot(2, false), now + GATHER / 2, now + TYPING);
        assert_eq!(told(presence.news(now + GATHER)), [spot(2, false)]);
        assert_eq!(presence.ours().get(&ADA), Some(&spot(1, false)));
        presence.forget(Source::Server { server, user: ADA }, now + GATHER);
        assert_eq!(told(presence.news(now + GATHER * 2)), [spot(1, false)]);
    }
}
