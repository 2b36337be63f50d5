//! Lists of tasks: static fragments joined by what is asked for, with every value bound.
//!
//! Each order has an index that starts with the scope (migrations/0005). A filter must not lure the planner away from
//! it to reading everything and sorting, so filters that have an index of their own are written `(…) IS TRUE`, which
//! no index serves. Where a filter is the better way in (a parent, a series, one status, milestone or cycle), it is the scope that is so written.

use jiff::civil::Date;
use taskflow_db::{Sql, Tx, Value};
use uuid::Uuid;

use super::filter;
use super::rows::{self, task_columns};
use super::text::Text;
use crate::base::{Result, Stamp};
use crate::task::filter::Condition;
use crate::task::model::{Mine, Task};
use crate::task::rules::{DueIn, Key, Mark, SortBy, Sortable};

/// Whose tasks.
#[derive(Clone, Debug)]
pub enum Scope {
    Project(Uuid),
    /// A workspace, and the projects in it that the reader may see.
    Workspace(Uuid, Vec<Uuid>),
}

impl Scope {
    fn projects(&self) -> &[Uuid] {
        match self {
            Self::Project(id) => std::slice::from_ref(id),
            Self::Workspace(_, visible) => visible,
        }
    }
}

/// One condition. Lists mean any of them.
#[derive(Clone, Debug)]
pub enum Filter {
    Category(Vec<String>),
    Status(Vec<Uuid>),
    Assignee(Vec<Uuid>),
    Unassigned,
    Tag(Vec<Uuid>),
    Priority(Vec<i64>),
    Parent(Uuid),
    TopLevel,
    Series(Uuid),
    Milestone(Vec<Uuid>),
    NoMilestone,
    Cycle(Vec<Uuid>),
    NoCycle,
    /// Due on an earlier date than this.
    DueBefore(String),
    /// Due on a later date than this.
    DueAfter(String),
    Completed(bool),
    Archived(bool),
    Trashed(bool),
    UpdatedSince(i64),
    /// The tasks of somebody.
    Mine(Mine, Uuid),
    /// Due within what [`Listing::due_bounds`] says.
    DueIn(DueIn),
    /// Certainly not due later than this: what an index is to be led by.
    DueUntil(i64),
    /// The same where another order leads: for PostgreSQL, which knows how many that leaves.
    NotDueAfter(i64),
    /// What the filter language says.
    Language(Condition),
}

/// What is listed, and in what order.
#[derive(Clone, Debug)]
pub struct Listing {
    pub scope: Scope,
    pub filters: Vec<Filter>,
    pub order: Vec<Key>,
    /// See [`Calendar::due_bounds`](crate::task::filter::Calendar::due_bounds); empty when nobody asks when things are due.
    pub due_bounds: Vec<(Stamp, Date)>,
}

/// One expression of an order; never NULL where it is compared.
#[derive(Clone, Copy)]
struct Term {
    text: &'static str,
    descending: bool,
}

/// Tasks without a due date, or without a value of the custom field that is sorted by, come last in either direction. An
/// index has them at one end only or not at all, so when such a key decides first, those with a value and those without
/// are read one after the other.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Phase {
    Whole,
    Valued,
    Unvalued,
}

/// The custom field that is sorted by.
fn field_of(order: &[Key]) -> Option<Uuid> {
    match order.first().map(|key| &key.by) {
        Some(SortBy::Field(sort)) => Some(sort.field_id),
        _ => None,
    }
}

/// The statements that a list is read by.
pub(super) fn phases(listing: &Listing) -> &'static [Phase] {
    let dated = listing.filters.iter().any(|filter| matches!(filter, Filter::DueUntil(_)));
    match listing.order.first().map(|key| &key.by) {
        Some(SortBy::Due) if dated => &[Phase::Valued],
        Some(SortBy::Due | SortBy::Field(_)) => &[Phase::Valued, Phase::Unvalued],
        _ => &[Phase::Whole],
    }
}

/// What an index is to be chosen by.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Lead {
    /// The order: a page is read off its index.
    Order,
    /// The projects: all of their tasks are gone through, as for a count.
    Scope,
    /// The values of a custom field: their index gives the order.
    Value,
}

