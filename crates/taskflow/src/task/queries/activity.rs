//! What happened to a task or a project, as far as the reader may know.

use std::collections::HashMap;

use taskflow_db::Tx;
use uuid::Uuid;

use crate::base::{Actor, Cursor, Page, Result};
use crate::event::{self, Entry};
use crate::project::{self, ProjectAccess};
use crate::task::TaskAccess;
use crate::task::model::ActivityEntry;
use crate::workspace::Action;

const ORDER: &str = "newest";

/// A page of a task's history, newest first. Entries of a time when it was in a project that the reader may not see
/// are left out, so a page may be short; where it came from is then left out, too.
///
/// # Errors
/// `invalid_cursor`.
pub fn activity(
    tx: &mut Tx<'_>,
    actor: &Actor,
    access: &TaskAccess,
    limit: i64,
    cursor: Option<&str>,
) -> Result<Page<ActivityEntry>> {
    told(tx, actor, access.project(), access.task().id, limit, cursor)
}

/// A page of what happened to a project itself: its settings, statuses and roles, not its tasks. Newest first.
///
/// # Errors
/// `invalid_cursor`.
pub fn project_activity(
    tx: &mut Tx<'_>,
    actor: &Actor,
    access: &ProjectAccess,
    limit: i64,
    cursor: Option<&str>,
) -> Result<Page<ActivityEntry>> {
    told(tx, actor, access, access.project_id(), limit, cursor)
}

fn told(
    tx: &mut Tx<'_>,
    actor: &Actor,
    project: &ProjectAccess,
    subject: Uuid,
    limit: i64,
    cursor: Option<&str>,
) -> Result<Page<ActivityEntry>> {
    let before = match cursor {
        Some(text) => Cursor::decode(text, ORDER, 1)?.int(0)?,
        None => i64::MAX,
    };
    let entries = event::activity(tx, project.workspace_id(), subject, before, limit + 1)?;
    let page = Page::cut(entries, limit, |entry| Cursor::new(ORDER, vec![entry.seq.into()]));
    let mut sight = Sight { known: HashMap::from([(project.project_id(), true)]) };
    let mut items = Vec::new();
    for entry in &page.items {
        let from = sight.of(tx, actor, entry.project_before);
        let to = sight.of(tx, actor, entry.project_after);
        if from || to {
            items.push(read(entry, from && to)?);
        }
    }
    Ok(Page { items, next_cursor: page.next_cursor, total: None })
}

/// Which projects the reader may see.
struct Sight {
    known: HashMap<Uuid, bool>,
}

impl Sight {
    fn of(&mut self, tx: &mut Tx<'_>, actor: &Actor, project: Option<Uuid>) -> bool {
        let Some(id) = project else { return false };
        *self
            .known
            .entry(id)
            .or_insert_with(|| project::open(tx, actor, id, Action::ViewProject).is_ok())
    }
}

fn read(entry: &Entry, whole: bool) -> Result<ActivityEntry> {
    let payload = entry.read_payload()?;
    let redacted = payload.is_none();
    let mut changes = payload.map(|payload| payload.changes).unwrap_or_default();
    let crossed = entry.project_before.is_some() && entry.project_before != entry.project_after;
    if crossed && !whole {
        changes.retain(|field, _| !matches!(field.as_str(), "project_id" | "key" | "status_id"));
    }
    Ok(ActivityEntry {
        seq: entry.seq,
        id: entry.id,
        kind: entry.kind.clone(),
        at: entry.at,
        actor_id: entry.actor_id,
        changes,
        entity: entry.entity_type.clone(),
        entity_id: entry.entity_id,
        redacted,
    })
}
