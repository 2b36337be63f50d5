//! A workspace that came out of an archive, told to the services above in the same transaction.

use uuid::Uuid;

use crate::base::Result;
use crate::event::Cx;

/// Something to do when a workspace has come from another server, with its id: `inventory::submit! { OnArrival(set_anew) }`. Its
/// timers stayed behind: whoever waits for a time in it waits anew. It must not depend on how many tasks there are.
pub struct OnArrival(pub fn(&mut Cx<'_, '_>, Uuid) -> Result<()>);

inventory::collect!(OnArrival);

/// Does everything that is registered.
///
/// # Errors
/// Those of the database.
pub fn arrived(cx: &mut Cx<'_, '_>, workspace: Uuid) -> Result<()> {
    inventory::iter::<OnArrival>().try_for_each(|registered| (registered.0)(cx, workspace))
}