fn terms(order: &[Key], phase: Phase) -> Vec<Term> {
    if let (Phase::Valued, Some(key), Some(_)) = (phase, order.first(), field_of(order)) {
        // As the index of values has them.
        let term = |text| Term { text, descending: key.descending };
        return ["v.sort", "v.created_at", "v.task_id"].map(term).to_vec();
    }
    let mut terms = Vec::new();
    for (place, key) in order.iter().enumerate() {
        let text = match key.by {
            SortBy::Created => "t.created_at",
            SortBy::Updated => "t.updated_at",
            SortBy::Priority => "t.priority",
            SortBy::Position => "t.position",
            SortBy::Number => "t.number",
            SortBy::Title => "t.title_sort",
            SortBy::Due if place == 0 && phase == Phase::Unvalued => continue,
            SortBy::Field(_) => continue,
            SortBy::Due if place == 0 => "t.due_sort",
            SortBy::Due => {
                let undated = "CASE WHEN t.due_sort IS NULL THEN 1 ELSE 0 END";
                terms.push(Term { text: undated, descending: false });
                "coalesce(t.due_sort, 0)"
            }
        };
        terms.push(Term { text, descending: key.descending });
    }
    let descending = order.last().is_some_and(|key| key.descending);
    terms.push(Term { text: "t.id", descending });
    terms
}

/// A page's start: the values of all terms of the order, as the last task before it has them.
fn after(text: &mut Text, terms: &[Term], last: &[Value]) {
    let one_way = terms.iter().all(|term| term.descending == terms[0].descending);
    if one_way {
        row_values(text, terms, last);
        return;
    }
    // The first term again, alone: it tells an index where to start.
    text.put("AND");
    text.put(terms[0].text);
    text.put(if terms[0].descending { "<=" } else { ">=" });
    text.bind(last[0].clone());
    text.put("AND (");
    for depth in 0..terms.len() {
        text.put(if depth == 0 { "(" } else { "OR (" });
        for (place, term) in terms.iter().enumerate().take(depth + 1) {
            let decides = place == depth;
            text.put(if place == 0 { "" } else { "AND" });
            text.put(term.text);
            text.put(match (decides, term.descending) {
                (false, _) => "=",
                (true, true) => "<",
                (true, false) => ">",
            });
            text.bind(last[place].clone());
        }
        text.put(")");
    }
    text.put(")");
}

fn row_values(text: &mut Text, terms: &[Term], last: &[Value]) {
    text.put("AND (");
    for (place, term) in terms.iter().enumerate() {
        text.put(if place == 0 { "" } else { "," });
        text.put(term.text);
    }
    text.put(if terms[0].descending { ") < (" } else { ") > (" });
    for (place, value) in last.iter().enumerate() {
        text.put(if place == 0 { "" } else { "," });
        text.bind(value.clone());
    }
    text.put(")");
}

fn ordered(text: &mut Text, terms: &[Term], by_due: Option<bool>) {
    text.put("ORDER BY");
    // Constant among the undated, but PostgreSQL has to be told to see that the index gives this order.
    match by_due {
        Some(true) => text.put("t.due_sort DESC,"),
        Some(false) => text.put("t.due_sort,"),
        None => {}
    }
    for (place, term) in terms.iter().enumerate() {
        text.put(if place == 0 { "" } else { "," });
        text.put(term.text);
        text.put(if term.descending { "DESC" } else { "" });
    }
}

impl Listing {
    fn led_by_filter(&self) -> bool {
        self.filters.iter().any(|filter| match filter {
            Filter::Parent(_) | Filter::Series(_) | Filter::Mine(Mine::Assigned | Mine::Watching, _) => true,
            // The index of what somebody made holds only what has not come to an end.
            Filter::Mine(Mine::Created, _) => self.only_open(),
            Filter::Status(ids) | Filter::Milestone(ids) | Filter::Cycle(ids) => ids.len() == 1,
            _ => false,
        })
    }

    fn only_open(&self) -> bool {
        let asks = |wanted: fn(&Filter) -> bool| self.filters.iter().any(wanted);
        asks(|filter| matches!(filter, Filter::Completed(false)))
            && asks(|filter| matches!(filter, Filter::Trashed(false)))
            && asks(|filter| matches!(filter, Filter::Archived(false)))
    }

    /// `lead` says what comes before: with a value that leads the statement has a WHERE already.
    pub(super) fn conditions(&self, text: &mut Text, lead: Lead) {
        let aside = lead == Lead::Value || self.led_by_filter();
        text.put(if lead == Lead::Value { "AND" } else { "WHERE" });
        match (&self.scope, aside) {
            (Scope::Workspace(_, visible), false) if lead == Lead::Scope => {
                text.term("t.project_id in_list(", visible.clone(), ")");
            }
            (Scope::Project(id), false) => text.term("t.project_id =", *id, ""),
            (Scope::Project(id), true) => text.term("(t.project_id =", *id, ") IS TRUE"),
            (Scope::Workspace(id, visible), aside) => {
                let start = if aside { "(t.workspace_id =" } else { "t.workspace_id =" };
                text.term(start, *id, if aside { ") IS TRUE" } else { "" });
                text.term("AND (t.project_id in_list(", visible.clone(), ")) IS TRUE");
            }
        }
        let parent = self.filters.iter().any(|filter| matches!(filter, Filter::Parent(_)));
        for filter in &self.filters {
            condition(text, filter, parent, self);
        }
    }
}

