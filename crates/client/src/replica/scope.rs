//! Access that was gained or lost.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::fetches::Removal;
use super::{Applied, Outcome, Replica};
use crate::{Scope, Stream, Thing, Visible};

const PROJECT: &str = "project";
const INVITATION: &str = "invitation";

impl Replica {
    pub(super) fn rescope(&mut self, scope: Scope) -> Outcome {
        let own = |thing: &Thing| thing.is_a("workspace") && Stream::Workspace(thing.id) == self.stream;
        if scope.removed.iter().any(own) {
            self.forget();
            return Outcome::Gone;
        }
        if self.token.is_none() {
            return Outcome::Ignored;
        }
        if scope.scope.is_some() {
            self.scope = scope.scope;
        }
        let mut changed = Vec::new();
        if self.holds_rows {
            scope.removed.iter().for_each(|thing| self.hide(thing, &mut changed));
            if let Some(visible) = scope.visible {
                self.see_only(visible, &mut changed);
            }
            scope.added.iter().for_each(|thing| self.fetches.need(thing));
            self.settle(&mut changed);
        }
        Outcome::Applied(Applied::changed(changed))
    }

    /// Drops it, whatever its version, and what is fetched of it.
    fn hide(&mut self, thing: &Thing, changed: &mut Vec<Thing>) {
        self.drop_row(thing, Removal::FOR_GOOD, changed);
        self.fetches.cancel(thing);
    }

    fn see_only(&mut self, visible: Visible, changed: &mut Vec<Thing>) {
        let listed: BTreeSet<Uuid> = visible.projects.into_iter().collect();
        let mut known: BTreeSet<Uuid> = self.rows.of_kind(PROJECT).collect();
        known.extend(self.fetches.projects());
        for id in known.difference(&listed) {
            self.hide(&Thing::new(PROJECT, *id), changed);
        }
        for id in listed {
            if self.get(PROJECT, id).is_none() {
                self.fetches.need_project(id);
            }
        }
        let held: Vec<Uuid> = self.rows.of_kind(INVITATION).collect();
        if visible.invitations {
            if held.is_empty() {
                self.fetches.need_all(INVITATION);
            }
        } else {
            self.fetches.hide(INVITATION);
            for id in held {
                self.hide(&Thing::new(INVITATION, id), changed);
            }
        }
    }
}
