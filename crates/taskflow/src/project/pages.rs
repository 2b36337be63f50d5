//! Projects with what belongs to them, some at a time: for copies that others keep. The caller has proved access.

use taskflow_db::Tx;
use uuid::Uuid;

use super::store;
use crate::base::Result;
use crate::event::Image;

/// Those of the given projects that the workspace has, with the roles given in them and their statuses. Bound their
/// number.
///
/// # Errors
/// Those of the database.
pub fn images_of(tx: &mut Tx<'_>, workspace: Uuid, projects: &[Uuid]) -> Result<Vec<Image>> {
    let found = store::projects::find_all(tx, workspace, projects.to_vec())?;
    let ids: Vec<Uuid> = found.iter().map(|project| project.id).collect();
    let mut images = Vec::new();
    for project in &found {
        images.push(Image::of(project)?);
    }
    for grant in store::grants::of_projects(tx, &ids)? {
        images.push(Image::of(&grant)?);
    }
    for status in store::statuses::of_projects(tx, &ids)? {
        images.push(Image::of(&status)?);
    }
    Ok(images)
}
