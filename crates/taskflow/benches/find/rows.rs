//! Tasks in bulk: one statement a table.
//!
//! A task's words come from a list by its number: "update" is in every second title, "rare7" and its like in one of 50,000
//! descriptions. The first project has a tenth of all tasks. Ids grow with time, as they do in life: a task's comment comes right
//! after it.

use std::fmt::Write;

use super::shared::Database;
use super::world::World;

/// Words that titles and descriptions are made of.
const WORDS: i64 = 2_000;
/// 2027-01-01 in UTC.
const DAY_ONE: i64 = 1_798_761_600_000;

/// What the engines spell differently.
struct Speech {
    sqlite: bool,
}

impl Speech {
    fn id(&self, number: &str) -> String {
        if self.sqlite {
            format!("unhex(printf('%032x', {number}))")
        } else {
            format!("lpad(to_hex(({number})::bigint), 32, '0')::uuid")
        }
    }

    fn known(&self, id: &str) -> String {
        let hex = id.replace('-', "");
        if self.sqlite { format!("x'{hex}'") } else { format!("'{id}'::uuid") }
    }

    fn series(&self, count: i64) -> String {
        if self.sqlite {
            format!(
                "(WITH RECURSIVE s(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM s WHERE x < {count}) SELECT x FROM s)"
            )
        } else {
            format!("(SELECT x FROM generate_series(1::bigint, {count}) AS x)")
        }
    }

    fn padded(&self, number: &str) -> String {
        if self.sqlite {
            format!("printf('%09d', {number})")
        } else {
            format!("lpad(({number})::text, 9, '0')")
        }
    }

    fn day(&self, number: &str) -> String {
        if self.sqlite {
            format!("date('2027-01-01', '+' || ({number}) || ' days')")
        } else {
            format!("(date '2027-01-01' + ({number})::int)::text")
        }
    }
}

/// The word with a number that an expression gives.
fn word(number: &str) -> String {
    format!("(SELECT w.word FROM bench_word w WHERE w.n = ({number}) % {WORDS})")
}

fn words(factors: &[i64]) -> String {
    let each: Vec<String> = factors
        .iter()
        .map(|factor| word(&format!("s.x * {factor} + s.x / {factor}")))
        .collect();
    each.join(" || ' ' || ")
}

pub fn load(database: &Database, world: &World, count: i64) {
    let speech = Speech { sqlite: database.is_sqlite() };
    database.run(&places(&speech, world));
    database.run(&tasks(&speech, world, count));
    let (person, workspace) = (speech.known(&world.person), speech.known(&world.workspace));
    let task = speech.id("s.x * 4");
    let some = |every: i64| format!("FROM {} s WHERE s.x % {every} = 0", speech.series(count));
    database.run(&format!(
        "INSERT INTO task_assignee (task_id, user_id) SELECT {task}, {person} {}",
        some(500)
    ));
    database.run(&format!(
        "INSERT INTO watcher (id, workspace_id, task_id, user_id, version, created_at, updated_at) \
         SELECT {}, {workspace}, {task}, {person}, 1, {DAY_ONE}, {DAY_ONE} {}",
        speech.id("s.x * 4 + 2"),
        some(300)
    ));
    database.run(&format!(
        "INSERT INTO comment (id, workspace_id, task_id, author_id, body, version, created_at, updated_at) \
         SELECT {}, {workspace}, {task}, {person}, {}, 1, {DAY_ONE} + s.x, {DAY_ONE} + s.x {}",
        speech.id("s.x * 4 + 1"),
        words(&[23, 29, 31, 37, 41, 43, 47, 53]),
        some(5)
    ));
    database.run("DROP TABLE bench_word; DROP TABLE bench_column;");
}

/// The words, and the columns of all projects.
fn places(speech: &Speech, world: &World) -> String {
    let blob = if speech.sqlite { "BLOB" } else { "UUID" };
    let mut sql = format!(
        "CREATE TABLE bench_word (n BIGINT PRIMARY KEY, word TEXT); \
         CREATE TABLE bench_column (p BIGINT, c BIGINT, project_id {blob}, status_id {blob}, PRIMARY KEY (p, c)); "
    );
    let syllables = ["ka", "lo", "mi", "ne", "ru", "sta", "ver", "zon", "bré", "dal"];
    sql.push_str("INSERT INTO bench_word (n, word) VALUES ");
    for number in 0..WORDS {
        let at = |place: i64| syllables[usize::try_from(number / place % 10).unwrap()];
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(sql, "{comma}({number}, '{}{}{}{}')", at(1), at(10), at(100), at(1_000));
    }
    sql.push_str("; INSERT INTO bench_column (p, c, project_id, status_id) VALUES ");
    for (p, project) in world.projects.iter().enumerate() {
        for (c, status) in project.statuses.iter().enumerate() {
            let comma = if p + c == 0 { "" } else { "," };
            let (project, status) = (speech.known(&project.id), speech.known(status));
            let _ = write!(sql, "{comma}({p}, {c}, {project}, {status})");
        }
    }
    sql.push(';');
    sql
}

fn tasks(speech: &Speech, world: &World, count: i64) -> String {
    let others = world.projects.len() - 1;
    let title = format!(
        "(CASE WHEN s.x % 2 = 0 THEN 'update ' ELSE '' END) || {} || ' ' || s.x",
        words(&[3, 7, 11])
    );
    let body = format!(
        "{} || (CASE WHEN s.x % 50000 = 7 THEN ' rare' || (s.x / 50000) ELSE '' END)",
        words(&[2, 5, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47])
    );
    format!(
        "INSERT INTO task (id, workspace_id, project_id, number, title, title_sort, description, status_id, priority, creator_id, position, \
           due_on, due_sort, custom_fields, comment_count, attachment_count, subtask_count, subtask_done_count, completed_at, version, created_at, updated_at) \
         SELECT {id}, {workspace}, b.project_id, s.x, {title}, {title}, {body}, b.status_id, s.x % 5, {person}, 'a' || {padded}, \
           CASE WHEN s.x % 3 = 0 THEN {day} END, CASE WHEN s.x % 3 = 0 THEN {DAY_ONE} + (s.x % 365) * 86400000 + 86399999 END, '{{}}', \
           CASE WHEN s.x % 5 = 0 THEN 1 ELSE 0 END, 0, 0, 0, CASE WHEN b.c = 3 THEN {DAY_ONE} END, 1, {DAY_ONE} + s.x, {DAY_ONE} + s.x \
         FROM {series} s JOIN bench_column b \
           ON b.p = CASE WHEN s.x % 10 = 0 THEN 0 ELSE 1 + s.x % {others} END AND b.c = s.x / 10 % 5",
        id = speech.id("s.x * 4"),
        workspace = speech.known(&world.workspace),
        person = speech.known(&world.person),
        padded = speech.padded("s.x"),
        day = speech.day("s.x % 365"),
        series = speech.series(count),
    )
}
