//! The rows of a copy, and what hangs on what.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use serde_json::value::RawValue;
use uuid::Uuid;

use super::hanging::Hangs;
use crate::{Stream, Thing};

/// One thing at one version.
#[derive(Debug)]
pub struct Row {
    pub version: i64,
    /// As REST answers it.
    pub data: Box<RawValue>,
    /// The version that the stream told; 0 when it did not yet. An answer to a request of one's own may be ahead of it,
    /// and moves nothing: what comes and goes with it is told later.
    told: i64,
    /// As the stream told it, if it did.
    hangs: Hangs,
    /// An entry at which that was so, the last that is known.
    as_of: i64,
    /// The entry at which all that hung on it was read.
    whole_as_of: Option<i64>,
}

#[derive(Debug, Default)]
pub(super) struct Rows {
    kinds: BTreeMap<Arc<str>, BTreeMap<Uuid, Row>>,
    /// By what they hang on; also when that is not held.
    hanging: HashMap<Uuid, BTreeSet<Thing>>,
    /// In a person's own stream nothing hangs on anything.
    loose: bool,
}

impl Rows {
    pub(super) fn new(stream: Stream) -> Self {
        Self { loose: stream == Stream::Me, ..Self::default() }
    }

    pub(super) fn get(&self, entity: &str, id: Uuid) -> Option<&Row> {
        self.kinds.get(entity)?.get(&id)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Uuid, &Row)> {
        self.kinds
            .iter()
            .flat_map(|(kind, rows)| rows.iter().map(move |(id, row)| (&**kind, *id, row)))
    }

    pub(super) fn of_kind(&self, entity: &str) -> impl Iterator<Item = Uuid> {
        self.kinds.get(entity).into_iter().flat_map(BTreeMap::keys).copied()
    }

    /// Keeps the row with the larger version; true when that is this one. It was so at the entry `as_of`.
    pub(super) fn put(&mut self, thing: &Thing, version: i64, data: Box<RawValue>, as_of: i64) -> bool {
        let kind = match self.kinds.get_key_value(&thing.entity) {
            Some((kind, _)) => kind.clone(),
            None => thing.entity.clone(),
        };
        let hangs = if self.loose { Hangs::default() } else { Hangs::of(&data) };
        let rows = self.kinds.entry(kind.clone()).or_default();
        let (before, put) = match rows.get_mut(&thing.id) {
            Some(row) if row.told >= version => {
                if row.told == version {
                    row.as_of = row.as_of.max(as_of);
                }
                return false;
            }
            Some(row) => {
                (row.told, row.as_of) = (version, as_of);
                let before = std::mem::replace(&mut row.hangs, hangs);
                let put = row.version < version;
                if put {
                    (row.version, row.data) = (version, data);
                }
                (before, put)
            }
            None => {
                let row = Row { version, data, told: version, hangs, as_of, whole_as_of: None };
                rows.insert(thing.id, row);
                (Hangs::default(), true)
            }
        };
        self.tie(&Thing { entity: kind, id: thing.id }, before, hangs);
        put
    }

    /// Shows the newer row of an answer; true when none is held, or an older one.
    pub(super) fn show(&mut self, thing: &Thing, version: i64, data: Box<RawValue>, as_of: i64) -> bool {
        let rows = self.kinds.entry(thing.entity.clone()).or_default();
        match rows.get_mut(&thing.id) {
            Some(row) if row.version < version => (row.version, row.data) = (version, data),
            Some(_) => return false,
            None => {
                let hangs = if self.loose { Hangs::default() } else { Hangs::of(&data) };
                rows.insert(thing.id, Row { version, data, told: 0, hangs, as_of, whole_as_of: None });
                self.tie(thing, Hangs::default(), hangs);
            }
        }
        true
    }

    fn tie(&mut self, thing: &Thing, before: Hangs, hangs: Hangs) {
        if hangs != before {
            self.untie(thing, before);
            for on in hangs.all() {
                self.hanging.entry(on).or_default().insert(thing.clone());
            }
        }
    }

    /// Whether the stream told of it.
    pub(super) fn holds(&self, thing: &Thing) -> bool {
        self.get(&thing.entity, thing.id).is_some_and(|row| row.told > 0)
    }

