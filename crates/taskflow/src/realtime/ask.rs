//! What a connection asks of a room, or of the person's own stream.

use std::collections::BTreeMap;
use std::sync::Arc;

use uuid::Uuid;

use super::mailbox::Mailbox;
use super::outbox::{Outbox, Seat};
use super::room::Word;
use super::token::Token;

/// All that one connection asks for and nobody has seen yet.
#[derive(Debug, Default)]
pub struct Slot {
    pub ask: Option<Ask>,
    /// Where it says to be.
    pub spot: Option<Spot>,
    /// Shared texts that it opens, from where it has them, and closes.
    pub texts: BTreeMap<Uuid, Option<TextAt>>,
    /// Where its cursor is, in which text.
    pub cursor: Option<(Uuid, Option<String>)>,
    /// What another server says of who is there; then the slot is that server's, not a connection's.
    pub heard: Vec<Word>,
}

/// Where somebody is, in their own words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    pub project_id: Option<Uuid>,
    pub task_id: Option<Uuid>,
    pub typing: bool,
    /// They have done nothing for a while.
    pub idle: bool,
}

/// Up to where somebody has a shared text: which document, which of its updates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextAt {
    pub generation: Uuid,
    pub n: i64,
}

pub type Box = Mailbox<Slot>;

#[derive(Debug)]
pub enum Ask {
    Join(Join),
    Leave,
}

/// To be sent everything after a place, from there on.
#[derive(Debug)]
pub struct Join {
    pub user: Uuid,
    pub outbox: Arc<Outbox>,
    pub seat: Seat,
    /// Where the client stands; `None` when it has nothing.
    pub token: Option<Token>,
    /// The rights it knows of, as it names them.
    pub scope: Option<String>,
    /// Shared texts that it has open, from where it has them.
    pub texts: BTreeMap<Uuid, TextAt>,
    /// It is already told how it resumes: it could not take all that followed, and is being caught up.
    pub resumed: bool,
    /// It is already told that it has caught up.
    pub live: bool,
}
