//! Which tables an archive has.

use taskflow_db::{Scope, Shape, Tx};

use crate::base::{Error, Result};

/// Tables that are not carried, and why.
pub const LEFT_OUT: &[(&str, &str)] = &[
    ("users", "people.jsonl has what may be known of them"),
    ("credential", "passwords stay where they are"),
    ("session", "sessions stay where they are"),
    ("refresh_token", "sessions stay where they are"),
    ("api_token", "tokens stay where they are"),
    ("token_use", "tokens stay where they are"),
    ("webhook_secret", "secrets stay where they are: make new ones there"),
    ("webhook_health", "how endpoints did here"),
    ("webhook_delivery", "what this server sent"),
    ("webhook_attempt", "what this server sent"),
    ("one_time_token", "links in mails stay where they are"),
    ("login_throttle", "it is about signing in"),
    ("mail_suppression", "which addresses take no mail is this server's experience"),
    ("mail_outbox", "mail is sent from where it was written"),
    ("stream_head", "made anew from the log"),
    ("event", "log/ has the entries"),
    ("event_thing", "made anew from the log"),
    ("idempotency", "answers to requests of this server"),
    ("consumer_cursor", "where readers of this server stand"),
    ("lease", "who works on what in this server"),
    ("consumer", "who reads the log in this server"),
    ("consumer_halt", "where readers of this server stand"),
    ("delivery", "what leaves this server"),
    ("timer", "what is due in this server; whoever set it sets it anew"),
    ("notification", "what people were told on this server"),
    ("inbox", "what people were told on this server"),
    ("notification_preferences", "how a person wants to be told is their own business"),
    ("push_subscription", "a browser subscribes to one server"),
    ("reminder", "reminders ring where they were set"),
    ("sync_ticket", "sessions stay where they are"),
    ("automation_run", "what rules did on this server"),
    ("import_job", "uploads that wait or run here; what was imported is known by import_item"),
    ("import_part", "uploads that wait or run here"),
    ("export_job", "archives that wait here"),
    ("export_part", "archives that wait here"),
    ("search_doc", "the index of search is made anew where the archive is read in"),
    ("search_behind", "the index of search is made anew where the archive is read in"),
    ("shared_text", "a description that is being written is in its task within seconds"),
    ("shared_text_update", "a description that is being written is in its task within seconds"),
    ("schema_migration", "each server's own"),
];
/// Columns that hold secrets: they are left empty, and filled with chance where a table is read in.
pub const SECRETS: &[(&str, &str)] = &[("invitation", "token_hash")];

/// A table that is carried.
pub struct Carried {
    pub shape: Shape,
    pub scope: Scope,
}

impl Carried {
    /// Whether a column is never written to an archive.
    pub fn is_secret(&self, place: usize) -> bool {
        let name = self.shape.fields[place].name.as_str();
        SECRETS
            .iter()
            .any(|(table, column)| *table == self.shape.name && *column == name)
    }

    /// Columns that name rows of the same table: set when all are there.
    pub fn own_references(&self) -> Vec<usize> {
        let own =
            |place: &usize| self.shape.fields[*place].references.as_deref() == Some(self.shape.name.as_str());
        (0..self.shape.fields.len()).filter(own).collect()
    }
}

/// Every table that is carried, each after those that its rows refer to.
///
/// # Errors
/// Those of the database; `Internal` when tables refer to each other in a circle.
pub fn carried(tx: &mut Tx<'_>) -> Result<Vec<Carried>> {
    let shapes = tx.shapes()?;
    let left = |name: &str| LEFT_OUT.iter().any(|(table, _)| *table == name);
    let mut waiting: Vec<Carried> = shapes
        .iter()
        .filter(|shape| !left(&shape.name))
        .filter_map(|shape| {
            let scope = Scope::of(&shapes, &shape.name, "workspace")?;
            Some(Carried { shape: shape.clone(), scope })
        })
        .collect();
    let mut sorted: Vec<Carried> = Vec::new();
    while !waiting.is_empty() {
        let names: Vec<String> = waiting.iter().map(|table| table.shape.name.clone()).collect();
        let free = |table: &Carried| {
            table
                .shape
                .fields
                .iter()
                .filter_map(|field| field.references.as_deref())
                .all(|above| above == table.shape.name || !names.iter().any(|name| name == above))
        };
        let place = waiting
            .iter()
            .position(free)
            .ok_or_else(|| Error::internal("tables in a circle"))?;
        sorted.push(waiting.remove(place));
    }
    Ok(sorted)
}
