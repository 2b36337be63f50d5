//! What is true of the tables whatever was done, by whomever, at whatever moment: asked after random and racing writes.
//!
//! That the log folds to the tables, the harness asks after every case.

use std::collections::{BTreeMap, BTreeSet};

use taskflow_db::{Row, Sql, Tx};
use uuid::Uuid;

use crate::support::TestApp;

/// A query that answers what is wrong, and in which words.
const NEVER: &[(&str, &str)] = &[
    (
        "two tasks at one place of a column",
        "SELECT count(*) FROM (SELECT status_id FROM task WHERE deleted_at IS NULL
           GROUP BY status_id, position HAVING count(*) > 1) AS found",
    ),
    (
        "two statuses at one place of a project",
        "SELECT count(*) FROM (SELECT project_id FROM status GROUP BY project_id, position HAVING count(*) > 1) AS found",
    ),
    (
        "two projects at one place among their siblings",
        "SELECT count(*) FROM (SELECT workspace_id FROM project WHERE deleted_at IS NULL
           GROUP BY workspace_id, parent_id, position HAVING count(*) > 1) AS found",
    ),
    (
        "a task whose subtasks are miscounted",
        "SELECT count(*) FROM task t WHERE t.deleted_at IS NULL AND t.subtask_count <>
           (SELECT count(*) FROM task c WHERE c.parent_id = t.id AND c.deleted_at IS NULL)",
    ),
    (
        "a task whose done subtasks are miscounted",
        "SELECT count(*) FROM task t WHERE t.deleted_at IS NULL AND t.subtask_done_count <>
           (SELECT count(*) FROM task c JOIN status s ON s.id = c.status_id
            WHERE c.parent_id = t.id AND c.deleted_at IS NULL AND s.category = 'done')",
    ),
    (
        "a task whose comments are miscounted",
        "SELECT count(*) FROM task t WHERE t.comment_count <>
           (SELECT count(*) FROM comment c WHERE c.task_id = t.id AND c.deleted_at IS NULL)",
    ),
    (
        "a task in a column of another project",
        "SELECT count(*) FROM task t JOIN status s ON s.id = t.status_id WHERE s.project_id <> t.project_id",
    ),
    (
        "a task that is done and has no time of it, or the other way round",
        "SELECT count(*) FROM task t JOIN status s ON s.id = t.status_id
           WHERE (s.category = 'done') <> (t.completed_at IS NOT NULL)",
    ),
    (
        "a task without its own key",
        "SELECT count(*) FROM task t WHERE NOT EXISTS
           (SELECT 1 FROM task_key k WHERE k.task_id = t.id AND k.workspace_id = t.workspace_id)",
    ),
    (
        "a task number that its project has yet to give",
        "SELECT count(*) FROM task t JOIN project_counter c ON c.project_id = t.project_id
           WHERE t.number >= c.next_number",
    ),
    (
        "something that crosses workspaces",
        "SELECT (SELECT count(*) FROM task t JOIN project p ON p.id = t.project_id WHERE p.workspace_id <> t.workspace_id)
           + (SELECT count(*) FROM task t JOIN task p ON p.id = t.parent_id WHERE p.workspace_id <> t.workspace_id)
           + (SELECT count(*) FROM task_tag x JOIN task t ON t.id = x.task_id JOIN tag g ON g.id = x.tag_id
                WHERE g.workspace_id <> t.workspace_id)
           + (SELECT count(*) FROM relation r JOIN task a ON a.id = r.task_id JOIN task b ON b.id = r.other_id
                WHERE a.workspace_id <> b.workspace_id)",
    ),
    (
        "a workspace without an owner",
        "SELECT count(*) FROM workspace w WHERE w.deleted_at IS NULL AND NOT EXISTS
           (SELECT 1 FROM member m WHERE m.workspace_id = w.id AND m.role = 'owner' AND m.state = 'active')",
    ),
    (
        "somebody with a project role in a workspace that they are not in",
        "SELECT count(*) FROM project_grant g WHERE g.user_id IS NOT NULL AND NOT EXISTS
           (SELECT 1 FROM member m WHERE m.workspace_id = g.workspace_id AND m.user_id = g.user_id)",
    ),
    (
        "somebody in a team of a workspace that they are not in",
        "SELECT count(*) FROM team_member x WHERE NOT EXISTS
           (SELECT 1 FROM member m WHERE m.workspace_id = x.workspace_id AND m.user_id = x.user_id)",
    ),
    (
        "somebody who watches in a workspace that they are not in",
        "SELECT count(*) FROM watcher x WHERE NOT EXISTS
           (SELECT 1 FROM member m WHERE m.workspace_id = x.workspace_id AND m.user_id = x.user_id)",
    ),
    (
        "somebody who leads a project of a workspace that they are not in",
        "SELECT count(*) FROM project p WHERE p.lead_id IS NOT NULL AND NOT EXISTS
           (SELECT 1 FROM member m WHERE m.workspace_id = p.workspace_id AND m.user_id = p.lead_id)",
    ),
];

/// Each thing's one way up: none may lead back to itself.
const TREES: &[(&str, &str)] = &[
    ("projects", "SELECT id, parent_id FROM project WHERE parent_id IS NOT NULL"),
    ("tasks", "SELECT id, parent_id FROM task WHERE parent_id IS NOT NULL"),
    ("comments", "SELECT id, parent_id FROM comment WHERE parent_id IS NOT NULL"),
    ("blocking tasks", "SELECT task_id, other_id FROM relation WHERE kind = 'blocks'"),
    ("duplicates", "SELECT task_id, other_id FROM relation WHERE kind = 'duplicates'"),
];

/// Everything that is wrong, a line each.
pub async fn faults(app: &TestApp) -> Vec<String> {
    let read = |tx: &mut Tx<'_>| -> Result<Vec<String>, taskflow_db::Error> {
        let mut faults = Vec::new();
        for (what, text) in NEVER {
            let count: i64 = tx.one(&Sql::new("test::NEVER", text), &[])?.get(0)?;
            if count > 0 {
                faults.push(format!("  {count} × {what}"));
            }
        }
        for (what, text) in TREES {
            let pair = |row: &Row| Ok((row.get::<Uuid>(0)?, row.get::<Uuid>(1)?));
            let rows = tx.all(&Sql::new("test::TREES", text), &[])?;
            let edges: Vec<(Uuid, Uuid)> =
                rows.iter().map(pair).collect::<Result<_, taskflow_db::Error>>()?;
            if let Some(at) = circle(&edges) {
                faults.push(format!("  a circle of {what} at {at}"));
            }
        }
        Ok(faults)
    };
    app.parts().db.snapshot(read).await.expect("the tables can be read")
}

/// A node that leads back to itself.
fn circle(edges: &[(Uuid, Uuid)]) -> Option<Uuid> {
    let mut out: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for (from, to) in edges {
        out.entry(*from).or_default().push(*to);
    }
    let leads_back = |start: &Uuid| {
        let mut seen = BTreeSet::new();
        let mut next: Vec<Uuid> = out[start].clone();
        while let Some(node) = next.pop() {
            if node == *start {
                return true;
            }
            if seen.insert(node) {
                next.extend(out.get(&node).into_iter().flatten());
            }
        }
        false
    };
    out.keys().find(|start| leads_back(start)).copied()
}

#[test]
fn a_circle_is_found() {
    let id = Uuid::from_u128;
    assert_eq!(circle(&[(id(1), id(2)), (id(2), id(3)), (id(1), id(3))]), None);
    assert_eq!(circle(&[(id(1), id(2)), (id(2), id(3)), (id(3), id(2))]), Some(id(2)));
}
