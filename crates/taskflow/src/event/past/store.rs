//! SQL of the index of things: which entries touched what.

use taskflow_db::{Engine, Error, Tx, params, sql};
use uuid::Uuid;

sql!(
    INSERT,
    sqlite: "INSERT OR IGNORE INTO event_thing (stream_id, thing_id, seq, project_id) VALUES ($1, $2, $3, $4)",
    postgres: "INSERT INTO event_thing (stream_id, thing_id, seq, project_id) \
               SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[]) ON CONFLICT DO NOTHING"
);
sql!(
    LATEST,
    "SELECT seq FROM event_thing WHERE stream_id = $1 AND thing_id = $2 AND seq <= $3 ORDER BY seq DESC LIMIT $4"
);
sql!(
    SINCE,
    "SELECT seq FROM event_thing WHERE stream_id = $1 AND thing_id = $2 AND seq > $3 ORDER BY seq LIMIT $4"
);
sql!(
    FIRST_EACH,
    "SELECT thing_id, MIN(seq) FROM event_thing WHERE stream_id = $1 AND thing_id in_list($2) GROUP BY thing_id"
);
sql!(
    LATEST_EACH,
    "SELECT thing_id, MAX(seq) FROM event_thing WHERE stream_id = $1 AND thing_id in_list($2) AND seq <= $3 GROUP BY thing_id"
);
// A task that was in the project, and is now in another one or was then, is told by the two that follow.
sql!(
    IN_PROJECT,
    "SELECT p.thing_id, p.seq, \
       (SELECT MAX(y.seq) FROM event_thing y WHERE y.stream_id = $5 AND y.thing_id = p.thing_id AND y.seq <= $3), \
       (SELECT n.project_id FROM event_thing n WHERE n.stream_id = $5 AND n.thing_id = p.thing_id ORDER BY n.seq DESC LIMIT 1) \
     FROM (SELECT x.thing_id AS thing_id, MAX(x.seq) AS seq FROM event_thing x \
           WHERE x.project_id = $1 AND x.thing_id > $2 AND x.seq <= $3 \
           GROUP BY x.thing_id ORDER BY x.thing_id LIMIT $4) p ORDER BY p.thing_id"
);
sql!(
    IN_STREAM,
    "SELECT p.thing_id, p.seq, \
       (SELECT MAX(y.seq) FROM event_thing y WHERE y.stream_id = $1 AND y.thing_id = p.thing_id AND y.seq <= $3), \
       (SELECT n.project_id FROM event_thing n WHERE n.stream_id = $1 AND n.thing_id = p.thing_id ORDER BY n.seq DESC LIMIT 1) \
     FROM (SELECT x.thing_id AS thing_id, MAX(x.seq) AS seq FROM event_thing x \
           WHERE x.stream_id = $1 AND x.thing_id > $2 AND x.seq <= $3 AND x.project_id IS NOT NULL \
           GROUP BY x.thing_id ORDER BY x.thing_id LIMIT $4) p ORDER BY p.thing_id"
);

/// A thing that an entry touched, and the project it is in since, if it is a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touch {
    pub thing_id: Uuid,
    pub project_id: Option<Uuid>,
}

/// Notes what entries touched: stream, thing and place.
pub fn insert(tx: &mut Tx<'_>, rows: &[(Uuid, i64, Touch)]) -> Result<(), Error> {
    match tx.engine() {
        _ if rows.is_empty() => Ok(()),
        Engine::Sqlite => rows.iter().try_for_each(|(stream, seq, touch)| {
            tx.exec(&INSERT, &params![*stream, touch.thing_id, *seq, touch.project_id])
                .map(|_| ())
        }),
        Engine::Postgres => {
            let streams: Vec<Uuid> = rows.iter().map(|row| row.0).collect();
            let things: Vec<Uuid> = rows.iter().map(|row| row.2.thing_id).collect();
            let seqs: Vec<i64> = rows.iter().map(|row| row.1).collect();
            let projects: Vec<Option<Uuid>> = rows.iter().map(|row| row.2.project_id).collect();
            tx.exec(&INSERT, &params![streams, things, seqs, projects]).map(|_| ())
        }
    }
}

/// The entries that touched a thing up to a `seq`, newest first.
pub fn latest(tx: &mut Tx<'_>, stream: Uuid, thing: Uuid, upto: i64, limit: i64) -> Result<Vec<i64>, Error> {
    tx.all(&LATEST, &params![stream, thing, upto, limit])?
        .iter()
        .map(|row| row.get(0))
        .collect()
}

/// The first entry that touched each of these things.
pub fn first_each(tx: &mut Tx<'_>, stream: Uuid, things: &[Uuid]) -> Result<Vec<(Uuid, i64)>, Error> {
    let rows = tx.all(&FIRST_EACH, &params![stream, things])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// The last entry that touched each of these things up to a `seq`.
pub fn latest_each(
    tx: &mut Tx<'_>,
    stream: Uuid,
    things: &[Uuid],
    upto: i64,
) -> Result<Vec<(Uuid, i64)>, Error> {
    let rows = tx.all(&LATEST_EACH, &params![stream, things, upto])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// The entries that touched a thing after a `seq`, oldest first.
pub fn since(tx: &mut Tx<'_>, stream: Uuid, thing: Uuid, after: i64, limit: i64) -> Result<Vec<i64>, Error> {
    tx.all(&SINCE, &params![stream, thing, after, limit])?
        .iter()
        .map(|row| row.get(0))
        .collect()
}

/// A task that was in a project once, and where it was and is.
#[derive(Clone, Copy, Debug)]
pub struct Once {
    pub thing_id: Uuid,
    /// The last entry that left it there.
    pub seq: i64,
    /// The last entry that touched it up to then.
    pub last: i64,
    /// Where it is now; nothing when it is gone.
    pub now_in: Option<Uuid>,
}

/// Tasks by id that were in a project, or in any of the stream's, at some time up to a `seq`.
pub fn once(
    tx: &mut Tx<'_>,
    stream: Uuid,
    project: Option<Uuid>,
    after: Uuid,
    upto: i64,
    limit: i64,
) -> Result<Vec<Once>, Error> {
    let rows = match project {
        Some(project) => tx.all(&IN_PROJECT, &params![project, after, upto, limit, stream])?,
        None => tx.all(&IN_STREAM, &params![stream, after, upto, limit])?,
    };
    let read = |row: &taskflow_db::Row| {
        let mut row = row.reader();
        let (thing_id, seq) = (row.take()?, row.take()?);
        let last: Option<i64> = row.take()?;
        Ok(Once { thing_id, seq, last: last.unwrap_or(seq), now_in: row.take()? })
    };
    rows.iter().map(read).collect()
}
