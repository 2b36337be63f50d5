//! Frames that carry the log, as they go over the wire. docs/SYNC.md describes them.

use bytes::Bytes;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::group::{Group, GroupOp};
use super::view::{View, view};
use crate::base::{Error, Result};
use crate::event::{Entity, OpKind};
use crate::realtime::Token;
use crate::realtime::access::{ScopeId, Visibility};
use crate::realtime::resume::Reason;
use crate::task::Task;

/// Bytes of JSON after which a frame is closed; one command is never split, so a frame may be larger.
const FRAME: usize = 64 * 1024;
/// Those who have to start again at once are spread so far apart, in milliseconds …
const APART_MS: u64 = 20;
/// … within this time at most.
const MOST_DELAY_MS: u64 = 60_000;

/// Which stream a frame speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    Workspace(Uuid),
    /// The person's own: `me`.
    Me,
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Workspace(id) => id.serialize(serializer),
            Self::Me => serializer.serialize_str("me"),
        }
    }
}

/// A frame, ready to be sent to any number of people. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Frame {
    pub bytes: Bytes,
    /// Where its reader stands after it; `None` when it moves nobody.
    pub token: Option<Token>,
}

#[derive(Serialize)]
struct OpFrame<'a> {
    seq: i64,
    op: OpKind,
    entity: &'a str,
    id: Uuid,
    version: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Outgoing<'a> {
    Delta {
        workspace: Place,
        from: i64,
        to: i64,
        token: Token,
        ops: &'a [OpFrame<'a>],
    },
    Live {
        workspace: Place,
        seq: i64,
        token: Token,
        #[serde(skip_serializing_if = "Option::is_none")]
        scope: Option<ScopeId>,
    },
    Scope {
        workspace: Place,
        seq: i64,
        #[serde(flatten)]
        scope: &'a Scope,
    },
    More {
        workspace: Place,
        token: Token,
    },
    Reset {
        workspace: Place,
        reason: Reason,
        snapshot_url: String,
        min_delay_ms: u64,
        max_delay_ms: u64,
    },
}

/// What somebody gained and lost, or what they may see in all.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Scope {
    /// The rights they have now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<ScopeId>,
    /// To be fetched.
    pub added: Vec<Thing>,
    /// To be dropped, with all that hangs on it.
    pub removed: Vec<Thing>,
    /// Everything there is for them; whatever else they hold is to be dropped. Absent: nothing but the above changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visible: Option<Visible>,
}

#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Thing {
    pub entity: &'static str,
    pub id: Uuid,
}

#[derive(Clone, Debug, Serialize)]
pub struct Visible {
    pub projects: Vec<Uuid>,
    pub invitations: bool,
}

impl Scope {
    /// From one set of rights to another.
    pub fn between(before: &Visibility, after: &Visibility) -> Self {
        let project = |id: &Uuid| Thing { entity: "project", id: *id };
        let visible = (before.sees_invitations() != after.sees_invitations()).then(|| Visible::of(after));
        Self {
            scope: Some(after.id()),
            added: after.projects().difference(before.projects()).map(project).collect(),
            removed: before.projects().difference(after.projects()).map(project).collect(),
            visible,
        }
    }

    /// For somebody of whom nobody knows what they hold.
    pub fn whole(rights: &Visibility) -> Self {
        Self {
            scope: Some(rights.id()),
            visible: Some(Visible::of(rights)),
            ..Self::default()
        }
    }

    /// The workspace is no longer theirs to see.
    pub fn gone(workspace: Uuid) -> Self {
        Self {
            removed: vec![Thing { entity: "workspace", id: workspace }],
            ..Self::default()
        }
    }
}

impl Visible {
    fn of(rights: &Visibility) -> Self {
        Self {
            projects: rights.projects().iter().copied().collect(),
            invitations: rights.sees_invitations(),
        }
    }
}

