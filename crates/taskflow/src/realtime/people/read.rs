//! Reads persons' own streams, several in one go.

use taskflow_db::Tx;
use uuid::Uuid;

use crate::base::{Result, Stamp};
use crate::event;
use crate::realtime::Token;
use crate::realtime::feed::{self, Group};
use crate::realtime::resume::{REPLAY, Resume};
use crate::realtime::room::ended;

/// Entries read at once.
const BATCH: i64 = 500;

/// What is to be found out about a person.
pub struct Wanted {
    pub user: Uuid,
    /// Where those stand who follow the stream already.
    pub at: Option<Token>,
    /// Who wants to, and where they say to stand.
    pub joins: Vec<(Uuid, Option<Token>)>,
}

/// See [`Wanted`].
pub struct Found {
    pub user: Uuid,
    /// Where the stream stands; `None` when it is not the one that was followed.
    pub now: Option<Token>,
    /// What came after [`Wanted::at`].
    pub groups: Vec<Group>,
    /// For each connection how it goes on, and what it missed.
    pub joins: Vec<(Uuid, Resume, Vec<Group>)>,
}

/// Reads all of them, and after that what has ended: nothing that came after an end is sent to whom it concerns.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>, wanted: Vec<Wanted>, now: Stamp) -> Result<(Vec<Found>, Vec<Uuid>)> {
    let mut found = Vec::new();
    for wanted in wanted {
        // Who merely holds a connection is looked after by what has ended.
        if wanted.at.is_some() || !wanted.joins.is_empty() {
            found.push(one(tx, wanted)?);
        }
    }
    Ok((found, ended(tx, now)?))
}

fn one(tx: &mut Tx<'_>, wanted: Wanted) -> Result<Found> {
    let Wanted { user, at, joins } = wanted;
    let head = event::head(tx, user)?;
    if at.is_some_and(|at| at.epoch != head.epoch || at.seq > head.seq) {
        return Ok(Found { user, now: None, groups: Vec::new(), joins: Vec::new() });
    }
    let (mut now, mut groups) = (at.unwrap_or(Token::from(&head)), Vec::new());
    while at.is_some() {
        let batch = feed::read(tx, user, true, now.epoch, now.seq, BATCH)?;
        now = batch.groups.last().map_or(now, |group| group.token);
        groups.extend(batch.groups);
        if !batch.more {
            break;
        }
    }
    let mut answered = Vec::new();
    for (connection, said) in joins {
        let past = said.map(|said| past(tx, user, now, said.seq)).transpose()?.flatten();
        let resume = Resume::decide(said, now, head.min_resume_seq, past);
        let mut missed = Vec::new();
        if let (Resume::Replay, Some(said)) = (resume, said) {
            missed = feed::read(tx, user, true, said.epoch, said.seq, REPLAY)?.groups;
            missed.retain(|group| group.last() <= now.seq);
        }
        answered.push((connection, resume, missed));
    }
    Ok(Found { user, now: Some(now), groups, joins: answered })
}

/// The stream's own token at `seq`.
fn past(tx: &mut Tx<'_>, stream: Uuid, now: Token, seq: i64) -> Result<Option<Token>> {
    let link = event::link_at(tx, stream, seq)?;
    Ok(link.map(|link| Token::new(now.epoch, seq, &link)))
}
