//! Forgetting what entries said: a person's right. Their hashes stay, so the chain verifies.
//!
//! A redacted entry changes nothing when the stream is folded. So whoever redacts says again, or removes, all that
//! the entries said; and what is to be redacted one day is never told together with what is to stay.

use taskflow_db::Command;
use uuid::Uuid;

use super::entry::Pending;
use super::journal::{Staging, staging};
use super::{Cx, Stream, store};
use crate::base::Result;

/// What is forgotten.
#[derive(Clone, Debug)]
pub enum Redaction {
    /// What a stream says.
    Payloads {
        stream: Uuid,
        entities: Vec<&'static str>,
        /// `None` for all things of these kinds.
        id: Option<Uuid>,
    },
    /// Where somebody's changes came from.
    Origins { person: Uuid },
}

impl Cx<'_, '_> {
    /// Forgets what all entries up to now say whose first op is of this thing. They must have been emitted
    /// [`super::NewEvent::about`] it: that is how they are found in a long stream.
    ///
    /// # Errors
    /// Those of the database.
    pub fn redact(&mut self, stream: Stream, entity: &'static str, id: Uuid) -> Result<()> {
        store::redact(self, stream.id(), entity, id)?;
        self.note(Redaction::Payloads { stream: stream.id(), entities: vec![entity], id: Some(id) });
        Ok(())
    }

    /// The same for all things of some kinds. Reads the whole stream: for people's own.
    ///
    /// # Errors
    /// Those of the database.
    pub fn redact_kinds(&mut self, stream: Stream, entities: &[&'static str]) -> Result<()> {
        store::redact_kinds(self, stream.id(), entities)?;
        self.note(Redaction::Payloads { stream: stream.id(), entities: entities.to_vec(), id: None });
        Ok(())
    }

    /// Forgets from which addresses and with which programs somebody did what they did, the running command included.
    ///
    /// # Errors
    /// Those of the database.
    pub fn forget_origins(&mut self, person: Uuid) -> Result<()> {
        store::forget_origins_of(self, person)?;
        self.note(Redaction::Origins { person });
        Ok(())
    }

    fn note(&mut self, redaction: Redaction) {
        self.staged::<Staging>().redactions.push(redaction);
    }
}

/// Entries of the same group have no row yet that a redaction could have reached.
pub(super) fn apply_within(commands: &mut [Command]) {
    for later in 0..commands.len() {
        let own = commands.get_mut(later).and_then(staging);
        let redactions = own.map(|staging| std::mem::take(&mut staging.redactions)).unwrap_or_default();
        for redaction in &redactions {
            match redaction {
                Redaction::Payloads { stream, entities, id } => {
                    for event in events(&mut commands[..later]) {
                        let same = event.stream.id() == *stream
                            && entities.contains(&event.entity_type.as_str())
                            && id.is_none_or(|id| id == event.entity_id);
                        if same {
                            event.payload = None;
                        }
                    }
                }
                Redaction::Origins { person } => {
                    for event in events(&mut commands[..=later]) {
                        if event.actor_id == Some(*person) || event.stream.id() == *person {
                            event.origin = None;
                        }
                    }
                }
            }
        }
    }
}

fn events(commands: &mut [Command]) -> impl Iterator<Item = &mut Pending> {
    commands.iter_mut().filter_map(staging).flat_map(|staging| &mut staging.events)
}
