//! Out of the trash for good. Whoever has things in projects clears them away first.

use taskflow_db::Tx;
use uuid::Uuid;

use crate::base::{Result, Stamp};
use crate::event::{Cx, Entity};
use crate::project::{ProjectMember, Status, events, store};

/// Something to do before a project is deleted for good, with the project's id: taking away what refers to it, with entries.
/// `inventory::submit! { OnPurge(forget_rules) }`. The order among several is not defined.
pub struct OnPurge(pub fn(&mut Cx<'_, '_>, Uuid) -> Result<()>);

inventory::collect!(OnPurge);

/// Projects that are in the trash by themselves since an instant or longer, each with its workspace and since when: by that,
/// after one.
///
/// # Errors
/// Those of the database.
pub fn expired(
    tx: &mut Tx<'_>,
    since: Stamp,
    after: (Stamp, Uuid),
    limit: i64,
) -> Result<Vec<(Uuid, Uuid, Stamp)>> {
    store::projects::expired(tx, since, after, limit)
}

/// A project that is in the trash since an instant or longer, after all projects below it; empty when it is not.
///
/// # Errors
/// Those of the database.
pub fn with_below(tx: &mut Tx<'_>, id: Uuid, since: Stamp) -> Result<Vec<Uuid>> {
    store::projects::with_below(tx, id, since)
}

/// Deletes a project for good that has no tasks. `gone` is what else goes with it: entity, id and version. Answers whether
/// it went: one with projects below it stays.
///
/// # Errors
/// Those of the database.
pub fn purge(
    cx: &mut Cx<'_, '_>,
    workspace: Uuid,
    id: Uuid,
    mut gone: Vec<(&'static str, Uuid, i64)>,
) -> Result<bool> {
    let Some(project) = store::projects::find_for_update(cx, workspace, id)? else {
        return Ok(false);
    };
    if store::projects::has_any_below(cx, id)? {
        return Ok(false);
    }
    inventory::iter::<OnPurge>().try_for_each(|registered| (registered.0)(cx, id))?;
    let grants = store::grants::of_projects(cx, &[id])?;
    gone.extend(grants.iter().map(|grant| (ProjectMember::NAME, grant.id, grant.version)));
    let statuses = store::statuses::of_project(cx, id)?;
    gone.extend(statuses.iter().map(|status| (Status::NAME, status.id, status.version)));
    store::projects::delete(cx, id)?;
    cx.emit(events::purged(&project, &gone))?;
    Ok(true)
}
