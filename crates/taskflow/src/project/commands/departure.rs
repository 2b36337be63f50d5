//! What ends in projects when somebody leaves the workspace or a team is deleted.

use crate::base::Result;
use crate::event::Cx;
use crate::project::{Project, events, store};
use crate::workspace::{Departure, OnDeparture};

inventory::submit! { OnDeparture(release) }

/// Takes back their roles, which would else return with them, and the lead of projects.
fn release(cx: &mut Cx<'_, '_>, departure: Departure) -> Result<()> {
    let (workspace, user, team) = match departure {
        Departure::Member { workspace_id, user_id } => (workspace_id, Some(user_id), None),
        Departure::Team { workspace_id, team_id } => (workspace_id, None, Some(team_id)),
    };
    for grant in store::grants::held_in_workspace(cx, workspace, user, team)? {
        store::grants::delete(cx, grant.id)?;
        cx.emit(events::member_removed(&grant))?;
    }
    let led = user.map_or(Ok(Vec::new()), |user| store::projects::led_by(cx, workspace, user))?;
    for before in led {
        let after = Project {
            lead_id: None,
            version: before.version + 1,
            updated_at: cx.now(),
            ..before.clone()
        };
        store::projects::update(cx, &after)?;
        cx.emit(events::changed(&before, &after))?;
    }
    Ok(())
}
