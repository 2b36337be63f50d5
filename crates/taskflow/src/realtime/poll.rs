//! The safety poll: looks once a second where the followed streams stand, since every hint may be lost.

use taskflow_db::Db;

use crate::base::Result;
use crate::event::{self, Wake};

/// Heads read by one statement.
const CHUNK: usize = 500;

/// Wakes the readers of followed streams that stand elsewhere than was known here. Reads nothing when nobody follows.
///
/// # Errors
/// Those of the database; what was found before is told.
pub async fn poll(db: &Db, wake: &Wake) -> Result<()> {
    let followed = wake.followed();
    for streams in followed.streams().chunks(CHUNK) {
        let streams = streams.to_vec();
        let heads = db.read(move |tx| event::heads_of(tx, streams)).await?;
        for head in heads.iter().map(event::Head::position).filter(|head| followed.seen(*head)) {
            wake.heard(head);
        }
    }
    Ok(())
}
