//! Undoing entries, the newest first, all or none.

use std::collections::HashMap;

use uuid::Uuid;

use super::model::{UndoRefusal, UndoRequest, Undone, UndoneEvent};
use super::rules::{self, Outcome};
use super::{selection, since, talk, tasks, tree};
use crate::base::{Actor, Error, Result, Scope};
use crate::event::{self, Cx, Entry, Meta, Op, Was};
use crate::http::Problem;
use crate::project;
use crate::workspace::{Membership, require_scope};

/// Takes back what entries did, by new entries whose cause names them. Each takes the rights that the inverse change
/// takes, as of now.
///
/// # Errors
/// `Invalid`, `nothing_to_undo`; `undo_refused` with each entry that cannot be undone, and why.
pub fn undo(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    member: &Membership,
    request: &UndoRequest,
) -> Result<Undone> {
    require_scope(actor, Scope::Write)?;
    let selection = selection::select(cx, member, request)?;
    for step in selection.steps {
        let done = undo_step(cx, actor, member, &step, &selection.unknown)?;
        if request.events.is_some() || !done.undone.is_empty() {
            return Ok(done);
        }
    }
    Err(selection::nothing())
}

fn undo_step(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    member: &Membership,
    entries: &[Entry],
    unknown: &[Uuid],
) -> Result<Undone> {
    let mut refused: Vec<UndoRefusal> = unknown.iter().copied().map(not_found).collect();
    let all = entries.len() + refused.len();
    let visible = project::visible(cx, member)?;
    let mut forbidden = 0;
    let mut done = Undone { undone: Vec::new(), unchanged: Vec::new() };
    for entry in entries {
        let seen = [entry.project_before, entry.project_after];
        let hidden = seen.iter().flatten().any(|project| !visible.contains_key(project))
            && !tree::is_of_the_trash(cx, actor, entry)?;
        if hidden {
            refused.push(not_found(entry.id));
            continue;
        }
        let meta = Meta { cause: Some(rules::cause(entry)), ..cx.meta().clone() };
        match take_back(&mut Cx::new(&mut *cx, &meta), actor, member, entry) {
            Ok(Outcome::Done) => {
                done.undone
                    .push(UndoneEvent { id: entry.id, seq: entry.seq, kind: entry.kind.clone() })
            }
            Ok(Outcome::Unchanged) => done.unchanged.push(entry.id),
            Ok(outcome) => refused.push(refusal(cx, entry, outcome)?),
            Err(error) => {
                forbidden += usize::from(matches!(error, Error::Forbidden { .. }));
                refused.push(problem(entry, error)?);
            }
        }
    }
    if refused.is_empty() {
        return Ok(done);
    }
    if refused.iter().filter(|refusal| refusal.code == "not_found").count() == all {
        return Err(Error::NotFound("entry"));
    }
    if forbidden == all {
        let detail = "You may not make the changes that would undo this.";
        return Err(Error::forbidden("forbidden", detail));
    }
    let detail = "Nothing was undone. See `refused` for what is in the way.";
    Err(Error::refused("undo_refused", detail, &refused))
}

fn not_found(id: Uuid) -> UndoRefusal {
    UndoRefusal {
        id,
        seq: None,
        kind: None,
        code: "not_found".to_owned(),
        detail: "There is no such entry, or you may not see it.".to_owned(),
        changes: Vec::new(),
    }
}

fn refusal(cx: &mut Cx<'_, '_>, entry: &Entry, outcome: Outcome) -> Result<UndoRefusal> {
    let (code, detail, changes) = match outcome {
        Outcome::Conflict { entity, id, fields } => {
            let changes = since::since(cx, entry, entity, id, &fields)?;
            ("changed_since", "What it did was changed since.", changes)
        }
        Outcome::Never(detail) => ("no_inverse", detail, Vec::new()),
        Outcome::Done | Outcome::Unchanged => return Err(Error::internal("a refusal of what was done")),
    };
    Ok(UndoRefusal {
        code: code.to_owned(),
        detail: detail.to_owned(),
        changes,
        ..named(entry)
    })
}

