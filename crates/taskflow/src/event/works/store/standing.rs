//! SQL of figures.

use taskflow_db::{Tx, params, sql};

use crate::base::{Result, Stamp};
use crate::event::works::Standing;

sql!(
    STANDINGS,
    "SELECT n.name, n.follows, \
       (SELECT count(*) FROM stream_head h LEFT JOIN consumer_cursor c ON c.consumer = n.name AND c.stream_id = h.stream_id \
         WHERE (n.follows = 'every' OR h.kind = n.follows) AND h.seq > COALESCE(c.seq, 0)), \
       (SELECT CAST(COALESCE(SUM(h.seq - COALESCE(c.seq, 0)), 0) AS BIGINT) FROM stream_head h \
         LEFT JOIN consumer_cursor c ON c.consumer = n.name AND c.stream_id = h.stream_id \
         WHERE (n.follows = 'every' OR h.kind = n.follows) AND h.seq > COALESCE(c.seq, 0)), \
       (SELECT count(*) FROM consumer_halt x WHERE x.consumer = n.name AND x.halted_at IS NULL), \
       (SELECT count(*) FROM consumer_halt x WHERE x.consumer = n.name AND x.halted_at IS NOT NULL), \
       (SELECT count(*) FROM lease l WHERE l.name = n.name || '/process' AND l.expires_at > $1) \
     FROM consumer n ORDER BY n.name"
);
// Each part has an index of no more than what it counts; SQLite would group what is overdue by the order of all timers.
sql!(
    WAITING,
    "WITH overdue AS MATERIALIZED (SELECT alarm FROM timer WHERE halted_at IS NULL AND next_at <= $1) \
     SELECT 'delivery', sender, 'waiting', count(*) FROM delivery WHERE state = 'waiting' GROUP BY sender \
     UNION ALL SELECT 'delivery', sender, 'dead', count(*) FROM delivery WHERE state = 'dead' GROUP BY sender \
     UNION ALL SELECT 'timer', alarm, 'overdue', count(*) FROM overdue GROUP BY alarm \
     UNION ALL SELECT 'timer', alarm, 'halted', count(*) FROM timer WHERE halted_at IS NOT NULL GROUP BY alarm"
);

pub fn standings(tx: &mut Tx<'_>, now: Stamp) -> Result<Vec<Standing>> {
    let rows = tx.all(&STANDINGS, &params![now])?;
    let read = |row: &taskflow_db::Row| {
        let mut row = row.reader();
        Ok(Standing {
            consumer: row.take()?,
            follows: row.take()?,
            streams_behind: row.take()?,
            lag: row.take()?,
            failing: row.take()?,
            halted: row.take()?,
            processes: row.take()?,
        })
    };
    rows.iter().map(read).collect()
}

/// Kind, name, state and how many.
pub fn tasks_waiting(tx: &mut Tx<'_>, now: Stamp) -> Result<Vec<(String, String, String, i64)>> {
    let rows = tx.all(&WAITING, &params![now])?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .collect()
}
