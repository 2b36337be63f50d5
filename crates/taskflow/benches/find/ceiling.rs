//! The same SQL alone.

use std::time::{Duration, Instant};

use hdrhistogram::Histogram;

use super::shared::Database;
use super::world::World;

const COUNT: &str = "SELECT t.status_id, count(*) FROM task t WHERE t.project_id = $1 AND t.deleted_at IS NULL AND t.archived_at IS NULL GROUP BY 1";

pub fn print(database: &Database, world: &World, time: Duration) {
    let project = uuid::Uuid::parse_str(&world.projects[0].id).unwrap();
    match database {
        Database::Sqlite(_) => sqlite(database, project, time),
        Database::Postgres(_) => postgres(database, project, time),
    }
    println!();
}

fn sqlite(database: &Database, project: uuid::Uuid, time: Duration) {
    let connection = database.sqlite();
    for word in ["update", "rare1"] {
        let mut find = connection
            .prepare("SELECT rowid FROM search_text WHERE search_text MATCH ?1 ORDER BY rowid DESC LIMIT 200")
            .unwrap();
        say(&format!("FTS5 alone, the newest 200 of \"{word}\""), time, || {
            let rows = find
                .query_map([format!("\"\u{b7}{word}\"")], |row| row.get::<_, i64>(0))
                .unwrap();
            assert!(rows.count() <= 200);
        });
    }
    let mut count = connection.prepare(COUNT).unwrap();
    say("counts of the large project alone", time, || {
        let rows = count
            .query_map([project.as_bytes().to_vec()], |row| row.get::<_, i64>(1))
            .unwrap();
        assert!(rows.count() > 0);
    });
}

fn postgres(database: &Database, project: uuid::Uuid, time: Duration) {
    let find = "SELECT doc FROM search_doc WHERE words @@ $1::text::tsquery ORDER BY doc DESC LIMIT 200";
    database.postgres(async |client| {
        let find = client.prepare(find).await.unwrap();
        for word in ["update", "rare1"] {
            let words = format!("'\u{b7}{word}'");
            let mut times = Histogram::<u64>::new(3).unwrap();
            let started = Instant::now();
            while started.elapsed() < time {
                let sent = Instant::now();
                client.query(&find, &[&words]).await.unwrap();
                times.record(u64::try_from(sent.elapsed().as_micros()).unwrap()).unwrap();
            }
            report(&format!("tsvector alone, the newest 200 of \"{word}\", all gone through"), &times);
        }
        let mut times = Histogram::<u64>::new(3).unwrap();
        let count = client.prepare(COUNT).await.unwrap();
        let started = Instant::now();
        while started.elapsed() < time {
            let sent = Instant::now();
            client.query(&count, &[&project]).await.unwrap();
            times.record(u64::try_from(sent.elapsed().as_micros()).unwrap()).unwrap();
        }
        report("counts of the large project alone", &times);
    });
}

fn say(what: &str, time: Duration, mut work: impl FnMut()) {
    let mut times = Histogram::<u64>::new(3).unwrap();
    let started = Instant::now();
    while started.elapsed() < time {
        let sent = Instant::now();
        work();
        times.record(u64::try_from(sent.elapsed().as_micros()).unwrap()).unwrap();
    }
    report(what, &times);
}

fn report(what: &str, times: &Histogram<u64>) {
    let ms = |share: f64| times.value_at_quantile(share) as f64 / 1000.0;
    println!("- SQL alone: {what}: p50 {:.2} ms, p95 {:.2} ms.", ms(0.5), ms(0.95));
}
