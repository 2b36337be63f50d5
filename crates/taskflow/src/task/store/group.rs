//! How many tasks of a list are in each group, and the first of each.

use taskflow_db::{Sql, Tx, Value};
use uuid::Uuid;

use super::list::{self, Lead, Listing};
use super::text::Text;
use super::{filter, rows};
use crate::base::{Error, Result};
use crate::task::model::{GroupBy, Priority, Task};
use crate::task::rules::{DueIn, GroupValue};

/// What makes a group; the second is for lanes. When something is due is no column.
fn column(by: GroupBy) -> [&'static str; 2] {
    match by {
        GroupBy::Due => [""; 2],
        // A category is that of the status: whoever reads the counts puts them together.
        GroupBy::Status | GroupBy::Category => ["t.status_id"; 2],
        // The sign keeps the index of an order out of it: that one does not hold what is asked of each task.
        GroupBy::Priority => ["+t.priority"; 2],
        GroupBy::Project => ["t.project_id"; 2],
        GroupBy::Milestone => ["t.milestone_id"; 2],
        GroupBy::Cycle => ["t.cycle_id"; 2],
        GroupBy::Assignee => ["ga.user_id", "la.user_id"],
        GroupBy::Tag => ["gg.tag_id", "lg.tag_id"],
        GroupBy::Field(_) => ["gf.ref", "lf.ref"],
    }
}

/// What has to be joined for it.
fn join(text: &mut Text, by: GroupBy, lane: bool) {
    match (by, lane) {
        (GroupBy::Assignee, false) => text.put("LEFT JOIN task_assignee ga ON ga.task_id = t.id"),
        (GroupBy::Assignee, true) => text.put("LEFT JOIN task_assignee la ON la.task_id = t.id"),
        (GroupBy::Tag, false) => text.put("LEFT JOIN task_tag gg ON gg.task_id = t.id"),
        (GroupBy::Tag, true) => text.put("LEFT JOIN task_tag lg ON lg.task_id = t.id"),
        // Written so that a task leads to its values: all values of a field, for each task, would be too many.
        (GroupBy::Field(id), false) => {
            text.term("LEFT JOIN task_field gf ON gf.task_id = t.id AND (gf.field_id =", id, ") IS TRUE");
        }
        (GroupBy::Field(id), true) => {
            text.term("LEFT JOIN task_field lf ON lf.task_id = t.id AND (lf.field_id =", id, ") IS TRUE");
        }
        _ => {}
    }
}

/// How many tasks have the same value, or the same two.
pub struct Counted {
    /// Of a category: the status.
    pub value: GroupValue,
    pub lane: Option<GroupValue>,
    pub count: i64,
    /// The sum of their estimates.
    pub estimate: f64,
}

fn counting(listing: &Listing, by: GroupBy, lanes: Option<GroupBy>) -> (Sql, Vec<Value>) {
    let mut text = Text::default();
    text.put("SELECT");
    put_column(&mut text, by, column(by)[0], listing);
    if let Some(lanes) = lanes {
        text.put(",");
        put_column(&mut text, lanes, column(lanes)[1], listing);
    }
    text.put(", count(*), coalesce(sum(t.estimate), 0.0) FROM task t");
    join(&mut text, by, false);
    if let Some(lanes) = lanes {
        join(&mut text, lanes, true);
    }
    listing.conditions(&mut text, Lead::Scope);
    text.put(if lanes.is_some() { "GROUP BY 1, 2" } else { "GROUP BY 1" });
    (text.sql("task::store::group_counts"), text.values)
}

fn put_column(text: &mut Text, by: GroupBy, column: &'static str, listing: &Listing) {
    if by != GroupBy::Due {
        text.put(column);
        return;
    }
    text.put("CASE WHEN t.due_on IS NULL THEN -1");
    for (place, then) in ["THEN 0", "THEN 1", "THEN 2"].into_iter().enumerate() {
        if let Some((at, day)) = listing.due_bounds.get(place) {
            text.put("WHEN");
            filter::due_before(text, at.0, day.to_string());
            text.put(then);
        }
    }
    text.put("ELSE 3 END");
}

/// The counts of all groups that are not empty.
pub fn group_counts(
    tx: &mut Tx<'_>,
    listing: &Listing,
    by: GroupBy,
    lanes: Option<GroupBy>,
) -> Result<Vec<Counted>> {
    let (sql, values) = counting(listing, by, lanes);
    let at = if lanes.is_some() { 2 } else { 1 };
    let read = |row: &taskflow_db::Row| {
        Ok(Counted {
            value: value(row, 0, by)?,
            lane: lanes.map(|lanes| value(row, 1, lanes)).transpose()?,
            count: row.get(at)?,
            estimate: row.get(at + 1)?,
        })
    };
    tx.all(&sql, &values)?.iter().map(read).collect()
}

fn value(row: &taskflow_db::Row, column: usize, by: GroupBy) -> Result<GroupValue> {
    if by == GroupBy::Priority {
        let priority = Priority::from_rank(row.get(column)?);
        return priority
            .map(GroupValue::Priority)
            .ok_or_else(|| Error::internal("unknown priority"));
    }
    if by == GroupBy::Due {
        let place: i64 = row.get(column)?;
        let due = usize::try_from(place).ok().and_then(|place| DueIn::ALL.get(place));
        return Ok(due.map_or(GroupValue::Nothing, |due| GroupValue::Due(*due)));
    }
    let id: Option<Uuid> = row.get(column)?;
    Ok(id.map_or(GroupValue::Nothing, GroupValue::Id))
}

/// The first `limit` tasks of each list, with assignees and tags: two trips for any number of lists. Bound it.
pub fn heads(tx: &mut Tx<'_>, listings: &[Listing], limit: i64) -> Result<Vec<Vec<Task>>> {
    let statements: Vec<(usize, Sql, Vec<Value>)> = listings
        .iter()
        .enumerate()
        .flat_map(|(place, listing)| {
            let first = |phase: &list::Phase| list::select(listing, *phase, None, limit);
            list::phases(listing)
                .iter()
                .map(first)
                .map(move |(sql, values)| (place, sql, values))
        })
        .collect();
    let calls: Vec<(&Sql, &[Value])> =
        statements.iter().map(|(_, sql, values)| (sql, values.as_slice())).collect();
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut places: Vec<usize> = Vec::new();
    let mut taken = vec![0; listings.len()];
    let mut tasks: Vec<Task> = Vec::new();
    for ((place, ..), rows) in statements.iter().zip(tx.batch(&calls)?) {
        for row in rows.into_iter().take(most - taken[*place]) {
            taken[*place] += 1;
            places.push(*place);
            tasks.push(rows::read(row)?);
        }
    }
    rows::complete(tx, &mut tasks)?;
    let mut heads: Vec<Vec<Task>> = listings.iter().map(|_| Vec::new()).collect();
    for (place, task) in places.into_iter().zip(tasks) {
        heads[place].push(task);
    }
    Ok(heads)
}

/// The statement of the counts with its values, for tests of what engines make of it.
#[cfg(test)]
pub fn count_statement(listing: &Listing, by: GroupBy, lanes: Option<GroupBy>) -> (Sql, Vec<Value>) {
    counting(listing, by, lanes)
}
