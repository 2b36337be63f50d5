//! Addresses and programs of people are not kept for ever.

use uuid::Uuid;

use crate::base::{Error, Result};
use crate::event;
use crate::http::App;

/// Streams looked at together, and entries of one cleared at once.
const BATCH: i64 = 500;
const DAY_SECS: i64 = 24 * 3600;

/// Takes away where entries came from that are older than `audit.origin_days`; tells how many it looked at.
///
/// # Errors
/// Those of the database.
pub async fn sweep(app: &App) -> Result<u64> {
    let now = app.clock.now();
    let before = now.plus_secs(-app.config.audit.origin_days.saturating_mul(DAY_SECS));
    let mut cleared = 0;
    for kind in ["workspace", "person"] {
        let mut after = Uuid::nil();
        loop {
            let heads = app
                .db
                .read::<_, Error, _>(move |tx| event::heads(tx, kind, after, BATCH))
                .await?;
            let Some(last) = heads.last() else { break };
            after = last.stream_id;
            for head in &heads {
                let stream = head.stream_id;
                loop {
                    let step = app.db.write::<_, Error, _>(stream, move |tx| {
                        event::forget_origins(tx, stream, before, now, BATCH)
                    });
                    let (looked_at, _) = step.await?;
                    cleared += u64::try_from(looked_at).unwrap_or(0);
                    if looked_at == 0 {
                        break;
                    }
                }
            }
        }
    }
    Ok(cleared)
}
