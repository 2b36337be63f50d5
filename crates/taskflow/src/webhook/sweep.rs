//! What was sent is known for a month.

use uuid::Uuid;

use super::store;
use crate::base::{Error, Result};
use crate::http::App;

const KEPT_SECS: i64 = 30 * 24 * 3600;
const BATCH: i64 = 200;

/// Deletes what came to its end a month ago; tells how many deliveries went.
///
/// # Errors
/// Those of the database.
pub async fn sweep(app: &App) -> Result<u64> {
    let before = app.clock.now().plus_secs(-KEPT_SECS);
    let mut gone = 0;
    loop {
        let step = app
            .db
            .write::<_, Error, _>(Uuid::nil(), move |tx| store::forget_deliveries(tx, before, BATCH));
        let (some, _) = step.await?;
        gone += some;
        if some < BATCH as u64 {
            return Ok(gone);
        }
    }
}
