//! Streams in which a consumer has nothing to do, remembered so that nothing is written for them.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use uuid::Uuid;

use crate::event::Entry;

/// Streams remembered; beyond that they are found anew.
const MOST_KNOWN: usize = 50_000;

/// Which streams have nothing that a consumer is set up for, such as a webhook or a rule. Most have none, and nothing is to be
/// written for them. An entry that does not come right after the last one looked at means that another process was at work
/// meanwhile: then nothing is known.
#[derive(Debug)]
pub struct Idle {
    /// What sets a consumer up, as entries name it.
    entity: &'static str,
    /// By stream: the entry last looked at, and whether there may be one.
    seen: Mutex<HashMap<Uuid, (i64, bool)>>,
}

impl Idle {
    pub fn without(entity: &'static str) -> Self {
        Self { entity, seen: Mutex::default() }
    }

    /// Whether there may be one as of an entry. To be asked for each entry, in their order.
    pub fn may_have(&self, entry: &Entry) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() > MOST_KNOWN {
            seen.clear();
        }
        let known = seen.get(&entry.stream_id).filter(|(seq, _)| seq + 1 == entry.seq);
        let may = known.is_none_or(|(_, may)| *may) || entry.entity_type == self.entity;
        seen.insert(entry.stream_id, (entry.seq, may));
        may
    }

    /// As of the last entry looked at there is none. Those after it say so themselves when there is one.
    pub fn has_none(&self, stream: Uuid) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, may)) = seen.get_mut(&stream) {
            *may = false;
        }
    }
}
