//! Why the server did something by itself: written into `cause`, so that consumers know their own doing and none goes
//! round for ever.

use crate::base::Stamp;
use crate::event::{Entry, Meta};

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
        self.told().map_or(0, |(_, depth)| depth)
    }

    /// Whether this consumer caused it.
    pub fn caused_by(&self, consumer: &str) -> bool {
        self.told().is_some_and(|(name, _)| name == consumer)
    }

    /// A person's cause is their request's key: they cannot pass it off as a consumer's, since those have no actor, or
    /// act in a rule's name with all four parts.
    fn told(&self) -> Option<(&str, u32)> {
        let mut parts = self.cause.as_deref()?.split('/');
        let (consumer, depth) = (parts.next()?, parts.next()?.parse().ok()?);
        let (stream, seq) = (parts.next()?, parts.next()?);
        let whole = parts.next().is_none() && stream.len() == 36 && seq.parse::<i64>().is_ok();
        whole.then_some((consumer, depth))
    }
}
