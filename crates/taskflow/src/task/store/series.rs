//! Series: what a repeat rule says besides itself, and the tasks of one series.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use taskflow_db::{Tx, params, sql};
use uuid::Uuid;

use crate::base::{Error, Result};
use crate::recurring::{Missed, Mode};
use crate::task::model::Recurrence;

sql!(
    LATER,
    "SELECT id FROM task WHERE series_id = $1 AND project_id = $2 AND id <> $3 AND deleted_at IS NULL AND completed_at IS NULL \
       AND due_sort > $4 ORDER BY due_sort, id LIMIT $5"
);
sql!(
    BY_CALENDAR,
    "SELECT id FROM task WHERE workspace_id = $1 AND recurrence_details IS NOT NULL AND id > $2 ORDER BY id LIMIT $3"
);

// Those without a date have nothing to wait for.
sql!(
    DATED,
    "SELECT id FROM task WHERE workspace_id = $1 AND id > $2 AND due_on IS NOT NULL ORDER BY id LIMIT $3"
);

/// Nothing is written where a rule says no more than itself. The modes that the column of their name takes were fixed when the
/// third was not there yet.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Details {
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    calendar: bool,
    #[serde(default)]
    missed: Missed,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    except: Vec<String>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    following: Map<String, Value>,
}

impl Details {
    pub fn written(rule: &Recurrence) -> Option<String> {
        if *rule == Recurrence::new(rule.rrule.clone(), rule.mode) && rule.mode != Mode::Calendar {
            return None;
        }
        let details = Self {
            calendar: rule.mode == Mode::Calendar,
            missed: rule.missed,
            except: rule.except.clone(),
            following: rule.following.clone(),
        };
        serde_json::to_string(&details).ok()
    }

    pub fn read(text: &str, rrule: String, mode: Mode) -> Result<Recurrence> {
        let Self { calendar, missed, except, following } =
            serde_json::from_str(text).map_err(Error::internal)?;
        let mode = if calendar { Mode::Calendar } else { mode };
        Ok(Recurrence { rrule, mode, missed, except, following })
    }

    /// As the column of the mode has it.
    pub fn mode(rule: &Recurrence) -> &'static str {
        match rule.mode {
            Mode::Calendar => Mode::Schedule.name(),
            mode => mode.name(),
        }
    }
}

/// The open occurrences of a series in a project that are due after one, the earliest first.
pub fn later_of_series(
    tx: &mut Tx<'_>,
    (series, project, than): (Uuid, Uuid, Uuid),
    due_sort: i64,
    limit: i64,
) -> Result<Vec<Uuid>> {
    let rows = tx.all(&LATER, &params![series, project, than, due_sort, limit])?;
    rows.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// Tasks, by their ids after one, among which all are that have a series by the calendar.
pub fn by_calendar(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<Uuid>> {
    let rows = tx.all(&BY_CALENDAR, &params![workspace, after, limit])?;
    rows.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// Tasks of a workspace that have a due date, by their ids after one.
pub fn dated(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: usize) -> Result<Vec<Uuid>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = tx.all(&DATED, &params![workspace, after, limit])?;
    rows.iter().map(|row| Ok(row.get(0)?)).collect()
}
