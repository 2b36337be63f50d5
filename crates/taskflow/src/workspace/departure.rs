//! What leaves a workspace, told to the services above in the same transaction.
//!
//! This service may not name them, so they register here what they have to do: take back roles given to somebody who
//! is removed (else these would come back when the person joins again), and to a team that is deleted.

use uuid::Uuid;

use crate::base::Result;
use crate::event::Cx;

/// Somebody or something whose rights end now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure {
    /// A member was removed or left. Suspending is no departure: it only waits.
    Member { workspace_id: Uuid, user_id: Uuid },
    /// A team is about to be deleted; its row is still there.
    Team { workspace_id: Uuid, team_id: Uuid },
}

/// Something to do at each departure, with entries for what it changes:
/// `inventory::submit! { OnDeparture(release_grants) }`. The order among several is not defined.
pub struct OnDeparture(pub fn(&mut Cx<'_, '_>, Departure) -> Result<()>);

inventory::collect!(OnDeparture);

/// Does everything that is registered.
pub(super) fn announce(cx: &mut Cx<'_, '_>, departure: Departure) -> Result<()> {
    inventory::iter::<OnDeparture>().try_for_each(|registered| (registered.0)(cx, departure))
}
