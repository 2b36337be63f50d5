//! What the server says, read from its text.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::thing::{shared, shared_or_none};
use crate::{Stream, Thing, Token};

/// One frame. What this crate does not know is [`Frame::Unknown`], to be passed over.
#[derive(Debug)]
pub enum Frame {
    Welcome(Welcome),
    Resume(Resume),
    Delta(Delta),
    Live(Live),
    Scope(Scope),
    Reset(Reset),
    More(More),
    Ping(Ping),
    Presence(Presence),
    Notice(Notice),
    Error(Problem),
    Unknown,
}

/// The text is no frame.
#[derive(Debug, thiserror::Error)]
#[error("not a frame: {0}")]
pub struct BadFrame(#[from] serde_json::Error);

#[derive(Debug, Deserialize)]
pub struct Welcome {
    pub connection_id: Uuid,
    /// Seconds between pings.
    pub ping_s: u64,
    /// The largest frame the server reads, in bytes.
    pub max_frame: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Nothing was missed.
    Live,
    /// Deltas follow.
    Replay,
    /// The log is to be read over HTTP.
    Http,
    /// From a snapshot.
    Reset,
}

#[derive(Debug, Deserialize)]
pub struct Resume {
    pub workspace: Stream,
    pub mode: Mode,
    #[serde(default)]
    pub reason: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpKind {
    Upsert,
    Remove,
}

#[derive(Debug, Deserialize)]
pub struct Op {
    pub seq: i64,
    pub op: OpKind,
    #[serde(deserialize_with = "shared")]
    pub entity: Arc<str>,
    pub id: Uuid,
    pub version: i64,
    #[serde(default)]
    pub data: Option<Box<RawValue>>,
    /// The idempotency key of the request that did it.
    #[serde(default, deserialize_with = "shared_or_none")]
    pub cause: Option<Arc<str>>,
}

/// All that happened in `(from, to]` and may be seen.
#[derive(Debug, Deserialize)]
pub struct Delta {
    pub workspace: Stream,
    pub from: i64,
    pub to: i64,
    pub token: Token,
    pub ops: Vec<Op>,
}

#[derive(Debug, Deserialize)]
pub struct Live {
    pub workspace: Stream,
    pub token: Token,
    #[serde(default)]
    pub scope: Option<String>,
}

/// Of the log over HTTP: ask again after this token.
#[derive(Debug, Deserialize)]
pub struct More {
    pub workspace: Stream,
    pub token: Token,
}

#[derive(Debug, Deserialize)]
pub struct Scope {
    pub workspace: Stream,
    #[serde(default)]
    pub scope: Option<String>,
    #[serde(default)]
    pub added: Vec<Thing>,
    #[serde(default)]
    pub removed: Vec<Thing>,
    #[serde(default)]
    pub visible: Option<Visible>,
}

/// All that may be seen.
#[derive(Debug, Deserialize)]
pub struct Visible {
    pub projects: Vec<Uuid>,
    pub invitations: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Reset {
    pub workspace: Stream,
    #[serde(default)]
    pub reason: String,
    /// How long to wait at least, in milliseconds.
    #[serde(default)]
    pub min_delay_ms: u64,
    #[serde(default)]
    pub max_delay_ms: u64,
}

#[derive(Debug, Deserialize)]
pub struct Ping {
    #[serde(default)]
    pub positions: HashMap<Stream, Token>,
}

/// Who is here, as the server wrote it.
#[derive(Debug, Deserialize)]
pub struct Presence {
    pub workspace: Stream,
    #[serde(default)]
    pub people: Option<Box<RawValue>>,
    #[serde(default)]
    pub left: Vec<Uuid>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    Drain,
    Overload,
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
pub struct Notice {
    pub notice: NoticeKind,
    /// Between which two, in milliseconds, to wait before coming back.
    pub backoff_ms: [u64; 2],
}

#[derive(Clone, Debug, Deserialize)]
pub struct Problem {
    pub code: String,
    #[serde(default)]
    pub retry: bool,
    #[serde(default)]
    pub detail: String,
    #[serde(default)]
    pub workspace: Option<Stream>,
}

impl Reset {
    pub(crate) fn at_once(workspace: Stream, reason: Option<String>) -> Self {
        Self {
            workspace,
            reason: reason.unwrap_or_default(),
            min_delay_ms: 0,
            max_delay_ms: 0,
        }
    }
}

impl Frame {
    /// # Errors
    /// `BadFrame` when it is no JSON object with a `type`, or lacks what its type has.
    pub fn read(text: &str) -> Result<Self, BadFrame> {
        #[derive(Deserialize)]
        struct Kind<'a> {
            #[serde(rename = "type", borrow)]
            kind: std::borrow::Cow<'a, str>,
        }
        fn of<T: DeserializeOwned>(text: &str, frame: fn(T) -> Frame) -> Result<Frame, BadFrame> {
            Ok(frame(serde_json::from_str(text)?))
        }
        match &*serde_json::from_str::<Kind<'_>>(text)?.kind {
            "welcome" => of(text, Self::Welcome),
            "resume" => of(text, Self::Resume),
            "delta" => of(text, Self::Delta),
            "live" => of(text, Self::Live),
            "scope" => of(text, Self::Scope),
            "reset" => of(text, Self::Reset),
            "more" => of(text, Self::More),
            "ping" => of(text, Self::Ping),
            "presence" => of(text, Self::Presence),
            "notice" => of(text, Self::Notice),
            "error" => of(text, Self::Error),
            _ => of(text, |_: IgnoredAny| Self::Unknown),
        }
    }

    /// The stream it speaks of; `None` when it is about the connection.
    pub fn stream(&self) -> Option<Stream> {
        match self {
            Self::Resume(frame) => Some(frame.workspace),
            Self::Delta(frame) => Some(frame.workspace),
            Self::Live(frame) => Some(frame.workspace),
            Self::Scope(frame) => Some(frame.workspace),
            Self::Reset(frame) => Some(frame.workspace),
            Self::More(frame) => Some(frame.workspace),
            Self::Presence(frame) => Some(frame.workspace),
            Self::Error(frame) => frame.workspace,
            Self::Welcome(_) | Self::Ping(_) | Self::Notice(_) | Self::Unknown => None,
        }
    }
}
