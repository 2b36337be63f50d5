//! What the tables of this service hold, for the proof that the log says the same.

use taskflow_db::Tx;
use uuid::Uuid;

use crate::base::Result;
use crate::event::Image;
use crate::task::{attached, store};

/// Tasks read at once.
const CHUNK: i64 = 500;

/// Everything this service's tables hold of a stream, as the log shows it.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    let mut images = Vec::new();
    let mut after = Uuid::nil();
    loop {
        let tasks = store::all_of(tx, stream, after, CHUNK)?;
        let Some(last) = tasks.last() else { break };
        after = last.id;
        for task in &tasks {
            images.push(Image::of(task)?);
        }
    }
    images.extend(attached::images(tx, stream)?);
    Ok(images)
}