fn condition(text: &mut Text, filter: &Filter, parent: bool, listing: &Listing) {
    let due_bounds = &listing.due_bounds;
    match filter.clone() {
        Filter::Category(names) => {
            text.put("AND");
            filter::in_categories(text, names, listing.scope.projects());
            text.put("IS TRUE");
        }
        Filter::Status(ids) => match ids.as_slice() {
            [id] if !parent => text.term("AND t.status_id =", *id, ""),
            _ => text.term("AND (t.status_id in_list(", ids, ")) IS TRUE"),
        },
        Filter::Assignee(ids) => {
            let start = "AND t.id IN (SELECT a.task_id FROM task_assignee a WHERE a.user_id in_list(";
            text.term(start, ids, "))");
        }
        Filter::Unassigned => {
            text.put("AND NOT EXISTS (SELECT 1 FROM task_assignee a WHERE a.task_id = t.id)");
        }
        Filter::Tag(ids) => {
            let start = "AND t.id IN (SELECT g.task_id FROM task_tag g WHERE g.tag_id in_list(";
            text.term(start, ids, "))");
        }
        Filter::Priority(ranks) => text.term("AND (t.priority in_list(", ranks, ")) IS TRUE"),
        Filter::Parent(id) => text.term("AND t.parent_id =", id, ""),
        Filter::TopLevel => text.put("AND t.parent_id IS NULL"),
        Filter::Series(id) => text.term("AND t.series_id =", id, ""),
        Filter::Milestone(ids) => match ids.as_slice() {
            [id] => text.term("AND t.milestone_id =", *id, ""),
            _ => text.term("AND (t.milestone_id in_list(", ids, ")) IS TRUE"),
        },
        Filter::NoMilestone => text.put("AND t.milestone_id IS NULL"),
        Filter::Cycle(ids) => match ids.as_slice() {
            [id] => text.term("AND t.cycle_id =", *id, ""),
            _ => text.term("AND (t.cycle_id in_list(", ids, ")) IS TRUE"),
        },
        Filter::NoCycle => text.put("AND t.cycle_id IS NULL"),
        Filter::DueBefore(date) => text.term("AND t.due_on <", date, ""),
        Filter::DueAfter(date) => text.term("AND t.due_on >", date, ""),
        Filter::Completed(true) => text.put("AND t.completed_at IS NOT NULL"),
        Filter::Completed(false) => text.put("AND t.completed_at IS NULL"),
        Filter::Archived(true) => text.put("AND t.archived_at IS NOT NULL"),
        Filter::Archived(false) => text.put("AND t.archived_at IS NULL"),
        Filter::Trashed(true) => text.put("AND t.deleted_at IS NOT NULL"),
        Filter::Trashed(false) => text.put("AND t.deleted_at IS NULL"),
        Filter::UpdatedSince(at) => text.term("AND t.updated_at >=", at, ""),
        Filter::Mine(Mine::Assigned, id) => {
            text.term("AND t.id IN (SELECT a.task_id FROM task_assignee a WHERE a.user_id =", id, ")");
        }
        Filter::Mine(Mine::Watching, id) => {
            text.term("AND t.id IN (SELECT w.task_id FROM watcher w WHERE w.user_id =", id, ")");
        }
        Filter::Mine(Mine::Created, id) => text.term("AND t.creator_id =", id, ""),
        Filter::DueUntil(at) => text.term("AND t.due_sort <=", at, ""),
        // PostgreSQL turns it round, SQLite does not.
        Filter::NotDueAfter(at) => text.term("AND NOT (t.due_sort >", at, ")"),
        Filter::DueIn(due) => {
            let end = due as usize;
            text.put("AND t.due_on IS NOT NULL");
            if let Some((at, day)) = end.checked_sub(1).and_then(|start| due_bounds.get(start)) {
                text.put("AND NOT");
                filter::due_before(text, at.0, day.to_string());
            }
            if let Some((at, day)) = due_bounds.get(end) {
                text.put("AND");
                filter::due_before(text, at.0, day.to_string());
            }
        }
        Filter::Language(wanted) => {
            text.put("AND (");
            filter::condition(text, &wanted, listing.scope.projects());
            text.put(") IS TRUE");
        }
    }
}

