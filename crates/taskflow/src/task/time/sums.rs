//! Sums of tracked time.

use serde::Serialize;
use taskflow_db::Tx;
use utoipa::ToSchema;

use super::model::{SumBy, TimeSum};
use super::queries::Wanted;
use super::store;
use crate::base::{Cursor, Page, Result};

/// What makes a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    Person,
    Task,
    Project,
}

/// A page of sums, and the whole.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TimeSums {
    /// The largest first.
    pub items: Vec<TimeSum>,
    pub next_cursor: Option<String>,
    /// Of all entries that were asked for, whatever the page.
    pub total_seconds: i64,
}

/// Sums of ended entries; a timer counts once it stops.
///
/// # Errors
/// `invalid_cursor`.
pub fn sums(
    tx: &mut Tx<'_>,
    wanted: &Wanted,
    by: SumBy,
    limit: i64,
    cursor: Option<&str>,
) -> Result<TimeSums> {
    let (by, order) = match by {
        SumBy::Person => (Grouping::Person, "person"),
        SumBy::Task => (Grouping::Task, "task"),
        SumBy::Project => (Grouping::Project, "project"),
    };
    let after = match cursor.map(|text| Cursor::decode(text, order, 2)).transpose()? {
        Some(cursor) => Some((cursor.int(0)?, cursor.id(1)?)),
        None => None,
    };
    let rows = store::sums(tx, wanted, by, after, limit + 1)?;
    let page =
        Page::cut(rows, limit, |sum| Cursor::new(order, vec![sum.seconds.into(), sum.id.to_string().into()]));
    let (_, total_seconds) = store::total(tx, wanted)?;
    Ok(TimeSums { items: page.items, next_cursor: page.next_cursor, total_seconds })
}
