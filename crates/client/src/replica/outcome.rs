//! What a frame did to a copy.

use std::sync::Arc;

use crate::{Reset, Thing};

/// What became of a frame, and what its reader has to do now.
#[derive(Debug)]
pub enum Outcome {
    /// The copy was changed. All of it becomes visible together.
    Applied(Applied),
    /// Nothing that was not known.
    Dropped,
    /// Something before it is missing: `subscribe` again with the token.
    Gap,
    /// Caught up.
    Live,
    /// Read the log over HTTP after the token, then `subscribe`.
    ReadLog,
    /// The copy was dropped: wait, and start from a snapshot.
    Reset(Reset),
    /// The stream can no longer be seen; the copy was dropped.
    Gone,
    /// It is of another stream, or says nothing of the copy.
    Ignored,
}

#[derive(Debug, Default)]
pub struct Applied {
    /// Rows that are others now, or gone, each once.
    pub changed: Vec<Thing>,
    /// The requests whose effects these are, each once, also where the copy had them already: an optimistic change with
    /// this key is to be dropped.
    pub causes: Vec<Arc<str>>,
}

impl Applied {
    pub(super) fn changed(mut things: Vec<Thing>) -> Self {
        things.sort();
        things.dedup();
        Self { changed: things, causes: Vec::new() }
    }

    pub(super) fn cause(&mut self, cause: Option<Arc<str>>) {
        if let Some(cause) = cause.filter(|cause| !self.causes.contains(cause)) {
            self.causes.push(cause);
        }
    }
}
