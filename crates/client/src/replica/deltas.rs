//! Deltas: in order, each whole.

use super::fetches::Removal;
use super::{Applied, Outcome, Replica};
use crate::{Delta, OpKind, Thing};

/// Frames kept while something before them is missing; those beyond come again with what is missing.
const KEPT: usize = 256;

impl Replica {
    pub(super) fn delta(&mut self, delta: Delta) -> Outcome {
        let Some(token) = &self.token else {
            return Outcome::Ignored;
        };
        if delta.token.epoch() != token.epoch() {
            self.gap = true;
            return Outcome::Gap;
        }
        if delta.to <= token.seq() {
            return Outcome::Dropped;
        }
        if delta.from > token.seq() {
            self.gap = true;
            if self.kept.len() < KEPT {
                self.kept.insert(delta.from, delta);
            }
            return Outcome::Gap;
        }
        let mut applied = Applied::default();
        let mut changed = Vec::new();
        self.apply_delta(delta, &mut applied, &mut changed);
        while let Some((from, next)) = self.kept.pop_first() {
            if from > self.seq() {
                self.kept.insert(from, next);
                break;
            }
            if next.to > self.seq() {
                self.apply_delta(next, &mut applied, &mut changed);
            }
        }
        self.gap = !self.kept.is_empty();
        self.settle(&mut changed);
        Outcome::Applied(Applied { causes: applied.causes, ..Applied::changed(changed) })
    }

    fn apply_delta(&mut self, delta: Delta, applied: &mut Applied, changed: &mut Vec<Thing>) {
        let seq = self.seq();
        let mut removed = Vec::new();
        // What one has is not applied again: another copy of it may have been told to go meanwhile.
        for op in delta.ops.into_iter().filter(|op| op.seq > seq) {
            applied.cause(op.cause);
            if !self.holds_rows {
                continue;
            }
            let thing = Thing { entity: op.entity, id: op.id };
            match (op.op, op.data) {
                (OpKind::Upsert, Some(data)) => {
                    // It is known to have gone since.
                    if !self.holds(&thing) && self.rows.is_known_at(&data, op.seq) {
                        continue;
                    }
                    self.need_what_hangs(&thing, op.version, &data);
                    if self.put(&thing, op.version, data, op.seq) {
                        changed.push(thing);
                    }
                }
                (OpKind::Remove, _) | (OpKind::Upsert, None) => {
                    self.drop_row(&thing, Removal { version: op.version, seq: op.seq }, changed);
                    self.came_back(&thing, op.seq, changed);
                    removed.push(thing);
                }
            }
        }
        // A task may leave and come back in one delta, and was told to be fetched before it.
        removed.retain(|thing| !self.holds(thing));
        removed.iter().for_each(|thing| self.fetches.cancel(thing));
        self.token = Some(delta.token);
    }
}
