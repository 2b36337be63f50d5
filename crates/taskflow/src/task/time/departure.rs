//! What ends in tracked time when somebody leaves the workspace: the timer stops, what was tracked stays.

use super::timer;
use crate::base::Result;
use crate::event::Cx;
use crate::workspace::{Departure, OnDeparture};

inventory::submit! { OnDeparture(release) }

fn release(cx: &mut Cx<'_, '_>, departure: Departure) -> Result<()> {
    match departure {
        Departure::Member { workspace_id, user_id } => timer::stop_of(cx, workspace_id, user_id),
        Departure::Team { .. } => Ok(()),
    }
}
