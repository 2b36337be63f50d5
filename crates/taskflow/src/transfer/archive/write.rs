//! Writes an archive, in one snapshot of the database.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use taskflow_db::{Tx, Value};
use uuid::Uuid;

use super::carried::{Carried, carried};
use super::entry::EntryLine;
use super::manifest::{FORMAT, Manifest, Named, VERSION, left_out};
use super::pack::Writer;
use super::row;
use crate::auth::{self, Placeholder};
use crate::base::{Error, Result, Stamp};
use crate::event;
use crate::workspace;

/// Rows or entries read at once.
const BATCH: i64 = 500;

/// How far it is, for whoever waits; and whether they still do.
#[derive(Debug, Default)]
pub struct Progress {
    pub done: AtomicI64,
    pub stopped: AtomicBool,
}

impl Progress {
    /// Rows and entries so far.
    pub fn total(&self) -> i64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Counts on.
    ///
    /// # Errors
    /// `export_stopped` when nobody waits any more.
    pub fn step(&self, count: usize) -> Result<()> {
        self.done.fetch_add(i64::try_from(count).unwrap_or(0), Ordering::Relaxed);
        if self.stopped.load(Ordering::Relaxed) {
            return Err(Error::conflict("export_stopped", "The export was stopped."));
        }
        Ok(())
    }
}

/// Writes a workspace that is not deleted. The caller has proved that this may be.
///
/// # Errors
/// `NotFound`; those of the database; `Internal` when it cannot be written.
pub fn write<W: Write>(tx: &mut Tx<'_>, id: Uuid, out: W, now: Stamp, progress: &Progress) -> Result<W> {
    let workspace = workspace::workspace_by_id(tx, id)?;
    let head = event::head(tx, id)?;
    let tables = carried(tx)?;
    let mut writer = Writer::new(out);
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        program: format!("taskflow {}", env!("CARGO_PKG_VERSION")),
        exported_at: now,
        workspace: Named { id, slug: workspace.slug, name: workspace.name },
        seq: head.seq,
        chain: hex::encode(&head.chain),
        tables: tables.iter().map(|table| table.shape.name.clone()).collect(),
        left_out: left_out(),
    };
    writer.file("manifest.json", &serde_json::to_vec_pretty(&manifest).map_err(Error::internal)?)?;
    people(tx, id, &tables, &mut writer)?;
    for table in &tables {
        rows(tx, id, table, progress, |values| {
            writer.line(&format!("tables/{}", table.shape.name), &row::write(table, values))
        })?;
    }
    let mut seq = 0;
    loop {
        let entries = event::entries_after(tx, id, seq, BATCH)?;
        let Some(last) = entries.last() else { break };
        seq = last.seq;
        progress.step(entries.len())?;
        for entry in entries {
            writer.line("log", &EntryLine::of(entry))?;
        }
    }
    writer.end()
}

/// Every row of a table that belongs to a workspace.
fn rows(
    tx: &mut Tx<'_>,
    id: Uuid,
    table: &Carried,
    progress: &Progress,
    mut each: impl FnMut(&[Value]) -> Result<()>,
) -> Result<()> {
    let mut after: Option<Vec<Value>> = None;
    loop {
        let page = tx.copy_out(&table.shape, &table.scope, id, after.as_deref(), BATCH)?;
        progress.step(page.len())?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(table.shape.key.iter().map(|place| last[*place].clone()).collect());
        page.iter().try_for_each(|values| each(values))?;
    }
}

/// Everybody whom a row names, and everybody who ever acted.
fn people(tx: &mut Tx<'_>, id: Uuid, tables: &[Carried], writer: &mut Writer<impl Write>) -> Result<()> {
    let mut named: BTreeSet<Uuid> = BTreeSet::new();
    let quiet = Progress::default();
    for table in tables {
        let fields = table.shape.fields.iter().enumerate();
        let places: Vec<usize> = fields
            .filter(|(_, field)| field.references.as_deref() == Some("users") || is_a_person(&field.name))
            .map(|(place, _)| place)
            .collect();
        if places.is_empty() {
            continue;
        }
        rows(tx, id, table, &quiet, |values| {
            named.extend(places.iter().filter_map(|place| match &values[*place] {
                Value::Uuid(id) => Some(*id),
                Value::Blob(bytes) => Uuid::from_slice(bytes).ok(),
                _ => None,
            }));
            Ok(())
        })?;
    }
    let mut seq = 0;
    loop {
        let entries = event::entries_after(tx, id, seq, BATCH)?;
        let Some(last) = entries.last() else { break };
        seq = last.seq;
        named.extend(entries.iter().filter_map(|entry| entry.actor_id));
    }
    let ids: Vec<Uuid> = named.into_iter().collect();
    for some in ids.chunks(500) {
        let mut users: Vec<_> = auth::users_by_id(tx, some)?.into_values().collect();
        users.sort_by_key(|user| user.id);
        for user in &users {
            writer.line("people", &Placeholder::of(user))?;
        }
    }
    Ok(())
}

/// Columns that name people without a key of the database: they may be gone by now.
fn is_a_person(column: &str) -> bool {
    matches!(
        column,
        "user_id" | "creator_id" | "created_by" | "invited_by" | "accepted_by" | "author_id"
    )
}
