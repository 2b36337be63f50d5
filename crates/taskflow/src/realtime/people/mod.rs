//! One task for all persons' own streams. All of a person's stream is theirs to see.

mod read;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use uuid::Uuid;

use super::Token;
use super::ask::{Ask, Box, Join};
use super::backoff::Backoff;
use super::feed::{self, Place};
use super::hub::Realtime;
use super::outbox::{Line, Mark, Outbox, Seat};
use super::resume::Resume;
use super::say::Say;
use crate::base::Result;
use read::{Found, Wanted};

/// Persons whose streams are read in one go.
const TOGETHER: usize = 32;

struct People {
    hub: Realtime,
    persons: HashMap<Uuid, Person>,
    /// Whose a connection is.
    owners: HashMap<Uuid, Uuid>,
    /// Whose stream is to be looked at.
    due: HashSet<Uuid>,
    /// Asked, and not answered yet.
    waiting: HashMap<Uuid, Join>,
    backoff: Backoff,
}

#[derive(Default)]
struct Person {
    /// Where their connections stand.
    at: Option<Token>,
    seats: HashMap<Uuid, (Seat, Arc<Outbox>)>,
}

/// Feeds all persons until the process stops.
pub async fn run(hub: Realtime, mailbox: Arc<Box>) {
    let mut people = People {
        hub: hub.clone(),
        persons: HashMap::new(),
        owners: HashMap::new(),
        // After a breakdown any may have grown.
        due: hub.register().users().into_iter().collect(),
        waiting: HashMap::new(),
        backoff: Backoff::default(),
    };
    loop {
        people.gather(&mailbox);
        while !people.due.is_empty() && people.backoff.is_over() {
            people.turn().await;
            people.gather(&mailbox);
        }
        let again = people.backoff.until().filter(|_| !people.due.is_empty());
        tokio::select! {
            () = mailbox.wait() => {}
            () = super::wake(again) => {}
            () = hub.stopped() => return,
        }
    }
}

impl People {
    fn gather(&mut self, mailbox: &Box) {
        let post = mailbox.take();
        self.due.extend(post.grown.into_keys());
        for (connection, slot) in post.slots {
            self.leave(connection);
            if let Some(Ask::Join(join)) = slot.ask {
                self.due.insert(join.user);
                self.owners.insert(connection, join.user);
                self.waiting.insert(connection, join);
            }
        }
    }

    fn leave(&mut self, connection: Uuid) {
        self.waiting.remove(&connection);
        let Some(user) = self.owners.remove(&connection) else {
            return;
        };
        if let Some(person) = self.persons.get_mut(&user) {
            person.seats.remove(&connection);
            if person.seats.is_empty() {
                self.persons.remove(&user);
            }
        }
    }

    /// Looks at some of the streams that may have grown, and answers who waits for them.
    async fn turn(&mut self) {
        let users: Vec<Uuid> = self.due.iter().copied().take(TOGETHER).collect();
        let wanted = users.iter().map(|user| self.wanted(*user)).collect();
        let now = self.hub.app().clock.now();
        let found = self.hub.app().db.read(move |tx| read::all(tx, wanted, now)).await;
        let (found, ended) = match found {
            Ok(found) => found,
            Err(error) => {
                tracing::warn!(%error, "people's own streams cannot be read; it is tried again");
                self.backoff.start();
                return;
            }
        };
        self.backoff = Backoff::default();
        self.hub.register().end(&ended);
        for user in users {
            self.due.remove(&user);
        }
        for found in found {
            let user = found.user;
            if let Err(error) = self.serve(found) {
                tracing::error!(%error, %user, "an entry of a person's stream cannot be sent on");
                self.restart(user);
            }
        }
    }

    fn wanted(&self, user: Uuid) -> Wanted {
        let theirs = self.waiting.iter().filter(|(_, join)| join.user == user);
        Wanted {
            user,
            at: self.persons.get(&user).and_then(|person| person.at),
            joins: theirs.map(|(connection, join)| (*connection, join.token)).collect(),
        }
    }

    fn serve(&mut self, found: Found) -> Result<()> {
        let Some(now) = found.now else {
            self.restart(found.user);
            return Ok(());
        };
        if let Some(person) = self.persons.get_mut(&found.user) {
            let from = person.at.map_or(now.seq, |at| at.seq);
            let frames = feed::deltas(Place::Me, from, &found.groups, None)?;
            let lines: Vec<Line> = frames.into_iter().map(Line::from).collect();
            // Who cannot take it comes back when it can.
            person.seats.retain(|_, (seat, outbox)| outbox.push(*seat, &lines));
            person.at = Some(now);
        }
        for (connection, resume, missed) in found.joins {
            let Some(join) = self.waiting.remove(&connection) else {
                continue;
            };
            if !join.resumed {
                self.hub.stats().resumed(resume);
            }
            let follows = matches!(resume, Resume::Live | Resume::Replay);
            let lines = answer(&join, now, resume, &missed, self.owners.len())?;
            if join.outbox.fill(join.seat, &lines) && follows {
                let person = self.persons.entry(join.user).or_default();
                person.at = Some(now);
                person.seats.insert(connection, (join.seat, join.outbox));
            }
        }
        if self.persons.get(&found.user).is_some_and(|person| person.seats.is_empty()) {
            self.persons.remove(&found.user);
        }
        Ok(())
    }

    /// The stream is another one, or cannot be sent: its readers ask anew, and are told how to go on.
    fn restart(&mut self, user: Uuid) {
        if let Some(person) = self.persons.remove(&user) {
            person.seats.values().for_each(|(seat, outbox)| outbox.orphan(*seat));
        }
    }
}

impl Drop for People {
    /// However it ends, nobody waits in vain: they ask again.
    fn drop(&mut self) {
        let seats = self.persons.values().flat_map(|person| person.seats.values());
        seats.for_each(|(seat, outbox)| outbox.orphan(*seat));
        self.waiting.values().for_each(|join| join.outbox.orphan(join.seat));
    }
}

/// `readers`: how many follow a stream of theirs here. After a restore all of them start again.
fn answer(
    join: &Join,
    now: Token,
    resume: Resume,
    missed: &[feed::Group],
    readers: usize,
) -> Result<Vec<Line>> {
    let decided = |mark| Line::new(Say::resume(Place::Me, join.token, now.seq, resume).bytes()).marked(mark);
    if let Resume::Reset(reason) = resume {
        let reset = Line::from(feed::reset(Place::Me, reason, readers)?).marked(Mark::Parted);
        return Ok(vec![decided(Mark::None), reset]);
    }
    if !matches!(resume, Resume::Live | Resume::Replay) {
        return Ok(vec![decided(Mark::Parted)]);
    }
    let from = join.token.map_or(now.seq, |token| token.seq);
    let resumed = (!join.resumed).then(|| decided(Mark::Resumed));
    let missed = feed::deltas(Place::Me, from, missed, None)?.into_iter().map(Line::from);
    let live = (!join.live).then(|| feed::live(Place::Me, now, None)).transpose()?;
    let live = live.map(|live| Line::from(live).marked(Mark::Live));
    Ok(resumed.into_iter().chain(missed).chain(live).collect())
}
