//! What every list understands.

use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::base::page::{DEFAULT_LIMIT, MAX_LIMIT};
use crate::base::{Error, Result};

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
