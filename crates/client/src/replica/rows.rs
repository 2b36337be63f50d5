//! The rows of a copy, and what hangs on what.

use std::collections::{BTreeMap, BTreeSet, HashMap};
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
    hangs: Hangs,
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

    /// Keeps the row with the larger version; true when that is this one.
    pub(super) fn put(&mut self, thing: &Thing, version: i64, data: Box<RawValue>) -> bool {
        let kind = match self.kinds.get_key_value(&thing.entity) {
            Some((kind, _)) => kind.clone(),
            None => thing.entity.clone(),
        };
        let rows = self.kinds.entry(kind.clone()).or_default();
        let before = match rows.get(&thing.id) {
            Some(row) if row.version >= version => return false,
            Some(row) => row.hangs,
            None => Hangs::default(),
        };
        let hangs = if self.loose { Hangs::default() } else { Hangs::of(&data) };
        rows.insert(thing.id, Row { version, data, hangs });
        if hangs != before {
            let thing = Thing { entity: kind, id: thing.id };
            self.untie(&thing, before);
            for on in hangs.all() {
                self.hanging.entry(on).or_default().insert(thing.clone());
            }
        }
        true
    }

    /// Drops a row unless it is newer than `version`, and all that hangs on it: it went away in any case, and may have
    /// come back without that. What was dropped goes to `gone`.
    pub(super) fn remove(&mut self, thing: &Thing, version: i64, gone: &mut Vec<Thing>) {
        let mut falling = vec![thing.clone()];
        let mut first = true;
        while let Some(thing) = falling.pop() {
            let held = self.get(&thing.entity, thing.id).map(|row| (row.version, row.hangs));
            let newer = std::mem::take(&mut first) && held.is_some_and(|(held, _)| held > version);
            let falls = held.filter(|_| !newer);
            if let Some((_, hangs)) = falls {
                if let Some(rows) = self.kinds.get_mut(&thing.entity) {
                    rows.remove(&thing.id);
                }
                self.untie(&thing, hangs);
            }
            if Hangs::carries(&thing) {
                falling.extend(self.hanging.remove(&thing.id).into_iter().flatten());
            }
            if falls.is_some() {
                gone.push(thing);
            }
        }
    }

    /// Whether it is held although something that it hangs on is not.
    pub(super) fn is_orphan(&self, thing: &Thing) -> bool {
        let held = |entity, id: Option<Uuid>| id.is_none_or(|id| self.get(entity, id).is_some());
        self.get(&thing.entity, thing.id).is_some_and(|row| {
            !(held("project", row.hangs.project) && row.hangs.tasks.iter().all(|task| held("task", *task)))
        })
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
