//! What was fetched beside the stream, and its merging into the copy.

use std::collections::HashSet;

use uuid::Uuid;

use super::fetches::{Doubt, Removal, UnderWay};
use super::hanging::Hangs;
use super::staging::Line;
use super::{Applied, BadSnapshot, FetchId, Replica, SnapshotRow, stays};
use crate::{Thing, Token};

/// The answer to a fetch.
#[derive(Debug, Default)]
pub struct Part {
    /// Where it begins to be read, and with which rights. Its rows may be newer.
    read: Option<(Token, Option<String>)>,
    rows: Vec<SnapshotRow>,
    whole: bool,
}

impl Part {
    /// Takes the next line.
    ///
    /// # Errors
    /// `BadSnapshot`: the fetch failed.
    pub fn line(&mut self, line: &str) -> Result<(), BadSnapshot> {
        match Line::read(line)? {
            Line::Begin { token, scope, .. } => self.read = Some((token, scope)),
            Line::Row(row) => self.rows.push(row),
            Line::End(said) => {
                let read = self.rows.len() as u64;
                if self.read.is_none() {
                    return Err(BadSnapshot::NoBeginning);
                }
                if read != said {
                    return Err(BadSnapshot::CutOff { read, said });
                }
                self.whole = true;
            }
        }
        Ok(())
    }

    /// Its last line has come.
    pub fn is_whole(&self) -> bool {
        self.whole
    }
}

impl Replica {
    /// Merges what a fetch brought. Nothing is merged of one that is not whole.
    pub fn fetched(&mut self, id: FetchId, part: Part) -> Applied {
        let Part { read: Some((token, scope)), mut rows, whole: true } = part else {
            self.fetch_failed(id);
            return Applied::default();
        };
        let Some(mut fetch) = self.fetches.end(id) else {
            return Applied::default();
        };
        let seq = token.seq();
        // Read when that was so already.
        fetch.removed.retain(|_, removal| removal.seq > seq);
        rows.sort_by_cached_key(|row| Hangs::of(&row.data).depth());
        let (mut brought, mut torn) = (HashSet::new(), HashSet::new());
        let mut changed = Vec::new();
        for row in rows {
            let thing = Thing { entity: row.entity, id: row.id };
            let hangs = Hangs::of(&row.data);
            brought.insert(thing.clone());
            // It had gone by a later reading.
            if !self.holds(&thing) && hangs.things().any(|on| self.rows.is_whole_at(&on, seq + 1)) {
                continue;
            }
            // Read before what it hangs on went away, unless that was read after it had come back.
            let fallen = hangs.things().any(|on| fetch.removed.contains_key(&on));
            if fallen || fetch.is_stale(&thing, row.version) {
                fetch.removed.insert(thing, Removal::FOR_GOOD);
                torn.extend(hangs.things());
                continue;
            }
            fetch.removed.remove(&thing);
            if self.put(&thing, row.version, row.data, seq) {
                changed.push(thing);
            }
        }
        // Read before it went away and came back: what hangs on it is missing.
        for task in fetch.asked.tasks.iter().map(|id| Thing::new("task", *id)) {
            if fetch.removed.contains_key(&task) && self.holds(&task) {
                self.fetches.need_task(&task);
            }
        }
        for thing in brought.iter().filter(|thing| !fetch.removed.contains_key(*thing)) {
            for outdated in self.rows.outdated(thing, seq, &brought) {
                self.rows.remove(&outdated, i64::MAX, &mut changed);
            }
            if !torn.contains(thing) {
                self.rows.set_whole(thing, seq);
            }
        }
        self.doubt(fetch, &brought, seq, scope);
        self.settle(&mut changed);
        Applied::changed(changed)
    }

    /// Shows what a request of one's own was answered, before the stream tells it. `position` is the answer's
    /// `Sync-Position`, if it has one: when the copy is there, it was told, and what is not held has gone.
    pub fn answered(&mut self, id: FetchId, rows: Vec<SnapshotRow>, position: Option<i64>) -> Applied {
        let Some(request) = self.fetches.end(id) else {
            return Applied::default();
        };
        let mut changed = Vec::new();
        let told = position.is_some_and(|seq| seq <= self.seq());
        for row in rows.into_iter().filter(|_| !told) {
            let thing = Thing { entity: row.entity, id: row.id };
            let fallen = Hangs::of(&row.data).things().any(|on| request.removed.contains_key(&on));
            let gone = fallen || request.is_stale(&thing, row.version);
            if (self.holds(&thing) || !gone) && self.rows.show(&thing, row.version, row.data, self.seq()) {
                if self.rows.is_orphan(&thing) {
                    self.early.insert(thing.clone());
                }
                changed.push(thing);
            }
        }
        self.settle(&mut changed);
        Applied::changed(changed)
    }

    /// What was asked for and did not go away meanwhile may have come wrongly, or not, as it was read.
    fn doubt(&mut self, fetch: UnderWay, brought: &HashSet<Thing>, seq: i64, scope: Option<String>) {
        let UnderWay { asked, removed, hidden } = fetch;
        let tasks = asked.tasks.into_iter().map(|id| Thing::new("task", id));
        let projects = asked.projects.into_iter().map(|id| Thing::new("project", id));
        let kinds = asked.entities.into_iter().filter(|kind| !hidden.contains(kind));
        let kinds = kinds.map(|entity| Thing { entity, id: Uuid::nil() });
        let other_rights = scope.as_deref() != self.scope();
        let awaited = self.fetches.projects();
        for thing in tasks.chain(projects).chain(kinds).filter(|thing| !removed.contains_key(thing)) {
            let brought = brought.contains(&thing);
            let is_task = thing.is_a("task");
            if (other_rights || is_task && !brought) && (!is_task || stays(&self.rows, &thing, &awaited)) {
                self.fetches.doubt(thing, Doubt { seq, scope: scope.clone(), brought });
            }
        }
    }
}