pub(super) fn select(
    listing: &Listing,
    phase: Phase,
    last: Option<&[Value]>,
    limit: i64,
) -> (Sql, Vec<Value>) {
    let mut text = Text::default();
    let field = field_of(&listing.order);
    match (phase, field) {
        // The values lead: the engines join in this order.
        (Phase::Valued, Some(field)) => {
            text.put(concat!("SELECT ", task_columns!(), " FROM task_field v CROSS JOIN task t"));
            text.term("WHERE v.field_id =", field, "AND v.sort IS NOT NULL AND t.id = v.task_id");
            listing.conditions(&mut text, Lead::Value);
        }
        _ => {
            text.put(concat!("SELECT ", task_columns!(), " FROM task t"));
            listing.conditions(&mut text, Lead::Order);
        }
    }
    match (phase, field) {
        (Phase::Whole, _) | (Phase::Valued, Some(_)) => {}
        (Phase::Valued, None) => text.put("AND t.due_sort IS NOT NULL"),
        (Phase::Unvalued, None) => text.put("AND t.due_sort IS NULL"),
        (Phase::Unvalued, Some(field)) => {
            text.put(
                "AND NOT EXISTS (SELECT 1 FROM task_field v WHERE v.task_id = t.id AND v.sort IS NOT NULL",
            );
            text.term("AND v.field_id =", field, ")");
        }
    }
    let terms = terms(&listing.order, phase);
    if let Some(last) = last {
        after(&mut text, &terms, last);
    }
    let undated = phase == Phase::Unvalued && field.is_none();
    ordered(&mut text, &terms, listing.order.first().filter(|_| undated).map(|key| key.descending));
    text.term("LIMIT", limit, "");
    (text.sql("task::store::list"), text.values)
}

/// Up to `limit` tasks after the given mark, with assignees and tags.
pub fn page(tx: &mut Tx<'_>, listing: &Listing, last: Option<&Mark>, limit: i64) -> Result<Vec<Task>> {
    let past_valued = last.is_some_and(|mark| mark.keys.first() == Some(&Sortable::Nothing));
    let mut found: Vec<Task> = Vec::new();
    for phase in phases(listing) {
        let missing = limit - i64::try_from(found.len()).unwrap_or(limit);
        if missing == 0 || (*phase == Phase::Valued && past_valued) {
            continue;
        }
        // A page that starts among those with a value reads those without from their first on.
        let start = last.filter(|_| *phase != Phase::Unvalued || past_valued);
        let start = start.map(|mark| start_values(&listing.order, *phase, mark));
        let (sql, values) = select(listing, *phase, start.as_deref(), missing);
        for row in tx.all(&sql, &values)? {
            found.push(rows::read(row)?);
        }
    }
    rows::complete(tx, &mut found)?;
    Ok(found)
}

/// The values of all [`terms`], as the mark has them.
fn start_values(order: &[Key], phase: Phase, mark: &Mark) -> Vec<Value> {
    let mut values = Vec::new();
    for (place, (key, at)) in order.iter().zip(&mark.keys).enumerate() {
        match (&key.by, place) {
            (SortBy::Due | SortBy::Field(_), 0) if phase == Phase::Unvalued => {}
            (SortBy::Due, 1..) => {
                values.push(Value::Int(i64::from(*at == Sortable::Nothing)));
                values.push(if *at == Sortable::Nothing { Value::Int(0) } else { value(at) });
            }
            _ => values.push(value(at)),
        }
    }
    values.push(Value::Uuid(mark.id));
    values
}

fn value(at: &Sortable) -> Value {
    match at {
        Sortable::Int(number) => Value::Int(*number),
        Sortable::Text(text) => Value::Text(text.clone()),
        Sortable::Nothing => Value::Null,
    }
}

/// How many tasks the whole list has.
pub fn count(tx: &mut Tx<'_>, listing: &Listing) -> Result<i64> {
    let mut text = Text::default();
    text.put("SELECT count(*) FROM task t");
    listing.conditions(&mut text, Lead::Scope);
    let sql = text.sql("task::store::count");
    Ok(tx.one(&sql, &text.values)?.get(0)?)
}

/// The ids of up to `limit` tasks of a list, oldest first, whatever its order.
pub fn ids(tx: &mut Tx<'_>, listing: &Listing, limit: i64) -> Result<Vec<Uuid>> {
    let mut text = Text::default();
    text.put("SELECT t.id FROM task t");
    listing.conditions(&mut text, Lead::Order);
    text.term("ORDER BY t.created_at, t.id LIMIT", limit, "");
    let rows = tx.all(&text.sql("task::store::ids"), &text.values)?;
    rows.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// The statements of a list with their values, for tests of what engines make of them.
#[cfg(test)]
pub fn statements(listing: &Listing) -> Vec<(Sql, Vec<Value>)> {
    let mark = Mark {
        keys: listing.order.iter().map(|_| Sortable::Nothing).collect(),
        id: Uuid::nil(),
    };
    let mut statements = Vec::new();
    for phase in phases(listing) {
        let values = start_values(&listing.order, *phase, &mark);
        statements.push(select(listing, *phase, None, 1));
        statements.push(select(listing, *phase, Some(&values), 1));
    }
    statements
}
