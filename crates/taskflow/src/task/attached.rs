//! What hangs on tasks and what they are planned for, as one: its endpoints and its images.

use taskflow_db::Tx;
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;

use super::{comment, cycle, field, milestone, relation, tag, time, watcher};
use crate::base::Result;
use crate::event::Image;
use crate::http::App;

/// The endpoints of tags, custom fields, comments, relations, watchers, tracked time, milestones and cycles.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(tag::routes())
        .merge(field::routes())
        .merge(comment::routes())
        .merge(relation::routes())
        .merge(watcher::routes())
        .merge(time::routes())
        .merge(milestone::routes())
        .merge(cycle::routes())
}

/// Every tag, custom field, comment, relation, watcher, tracked time, milestone and cycle of a stream, as the log shows
/// them.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    let mut images = tag::images(tx, stream)?;
    images.extend(field::images(tx, stream)?);
    images.extend(comment::images(tx, stream)?);
    images.extend(relation::images(tx, stream)?);
    images.extend(watcher::images(tx, stream)?);
    images.extend(time::images(tx, stream)?);
    images.extend(milestone::images(tx, stream)?);
    images.extend(cycle::images(tx, stream)?);
    Ok(images)
}
