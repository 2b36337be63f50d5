//! Writing tasks.

use serde_json::Value as Json;
use taskflow_db::{Sql, Tx, Value, params, sql};
use uuid::Uuid;

use super::series::Details;
use crate::base::Result;
use crate::task::model::Task;
use crate::task::{field, rules, search};

sql!(
    INSERT,
    "INSERT INTO task (id, workspace_id, project_id, number, title, title_sort, description, status_id, priority, creator_id, parent_id, position, \
       start_on, due_on, due_time, due_timezone, due_at, due_sort, estimate, recurrence_rule, recurrence_mode, custom_fields, milestone_id, cycle_id, \
       comment_count, attachment_count, subtask_count, subtask_done_count, completed_at, archived_at, deleted_at, version, created_at, updated_at, cycle_since, \
       recurrence_details, series_id) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, \
       $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37)"
);
sql!(INSERT_ASSIGNEE, "INSERT INTO task_assignee (task_id, user_id) VALUES ($1, $2)");
sql!(INSERT_TAG, "INSERT INTO task_tag (task_id, tag_id) VALUES ($1, $2)");
sql!(DELETE_ASSIGNEE, "DELETE FROM task_assignee WHERE task_id = $1 AND user_id = $2");
sql!(DELETE_TAG, "DELETE FROM task_tag WHERE task_id = $1 AND tag_id = $2");
// A key that once was another task's leads to the newer one: its own project got the key anew.
sql!(
    REMEMBER_KEY,
    "INSERT INTO task_key (workspace_id, key, task_id) VALUES ($1, $2, $3) \
     ON CONFLICT (workspace_id, key) DO UPDATE SET task_id = excluded.task_id"
);
// Three sizes of update, since every index over a column that is set costs, also when the value stays.
sql!(
    SAVE_PLACE,
    "UPDATE task SET status_id = $2, position = $3, completed_at = $4, version = $5, updated_at = $6 WHERE id = $1"
);
sql!(
    SAVE_WORDS,
    "UPDATE task SET description = $2, start_on = $3, estimate = $4, recurrence_rule = $5, recurrence_mode = $6, \
       archived_at = $7, version = $8, updated_at = $9, recurrence_details = $10 WHERE id = $1"
);
sql!(
    SAVE,
    "UPDATE task SET project_id = $2, number = $3, title = $4, title_sort = $5, description = $6, status_id = $7, priority = $8, parent_id = $9, \
       position = $10, start_on = $11, due_on = $12, due_time = $13, due_timezone = $14, due_at = $15, due_sort = $16, estimate = $17, \
       recurrence_rule = $18, recurrence_mode = $19, custom_fields = $20, milestone_id = $21, cycle_id = $22, completed_at = $23, \
       archived_at = $24, deleted_at = $25, version = $26, updated_at = $27, cycle_since = $28, \
       recurrence_details = $29, series_id = $30 WHERE id = $1"
);

sql!(DELETE_FIELD, "DELETE FROM task_field WHERE task_id = $1 AND field_id = $2");
// An option sorts by its place.
sql!(
    INSERT_FIELD,
    "INSERT INTO task_field (task_id, field_id, place, created_at, sort, text, number, ref) \
     VALUES ($1, $2, $3, $4, coalesce((SELECT o.position FROM custom_field_option o WHERE o.id = $8 AND o.field_id = $2), $5), $6, $7, $8)"
);
sql!(
    INSERT_CHOICE,
    "INSERT INTO task_field (task_id, field_id, place, created_at, ref) VALUES ($1, $2, $3, $4, $5)"
);

