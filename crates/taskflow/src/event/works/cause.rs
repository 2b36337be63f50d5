//! Why the server did something by itself: written into `cause`, so that no consumer goes round for ever.

use crate::base::Stamp;
use crate::event::{Entry, Meta, Payload};

impl Meta {
    /// For a command that a consumer runs because of an entry. Its own entries then have one [`Entry::depth`] more.
    pub fn because_of(at: Stamp, consumer: &str, entry: &Entry) -> Self {
        let (stream, seq) = (entry.stream_id, entry.seq);
        let cause = format!("{consumer}/{}/{stream}/{seq}", entry.depth() + 1);
        Self { cause: Some(cause), ..Self::system(at, entry.request_id.clone()) }
    }
}

impl Entry {
    /// How many consumers stand between it and a person; 0 for what a person did.
    pub fn depth(&self) -> u32 {
        self.told().filter(|_| !self.was_asked_for()).unwrap_or(0)
    }

    /// The depth that the cause tells.
    fn told(&self) -> Option<u32> {
        let mut parts = self.cause.as_deref()?.split('/');
        let (_consumer, depth) = (parts.next()?, parts.next()?.parse().ok()?);
        let (stream, seq) = (parts.next()?, parts.next()?);
        let whole = parts.next().is_none() && stream.len() == 36 && seq.parse::<i64>().is_ok();
        whole.then_some(depth)
    }

    /// Whether there was a request. The cause of one is its key, which may look like anything, also like a consumer's; but
    /// what came by a request came from somewhere. Where, may be forgotten; that it did, the payload keeps.
    fn was_asked_for(&self) -> bool {
        let known = |payload: Payload| payload.origin_hash.is_some();
        self.origin.is_some() || self.read_payload().is_ok_and(|payload| payload.is_some_and(known))
    }
}