/// What the inverse change is refused with.
fn problem(entry: &Entry, error: Error) -> Result<UndoRefusal> {
    match error {
        Error::NotFound(_)
        | Error::Forbidden { .. }
        | Error::Conflict { .. }
        | Error::Stale { .. }
        | Error::Invalid(_) => {
            let Problem { code, detail, errors, .. } = Problem::from(error);
            let code = errors.into_iter().next().map_or(code, |fault| fault.code);
            Ok(UndoRefusal { code, detail, ..named(entry) })
        }
        other => Err(other),
    }
}

fn named(entry: &Entry) -> UndoRefusal {
    UndoRefusal {
        seq: Some(entry.seq),
        kind: Some(entry.kind.clone()),
        ..not_found(entry.id)
    }
}

/// What an entry did, and how what it changed was before.
pub struct Step<'a> {
    pub entry: &'a Entry,
    pub ops: Vec<Op>,
    before: HashMap<(String, Uuid), Was>,
}

impl Step<'_> {
    /// How a thing was before; nothing when it was not there.
    pub fn was<T: for<'de> serde::Deserialize<'de>>(&self, entity: &str, id: Uuid) -> Result<Option<T>> {
        match self.before.get(&(entity.to_owned(), id)) {
            Some(Was::There(former)) => former.read().map(Some),
            Some(Was::Forgotten) => {
                Err(Error::conflict("redacted", "What it said before was forgotten for good."))
            }
            _ => Ok(None),
        }
    }

    /// Like [`Step::was`], of a thing that may have been told by an earlier server.
    pub fn former(&self, entity: &str, id: Uuid) -> Option<&event::Former> {
        match self.before.get(&(entity.to_owned(), id)) {
            Some(Was::There(former)) => Some(former),
            _ => None,
        }
    }

    /// The ops on things of a kind.
    pub fn ops_on(&self, entity: &str) -> impl Iterator<Item = &Op> {
        self.ops.iter().filter(move |op| op.entity == entity)
    }
}

/// Reads an op's image.
pub fn made<T: for<'de> serde::Deserialize<'de>>(op: &Op) -> Result<Option<T>> {
    op.data
        .as_ref()
        .map(|data| serde_json::from_str(data.get()))
        .transpose()
        .map_err(Error::internal)
}

fn take_back(cx: &mut Cx<'_, '_>, actor: &Actor, member: &Membership, entry: &Entry) -> Result<Outcome> {
    let Some(payload) = entry.read_payload()? else {
        return Err(Error::conflict("redacted", "What it did was forgotten for good."));
    };
    let mut by_kind: HashMap<String, Vec<Uuid>> = HashMap::new();
    for op in &payload.ops {
        by_kind.entry(op.entity.clone()).or_default().push(op.id);
    }
    let mut before = HashMap::new();
    for (entity, ids) in by_kind {
        let all = event::as_of_all(cx, entry.stream_id, &entity, &ids, entry.seq - 1)?;
        before.extend(all.into_iter().map(|(id, was)| ((entity.clone(), id), was)));
    }
    let step = Step { entry, ops: payload.ops, before };
    match entry.kind.split_once('.').unwrap_or_default() {
        ("task", _) => tasks::take_back(cx, actor, member, &step),
        ("comment", what) => talk::comment(cx, actor, &step, what, &payload.changes),
        ("relation", what) => talk::relation(cx, actor, &step, what),
        ("watcher", _) => talk::watchers(cx, actor, &step),
        ("tag", what) => talk::tag(cx, actor, member, &step, what),
        ("view", what) => talk::view(cx, actor, member, &step, what),
        ("project", "purged") => Ok(Outcome::Never("It was deleted for good.")),
        ("project", what) => tree::project(cx, actor, &step, what),
        ("status", what) => tree::status(cx, actor, &step, what),
        ("project_member", what) => tree::member(cx, actor, &step, what),
        _ => Ok(Outcome::Never("This kind of change has no inverse.")),
    }
}
