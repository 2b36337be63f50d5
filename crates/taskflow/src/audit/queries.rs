//! Reading an audit.

use std::collections::{BTreeSet, HashMap};

use jiff::tz::TimeZone;
use taskflow_db::Tx;
use uuid::Uuid;

use super::filter::{self, Bounds, Condition, Field, Known, Line};
use super::model::AuditEntry;
use crate::auth;
use crate::base::{Actor, Cursor, Error, Page, Result, Stamp};
use crate::event::{self, Entry};
use crate::project;
use crate::task::{Calendar, parse_filter};
use crate::workspace::{self, Action, Membership, WorkspaceRef, member_of};

const ORDER: &str = "audit";
/// Entries read at once when most are not asked for.
const STRETCH: i64 = 500;
/// Entries looked at for one page: a filter that finds little answers a short page, and goes on with the next.
const MOST_LOOKED_AT: i64 = 20_000;

/// Whose log is read.
#[derive(Clone, Debug)]
pub enum Audited {
    Workspace(Membership),
    /// The caller's own account.
    Account(Uuid),
}

impl Audited {
    /// A workspace's, for its admins.
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`.
    pub fn workspace(tx: &mut Tx<'_>, actor: &Actor, named: &WorkspaceRef) -> Result<Self> {
        Ok(Self::Workspace(member_of(tx, actor, named, Action::ReadAudit)?))
    }

    /// One's own, for who signed in.
    ///
    /// # Errors
    /// `sign_in_required`.
    pub fn account(actor: &Actor) -> Result<Self> {
        auth::require_sign_in(actor)?;
        Ok(Self::Account(actor.user_id))
    }

    pub fn stream(&self) -> Uuid {
        match self {
            Self::Workspace(member) => member.workspace_id(),
            Self::Account(user) => *user,
        }
    }

    pub fn kind(&self) -> &'static str {
        match self {
            Self::Workspace(_) => "workspace",
            Self::Account(_) => "person",
        }
    }
}

/// A filter made ready; `None` without one.
///
/// # Errors
/// `Invalid` at `?filter`, `?tz`.
pub fn condition(
    tx: &mut Tx<'_>,
    audited: &Audited,
    me: Uuid,
    now: Stamp,
    (text, timezone): (Option<&str>, Option<&str>),
) -> Result<Option<Condition>> {
    let calendar = calendar(tx, audited, me, now, timezone)?;
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return Ok(None);
    };
    let expr = parse_filter::<Field>(text).map_err(|fault| fault.at("?filter"))?;
    let mut known = Known { me, names: HashMap::new() };
    if let Audited::Workspace(member) = audited {
        for (field, names) in filter::names(&expr) {
            for (name, id) in named(tx, member, field, &names)? {
                if names.contains(&name) {
                    known.names.entry((field, name)).or_default().push(id);
                }
            }
        }
    }
    filter::check(&expr, &known, &calendar)
        .map(Some)
        .map_err(|fault| fault.at("?filter"))
}

fn named(
    tx: &mut Tx<'_>,
    member: &Membership,
    field: Field,
    names: &BTreeSet<String>,
) -> Result<Vec<(String, Uuid)>> {
    Ok(match field {
        _ if names.is_empty() => Vec::new(),
        Field::Actor => workspace::people(tx, member.workspace_id())?
            .into_iter()
            .flat_map(|(id, name, email)| [(name.to_lowercase(), id), (email.to_lowercase(), id)])
            .collect(),
        _ => {
            let ids: Vec<Uuid> = project::visible(tx, member)?.into_keys().collect();
            project::brief(tx, &ids)?
                .into_iter()
                .flat_map(|project| {
                    [(project.key.to_lowercase(), project.id), (project.name.to_lowercase(), project.id)]
                })
                .collect()
        }
    })
}

fn calendar(
    tx: &mut Tx<'_>,
    audited: &Audited,
    me: Uuid,
    now: Stamp,
    timezone: Option<&str>,
) -> Result<Calendar> {
    let zone = match timezone {
        Some(name) => TimeZone::get(name).map_err(|_| {
            Error::invalid("?tz", "unknown_timezone", "Give an IANA time zone such as Europe/Berlin.")
        })?,
        None => {
            let me = auth::users_by_id(tx, &[me])?.remove(&me);
            me.and_then(|me| TimeZone::get(&me.timezone).ok()).unwrap_or(TimeZone::UTC)
        }
    };
    let week_start = match audited {
        Audited::Workspace(member) => workspace::workspace_by_id(tx, member.workspace_id())?.week_start,
        Audited::Account(_) => 1,
    };
    Ok(Calendar { now, zone, week_start })
}

/// Whether an entry is asked for.
///
/// # Errors
/// `Internal` when where it came from cannot be read.
pub fn wanted(condition: Option<&Condition>, entry: &Entry) -> Result<bool> {
    let Some(condition) = condition else {
        return Ok(true);
    };
    let origin = entry.read_origin()?;
    Ok(filter::matches(condition, &Line { entry, origin: origin.as_ref() }))
}

/// A page, newest first. It may be short, and even empty, though more follow: a page looks at 20,000 entries.
///
/// # Errors
/// `invalid_cursor`.
pub fn page(
    tx: &mut Tx<'_>,
    stream: Uuid,
    condition: Option<&Condition>,
    limit: i64,
    cursor: Option<&str>,
) -> Result<Page<AuditEntry>> {
    let everything = Bounds { since: Stamp(i64::MIN), until: Stamp(i64::MAX), actor: None };
    let bounds = condition.map_or(everything, Condition::bounds);
    let mut place = match cursor {
        Some(text) => {
            let cursor = Cursor::decode(text, ORDER, 2)?;
            (Stamp(cursor.int(0)?), cursor.int(1)?)
        }
        // At that very moment nothing counts any more: no entry has a `seq` below 0.
        None => (bounds.until, 0),
    };
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let stretch = if condition.is_none() { limit + 1 } else { STRETCH };
    let (mut found, mut looked_at): (Vec<Entry>, i64) = (Vec::new(), 0);
    let next = 'read: loop {
        let batch = event::newest(tx, stream, bounds.actor, bounds.since, place, stretch)?;
        let count = i64::try_from(batch.len()).unwrap_or(i64::MAX);
        for entry in batch {
            let at = (entry.at, entry.seq);
            if wanted(condition, &entry)? {
                if found.len() == most {
                    break 'read found.last().map(|entry| (entry.at, entry.seq));
                }
                found.push(entry);
            }
            place = at;
        }
        looked_at += count;
        if count < stretch {
            break None;
        }
        if looked_at >= MOST_LOOKED_AT {
            break Some(place);
        }
    };
    let seqs: Vec<i64> = found.iter().map(|entry| entry.seq).collect();
    let whole: HashMap<i64, Entry> = event::entries_with(tx, stream, seqs.clone())?
        .into_iter()
        .map(|entry| (entry.seq, entry))
        .collect();
    let items: Result<Vec<_>> = seqs.iter().filter_map(|seq| whole.get(seq)).map(AuditEntry::of).collect();
    let next_cursor = next.map(|(at, seq)| Cursor::new(ORDER, vec![at.0.into(), seq.into()]).encode());
    Ok(Page { items: items?, next_cursor, total: None })
}
