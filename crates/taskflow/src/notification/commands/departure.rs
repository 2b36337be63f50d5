//! Who leaves a workspace leaves behind what they were told there.

use super::forget::{forget, forget_reminders};
use crate::base::Result;
use crate::event::Cx;
use crate::notification::store;
use crate::workspace::{Departure, OnDeparture};

inventory::submit! { OnDeparture(leave) }

fn leave(cx: &mut Cx<'_, '_>, departure: Departure) -> Result<()> {
    let Departure::Member { workspace_id, user_id } = departure else {
        return Ok(());
    };
    let rows = store::of_member(cx, workspace_id, user_id)?;
    forget(cx, rows)?;
    let reminders = store::reminders_of_member(cx, user_id, workspace_id)?;
    forget_reminders(cx, reminders)
}
