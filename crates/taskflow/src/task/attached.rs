//! What hangs on tasks and what they are planned for, as one: its endpoints and its images.

use taskflow_db::Tx;
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;

use super::{
    comment, cycle, favourite, field, milestone, relation, shared_text, tag, template, time, view, watcher,
};
use crate::base::Result;
use crate::event::Image;
use crate::http::App;

/// The endpoints of all of them.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(tag::routes())
        .merge(field::routes())
        .merge(template::routes())
        .merge(comment::routes())
        .merge(relation::routes())
        .merge(watcher::routes())
        .merge(time::routes())
        .merge(shared_text::routes())
        .merge(milestone::routes())
        .merge(cycle::routes())
        .merge(view::routes())
        .merge(favourite::routes())
}

/// Everything of a stream that hangs on tasks or goes beside them, as the log shows it.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    let mut images = tag::images(tx, stream)?;
    images.extend(field::images(tx, stream)?);
    images.extend(template::images(tx, stream)?);
    images.extend(comment::images(tx, stream)?);
    images.extend(relation::images(tx, stream)?);
    images.extend(watcher::images(tx, stream)?);
    images.extend(time::images(tx, stream)?);
    images.extend(milestone::images(tx, stream)?);
    images.extend(cycle::images(tx, stream)?);
    images.extend(personal_images(tx, stream)?);
    Ok(images)
}

/// Views and favourites of a stream: in a person's own these are all there is of this service.
///
/// # Errors
/// Those of the database.
pub fn personal_images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    let mut images = view::images(tx, stream)?;
    images.extend(favourite::images(tx, stream)?);
    Ok(images)
}

/// Shared views without a project, by id, after one: for copies that others keep.
///
/// # Errors
/// Those of the database.
pub fn views_page(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<Image>> {
    view::page(tx, workspace, after, limit)
}

/// The shared views of these projects: for copies that others keep.
///
/// # Errors
/// Those of the database.
pub fn views_of(tx: &mut Tx<'_>, projects: &[Uuid]) -> Result<Vec<Image>> {
    view::of_projects(tx, projects)
}