    /// Drops a row unless a newer one than `version` was told, with all that hangs on it. What was dropped goes to `gone`.
    pub(super) fn remove(&mut self, thing: &Thing, version: i64, gone: &mut Vec<Thing>) {
        if self.get(&thing.entity, thing.id).is_some_and(|row| row.told > version) {
            return;
        }
        let mut falling = vec![thing.clone()];
        while let Some(thing) = falling.pop() {
            let held = self.kinds.get_mut(&thing.entity).and_then(|rows| rows.remove(&thing.id));
            if let Some(row) = &held {
                self.untie(&thing, row.hangs);
            }
            if Hangs::carries(&thing) {
                falling.extend(self.hanging.remove(&thing.id).into_iter().flatten());
            }
            if held.is_some() {
                gone.push(thing);
            }
        }
    }

    /// Drops what hangs on it.
    pub(super) fn strip(&mut self, thing: &Thing, gone: &mut Vec<Thing>) {
        for hanging in self.hanging.get(&thing.id).cloned().unwrap_or_default() {
            self.remove(&hanging, i64::MAX, gone);
        }
    }

    /// All that hung on it at the entry `seq` was read, and is held.
    pub(super) fn set_whole(&mut self, on: &Thing, seq: i64) {
        if let Some(row) = self.kinds.get_mut(&on.entity).and_then(|rows| rows.get_mut(&on.id)) {
            row.whole_as_of = row.whole_as_of.max(Some(seq));
        }
    }

    /// What hangs on it and was so at the entry `seq` or before, where it was read without what is none of `brought`: that
    /// had gone. A relation may have been out of sight by an end that was not read.
    pub(super) fn outdated(&self, on: &Thing, seq: i64, brought: &HashSet<Thing>) -> Vec<Thing> {
        let carries = Hangs::carries(on);
        let hanging = self.hanging.get(&on.id).filter(|_| carries).into_iter().flatten();
        let came = |task: Uuid| brought.contains(&Thing::new("task", task));
        let had_gone = |thing: &&Thing| {
            let row = self.get(&thing.entity, thing.id);
            row.is_some_and(|row| row.as_of <= seq && row.hangs.tasks.into_iter().flatten().all(came))
        };
        hanging
            .filter(|thing| !brought.contains(*thing))
            .filter(had_gone)
            .cloned()
            .collect()
    }

    /// Where the stream has it.
    pub(super) fn project_of(&self, thing: &Thing) -> Option<Uuid> {
        self.get(&thing.entity, thing.id)?.hangs.project
    }

    /// Whether a project is not held, or was read after the task was.
    pub(super) fn was_read_before(&self, task: &Thing, project: &Thing) -> bool {
        let read = |thing: &Thing| self.get(&thing.entity, thing.id).map(|row| row.whole_as_of);
        match (read(task), read(project)) {
            (Some(Some(task)), Some(project)) => project > Some(task),
            (_, project) => project.is_none(),
        }
    }

    /// Whether all that hangs on it was read at this entry or later.
    pub(super) fn is_whole_at(&self, on: &Thing, seq: i64) -> bool {
        self.get(&on.entity, on.id).is_some_and(|row| row.whole_as_of >= Some(seq))
    }

    /// Whether all that hung, at this entry or a later one, on what this hangs on is held.
    pub(super) fn is_known_at(&self, data: &RawValue, seq: i64) -> bool {
        let mut on = Hangs::of(data).things().peekable();
        !self.loose && on.peek().is_some() && on.all(|on| self.is_whole_at(&on, seq))
    }

    /// Whether it is held with all that it hangs on.
    pub(super) fn is_tied(&self, thing: &Thing) -> bool {
        self.holds(thing) && !self.is_orphan(thing)
    }

    /// Whether it is shown although something that it hangs on is not held.
    pub(super) fn is_orphan(&self, thing: &Thing) -> bool {
        let hangs = self.get(&thing.entity, thing.id).map(|row| row.hangs);
        !hangs
            .unwrap_or_default()
            .things()
            .all(|on| self.get(&on.entity, on.id).is_some())
    }

    fn untie(&mut self, thing: &Thing, hangs: Hangs) {
        for on in hangs.all() {
            if let Some(things) = self.hanging.get_mut(&on) {
                things.remove(thing);
                if things.is_empty() {
                    self.hanging.remove(&on);
                }
            }
        }
    }
}
