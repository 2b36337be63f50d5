//! What was fetched beside the stream, and its merging into the copy.

use std::collections::HashSet;

use uuid::Uuid;

use super::fetches::UnderWay;
use super::hanging::Hangs;
use super::staging::Line;
use super::{Applied, BadSnapshot, FetchId, Replica, SnapshotRow};
use crate::{Thing, Token};

/// The answer to a fetch, or rows of the answer to a request of one's own.
#[derive(Debug, Default)]
pub struct Part {
    /// Where it begins to be read, and with which rights. Its rows may be newer.
    read: Option<(Token, Option<String>)>,
    rows: Vec<SnapshotRow>,
    whole: bool,
}

impl Part {
    /// Takes the next line of the answer to a fetch.
    ///
    /// # Errors
    /// `BadSnapshot`: it failed.
    pub fn line(&mut self, line: &str) -> Result<(), BadSnapshot> {
        match Line::read(line)? {
            Line::Begin { token, scope, .. } => self.read = Some((token, scope)),
            Line::Row(row) => self.rows.push(row),
            Line::End(said) => {
                let read = self.rows.len() as u64;
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

impl From<Vec<SnapshotRow>> for Part {
    fn from(rows: Vec<SnapshotRow>) -> Self {
        Self { read: None, rows, whole: true }
    }
}

impl Replica {
    /// Merges what a fetch, or a request of one's own, brought.
    pub fn fetched(&mut self, id: FetchId, part: Part) -> Applied {
        let Some(mut fetch) = self.fetches.end(id) else {
            return Applied::default();
        };
        let Part { read, mut rows, .. } = part;
        rows.sort_by_cached_key(|row| Hangs::of(&row.data).depth());
        let mut brought = HashSet::new();
        let mut changed = Vec::new();
        for row in rows {
            let thing = Thing { entity: row.entity, id: row.id };
            brought.insert(thing.clone());
            let newest_removed = fetch.removed.get(&thing).copied();
            let stale = newest_removed.is_some_and(|version| version >= row.version)
                || fetch.hidden.contains(&thing.entity);
            // Read before what it hangs on went away, unless that was read after it had come back.
            let fallen = Hangs::of(&row.data).things().any(|on| fetch.removed.contains_key(&on));
            if stale || fallen {
                fetch.removed.insert(thing, i64::MAX);
                continue;
            }
            fetch.removed.remove(&thing);
            if self.put(&thing, row.version, row.data) {
                changed.push(thing);
            }
        }
        // Read before it went away and came back: what hangs on it is missing.
        for task in fetch.asked.tasks.iter().map(|id| Thing::new("task", *id)) {
            if fetch.removed.contains_key(&task) && self.get("task", task.id).is_some() {
                self.fetches.need_task(&task);
            }
        }
        if let Some((token, scope)) = read {
            let same_rights = scope.as_deref() == self.scope();
            self.doubt(fetch, &brought, token.seq(), same_rights);
        }
        self.settle(&mut changed);
        Applied::changed(changed)
    }

    /// What was asked for, did not come and did not go away meanwhile: it may be there nevertheless.
    fn doubt(&mut self, fetch: UnderWay, brought: &HashSet<Thing>, seq: i64, same_rights: bool) {
        let UnderWay { asked, removed, hidden } = fetch;
        let lacks = |thing: &Thing| !brought.contains(thing) && !removed.contains_key(thing);
        for task in asked.tasks.into_iter().map(|id| Thing::new("task", id)).filter(lacks) {
            if self.get("task", task.id).is_some() {
                self.fetches.doubt(task, seq);
            }
        }
        // The rest is seen or not by one's rights alone: with those that the copy knows of it would have come.
        if same_rights {
            return;
        }
        for project in asked.projects.into_iter().map(|id| Thing::new("project", id)).filter(lacks) {
            self.fetches.doubt(project, seq);
        }
        for kind in asked.entities.into_iter().filter(|kind| !hidden.contains(kind)) {
            if !brought.iter().any(|thing| thing.entity == kind) {
                self.fetches.doubt(Thing { entity: kind, id: Uuid::nil() }, seq);
            }
        }
    }
}