type Call = (&'static Sql, Vec<Value>);

fn run(tx: &mut Tx<'_>, calls: &[Call]) -> Result<()> {
    let calls: Vec<(&Sql, &[Value])> = calls.iter().map(|(sql, values)| (*sql, values.as_slice())).collect();
    if !calls.is_empty() {
        tx.batch(&calls)?;
    }
    Ok(())
}

/// A new task with its assignees, tags and key: all in line, to go with what comes next.
pub fn insert(tx: &mut Tx<'_>, t: &Task) -> Result<()> {
    let rule = t.recurrence.as_ref();
    let due = t.due.as_ref();
    let row = params![
        t.id,
        t.workspace_id,
        t.project_id,
        t.number,
        &t.title,
        rules::title_sort(&t.title),
        &t.description,
        t.status_id,
        t.priority.rank(),
        t.creator_id,
        t.parent_id,
        &t.position,
        &t.start_on,
        due.map(|due| due.date.clone()),
        due.and_then(|due| due.time.clone()),
        due.and_then(|due| due.timezone.clone()),
        t.due_at,
        rules::due_sort(due, t.due_at),
        t.estimate,
        rule.map(|rule| rule.rrule.clone()),
        rule.map(Details::mode),
        fields(t),
        t.milestone_id,
        t.cycle_id,
        t.counts.comments,
        t.counts.attachments,
        t.counts.subtasks,
        t.counts.subtasks_done,
        t.completed_at,
        t.archived_at,
        t.deleted_at,
        t.version,
        t.created_at,
        t.updated_at,
        t.cycle_since,
        rule.and_then(Details::written),
        t.series_id
    ];
    let mut calls: Vec<Call> = vec![(&INSERT, row.to_vec())];
    calls.extend(
        t.assignee_ids
            .iter()
            .map(|user| (&INSERT_ASSIGNEE, params![t.id, user].to_vec())),
    );
    calls.extend(t.tag_ids.iter().map(|tag| (&INSERT_TAG, params![t.id, tag].to_vec())));
    calls.extend(t.custom_fields.iter().flat_map(|(name, value)| value_calls(t, name, value)));
    calls.push(key_call(t));
    calls.extend(search::along(tx.engine(), t));
    for (sql, values) in calls {
        let _ = tx.ahead(sql, values);
    }
    search::later(tx, t)
}

/// The rows of a value, to be filtered and sorted by.
fn value_calls(t: &Task, name: &str, value: &Json) -> Vec<Call> {
    let Ok(field) = name.parse::<Uuid>() else {
        return Vec::new();
    };
    let id = |value: &Json| value.as_str().and_then(|text| text.parse::<Uuid>().ok());
    if let Json::Array(items) = value {
        let choice = |(place, item): (i64, &Json)| -> Call {
            (&INSERT_CHOICE, params![t.id, field, place, t.created_at, id(item)].to_vec())
        };
        return (0..).zip(items).map(choice).collect();
    }
    let (sort, text) = (field::sort_text(value), value.as_str());
    vec![(
        &INSERT_FIELD,
        params![t.id, field, 0_i64, t.created_at, sort, text, value.as_f64(), id(value)].to_vec(),
    )]
}

/// Rows of values that are no more, and of new ones.
fn values_calls(before: &Task, after: &Task) -> Vec<Call> {
    let (was, is) = (&before.custom_fields, &after.custom_fields);
    let mut calls: Vec<Call> = Vec::new();
    for (name, _) in was.iter().filter(|(name, value)| is.get(*name) != Some(*value)) {
        let field = name.parse::<Uuid>().ok();
        calls.extend(field.map(|field| -> Call { (&DELETE_FIELD, params![after.id, field].to_vec()) }));
    }
    for (name, value) in is.iter().filter(|(name, value)| was.get(*name) != Some(*value)) {
        calls.extend(value_calls(after, name, value));
    }
    calls
}

fn fields(t: &Task) -> String {
    serde_json::Value::Object(t.custom_fields.clone()).to_string()
}

fn key_call(t: &Task) -> Call {
    (&REMEMBER_KEY, params![t.workspace_id, &t.key, t.id].to_vec())
}

/// Writes what differs between two states of tasks, whose rows are locked. Counts are written by their own.
pub fn save_all(tx: &mut Tx<'_>, tasks: &[&(Task, Task)]) -> Result<()> {
    let mut calls: Vec<Call> = Vec::new();
    for (before, after) in tasks {
        calls.extend(save_calls(before, after));
        calls.extend(said_anew(before, after).then(|| search::along(tx.engine(), after)).flatten());
    }
    run(tx, &calls)?;
    for (before, after) in tasks.iter().filter(|(before, after)| said_anew(before, after)) {
        search::later(tx, after)?;
        if before.project_id != after.project_id {
            search::reindex_moved(tx, after)?;
        }
    }
    Ok(())
}

/// Whether the search has to learn of it: other words, or other people who may find them.
fn said_anew(before: &Task, after: &Task) -> bool {
    before.project_id != after.project_id
        || before.title != after.title
        || before.description != after.description
}

fn save_calls(before: &Task, after: &Task) -> Vec<Call> {
    let mut calls: Vec<Call> = vec![row_call(before, after)];
    let id = after.id;
    let (was, is) = (&before.assignee_ids, &after.assignee_ids);
    calls.extend(less(was, is).map(|user| (&DELETE_ASSIGNEE, params![id, user].to_vec())));
    calls.extend(less(is, was).map(|user| (&INSERT_ASSIGNEE, params![id, user].to_vec())));
    let (was, is) = (&before.tag_ids, &after.tag_ids);
    calls.extend(less(was, is).map(|tag| (&DELETE_TAG, params![id, tag].to_vec())));
    calls.extend(less(is, was).map(|tag| (&INSERT_TAG, params![id, tag].to_vec())));
    calls.extend(values_calls(before, after));
    if before.key != after.key {
        calls.push(key_call(after));
    }
    calls
}

fn less<'a>(these: &'a [Uuid], others: &'a [Uuid]) -> impl Iterator<Item = &'a Uuid> {
    these.iter().filter(|id| !others.contains(id))
}

fn row_call(before: &Task, t: &Task) -> Call {
    let rule = t.recurrence.as_ref();
    let (rrule, mode) = (rule.map(|rule| rule.rrule.clone()), rule.map(Details::mode));
    let details = rule.and_then(Details::written);
    // What a small update does not write is taken from before: when that makes the task, the small one will do.
    let unwritten = |task: Task| Task {
        version: t.version,
        updated_at: t.updated_at,
        key: t.key.clone(),
        status_category: t.status_category,
        assignee_ids: t.assignee_ids.clone(),
        tag_ids: t.tag_ids.clone(),
        counts: t.counts,
        ..task
    };
    let placed = Task {
        status_id: t.status_id,
        position: t.position.clone(),
        completed_at: t.completed_at,
        ..unwritten(before.clone())
    };
    if placed == *t {
        let row = params![t.id, t.status_id, &t.position, t.completed_at, t.version, t.updated_at];
        return (&SAVE_PLACE, row.to_vec());
    }
    let worded = Task {
        description: t.description.clone(),
        start_on: t.start_on.clone(),
        estimate: t.estimate,
        recurrence: t.recurrence.clone(),
        archived_at: t.archived_at,
        ..unwritten(before.clone())
    };
    if worded == *t {
        let row = params![
            t.id,
            &t.description,
            &t.start_on,
            t.estimate,
            rrule,
            mode,
            t.archived_at,
            t.version,
            t.updated_at,
            details
        ];
        return (&SAVE_WORDS, row.to_vec());
    }
    let due = t.due.as_ref();
    let row = params![
        t.id,
        t.project_id,
        t.number,
        &t.title,
        rules::title_sort(&t.title),
        &t.description,
        t.status_id,
        t.priority.rank(),
        t.parent_id,
        &t.position,
        &t.start_on,
        due.map(|due| due.date.clone()),
        due.and_then(|due| due.time.clone()),
        due.and_then(|due| due.timezone.clone()),
        t.due_at,
        rules::due_sort(due, t.due_at),
        t.estimate,
        rrule,
        mode,
        fields(t),
        t.milestone_id,
        t.cycle_id,
        t.completed_at,
        t.archived_at,
        t.deleted_at,
        t.version,
        t.updated_at,
        t.cycle_since,
        details,
        t.series_id
    ];
    (&SAVE, row.to_vec())
}
