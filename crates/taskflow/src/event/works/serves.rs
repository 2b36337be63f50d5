//! Whether there is anything in a workspace that a consumer works for.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use uuid::Uuid;

use crate::event::Entry;

/// Workspaces remembered; beyond that they are found anew.
const MOST_KNOWN: usize = 50_000;

/// By workspace: the entry last looked at, and whether anybody may have set up what the consumer serves. Most have not, and
/// nothing is to be written for them. An entry that does not come right after the last one means that another process
/// was at work meanwhile: then nothing is known.
#[derive(Debug, Default)]
pub struct Serves {
    seen: Mutex<HashMap<Uuid, (i64, bool)>>,
}

impl Serves {
    /// To be asked of every entry, in turn. `entity` is what people set up: an entry about it means there may be one.
    pub fn may_have(&self, entry: &Entry, entity: &str) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() > MOST_KNOWN {
            seen.clear();
        }
        let known = seen.get(&entry.stream_id).filter(|(seq, _)| seq + 1 == entry.seq);
        let may = known.is_none_or(|(_, may)| *may) || entry.entity_type == entity;
        seen.insert(entry.stream_id, (entry.seq, may));
        may
    }

    /// As of an entry there is none. Those after it say so themselves when there is one.
    pub fn has_none(&self, workspace: Uuid) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, may)) = seen.get_mut(&workspace) {
            *may = false;
        }
    }
}
