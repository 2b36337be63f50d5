//! What a caller is to be answered, and whether an answer is that and says no more.

use serde_json::Value;
use uuid::Uuid;

use super::callers::Who;
use super::document::Operation;
use super::table::{Place, Row};
use super::world::Side;
use crate::support::Reply;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Carried out, with this status.
    Done(u16),
    /// 401
    WhoAreYou,
    /// 403
    Forbidden,
    /// 404
    Hidden,
}

impl Verdict {
    pub fn of(row: &Row, operation: &Operation, who: Who, side: Side) -> Self {
        let may = row.allowed.contains(&who) || (who == Who::Reader && reads(row, operation));
        if who == Who::Anonymous && row.place != Place::Street {
            return Self::WhoAreYou;
        }
        match row.place {
            Place::Street => Self::Done(row.status),
            Place::Link | Place::Server if may => Self::Done(row.status),
            Place::Link | Place::Server => Self::Forbidden,
            // A token that may not even do it at home learns that first.
            Place::Account if !may => Self::Forbidden,
            Place::Account if side == Side::Foreign => Self::Hidden,
            Place::Account => Self::Done(row.status),
            Place::Workspace | Place::Project if !sees(row, who, side) => Self::Hidden,
            Place::Workspace | Place::Project if may => Self::Done(row.status),
            Place::Workspace | Place::Project => Self::Forbidden,
        }
    }
}

/// The token does what its owner may do by looking.
fn reads(row: &Row, operation: &Operation) -> bool {
    let of_a_team = matches!(row.place, Place::Workspace | Place::Project);
    of_a_team && operation.is_read() && !row.guarded && row.allowed.contains(&Who::Owner)
}

fn sees(row: &Row, who: Who, side: Side) -> bool {
    match (row.place, side) {
        (_, Side::Foreign) => false,
        (Place::Project, side) => who.sees_project(side == Side::Private),
        (_, _) => who.is_inside(),
    }
}

/// What is wrong with an answer, if anything.
pub fn fault(verdict: Verdict, who: Who, reply: &Reply) -> Option<String> {
    let (status, code) = match verdict {
        Verdict::Done(status) => (status, None),
        Verdict::WhoAreYou => (401, Some("unauthenticated")),
        Verdict::Forbidden => (403, None),
        Verdict::Hidden => (404, Some("not_found")),
    };
    if reply.code() != status {
        return Some(format!("expected {verdict:?}, got {reply}"));
    }
    if let Some(word) = told(who, reply) {
        return Some(format!("shows {word:?}, which {who:?} must not see: {reply}"));
    }
    if matches!(verdict, Verdict::Done(_)) {
        return None;
    }
    if code.is_some_and(|code| reply.at("/code") != code) {
        return Some(format!("expected the code {code:?}, got {reply}"));
    }
    let leaky = ["etag", "location", "sync-position", "last-modified"];
    if let Some(header) = leaky.into_iter().find(|name| !reply.header(name).is_empty()) {
        return Some(format!("a refusal with the header {header}: {reply}"));
    }
    let said = without_echo(reply).to_string();
    (reveals(&said)).then(|| format!("a refusal that names something: {reply}"))
}

/// A word of a side that the caller does not see.
fn told(who: Who, reply: &Reply) -> Option<&'static str> {
    let text = String::from_utf8_lossy(reply.body());
    let hidden = Side::ALL.into_iter().filter(|side| match side {
        Side::Open => !who.sees_project(false),
        Side::Private => !who.sees_project(true),
        Side::Foreign => who != Who::Outsider,
    });
    hidden.map(Side::word).find(|word| text.contains(word))
}

/// Ids and names of things.
fn reveals(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let ids = words.filter(|word| word.len() == 36 && word.parse::<Uuid>().is_ok());
    ids.count() > 0
        || Side::ALL.iter().any(|side| text.contains(side.word()))
        || text.contains("@example.org")
}

/// Whether two answers say the same but for the ids that they were asked with.
pub fn alike(one: &Reply, other: &Reply) -> bool {
    one.code() == other.code() && without_ids(one) == without_ids(other)
}

fn without_ids(reply: &Reply) -> String {
    let text = without_echo(reply).to_string();
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let words = text.split_inclusive(|c| !is_part(c));
    words
        .map(|word| match word.trim_end_matches(|c| !is_part(c)).parse::<Uuid>() {
            Ok(_) => "-",
            Err(_) => word,
        })
        .collect()
}

/// The body without what the caller sent and what is new with each answer.
fn without_echo(reply: &Reply) -> Value {
    let mut body = reply.find("").cloned().unwrap_or_default();
    if let Some(fields) = body.as_object_mut() {
        fields.remove("instance");
        fields.remove("request_id");
    }
    body
}
