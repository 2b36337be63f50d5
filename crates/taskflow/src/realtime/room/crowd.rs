//! Who is in a room, and with which rights. People with equal rights share their frames.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use uuid::Uuid;

use super::presence::News;
use crate::base::Result;
use crate::realtime::access::{AccessModel, ScopeId, Visibility};
use crate::realtime::feed::{self, Group, Place, Scope};
use crate::realtime::outbox::{Line, Mark, Outbox, Seat};
use crate::realtime::resume::Reason;

/// See the module.
#[derive(Debug)]
pub struct Crowd {
    workspace: Uuid,
    people: HashMap<Uuid, Person>,
    /// Whose a connection is.
    owners: HashMap<Uuid, Uuid>,
}

#[derive(Debug)]
struct Person {
    rights: Arc<Visibility>,
    seats: HashMap<Uuid, (Seat, Arc<Outbox>)>,
}

impl Crowd {
    pub fn new(workspace: Uuid) -> Self {
        Self { workspace, people: HashMap::new(), owners: HashMap::new() }
    }

    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// The rights of somebody who is here.
    pub fn rights(&self, user: Uuid) -> Option<&Arc<Visibility>> {
        self.people.get(&user).map(|person| &person.rights)
    }

    pub fn seat(
        &mut self,
        user: Uuid,
        connection: Uuid,
        rights: Arc<Visibility>,
        seat: Seat,
        outbox: Arc<Outbox>,
    ) {
        let person = self.people.entry(user).or_insert_with(|| {
            let seats = HashMap::new();
            Person { rights, seats }
        });
        person.seats.insert(connection, (seat, outbox));
        self.owners.insert(connection, user);
    }

    pub fn leave(&mut self, connection: Uuid) {
        let Some(user) = self.owners.remove(&connection) else {
            return;
        };
        if let Some(person) = self.people.get_mut(&user) {
            person.seats.remove(&connection);
            if person.seats.is_empty() {
                self.people.remove(&user);
            }
        }
    }

    /// Sends a stretch of the log to everybody, as their rights are now.
    ///
    /// # Errors
    /// `Internal` when a frame cannot be written.
    pub fn send(&mut self, from: i64, groups: &[Group]) -> Result<()> {
        let mut built: HashMap<ScopeId, Vec<Line>> = HashMap::new();
        let mut full = Vec::new();
        for person in self.people.values() {
            let lines = match built.entry(person.rights.id()) {
                Entry::Occupied(lines) => lines.into_mut(),
                Entry::Vacant(place) => {
                    let frames =
                        feed::deltas(Place::Workspace(self.workspace), from, groups, Some(&person.rights))?;
                    place.insert(frames.into_iter().map(Line::from).collect())
                }
            };
            full.extend(person.push(lines));
        }
        full.into_iter().for_each(|connection| self.leave(connection));
        Ok(())
    }

    /// The stream began anew: everybody gets another copy, each after a while of its own, and comes back.
    pub fn restart(&mut self) {
        let reset = feed::reset(Place::Workspace(self.workspace), Reason::Epoch, self.seats());
        // Otherwise they are left to ask how to go on.
        if let Ok(reset) = reset {
            let line = Line::from(reset).marked(Mark::Parted);
            self.owners.clear();
            for person in std::mem::take(&mut self.people).into_values() {
                // Who cannot take it now asks later.
                person.push(std::slice::from_ref(&line));
            }
        }
    }

    /// Connections that are here.
    pub fn seats(&self) -> usize {
        self.owners.len()
    }

    /// Whose a connection that is here is.
    pub fn owner(&self, connection: Uuid) -> Option<Uuid> {
        self.owners.get(&connection).copied()
    }

    /// Sends to one connection. False when it is not here, or is behind and must come back.
    pub fn tell(&mut self, connection: Uuid, lines: &[Line]) -> bool {
        let Some(person) = self.owners.get(&connection).and_then(|user| self.people.get(user)) else {
            return false;
        };
        let told = person
            .seats
            .get(&connection)
            .is_some_and(|(seat, outbox)| outbox.push(*seat, lines));
        if !told {
            self.leave(connection);
        }
        told
    }

    /// Whether whose a connection is may see a project.
    pub fn sees(&self, connection: Uuid, project: Uuid) -> bool {
        let user = self.owners.get(&connection);
        user.and_then(|user| self.rights(*user))
            .is_some_and(|rights| rights.sees(project))
    }

    /// Tells everybody who is where, as far as they may know.
    pub fn announce(&mut self, news: &News) {
        let mut built: HashMap<ScopeId, Line> = HashMap::new();
        let mut full = Vec::new();
        for person in self.people.values() {
            let line = built
                .entry(person.rights.id())
                .or_insert_with(|| news.line(self.workspace, &person.rights));
            full.extend(person.push(std::slice::from_ref(line)));
        }
        full.into_iter().for_each(|connection| self.leave(connection));
    }

    /// Takes up the rights as they are after `seq`; whoever's changed is told so. A project that was `born` there need not
    /// be fetched: all there is of it follows.
    ///
    /// # Errors
    /// `Internal` when a frame cannot be written.
    pub fn judge(&mut self, access: &AccessModel, seq: i64, born: &HashSet<Uuid>) -> Result<()> {
        let place = Place::Workspace(self.workspace);
        let mut shared: HashMap<ScopeId, Arc<Visibility>> = HashMap::new();
        let mut built: HashMap<(ScopeId, ScopeId), Line> = HashMap::new();
        let mut done = Vec::new();
        for (user, person) in &mut self.people {
            let Some(rights) = access.visibility(*user) else {
                let gone = feed::scope(place, seq, &Scope::gone(self.workspace))?;
                person.push(&[Line::from(gone).marked(Mark::Gone)]);
                done.extend(person.seats.keys().copied());
                continue;
            };
            let (before, after) = (person.rights.id(), rights.id());
            if before == after {
                continue;
            }
            let rights = Arc::clone(shared.entry(after).or_insert_with(|| Arc::new(rights)));
            let line = match built.entry((before, after)) {
                Entry::Occupied(line) => line.into_mut(),
                Entry::Vacant(slot) => {
                    let mut scope = Scope::between(&person.rights, &rights);
                    scope.added.retain(|thing| !born.contains(&thing.id));
                    let frame = feed::scope(place, seq, &scope)?;
                    slot.insert(Line::from(frame).telling(after))
                }
            };
            done.extend(person.push(std::slice::from_ref(line)));
            person.rights = rights;
        }
        done.into_iter().for_each(|connection| self.leave(connection));
        Ok(())
    }
}

impl Person {
    /// Answers the connections that could not take it: they come back when they can.
    fn push(&self, lines: &[Line]) -> Vec<Uuid> {
        self.seats
            .iter()
            .filter(|(_, (seat, outbox))| !outbox.push(*seat, lines))
            .map(|(connection, _)| *connection)
            .collect()
    }
}

impl Drop for Crowd {
    /// However a room ends, nobody waits in vain: they ask for a new one.
    fn drop(&mut self) {
        for (seat, outbox) in self.people.values().flat_map(|person| person.seats.values()) {
            outbox.orphan(*seat);
        }
    }
}
