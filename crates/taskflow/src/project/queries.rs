//! One function per read.

use taskflow_db::Tx;
use uuid::Uuid;

use super::store;
use crate::base::Result;
use crate::event::Image;

/// Everything of a workspace's stream that this service stores, as the log shows it. Projects in the trash are part
/// of it; a person's stream has nothing here.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    let mut images = Vec::new();
    for project in store::projects::of_workspace(tx, stream)? {
        images.push(Image::of(&project)?);
    }
    for grant in store::grants::of_workspace(tx, stream)? {
        images.push(Image::of(&grant)?);
    }
    for status in store::statuses::of_workspace(tx, stream)? {
        images.push(Image::of(&status)?);
    }
    Ok(images)
}
