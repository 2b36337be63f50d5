//! What services keep in people's own streams, told to those below that show it: they may not name them.

use taskflow_db::Tx;
use uuid::Uuid;

use super::{Image, Imager};
use crate::base::Result;

/// What a service's tables hold of a person's own stream: `inventory::submit! { Personal(images) }`.
pub struct Personal(pub Imager);

inventory::collect!(Personal);

/// Everything that was registered of one person.
///
/// # Errors
/// Those of the database.
pub fn personal(tx: &mut Tx<'_>, person: Uuid) -> Result<Vec<Image>> {
    let mut images = Vec::new();
    for registered in inventory::iter::<Personal>() {
        images.extend((registered.0)(tx, person)?);
    }
    Ok(images)
}
