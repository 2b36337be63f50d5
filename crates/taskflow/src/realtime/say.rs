//! Frames that carry no part of the log. docs/SYNC.md describes them.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde::Serialize;
use uuid::Uuid;

use super::feed::Place;
use super::resume::{Reason, Resume};
use super::token::Token;
use crate::base::Stamp;

/// How long who is sent away waits before it comes back, in milliseconds: spread, so that not all come at once.
pub const BACKOFF_MS: [u64; 2] = [500, 5_000];

/// Where somebody is.
#[derive(Serialize)]
pub struct Person {
    pub user_id: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_id: Option<Uuid>,
    pub typing: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub idle: bool,
}

/// Where the cursor of one connection is; nowhere any more when `at` is absent.
#[derive(Serialize)]
pub struct Cursor<'a> {
    pub connection_id: Uuid,
    pub user_id: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Say<'a> {
    Welcome {
        connection_id: Uuid,
        server_time: Stamp,
        ping_s: u64,
        max_frame: usize,
    },
    Resume {
        workspace: Place,
        from: i64,
        head: i64,
        mode: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<Reason>,
    },
    Ping {
        positions: BTreeMap<String, Token>,
    },
    Presence {
        workspace: Place,
        people: Vec<Person>,
        left: Vec<Uuid>,
    },
    Text {
        workspace: Place,
        task_id: Uuid,
        generation: Uuid,
        whole: bool,
        from: i64,
        to: i64,
        updates: Vec<String>,
    },
    TextClosed {
        workspace: Place,
        task_id: Uuid,
    },
    Cursor {
        workspace: Place,
        task_id: Uuid,
        cursors: Vec<Cursor<'a>>,
    },
    Notice {
        notice: &'static str,
        backoff_ms: [u64; 2],
    },
    Error {
        code: &'static str,
        retry: bool,
        detail: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        workspace: Option<Place>,
    },
}

impl Say<'_> {
    pub fn resume(workspace: Place, said: Option<Token>, head: i64, resume: Resume) -> Self {
        Self::Resume {
            workspace,
            from: said.map_or(0, |token| token.seq),
            head,
            mode: resume.mode(),
            reason: resume.reason(),
        }
    }

    /// Before a connection ends for no fault of its client's.
    pub fn farewell(stopping: bool) -> Self {
        let notice = if stopping { "drain" } else { "overload" };
        Self::Notice { notice, backoff_ms: BACKOFF_MS }
    }

    /// As JSON. Nothing in these frames can fail to be written.
    pub fn bytes(&self) -> Bytes {
        serde_json::to_vec(self).unwrap_or_default().into()
    }
}
