//! The mapping as people give it, and the proposal they may start from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::base::error::Faults;
use crate::project::StatusCategory;
use crate::task::Priority;
use crate::transfer::grid::Headings;

/// What a column of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Told apart by it when the table comes again. Without one, a row is known by its words.
    Id,
    Title,
    Description,
    Status,
    Priority,
    /// Several in one cell are parted by `list_separator`.
    Labels,
    /// A name or an address; several are parted by `list_separator`.
    Assignee,
    Start,
    Due,
    Estimate,
    /// The `id` or the `title` of the row it is a part of.
    Parent,
    /// A repeat rule.
    Recurrence,
    Comment,
    /// An address; kept as a link.
    Link,
    /// Filled means that it is done, when there is no status.
    Completed,
    /// A project for each of its values.
    Project,
    /// Kept as a line of the description.
    Note,
}

/// How a table is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Heading → what it is. Columns that are not named are left out. One of them must be `title`.
    pub columns: BTreeMap<String, Field>,
    /// `,` `;` `|` or a tab; found out when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// Such as `utf-8`, `utf-16le`, `windows-1252`, `shift_jis`; found out when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Word in a status column → the category of the status it becomes; other words go by their meaning in English.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub status: BTreeMap<String, StatusCategory>,
    /// Word in a priority column → priority.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub priority: BTreeMap<String, Priority>,
    /// How dates are written, such as `%d/%m/%Y` or `%m/%d/%Y %H:%M`. Forms that can be read only one way need none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<String>,
    /// The IANA time zone of times that do not say theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// `,` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list_separator: Option<String>,
}

/// What could be found out about a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Proposal {
    /// Send it back, changed where it is wrong.
    pub mapping: Mapping,
    /// Every column in its order.
    pub columns: Vec<Sample>,
    pub rows: i64,
}

/// A column as the table has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Sample {
    pub heading: String,
    /// The first few different values.
    pub values: Vec<String>,
    /// How many rows have one.
    pub filled: i64,
}

const DELIMITERS: &str = ",;|\t";

impl Mapping {
    /// Finds what is wrong with it, all at once; `headings` when the table is there.
    pub fn check(&self, faults: &mut Faults, headings: Option<&Headings>) {
        let titles = self.columns.values().any(|field| *field == Field::Title);
        faults.require(titles, "/mapping/columns", "title_missing", "Say which column is the `title`.");
        for heading in self.columns.keys() {
            let there =
                headings.is_none_or(|headings| headings.have(&[heading.trim().to_lowercase().as_str()]));
            if !there {
                let name = heading.replace('~', "~0").replace('/', "~1");
                faults.add(
                    format!("/mapping/columns/{name}"),
                    "unknown_column",
                    "The table has no such column.",
                );
            }
        }
        let known = self.delimiter.is_none_or(|delimiter| DELIMITERS.contains(delimiter));
        faults.require(known, "/mapping/delimiter", "invalid_value", "Give `,`, `;`, `|` or a tab.");
        let encoding = self
            .encoding
            .as_ref()
            .is_none_or(|name| encoding_rs::Encoding::for_label(name.as_bytes()).is_some());
        faults.require(encoding, "/mapping/encoding", "invalid_value", "No encoding has this name.");
        let zone = self.timezone.as_ref().is_none_or(|name| jiff::tz::TimeZone::get(name).is_ok());
        faults.require(zone, "/mapping/timezone", "unknown_timezone", "No time zone has this name.");
        let separator = self.list_separator.as_ref().is_none_or(|text| (1..=5).contains(&text.len()));
        faults.require(separator, "/mapping/list_separator", "invalid_value", "Give 1 to 5 characters.");
        let form = self
            .dates
            .as_ref()
            .is_none_or(|form| (2..=64).contains(&form.len()) && form.contains('%'));
        faults.require(form, "/mapping/dates", "invalid_value", "Give a form such as `%d/%m/%Y`.");
    }

    /// The headings of a field, as [`Headings`] knows them.
    pub fn of(&self, field: Field) -> Vec<String> {
        let columns = self.columns.iter().filter(|(_, is)| **is == field);
        columns.map(|(heading, _)| heading.trim().to_lowercase()).collect()
    }

    pub fn delimiter_byte(&self) -> Option<u8> {
        self.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok())
    }
}
