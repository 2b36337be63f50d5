//! What was done to a thing since, and by whom.

use serde_json::{Map, Value};
use taskflow_db::Tx;
use uuid::Uuid;

use super::model::LaterChange;
use crate::base::{Error, Result};
use crate::event::{self, Entry};

/// Later entries that are looked at, and told.
const LOOKED: i64 = 200;
const TOLD: usize = 20;

/// Says nothing about a thing's own state.
const BESIDE: &[&str] = &["version", "updated_at"];

type Fields = Map<String, Value>;

/// The entries after one that changed these fields of a thing; with none named, all that changed it.
///
/// # Errors
/// Those of the database.
pub fn since(
    tx: &mut Tx<'_>,
    entry: &Entry,
    entity: &str,
    id: Uuid,
    fields: &[&'static str],
) -> Result<Vec<LaterChange>> {
    let stream = entry.stream_id;
    let mut before = match event::as_of(tx, stream, entity, id, entry.seq)? {
        event::Was::There(former) => Some(former.read::<Fields>()?),
        _ => None,
    };
    let mut changes = Vec::new();
    for later in event::touched_since(tx, stream, id, entry.seq, LOOKED)? {
        let ops = later.read_payload()?.map(|payload| payload.ops).unwrap_or_default();
        let Some(op) = ops.into_iter().rfind(|op| op.entity == entity && op.id == id) else {
            continue;
        };
        let after: Option<Fields> = op
            .data
            .map(|data| serde_json::from_str(data.get()))
            .transpose()
            .map_err(Error::internal)?;
        let changed = differing(before.as_ref(), after.as_ref());
        let mine: Vec<String> = changed
            .into_iter()
            .filter(|name| fields.is_empty() || fields.contains(&name.as_str()))
            .collect();
        if !mine.is_empty() || after.is_none() {
            changes.push(LaterChange {
                id: later.id,
                seq: later.seq,
                kind: later.kind,
                at: later.at,
                actor_id: later.actor_id,
                entity: entity.to_owned(),
                entity_id: id,
                fields: if fields.is_empty() { Vec::new() } else { mine },
            });
        }
        before = after;
    }
    let skip = changes.len().saturating_sub(TOLD);
    Ok(changes.split_off(skip))
}

fn differing(before: Option<&Fields>, after: Option<&Fields>) -> Vec<String> {
    let (Some(before), Some(after)) = (before, after) else {
        return after
            .or(before)
            .map(|fields| fields.keys().cloned().collect())
            .unwrap_or_default();
    };
    let beside = |name: &&String| !BESIDE.contains(&name.as_str());
    let names = after
        .iter()
        .filter(|(name, value)| before.get(*name) != Some(*value))
        .map(|(name, _)| name);
    names.filter(beside).cloned().collect()
}
