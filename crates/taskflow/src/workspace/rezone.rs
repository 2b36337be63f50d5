//! A workspace whose days begin at another instant now, told to the services above in the same transaction.

use uuid::Uuid;

use crate::base::Result;
use crate::event::Cx;

/// Something to do when a workspace's time zone was changed, with the workspace's id:
/// `inventory::submit! { OnRezone(set_anew) }`. It must not depend on how much there is.
pub struct OnRezone(pub fn(&mut Cx<'_, '_>, Uuid) -> Result<()>);

inventory::collect!(OnRezone);

/// Does everything that is registered.
pub(super) fn announce(cx: &mut Cx<'_, '_>, workspace: Uuid) -> Result<()> {
    inventory::iter::<OnRezone>().try_for_each(|registered| (registered.0)(cx, workspace))
}