/// The frames that carry `groups` to people with these rights, the first of whom stand at `from`. What they may not see
/// still moves them; a stretch without anything to see is one empty frame.
///
/// # Errors
/// `Internal` when a frame cannot be written.
pub fn deltas(place: Place, from: i64, groups: &[Group], rights: Option<&Visibility>) -> Result<Vec<Frame>> {
    let mut frames = Vec::new();
    let mut open = Open { place, from, ops: Vec::new(), size: 0, entered: Vec::new() };
    for (index, group) in groups.iter().enumerate() {
        for op in &group.ops {
            let shown = rights.map_or(View::Shown, |rights| view(op, rights));
            open.add(op, shown, group.size / group.ops.len().max(1));
        }
        if open.size >= FRAME || index + 1 == groups.len() {
            open.close(group.token, &mut frames)?;
        }
    }
    Ok(frames)
}

/// A delta that is being filled.
struct Open<'a> {
    place: Place,
    from: i64,
    ops: Vec<OpFrame<'a>>,
    size: usize,
    entered: Vec<Thing>,
}

impl<'a> Open<'a> {
    fn add(&mut self, op: &'a GroupOp, shown: View, size: usize) {
        if shown == View::Hidden {
            return;
        }
        if shown == View::Entered && op.op.entity == Task::NAME {
            self.entered.push(Thing { entity: Task::NAME, id: op.op.id });
        }
        let leaves = shown == View::Left;
        self.size += if leaves { 100 } else { size };
        self.ops.push(OpFrame {
            seq: op.seq,
            op: if leaves { OpKind::Remove } else { op.op.op },
            entity: &op.op.entity,
            id: op.op.id,
            version: op.op.version,
            data: op.op.data.as_deref().filter(|_| !leaves),
            cause: op.cause.as_deref(),
        });
    }

    fn close(&mut self, token: Token, frames: &mut Vec<Frame>) -> Result<()> {
        let (from, to) = (self.from, token.seq);
        // First, since a reader that was cut off after the delta would come back behind it and never be told.
        if !self.entered.is_empty() {
            let scope = Scope { added: std::mem::take(&mut self.entered), ..Scope::default() };
            frames.push(self::scope(self.place, to, &scope)?);
        }
        let delta = Outgoing::Delta { workspace: self.place, from, to, token, ops: &self.ops };
        frames.push(Frame { bytes: write(&delta)?, token: Some(token) });
        (self.from, self.size) = (to, 0);
        self.ops.clear();
        Ok(())
    }
}

/// Says that the reader has caught up, and with which rights.
///
/// # Errors
/// `Internal` when it cannot be written.
pub fn live(place: Place, token: Token, scope: Option<ScopeId>) -> Result<Frame> {
    let live = Outgoing::Live { workspace: place, seq: token.seq, token, scope };
    Ok(Frame { bytes: write(&live)?, token: Some(token) })
}

/// Says what the reader gained and lost at `seq`.
///
/// # Errors
/// `Internal` when it cannot be written.
pub fn scope(place: Place, seq: i64, scope: &Scope) -> Result<Frame> {
    let frame = Outgoing::Scope { workspace: place, seq, scope };
    Ok(Frame { bytes: write(&frame)?, token: None })
}

/// Says over HTTP that the log goes on after `token`.
///
/// # Errors
/// `Internal` when it cannot be written.
pub fn more(place: Place, token: Token) -> Result<Frame> {
    let more = Outgoing::More { workspace: place, token };
    Ok(Frame { bytes: write(&more)?, token: Some(token) })
}

/// Says that the reader's copy is of no use, and where to get another: each after a random time, so that as many `readers`
/// do not come at once. Who has no copy yet need not wait.
///
/// # Errors
/// `Internal` when it cannot be written.
pub fn reset(place: Place, reason: Reason, readers: usize) -> Result<Frame> {
    let readers = u64::try_from(readers).unwrap_or(u64::MAX);
    let spread = match reason {
        Reason::NoToken => 0,
        _ => APART_MS.saturating_mul(readers).min(MOST_DELAY_MS),
    };
    let named = match place {
        Place::Workspace(id) => id.to_string(),
        Place::Me => "me".to_owned(),
    };
    let reset = Outgoing::Reset {
        workspace: place,
        reason,
        snapshot_url: format!("/api/v1/sync/{named}/snapshot"),
        min_delay_ms: 0,
        max_delay_ms: spread,
    };
    Ok(Frame { bytes: write(&reset)?, token: None })
}

fn write(frame: &Outgoing<'_>) -> Result<Bytes> {
    serde_json::to_vec(frame).map(Bytes::from).map_err(Error::internal)
}
