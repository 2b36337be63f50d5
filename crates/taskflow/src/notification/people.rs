//! Reads people's own streams for what changes how they are told: another time zone, and that they are to be forgotten.

use super::commands;
use crate::base::Result;
use crate::event::{Consumer, Cx, Entry, Follows};

/// See the module.
pub struct People;

impl Consumer for People {
    fn name(&self) -> &'static str {
        "notifications.people"
    }

    fn follows(&self) -> Follows {
        Follows::Persons
    }

    fn wants(&self, entry: &Entry) -> bool {
        matches!(entry.kind.as_str(), "user.updated" | "user.erased")
    }

    fn handle(&self, cx: &mut Cx<'_, '_>, entries: &[Entry]) -> Result<()> {
        for entry in entries {
            let moved = entry
                .read_payload()?
                .is_some_and(|payload| payload.changes.contains_key("timezone"));
            if entry.kind == "user.erased" {
                commands::forget_person(cx, entry.stream_id)?;
            } else if moved {
                commands::moved(cx, entry.stream_id)?;
            }
        }
        Ok(())
    }
}
