//! What one command did to a stream: shown whole or not at all.

use std::sync::Arc;

use uuid::Uuid;

use crate::event::Op;
use crate::realtime::Token;

/// Who may see an op.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Every member.
    Everyone,
    /// Those who manage members.
    Managers,
    /// Who sees the project. A task may come from another one.
    Project {
        before: Option<Uuid>,
        after: Option<Uuid>,
    },
    /// Who sees both: a relation ties two tasks.
    Both(Uuid, Uuid),
    /// Nobody: what it belongs to is no more, or its kind has no rule.
    Nobody,
}

/// One op with what decides about it.
#[derive(Debug)]
pub struct GroupOp {
    pub seq: i64,
    pub op: Op,
    pub reach: Reach,
    /// The idempotency key of the request that caused it.
    pub cause: Option<Arc<str>>,
}

/// All entries of one command, in order.
#[derive(Debug)]
pub struct Group {
    /// Where a reader stands who has it.
    pub token: Token,
    /// The first entry's `seq`; the last one's is the token's.
    pub first: i64,
    pub ops: Vec<GroupOp>,
    /// Bytes of JSON its ops carry, about.
    pub size: usize,
}

impl Group {
    pub fn last(&self) -> i64 {
        self.token.seq
    }
}
