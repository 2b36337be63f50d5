//! How PostgreSQL goes about statements when tables are large: none reads one whole that need not. What SQLite does is
//! tested beside the lists, and in tests/it/sql.

use std::sync::Arc;

use taskflow_db::{Db, Engine, NoJournal, Options, Part, Sql, Value, registered};
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

use crate::task::field::FieldSort;
use crate::task::model::GroupBy;
use crate::task::queries::list::tests::{LISTED, filters, listing, scopes, usual};
use crate::task::rules::parse_order;
use crate::task::store::{self, Filter, Listing, Scope};

/// What grows with the work that people do.
const LARGE: [&str; 14] = [
    "task",
    "task_assignee",
    "task_tag",
    "task_key",
    "task_field",
    "watcher",
    "relation",
    "comment",
    "comment_mention",
    "reaction",
    "time_entry",
    "event",
    "search_doc",
    "idempotency",
];

/// Statements that go through a large table, and why.
const WHOLE: &[(&str, &str)] = &[
    ("comment::store::ALL", "all of a workspace, to be compared with its log"),
    ("comment::store::ALL_MENTIONS", "as above"),
    ("comment::store::ALL_REACTIONS", "as above"),
    ("relation::store::ALL", "as above"),
    ("watcher::store::ALL", "as above"),
    (
        "search::store::fill::EMPTY",
        "empties the index, in parts whose size a plan for any size does not know",
    ),
    ("event::store::FORGET_ANSWERS", "as above, of answers that are kept no longer"),
];

