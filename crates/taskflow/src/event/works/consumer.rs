//! Who follows the log.

use crate::base::Result;
use crate::event::{Cx, Entry};

/// Which streams a consumer reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follows {
    Workspaces,
    Persons,
    Everything,
}

/// What a consumer makes of what was there before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begins {
    /// It reads every stream from its first entry.
    First,
    /// It reads what comes after it was first started: nobody is to be told of the past.
    Now,
}

/// Follows streams, each in order, on shards that processes share out among themselves.
pub trait Consumer: Send + Sync + 'static {
    /// The name of its cursors and leases: never to be changed.
    fn name(&self) -> &'static str;

    fn follows(&self) -> Follows {
        Follows::Workspaces
    }

    fn begins(&self) -> Begins {
        Begins::Now
    }

    /// Whether it has any use for an entry. Where nothing is wanted nothing is written.
    fn wants(&self, entry: &Entry) -> bool {
        let _ = entry;
        true
    }

    /// Handles wanted entries of one stream, commands whole, in the transaction that moves the cursor past them. May
    /// write its own tables, emit entries and run commands of services ([`crate::event::Meta::because_of`]).
    ///
    /// # Errors
    /// Whatever keeps it from handling them. They are tried again one command at a time; a command that fails time and
    /// again halts its stream, for this consumer, until somebody looks.
    fn handle(&self, cx: &mut Cx<'_, '_>, entries: &[Entry]) -> Result<()>;
}

impl Follows {
    /// The kinds of streams, as their heads say.
    pub(super) fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Workspaces => &["workspace"],
            Self::Persons => &["person"],
            Self::Everything => &["workspace", "person"],
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Workspaces => "workspace",
            Self::Persons => "person",
            Self::Everything => "every",
        }
    }
}

impl Begins {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Now => "now",
        }
    }
}
