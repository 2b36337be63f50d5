//! The same database alone: the log read bare, and rows written as an inbox has them.

use std::time::{Duration, Instant};

use super::shared::Database;

const PAGE: i64 = 200;
const READ: &str = "SELECT seq, command_end, id, type, entity_type, entity_id, subject_id, project_before, project_after, actor_id, cause, \
    request_id, payload, at FROM event WHERE stream_id = $1 AND seq > $2 ORDER BY seq LIMIT 200";
/// Rows a transaction: as many as a consumer handles at once.
const ROWS: i64 = 200;
const TIME: Duration = Duration::from_secs(3);

/// Entries a second, page by page, as a consumer reads them, payloads and all.
pub fn read(database: &Database, workspace: &str) -> f64 {
    let stream = uuid::Uuid::parse_str(workspace).unwrap();
    let started = Instant::now();
    let count = match database {
        Database::Sqlite(_) => {
            let connection = database.sqlite();
            let mut page = connection.prepare(READ).unwrap();
            let (mut after, mut count, mut bytes) = (0_i64, 0_i64, 0_usize);
            loop {
                let rows = page
                    .query_map((stream.as_bytes().to_vec(), after), |row| {
                        Ok((row.get::<_, i64>(0)?, row.get::<_, Option<String>>(12)?))
                    })
                    .unwrap();
                let before = after;
                for row in rows {
                    let (seq, payload) = row.unwrap();
                    (after, count, bytes) = (seq, count + 1, bytes + payload.map_or(0, |text| text.len()));
                }
                if after == before {
                    break;
                }
            }
            assert!(bytes > 0);
            count
        }
        Database::Postgres(_) => database.postgres(async |client| {
            let page = client.prepare(READ).await.unwrap();
            let (mut after, mut count, mut bytes) = (0_i64, 0_i64, 0_usize);
            loop {
                let rows = client.query(&page, &[&stream, &after]).await.unwrap();
                for row in &rows {
                    bytes += row.get::<_, Option<&str>>(12).map_or(0, str::len);
                    after = row.get(0);
                }
                count += rows.len() as i64;
                if (rows.len() as i64) < PAGE {
                    break;
                }
            }
            assert!(bytes > 0);
            count
        }),
    };
    count as f64 / started.elapsed().as_secs_f64()
}

/// How fast rows like an inbox's go in, 200 a durable transaction and nothing else done.
pub fn write(database: &Database) -> String {
    let table = "CREATE TABLE bench_inbox (id BIGINT PRIMARY KEY, person BIGINT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, \
        made BIGINT NOT NULL, UNIQUE (person, kind, source))";
    database.run(table);
    let started = Instant::now();
    let mut count = 0_i64;
    match database {
        Database::Sqlite(_) => {
            let mut connection = database.sqlite();
            connection
                .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
                .unwrap();
            while started.elapsed() < TIME {
                let tx = connection.transaction().unwrap();
                {
                    let mut insert = tx
                        .prepare_cached("INSERT INTO bench_inbox VALUES (?1, ?2, 'assigned', ?3, ?1)")
                        .unwrap();
                    for row in count..count + ROWS {
                        insert.execute((row, row % 19, row.to_string())).unwrap();
                    }
                }
                tx.commit().unwrap();
                count += ROWS;
            }
        }
        Database::Postgres(_) => {
            count = database.postgres(async |client| {
                let insert = "INSERT INTO bench_inbox SELECT x, x % 19, 'assigned', x::text, x FROM generate_series($1::bigint, $2::bigint) AS x";
                let insert = client.prepare(insert).await.unwrap();
                let mut count = 0_i64;
                while started.elapsed() < TIME {
                    client.execute(&insert, &[&count, &(count + ROWS - 1)]).await.unwrap();
                    count += ROWS;
                }
                count
            });
        }
    }
    let rate = count as f64 / started.elapsed().as_secs_f64();
    database.run("DROP TABLE bench_inbox");
    format!("Rows like an inbox's alone, 200 a durable transaction: {rate:.0}/s.")
}

/// What the notifications came to.
pub fn inbox_rows(database: &Database) -> i64 {
    let count = "SELECT count(*) FROM notification";
    match database {
        Database::Sqlite(_) => database.sqlite().query_row(count, (), |row| row.get(0)).unwrap(),
        Database::Postgres(_) => {
            database.postgres(async |client| client.query_one(count, &[]).await.unwrap().get(0))
        }
    }
}
