//! What a room reads from the database.

use taskflow_db::Tx;
use uuid::Uuid;

use crate::auth;
use crate::base::{Result, Stamp};
use crate::event::{self, Head};
use crate::realtime::Token;
use crate::realtime::access::AccessModel;
use crate::realtime::feed::{self, Batch};
use crate::realtime::resume::REPLAY;
use crate::task::{self, FollowedText, TextStretch};

/// How far back it is asked what has ended, in milliseconds: covers clocks that differ and commands that took long.
const OVERLAP_MS: i64 = 120_000;
/// Entries read at once.
const BATCH: i64 = 500;

/// What ended lately. To be asked after the entries it guards are read.
///
/// # Errors
/// Those of the database.
pub fn ended(tx: &mut Tx<'_>, now: Stamp) -> Result<Vec<Uuid>> {
    auth::ended_since(tx, now.plus_ms(-OVERLAP_MS))
}

/// The next stretch of a workspace.
#[derive(Debug)]
pub struct Stretch {
    pub head: Head,
    pub batch: Batch,
    pub ended: Vec<Uuid>,
    /// Shared texts that somebody has open.
    pub texts: Vec<TextStretch>,
}

/// Texts are read before the log: whatever took the right to them away before they grew is in what is read then.
///
/// # Errors
/// Those of the database.
pub fn stretch(
    tx: &mut Tx<'_>,
    workspace: Uuid,
    at: Token,
    now: Stamp,
    texts: &[FollowedText],
) -> Result<Stretch> {
    let texts = task::text_stretches(tx, texts)?;
    let head = event::head(tx, workspace)?;
    let batch = feed::read(tx, workspace, false, at.epoch, at.seq, BATCH)?;
    let ended = ended(tx, now)?;
    Ok(Stretch { head, batch, ended, texts })
}

/// How a workspace stands when its room opens.
#[derive(Debug)]
pub struct Opening {
    pub head: Head,
    pub access: AccessModel,
    /// Where the entries begin that are still at hand.
    pub base: Token,
    pub recent: Batch,
}

/// To be read in one snapshot.
///
/// # Errors
/// Those of the database.
pub fn opening(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Opening> {
    let head = event::head(tx, workspace)?;
    let access = AccessModel::load(tx, workspace)?;
    let from = (head.seq - REPLAY).max(head.min_resume_seq).max(0);
    let mut recent = feed::read(tx, workspace, false, head.epoch, from, REPLAY)?;
    let mut base = Token::from(&Head { epoch: head.epoch, ..Head::new(workspace) });
    if from > 0 && !recent.groups.is_empty() {
        // Perhaps only the rest of a command; from its end on all is whole.
        base = recent.groups.remove(0).token;
    } else if from > 0 {
        base = Token::from(&head);
    }
    Ok(Opening { head, access, base, recent })
}
