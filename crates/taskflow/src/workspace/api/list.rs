//! Parameters of this service's lists.

use serde::Deserialize;
use utoipa::IntoParams;

use super::super::queries::Stretch;
use crate::base::{Error, Result};
use crate::http::list::limit;

/// A list that can be counted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct CountedList {
    /// Items a page, 1 to 200; 50 when absent.
    pub limit: Option<i64>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// `total` to count the whole list, too.
    pub include: Option<String>,
}

/// A list of members.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct MemberList {
    /// Items a page, 1 to 200; 50 when absent.
    pub limit: Option<i64>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// `total` to count the whole list, too.
    pub include: Option<String>,
    /// Part of a name or an e-mail address; at most 100 characters.
    pub search: Option<String>,
}

/// A list of invitations.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct InvitationList {
    /// Items a page, 1 to 200; 50 when absent.
    pub limit: Option<i64>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// `open` (also when absent) for those without an answer, `all` for those accepted and taken back, too.
    pub state: Option<String>,
}

const LONGEST_SEARCH: usize = 100;

impl CountedList {
    pub fn stretch(self) -> Result<Stretch> {
        Ok(Stretch {
            limit: limit(self.limit)?,
            cursor: self.cursor,
            total: includes_total(self.include.as_deref())?,
        })
    }
}

impl MemberList {
    pub fn stretch(self) -> Result<(Stretch, Option<String>)> {
        let search = self.search.unwrap_or_default();
        if search.chars().count() > LONGEST_SEARCH || search.chars().any(char::is_control) {
            let message = format!("Search for at most {LONGEST_SEARCH} plain characters.");
            return Err(Error::invalid("?search", "invalid_search", message));
        }
        let list = CountedList { limit: self.limit, cursor: self.cursor, include: self.include };
        Ok((list.stretch()?, Some(search)))
    }
}

impl InvitationList {
    /// The stretch, and whether only open ones are asked for.
    pub fn stretch(self) -> Result<(Stretch, bool)> {
        let open = match self.state.as_deref() {
            None | Some("open") => true,
            Some("all") => false,
            Some(_) => return Err(Error::invalid("?state", "invalid_value", "Ask for `open` or `all`.")),
        };
        let list = CountedList { limit: self.limit, cursor: self.cursor, include: None };
        Ok((list.stretch()?, open))
    }
}

fn includes_total(include: Option<&str>) -> Result<bool> {
    match include {
        None => Ok(false),
        Some("total") => Ok(true),
        Some(_) => Err(Error::invalid("?include", "invalid_value", "Only `total` can be included.")),
    }
}
