//! The same SQL alone: what the database could do without a server in front of it.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

/// The rows of one create, as the server writes them.
const INSERT_TASK: &str = "INSERT INTO task (id, workspace_id, project_id, number, title, title_sort, description, status_id, priority, creator_id, position, custom_fields, comment_count, attachment_count, subtask_count, subtask_done_count, version, created_at, updated_at) \
    SELECT ?1, workspace_id, project_id, ?2, 'Task of the ceiling', 'task of the ceiling', '', status_id, 3, creator_id, ?3, '{}', 0, 0, 0, 0, 1, 0, 0 FROM task LIMIT 1";
const INSERT_EVENT: &str = "INSERT INTO event (stream_id, seq, command_end, id, type, schema_version, entity_type, entity_id, entity_version, request_id, payload, payload_hash, chain, at) \
    SELECT stream_id, ?1, ?1, ?2, type, 1, entity_type, entity_id, 1, request_id, payload, payload_hash, chain, at FROM event WHERE type = 'task.created' LIMIT 1";
const MOVE_HEAD: &str = "UPDATE stream_head SET seq = ?1 WHERE stream_id = (SELECT stream_id FROM event WHERE type = 'task.created' LIMIT 1)";

pub fn print(engine: &str, database: &str, folder: &Path, time: Duration) {
    if let Some(path) = database.strip_prefix("sqlite:") {
        sqlite(path, time);
    } else {
        postgres(engine, database, folder, time);
    }
}

fn sqlite(path: &str, time: Duration) {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")
        .unwrap();
    let ids: Vec<Vec<u8>> = connection
        .prepare("SELECT id FROM task LIMIT 1000")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let reads = per_second(time, |n| {
        let mut statement = connection.prepare_cached("SELECT * FROM task WHERE id = ?1").unwrap();
        let title: String = statement
            .query_row(params![ids[n % ids.len()]], |row| row.get("title"))
            .unwrap();
        assert!(!title.is_empty());
    });
    println!("SQL alone, rusqlite in a loop: {reads:.0} tasks read by id a second.");
    let creates = per_second(time, |n| {
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        create(&connection, n);
        connection.execute_batch("COMMIT").unwrap();
    });
    println!(
        "SQL alone, one commit a create (task, event and head, synchronous=FULL): {creates:.0} creates a second.\n"
    );
}

fn create(connection: &Connection, n: usize) {
    let number = i64::try_from(n).unwrap();
    let id = |tag: u64| [tag.to_be_bytes(), (n as u64).to_be_bytes()].concat();
    let position = format!("z{n:012}");
    connection
        .prepare_cached(INSERT_TASK)
        .unwrap()
        .execute(params![id(1), 10_000_000 + number, position])
        .unwrap();
    connection
        .prepare_cached(INSERT_EVENT)
        .unwrap()
        .execute(params![10_000_000 + number, id(2)])
        .unwrap();
    connection
        .prepare_cached(MOVE_HEAD)
        .unwrap()
        .execute(params![10_000_000 + number])
        .unwrap();
}

fn per_second(time: Duration, mut work: impl FnMut(usize)) -> f64 {
    let started = Instant::now();
    let mut done = 0;
    while started.elapsed() < time {
        work(done);
        done += 1;
    }
    done as f64 / started.elapsed().as_secs_f64()
}

/// pgbench with the same statements one by one, a transaction for each create.
fn postgres(engine: &str, url: &str, folder: &Path, time: Duration) {
    let dollars = |sql: &str| sql.replace("?1", ":n").replace("?2", ":n");
    let create = folder.join("create.pgbench");
    let insert_task = INSERT_TASK
        .replace("?1", "gen_random_uuid()")
        .replace("?2", ":n")
        .replace("?3", "'z' || :n");
    let insert_event = INSERT_EVENT.replace("?1", ":n").replace("?2", "gen_random_uuid()");
    // Client and transaction number together are unique; an event's key is (stream, seq).
    let script = format!(
        "\\set r random(1, 1000000000)\n\\set n 10000000 + :client_id * 1000000000 + :r\nBEGIN;\n{insert_task} ON CONFLICT DO NOTHING;\n{insert_event} ON CONFLICT DO NOTHING;\n{};\nCOMMIT;\n",
        dollars(MOVE_HEAD)
    );
    std::fs::write(&create, script).unwrap();
    let read = folder.join("read.pgbench");
    std::fs::write(&read, "SELECT * FROM task OFFSET 0 LIMIT 1;\n").unwrap();
    for clients in [1, 32, 64] {
        println!(
            "pgbench on {engine}, {clients} clients: {:.0} creates/s (a transaction each), {:.0} reads/s.",
            pgbench(url, &create, clients, time),
            pgbench(url, &read, clients, time)
        );
    }
    println!();
}

fn pgbench(url: &str, script: &Path, clients: usize, time: Duration) -> f64 {
    let program = std::env::var("TASKFLOW_BENCH_PGBENCH").unwrap_or_else(|_| "pgbench".to_owned());
    let output = Command::new(program)
        .args([
            "-n",
            "-M",
            "prepared",
            "-j",
            "2",
            "-c",
            &clients.to_string(),
            "-T",
            &time.as_secs().max(1).to_string(),
            "-f",
        ])
        .arg(script)
        .arg(url)
        .output()
        .expect("pgbench starts; it comes with the PostgreSQL server");
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().find(|line| line.starts_with("tps"));
    let line = line.unwrap_or_else(|| panic!("pgbench: {text}{}", String::from_utf8_lossy(&output.stderr)));
    line.split_whitespace().nth(2).unwrap().parse().unwrap()
}
