//! What is known of a bundle before anything is written.

use std::collections::HashMap;

use taskflow_db::Tx;
use uuid::Uuid;

use super::bundle::{Bundle, Card};
use super::store;
use crate::base::Result;

/// What is known before anything is written.
pub struct Plan {
    pub workspace_id: Uuid,
    pub bundle: Bundle,
    /// Whom people there are here.
    pub members: HashMap<String, Uuid>,
    /// How people are called there.
    pub names: HashMap<String, String>,
}

impl Plan {
    /// The key under which a thing of the other product is remembered. Ids of different boards do not meet. An id may hold
    /// anything that JSON can, a NUL too, which no database of ours takes.
    pub fn key(&self, kind: &str, id: &str) -> String {
        format!("{kind}:{}:{id}", self.bundle.external_id).replace('\0', "\u{fffd}")
    }

    /// What of these became things here before.
    pub fn known(&self, tx: &mut Tx<'_>, keys: Vec<String>) -> Result<HashMap<String, Uuid>> {
        store::known(tx, self.workspace_id, self.bundle.source, keys)
    }

    /// The project that took this board in before, if it is still there.
    pub fn project(&self, tx: &mut Tx<'_>) -> Result<Option<Uuid>> {
        let key = self.key("board", "");
        let Some(project) = self.known(tx, vec![key.clone()])?.remove(&key) else {
            return Ok(None);
        };
        Ok(store::project_stands(tx, self.workspace_id, project)?.then_some(project))
    }

    /// Keys of everything in the bundle but the board itself.
    pub fn keys(&self) -> Vec<String> {
        let bundle = &self.bundle;
        let mut keys: Vec<String> = bundle
            .columns
            .iter()
            .map(|column| self.key("list", &column.external_id))
            .collect();
        keys.extend(bundle.goals.iter().map(|goal| self.key("milestone", &goal.external_id)));
        keys.extend(bundle.labels.iter().map(|label| self.key("label", &label.external_id)));
        keys.extend(bundle.cards.iter().flat_map(|card| self.card_keys(card)));
        keys
    }

    /// Keys of a card and what hangs on it.
    pub fn card_keys(&self, card: &Card) -> Vec<String> {
        let mut keys = vec![self.key("card", &card.external_id)];
        keys.extend(card.items.iter().map(|item| self.key("item", &item.external_id)));
        keys.extend(card.comments.iter().map(|remark| self.key("comment", &remark.external_id)));
        keys
    }
}