/// Twenty workspaces of ten projects each, a thousand tasks a workspace with something of every kind, three values each. What is
/// numbered 1 belongs to workspace 1.
const SEED: &str = r"
SET session_replication_role = replica;
CREATE FUNCTION pg_temp.id(n BIGINT) RETURNS UUID LANGUAGE sql IMMUTABLE
    AS $$ SELECT ('00000000-0000-0000-0000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
INSERT INTO users (id, email, email_key, name, locale, timezone, status, email_verified, server_admin, version, created_at, updated_at)
    SELECT pg_temp.id(n), n || '@example.org', n || '@example.org', 'u' || n, 'en', 'UTC', 'active', true, false, 1, n, n FROM generate_series(1, 200) n;
INSERT INTO project (id, workspace_id, key, name, description, visibility, position, creator_id, version, created_at, updated_at)
    SELECT pg_temp.id(n), pg_temp.id(n % 20 + 1), 'P' || n, 'p' || n, '', 'workspace', 'a', pg_temp.id(1), 1, n, n FROM generate_series(1, 200) n;
INSERT INTO status (id, workspace_id, project_id, name, name_key, category, colour, position, creator_id, version, created_at, updated_at)
    SELECT pg_temp.id(n), pg_temp.id(n % 200 % 20 + 1), pg_temp.id(n % 200 + 1), 's' || n, 's' || n,
        (ARRAY['backlog', 'todo', 'in_progress', 'done', 'cancelled'])[n % 5 + 1], '', 'a', pg_temp.id(1), 1, n, n FROM generate_series(1, 1000) n;
INSERT INTO task (id, workspace_id, project_id, number, title, title_sort, description, status_id, priority, creator_id, parent_id, position,
        due_on, due_sort, estimate, custom_fields, milestone_id, cycle_id, comment_count, attachment_count, subtask_count, subtask_done_count,
        completed_at, version, created_at, updated_at)
    SELECT pg_temp.id(n), pg_temp.id(n % 200 % 20 + 1), pg_temp.id(n % 200 + 1), n, 'title ' || n, 'title ' || n, repeat('word ', 40),
        pg_temp.id(n % 1000 + 1), n % 5, pg_temp.id(n % 97 + 1), CASE WHEN n % 4 = 0 AND n > 800 THEN pg_temp.id(n - 800) END, lpad(n::text, 8, '0'),
        CASE WHEN n % 3 = 0 THEN '2026-01-01' END, CASE WHEN n % 3 = 0 THEN n END, n % 7, '{}', pg_temp.id(n % 400 + 1), pg_temp.id(n % 300 + 1),
        0, 0, 0, 0, CASE WHEN n % 2 = 0 THEN n END, 1, n, n * 7 % 20011 FROM generate_series(1, 20000) n;
INSERT INTO task_assignee (task_id, user_id) SELECT pg_temp.id(n), pg_temp.id(n % 197 + 1) FROM generate_series(1, 20000) n;
INSERT INTO task_tag (task_id, tag_id) SELECT pg_temp.id(n), pg_temp.id(n % 500 + 1) FROM generate_series(1, 20000) n;
INSERT INTO task_key (workspace_id, key, task_id) SELECT pg_temp.id(n % 20 + 1), 'P-' || n, pg_temp.id(n) FROM generate_series(1, 20000) n;
INSERT INTO task_field (task_id, field_id, place, created_at, sort, text)
    SELECT pg_temp.id(n % 20000 + 1), pg_temp.id(n % 200 + 1 + n / 20000 * 200), 0, n, 'v' || n, 'v' || n FROM generate_series(0, 59999) n;
INSERT INTO watcher (id, workspace_id, task_id, user_id, version, created_at, updated_at)
    SELECT pg_temp.id(n), pg_temp.id(n % 20 + 1), pg_temp.id(n), pg_temp.id(n % 197 + 1), 1, n, n FROM generate_series(1, 20000) n;
INSERT INTO relation (id, workspace_id, task_id, kind, other_id, creator_id, version, created_at, updated_at)
    SELECT pg_temp.id(n), pg_temp.id(n % 20 + 1), pg_temp.id(n), 'blocks', pg_temp.id(n % 20000 + 1), pg_temp.id(1), 1, n, n FROM generate_series(1, 20000) n;
INSERT INTO comment (id, workspace_id, task_id, author_id, parent_id, body, version, created_at, updated_at)
    SELECT pg_temp.id(n), pg_temp.id(n % 20 + 1), pg_temp.id(n % 7000 + 1), pg_temp.id(n % 197 + 1), CASE WHEN n % 3 = 0 THEN pg_temp.id(n - 1) END,
        'body ' || n, 1, n, n FROM generate_series(1, 20000) n;
INSERT INTO comment_mention (comment_id, user_id) SELECT pg_temp.id(n), pg_temp.id(n % 197 + 1) FROM generate_series(1, 20000) n;
INSERT INTO reaction (comment_id, user_id, emoji, created_at) SELECT pg_temp.id(n), pg_temp.id(n % 197 + 1), 'x', n FROM generate_series(1, 20000) n;
INSERT INTO time_entry (id, workspace_id, task_id, user_id, started_at, ended_at, note, version, created_at, updated_at)
    SELECT pg_temp.id(n), pg_temp.id(n % 20 + 1), pg_temp.id(n), pg_temp.id(n % 197 + 1), n, n + 5, '', 1, n, n FROM generate_series(1, 20000) n;
INSERT INTO event (stream_id, seq, command_end, id, type, schema_version, entity_type, entity_id, entity_version, subject_id, request_id, payload,
        payload_hash, chain, at)
    SELECT pg_temp.id(n % 20 + 1), n / 20 + 1, n / 20 + 1, pg_temp.id(n), 'task.updated', 1, 'task', pg_temp.id(n), 1, pg_temp.id(n), 'r',
        repeat('x', 200), ''::bytea, ''::bytea, n FROM generate_series(1, 20000) n;
INSERT INTO search_doc (doc, entity_id, task_id, words)
    SELECT n, pg_temp.id(n), pg_temp.id(n), to_tsvector('simple', 'word' || n) FROM generate_series(1, 20000) n;
INSERT INTO idempotency (actor_id, key, fingerprint, status, body, at)
    SELECT pg_temp.id(n % 197 + 1), 'k' || n, ''::bytea, 200, ''::bytea, n FROM generate_series(1, 20000) n;
VACUUM ANALYZE;
";

struct Server {
    url: String,
    name: String,
    base: String,
}

impl Server {
    /// A database of its own on the server that tests may use. Without one a test fails: it is never skipped.
    async fn with_work() -> Self {
        let base = std::env::var("TASKFLOW_TEST_POSTGRES").expect("TASKFLOW_TEST_POSTGRES: run `make test`");
        let name = format!("it_{}_plans", std::process::id());
        let (address, options) = base.split_once('?').unwrap_or((&base, ""));
        let front = address.rsplit_once('/').map_or(address, |(front, _)| front);
        let url = format!("{front}/{name}?{options}");
        let admin = connect(&base).await;
        admin
            .batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            .await
            .unwrap();
        admin.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
        let server = Self { url, name, base };
        let db = server.open();
        tokio::task::spawn_blocking(move || {
            db.migrate_up(crate::migrations::ALL).unwrap();
            db.close();
        })
        .await
        .unwrap();
        let client = connect(&server.url).await;
        for statement in SEED.split(";\n").filter(|statement| !statement.trim().is_empty()) {
            let done = client.batch_execute(statement).await;
            done.unwrap_or_else(|error| panic!("{statement}: {error:?}"));
        }
        server
    }

    fn open(&self) -> Db {
        let options = Options { allow_unsafe_fsync: true, readers: 1, ..Options::new(self.url.clone()) };
        Db::open(options, Arc::new(NoJournal)).unwrap()
    }

    async fn end(self) {
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        connect(&self.base).await.batch_execute(&drop).await.unwrap();
    }
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// The large tables that a plan reads whole.
fn read_whole(plan: &str) -> Vec<&str> {
    let scanned = plan
        .lines()
        .filter_map(|step| step.split_once("Seq Scan on ").map(|(_, rest)| rest));
    scanned
        .filter_map(|rest| rest.split(' ').next())
        .filter(|table| LARGE.contains(table))
        .collect()
}

/// Every list and every count of groups, as it is asked.
fn composed() -> Vec<(String, Sql, Vec<Value>)> {
    let mut all = Vec::new();
    let mut add = |what: String, statements: Vec<(Sql, Vec<Value>)>| {
        all.extend(statements.into_iter().map(|(sql, values)| (what.clone(), sql, values)));
    };
    for order in LISTED {
        for scope in scopes() {
            for filter in filters() {
                let asked = [usual(), filter].concat();
                let list = listing(scope.clone(), asked.clone(), order);
                add(format!("by {order}, {scope:?}, {asked:?}"), store::statements(&list));
            }
        }
    }
    let field = Uuid::from_u128(1);
    for (sign, scope) in ["", "-"].into_iter().flat_map(|sign| scopes().map(|scope| (sign, scope))) {
        let order = parse_order(Some(&format!("{sign}field.x")), |_| Ok(FieldSort::of(field))).unwrap();
        let list = Listing { order, ..listing(scope.clone(), usual(), "created") };
        add(format!("by {sign}field, {scope:?}"), store::statements(&list));
    }
    for by in GroupBy::ALL.into_iter().chain([GroupBy::Field(field)]) {
        // Of a workspace: a count goes through all of its tasks, but not through those of others.
        for scope in [Scope::Project(field), Scope::Workspace(field, vec![Uuid::from_u128(20)])] {
            for filter in [Vec::new(), vec![Filter::Status(vec![field])]] {
                let list = listing(scope.clone(), [usual(), filter].concat(), "position");
                let counts = store::count_statement(&list, by, None);
                add(format!("groups by {by:?}, {scope:?}"), vec![counts]);
            }
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_large_table_is_read_whole() {
    let server = Server::with_work().await;
    let mut faults = Vec::new();
    let db = server.open();
    for (what, sql, values) in composed() {
        let text = format!("EXPLAIN {}", sql.text(Engine::Postgres));
        // Statements are made of static texts only; a test may leak one.
        let explain = Sql::compose(&[Part::Text(text.leak())]);
        let rows: Result<_, taskflow_db::Error> = db.read(move |tx| tx.all(&explain, &values)).await;
        let steps: Vec<String> = rows.unwrap().iter().map(|row| row.get(0).unwrap()).collect();
        let plan = steps.join("\n");
        if !read_whole(&plan).is_empty() {
            faults.push(format!("{what}\n{plan}"));
        }
    }
    db.close();
    let client = connect(&server.url).await;
    // The plan that serves whatever is asked for.
    client.batch_execute("SET plan_cache_mode = force_generic_plan").await.unwrap();
    let mut excused: Vec<&str> = WHOLE.iter().map(|(name, _)| *name).collect();
    let texts: Vec<&Sql> = registered().filter(|sql| sql.name().starts_with("taskflow::")).collect();
    assert!(texts.len() > 400, "only {} statements are registered", texts.len());
    for sql in texts {
        let text = sql.text(Engine::Postgres);
        let text = text.replace(" NOT in_list(", " <> ALL(").replace(" not in_list(", " <> ALL(");
        let text = text.replace(" in_list(", " = ANY(");
        let count = (1..).take_while(|number| text.contains(&format!("${number}"))).count();
        client
            .batch_execute(&format!("PREPARE asked AS {text}"))
            .await
            .unwrap_or_else(|error| {
                panic!("{}: {error:?}", sql.name());
            });
        let given = if count == 0 {
            String::new()
        } else {
            format!("({})", vec!["NULL"; count].join(", "))
        };
        let rows = client.query(&format!("EXPLAIN EXECUTE asked{given}"), &[]).await.unwrap();
        let steps: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        let plan = steps.join("\n");
        client.batch_execute("DEALLOCATE asked").await.unwrap();
        let whole = read_whole(&plan);
        let known = excused.iter().position(|name| sql.name().ends_with(name));
        match (whole.is_empty(), known) {
            (false, Some(place)) => drop(excused.remove(place)),
            (false, None) => faults.push(format!("{}\n{text}\n{plan}", sql.name())),
            (true, _) => {}
        }
    }
    drop(client);
    server.end().await;
    assert!(faults.is_empty(), "{} read a large table whole:\n{}", faults.len(), faults.join("\n\n"));
    assert!(excused.is_empty(), "no longer needs an excuse: {excused:?}");
}

#[test]
fn a_whole_table_is_noticed() {
    let plan =
        "Sort\n  ->  Seq Scan on task t  (cost=0.00..1.00)\n  ->  Seq Scan on project p  (cost=0.00..1.00)";
    assert_eq!(read_whole(plan), ["task"]);
    assert!(read_whole("Index Scan using task_pkey on task t  (cost=0.00..1.00)").is_empty());
}
