//! From a query string to conditions.

use uuid::Uuid;

use crate::base::error::Faults;
use crate::base::{Actor, Error, Result, Stamp};
use crate::project::StatusCategory;
use crate::task::model::{Archived, Priority, TaskQuery};
use crate::task::rules;
use crate::task::store::Filter;

/// The most values of one filter.
const MAX_VALUES: usize = 50;

/// The conditions of a list.
///
/// # Errors
/// `Invalid` with all parameters that are wrong.
pub fn filters(query: &TaskQuery, actor: &Actor) -> Result<Vec<Filter>> {
    let mut faults = Faults::default();
    let mut filters = Vec::new();
    if let Some(text) = &query.status_category {
        let name = |name: &str| StatusCategory::from_name(name).map(|category| category.name().to_owned());
        filters.extend(values(&mut faults, "?status_category", text, name).map(Filter::Category));
    }
    if let Some(text) = &query.status_id {
        filters.extend(values(&mut faults, "?status_id", text, id).map(Filter::Status));
    }
    match query.assignee_id.as_deref() {
        Some("none") => filters.push(Filter::Unassigned),
        Some(text) => {
            let person = |name: &str| if name == "me" { Some(actor.user_id) } else { id(name) };
            filters.extend(values(&mut faults, "?assignee_id", text, person).map(Filter::Assignee));
        }
        None => {}
    }
    if let Some(text) = &query.tag_id {
        filters.extend(values(&mut faults, "?tag_id", text, id).map(Filter::Tag));
    }
    if let Some(text) = &query.priority {
        let rank = |name: &str| Priority::from_name(name).map(Priority::rank);
        filters.extend(values(&mut faults, "?priority", text, rank).map(Filter::Priority));
    }
    match query.parent_id.as_deref() {
        Some("none") => filters.push(Filter::TopLevel),
        Some(text) => match id(text) {
            Some(id) => filters.push(Filter::Parent(id)),
            None => faults.add("?parent_id", "invalid_value", "Give the id of a task, or `none`."),
        },
        None => {}
    }
    filters.extend(query.series_id.map(Filter::Series));
    match query.milestone_id.as_deref() {
        Some("none") => filters.push(Filter::NoMilestone),
        Some(text) => filters.extend(values(&mut faults, "?milestone_id", text, id).map(Filter::Milestone)),
        None => {}
    }
    match query.cycle_id.as_deref() {
        Some("none") => filters.push(Filter::NoCycle),
        Some(text) => filters.extend(values(&mut faults, "?cycle_id", text, id).map(Filter::Cycle)),
        None => {}
    }
    dates(query, &mut faults, &mut filters);
    states(query, &mut filters);
    faults.check()?;
    Ok(filters)
}

fn id(text: &str) -> Option<Uuid> {
    text.parse().ok()
}

fn values<T>(
    faults: &mut Faults,
    pointer: &str,
    text: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Option<Vec<T>> {
    let values: Option<Vec<T>> = text.split(',').map(|part| read(part.trim())).collect();
    let values = values.filter(|values| values.len() <= MAX_VALUES);
    if values.is_none() {
        faults.add(pointer, "invalid_value", "Give up to 50 known values with commas between.");
    }
    values
}

fn dates(query: &TaskQuery, faults: &mut Faults, filters: &mut Vec<Filter>) {
    let mut date = |pointer: &str, text: &str, filter: fn(String) -> Filter| match rules::parse_date(text) {
        Some(date) => filters.push(filter(date.to_string())),
        None => faults.add(pointer, "invalid_date", "Give a date as YYYY-MM-DD."),
    };
    if let Some(text) = &query.due_before {
        date("?due_before", text, Filter::DueBefore);
    }
    if let Some(text) = &query.due_after {
        date("?due_after", text, Filter::DueAfter);
    }
    if let Some(text) = &query.updated_since {
        match text.parse::<Stamp>() {
            Ok(at) => filters.push(Filter::UpdatedSince(at.0)),
            Err(_) => {
                faults.add("?updated_since", "invalid_value", "Give an instant as 2026-11-20T09:30:00Z.");
            }
        }
    }
}

fn states(query: &TaskQuery, filters: &mut Vec<Filter>) {
    filters.extend(query.completed.map(Filter::Completed));
    let trashed = query.trashed.unwrap_or_default();
    filters.push(Filter::Trashed(trashed));
    // The trash has all of it, archived or not, unless asked.
    let archived = match (query.archived, trashed) {
        (None, true) => Archived::Any,
        (archived, _) => archived.unwrap_or_default(),
    };
    match archived {
        Archived::False => filters.push(Filter::Archived(false)),
        Archived::True => filters.push(Filter::Archived(true)),
        Archived::Any => {}
    }
}

/// Refuses a project filter in the list of another project.
///
/// # Errors
/// `Invalid`.
pub fn same_project(query: &TaskQuery, project: Uuid) -> Result<()> {
    if query.project_id.is_some_and(|other| other != project) {
        let message = "This is the list of one project. Ask the workspace's list for another one.";
        return Err(Error::invalid("?project_id", "other_project", message));
    }
    Ok(())
}
