//! Asks a filter of an entry.

use uuid::Uuid;

use super::{Condition, Field};
use crate::event::{Entry, Origin};

/// An entry, and where it came from.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    pub entry: &'a Entry,
    pub origin: Option<&'a Origin>,
}

/// Whether the entry is what the condition asks for.
pub fn matches(condition: &Condition, line: &Line<'_>) -> bool {
    match condition {
        Condition::All(all) => all.iter().all(|condition| matches(condition, line)),
        Condition::Any(any) => any.iter().any(|condition| matches(condition, line)),
        Condition::Not(condition) => !matches(condition, line),
        Condition::At(since, until) => {
            let at = line.entry.at;
            since.is_none_or(|since| at >= since) && until.is_none_or(|until| at < until)
        }
        Condition::Id(field, wanted) => {
            let has = ids(*field, line);
            wanted.iter().any(|id| match id {
                Some(id) => has.contains(&Some(*id)),
                None => has.iter().all(Option::is_none),
            })
        }
        Condition::Text(field, wanted) => {
            let has = text(*field, line).map(str::to_ascii_lowercase);
            wanted.contains(&has)
        }
        Condition::Contains(field, words) => {
            text(*field, line).is_some_and(|text| text.to_ascii_lowercase().contains(words))
        }
    }
}

fn ids(field: Field, line: &Line<'_>) -> [Option<Uuid>; 2] {
    let entry = line.entry;
    match field {
        Field::Actor => [entry.actor_id, None],
        Field::Thing => [Some(entry.entity_id), entry.subject_id],
        Field::Project => [entry.project_before, entry.project_after],
        Field::Session => [line.origin.and_then(|origin| origin.session_id), None],
        Field::Token => [line.origin.and_then(|origin| origin.token_id), None],
        _ => [None, None],
    }
}

fn text<'a>(field: Field, line: &Line<'a>) -> Option<&'a str> {
    let (entry, origin) = (line.entry, line.origin);
    match field {
        Field::Type => Some(&entry.kind),
        Field::Entity => Some(&entry.entity_type),
        Field::Request => Some(&entry.request_id),
        Field::Cause => entry.cause.as_deref(),
        Field::Address => origin?.address.as_deref(),
        Field::Agent => origin?.agent.as_deref(),
        _ => None,
    }
}
