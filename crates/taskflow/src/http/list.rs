//! What every list understands.

use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::Named;
use crate::base::page::{DEFAULT_LIMIT, MAX_LIMIT};
use crate::base::{Error, Result};
use crate::event::AsOf;

/// `limit` and `cursor` of a list. Lists with more parameters repeat these two (query strings do not nest)
/// and hand them to [`limit`].
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    /// Items a page, 1 to 200; 50 when absent.
    pub limit: Option<i64>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// The moment that is asked about.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct AsOfQuery {
    /// As it was: an instant (`2026-11-20T09:30:00Z`), or a place in the log (`120`, or `1:120` as `Sync-Position` has it).
    pub as_of: Option<String>,
}

impl Named for AsOfQuery {
    const NAMES: &'static [&'static str] = &["as_of"];
}

impl AsOfQuery {
    /// # Errors
    /// `Invalid` for what is no moment.
    pub fn moment(&self) -> Result<Option<AsOf>> {
        self.as_of.as_deref().map(str::parse).transpose()
    }
}

/// What a list may add to its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Include {
    /// How many items the whole list has.
    Total,
}

impl ListQuery {
    /// # Errors
    /// `Invalid` outside 1 to 200.
    pub fn limit(&self) -> Result<i64> {
        limit(self.limit)
    }
}

/// Checks a list's limit.
///
/// # Errors
/// `Invalid` outside 1 to 200.
pub fn limit(given: Option<i64>) -> Result<i64> {
    match given.unwrap_or(DEFAULT_LIMIT) {
        limit @ 1..=MAX_LIMIT => Ok(limit),
        _ => Err(Error::invalid("?limit", "out_of_range", format!("Give a limit from 1 to {MAX_LIMIT}."))),
    }
}
