//! A text of the filter language, made ready for one reader: names become ids, days become instants.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::tz::TimeZone;
use taskflow_db::Tx;
use uuid::Uuid;

use crate::base::{Actor, Error, Result, Stamp};
use crate::task::field::{self, CustomField};
use crate::task::filter::{self, Calendar, Condition, Kind, Known};
use crate::task::{cycle, milestone, store, tag};
use crate::{auth, project, workspace};

/// Whose filter it is, and where it is asked.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    pub actor: &'a Actor,
    pub workspace_id: Uuid,
    /// The projects whose names count; the reader may see them.
    pub projects: &'a [Uuid],
    pub now: Stamp,
    /// The IANA name of the zone in which days are meant; the reader's own when absent.
    pub timezone: Option<&'a str>,
}

/// Reads a filter.
///
/// # Errors
/// `Invalid` at `pointer` with the column and what was expected there; `Invalid` at `?tz`.
pub fn condition(tx: &mut Tx<'_>, reader: &Reader<'_>, pointer: &str, text: &str) -> Result<Condition> {
    let expr = filter::parse(text).map_err(|fault| fault.at(pointer))?;
    let calendar = calendar(tx, reader)?;
    let mut known = Known { me: reader.actor.user_id, ..Known::default() };
    for (kind, names) in filter::names(&expr) {
        if kind == Kind::Field {
            known.fields = fields(tx, reader, &names)?;
            continue;
        }
        for (name, id) in named(tx, reader, kind, &names)? {
            if names.contains(&name) {
                known.names.entry((kind, name)).or_default().push(id);
            }
        }
    }
    filter::check(&expr, &known, &calendar).map_err(|fault| fault.at(pointer))
}

/// The custom fields of these names or ids.
fn fields(
    tx: &mut Tx<'_>,
    reader: &Reader<'_>,
    names: &BTreeSet<String>,
) -> Result<HashMap<String, Vec<CustomField>>> {
    let mut found: HashMap<String, Vec<CustomField>> = HashMap::new();
    for field in field::in_sight(tx, reader.workspace_id, reader.projects)? {
        for name in [field.name.to_lowercase(), field.id.to_string()] {
            if names.contains(&name) {
                found.entry(name).or_default().push(field.clone());
            }
        }
    }
    Ok(found)
}

/// The reader's days.
///
/// # Errors
/// `Invalid` at `?tz`.
pub fn calendar(tx: &mut Tx<'_>, reader: &Reader<'_>) -> Result<Calendar> {
    let zone = match reader.timezone {
        Some(name) => TimeZone::get(name).map_err(|_| {
            let message = "Give an IANA time zone such as Europe/Berlin.";
            Error::invalid("?tz", "unknown_timezone", message)
        })?,
        None => {
            let me = auth::users_by_id(tx, &[reader.actor.user_id])?.remove(&reader.actor.user_id);
            me.and_then(|me| TimeZone::get(&me.timezone).ok()).unwrap_or(TimeZone::UTC)
        }
    };
    let week_start = workspace::workspace_by_id(tx, reader.workspace_id)?.week_start;
    Ok(Calendar { now: reader.now, zone, week_start })
}

/// Names in lower case and what they stand for: at least those that were asked for and are there.
fn named(
    tx: &mut Tx<'_>,
    reader: &Reader<'_>,
    kind: Kind,
    names: &BTreeSet<String>,
) -> Result<Vec<(String, Uuid)>> {
    Ok(match kind {
        Kind::Project => project::brief(tx, reader.projects)?
            .into_iter()
            .flat_map(|project| {
                [(project.key.to_lowercase(), project.id), (project.name.to_lowercase(), project.id)]
            })
            .collect(),
        Kind::Status => project::statuses_in(tx, reader.projects)?
            .into_iter()
            .map(|status| (status.name.to_lowercase(), status.id))
            .collect(),
        Kind::Person => workspace::people(tx, reader.workspace_id)?
            .into_iter()
            .flat_map(|(id, name, email)| [(name.to_lowercase(), id), (email.to_lowercase(), id)])
            .collect(),
        Kind::Tag => {
            let names: Vec<String> = names.iter().cloned().collect();
            let tags = tag::by_names(tx, reader.workspace_id, &names)?;
            tags.into_iter().map(|tag| (tag.name.to_lowercase(), tag.id)).collect()
        }
        Kind::Milestone => milestone::named(tx, reader.projects, names)?,
        Kind::Cycle => cycle::named(tx, reader.projects, names)?,
        Kind::Turn => {
            let mut found = Vec::new();
            for word in names {
                let cycles = cycle::in_turn(tx, reader.projects, word)?;
                found.extend(cycles.into_iter().map(|id| (word.clone(), id)));
            }
            found
        }
        Kind::Task => {
            let keys: Vec<(String, i64)> = names.iter().filter_map(|name| key(name)).collect();
            let visible: HashSet<&Uuid> = reader.projects.iter().collect();
            store::by_keys(tx, reader.workspace_id, &keys)?
                .into_iter()
                .filter(|found| visible.contains(&found.project_id))
                .map(|found| (found.key.to_lowercase(), found.id))
                .collect()
        }
        // Looked up whole.
        Kind::Field => Vec::new(),
    })
}

/// `web-12` as its parts.
fn key(name: &str) -> Option<(String, i64)> {
    let (project, number) = name.rsplit_once('-')?;
    Some((project.to_ascii_uppercase(), number.parse().ok()?))
}
