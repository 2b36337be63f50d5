//! A snapshot on its way in, line by line: the copy changes when it is whole.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::rows::Rows;
use crate::thing::shared;
use crate::{Stream, Thing, Token};

/// One row of a snapshot.
#[derive(Debug, Deserialize)]
pub struct SnapshotRow {
    #[serde(deserialize_with = "shared")]
    pub entity: Arc<str>,
    pub id: Uuid,
    pub version: i64,
    pub data: Box<RawValue>,
}

/// A snapshot that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadSnapshot {
    #[error("a line cannot be read: {0}")]
    Line(#[from] serde_json::Error),
    #[error("it does not begin with its token")]
    NoBeginning,
    #[error("it is of another stream")]
    OtherStream,
    #[error("it ends after {read} of {said} rows")]
    CutOff { read: u64, said: u64 },
}

/// Whether there is more to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    More,
    /// That was the last line.
    Done,
}

#[derive(Debug)]
pub(super) enum Line {
    Begin {
        of: Option<Stream>,
        token: Token,
        scope: Option<String>,
    },
    Row(SnapshotRow),
    End(u64),
}

/// A snapshot that has begun.
#[derive(Debug)]
pub(super) struct Staging {
    pub(super) token: Token,
    pub(super) scope: Option<String>,
    pub(super) rows: Rows,
    pub(super) things: Vec<Thing>,
    read: u64,
}

#[derive(Deserialize)]
struct Mark {
    #[serde(rename = "type")]
    kind: Option<String>,
    workspace: Option<Stream>,
    token: Option<Token>,
    scope: Option<String>,
    rows: Option<u64>,
}

impl Line {
    pub(super) fn read(text: &str) -> Result<Self, BadSnapshot> {
        let mark: Mark = serde_json::from_str(text)?;
        Ok(match (mark.kind.as_deref(), mark.token, mark.rows) {
            (Some("snapshot"), Some(token), _) => {
                Self::Begin { of: mark.workspace, token, scope: mark.scope }
            }
            (Some("end"), _, Some(rows)) => Self::End(rows),
            _ => Self::Row(serde_json::from_str(text)?),
        })
    }
}

impl Staging {
    pub(super) fn new(stream: Stream, token: Token, scope: Option<String>) -> Self {
        Self { token, scope, rows: Rows::new(stream), things: Vec::new(), read: 0 }
    }

    pub(super) fn row(&mut self, row: SnapshotRow) {
        self.read += 1;
        let thing = Thing { entity: row.entity, id: row.id };
        self.rows.put(&thing, row.version, row.data, self.token.seq());
        self.rows.set_whole(&thing, self.token.seq());
        self.things.push(thing);
    }

    /// Counts a row that is not to be held.
    pub(super) fn skip(&mut self) {
        self.read += 1;
    }

    pub(super) fn end(self, said: u64) -> Result<Self, BadSnapshot> {
        if self.read == said {
            Ok(self)
        } else {
            Err(BadSnapshot::CutOff { read: self.read, said })
        }
    }
}
