//! Which entries are meant.

use std::collections::HashSet;

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::{Last, UndoRequest};
use super::rules::{self, Turn};
use crate::base::{Error, Result};
use crate::event::{self, Entry};
use crate::workspace::Membership;

/// Entries undone at once.
const MOST: usize = 1_000;
/// How far back one's own last change is looked for: entries of the workspace, and of one's own.
const REACH: i64 = 20_000;
const OWN: i64 = 2_000;
/// One's own steps that are tried, until one has an effect left.
const STEPS: usize = 10;

/// What is to be undone: each step's entries newest first. With several steps, the first that has an effect left is meant.
pub struct Selection {
    pub steps: Vec<Vec<Entry>>,
    /// Ids that name no entry.
    pub unknown: Vec<Uuid>,
}

/// # Errors
/// `Invalid`; `nothing_to_undo`.
pub fn select(tx: &mut Tx<'_>, member: &Membership, request: &UndoRequest) -> Result<Selection> {
    match (&request.events, request.last) {
        (Some(ids), None) => named(tx, member, ids),
        (None, Some(last)) => Ok(Selection { steps: own(tx, member, last)?, unknown: Vec::new() }),
        _ => Err(Error::invalid("", "one_of", "Give either `events` or `last`.")),
    }
}

fn named(tx: &mut Tx<'_>, member: &Membership, ids: &[Uuid]) -> Result<Selection> {
    if ids.is_empty() || ids.len() > MOST {
        return Err(Error::invalid("/events", "out_of_range", format!("Give 1 to {MOST} ids of entries.")));
    }
    let mut entries = event::by_ids(tx, member.workspace_id(), ids)?;
    let found: HashSet<Uuid> = entries.iter().map(|entry| entry.id).collect();
    let mut unknown: Vec<Uuid> = ids.iter().filter(|id| !found.contains(id)).copied().collect();
    unknown.dedup();
    entries.reverse();
    Ok(Selection { steps: vec![entries], unknown })
}

/// What the last requests of the member did that count, each newest first. An undo that was itself undone counts as little
/// as what it took back.
fn own(tx: &mut Tx<'_>, member: &Membership, last: Last) -> Result<Vec<Vec<Entry>>> {
    let head = event::head(tx, member.workspace_id())?.seq;
    let after = (head - REACH).max(0);
    let entries = event::latest_of(tx, member.workspace_id(), member.user_id(), after, OWN)?;
    let mut dead: HashSet<Uuid> = HashSet::new();
    let mut steps = Vec::new();
    for step in entries.chunk_by(|a, b| a.request_id == b.request_id && a.at == b.at) {
        // Several entries about one thing were taken back with any of them.
        let gone: HashSet<Uuid> = step
            .iter()
            .filter(|entry| dead.contains(&entry.id))
            .map(|entry| entry.entity_id)
            .collect();
        let live: Vec<&Entry> = step.iter().filter(|entry| !gone.contains(&entry.entity_id)).collect();
        let turn = step.iter().find_map(rules::turn);
        let offered = turn.is_none() && live.iter().any(|entry| rules::is_offered(entry));
        if last == Last::Undo && offered {
            // Something else was done since: there is nothing to do again.
            break;
        }
        let wanted = match last {
            Last::Change => offered,
            Last::Undo => turn == Some(Turn::Back) && !live.is_empty(),
        };
        if wanted && live.len() > MOST {
            let detail = format!("It left more than {MOST} entries: name some of them.");
            return Err(Error::conflict("too_many_events", detail));
        }
        dead.extend(live.iter().filter_map(|entry| rules::undoes(entry)));
        if wanted {
            steps.push(live.into_iter().cloned().collect());
        }
        if steps.len() == STEPS {
            break;
        }
    }
    if steps.is_empty() {
        return Err(nothing());
    }
    Ok(steps)
}

/// There is none, or none has an effect left.
pub fn nothing() -> Error {
    Error::conflict("nothing_to_undo", "There is no change of yours to undo, or it is long ago.")
}
