//! What was read or put away is known for a while.

use uuid::Uuid;

use super::{commands, store};
use crate::base::{Error, Result};
use crate::event::{Cx, Meta};
use crate::http::App;

const DAY_MS: i64 = 86_400_000;
/// Notifications a commit.
const BATCH: i64 = 100;

/// Forgets notifications that were dealt with `notifications.kept_days` ago; tells how many went.
///
/// # Errors
/// Those of the database.
pub async fn sweep(app: &App) -> Result<u64> {
    let kept_ms = app.config.notifications.kept_days.saturating_mul(DAY_MS);
    let mut gone = 0;
    loop {
        let now = app.clock.now();
        let meta = Meta::system(now, "old notifications");
        let step = app.db.write::<_, Error, _>(Uuid::nil(), move |tx| {
            let rows = store::old(tx, now.plus_ms(-kept_ms), BATCH)?;
            let count = rows.len();
            commands::forget(&mut Cx::new(tx, &meta), rows)?;
            Ok(count as u64)
        });
        let (some, _) = step.await?;
        gone += some;
        if some < BATCH as u64 {
            return Ok(gone);
        }
    }
}
