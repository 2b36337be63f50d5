//! One run of a rule, and what is kept of it.

use uuid::Uuid;

use super::act::{self, Doing, Refused};
use super::model::{Rule, Run, RunOutcome};
use super::{access, commands, store};
use crate::auth::{self, UserStatus};
use crate::base::{Actor, Error, Result, Stamp};
use crate::event::{Cx, Entry, Meta};
use crate::project;
use crate::task::{self, Condition, Subject, Task};
use crate::workspace::{Action, Membership, WorkspaceRef, member_of};

const HOUR_MS: i64 = 3_600_000;
const KEPT_MS: i64 = 30 * 24 * HOUR_MS;
/// Rules that set each other off in a row.
pub const DEEPEST: u32 = 5;

/// What set a rule off.
#[derive(Clone, Copy)]
pub enum Because<'a> {
    Entry(&'a Entry),
    /// The time had come.
    Time,
}

impl<'a> Because<'a> {
    fn entry(self) -> Option<&'a Entry> {
        match self {
            Self::Entry(entry) => Some(entry),
            Self::Time => None,
        }
    }
}

/// A rule made ready: its author's membership and its filter as they read it.
pub struct Ready {
    pub rule: Rule,
    member: Membership,
    condition: Option<Condition>,
}

/// Makes a rule ready to run. One whose author left or was shut out, or whose filter names what is gone, is switched off.
///
/// # Errors
/// Those of the database.
pub fn ready(cx: &mut Cx<'_, '_>, rule: Rule) -> Result<Option<Ready>> {
    let author = Actor::absent(rule.author_id);
    // A membership outlasts that its person is shut out of the server: what acts in their name must not.
    let person = auth::users_by_id(cx, &[rule.author_id])?.remove(&rule.author_id);
    let found = if person.is_some_and(|person| person.status == UserStatus::Active) {
        member_of(cx, &author, &WorkspaceRef::Id(rule.workspace_id), Action::ViewWorkspace)
    } else {
        Err(Error::NotFound("user"))
    };
    let member = match found {
        Ok(member) => member,
        Err(error) => {
            act::refusal(error)?;
            commands::disable(cx, &rule, "author_left")?;
            return Ok(None);
        }
    };
    if let Err(error) = access::may_have(cx, &author, &member, rule.project_id) {
        let reason = act::refusal(error)?.code;
        commands::disable(cx, &rule, &reason)?;
        return Ok(None);
    }
    match access::filter(cx, &author, &member, rule.project_id, &rule.filter) {
        Ok(condition) => Ok(Some(Ready { rule, member, condition })),
        Err(error) => {
            act::refusal(error)?;
            commands::disable(cx, &rule, "filter_invalid")?;
            Ok(None)
        }
    }
}

impl Ready {
    /// Whether the rule is about a task, as it is given: in its project, in its author's sight, matching its filter.
    ///
    /// # Errors
    /// Those of the database.
    pub fn is_about(&self, cx: &mut Cx<'_, '_>, task: &Task) -> Result<bool> {
        if self.rule.project_id.is_some_and(|project| project != task.project_id) {
            return Ok(false);
        }
        let author = Actor::absent(self.member.user_id());
        match project::open(cx, &author, task.project_id, Action::ViewProject) {
            Ok(_) => {}
            Err(error) => return act::refusal(error).map(|_| false),
        }
        let subject = Subject { task, blocked: false };
        Ok(self
            .condition
            .as_ref()
            .is_none_or(|condition| task::matches(condition, &subject)))
    }

    /// Runs the rule on a task. What it does is its author's, and its cause says that a rule did it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn run(&self, cx: &mut Cx<'_, '_>, because: Because<'_>, task: Uuid) -> Result<RunOutcome> {
        let now = cx.now();
        if because.entry().is_some_and(|entry| entry.depth() >= DEEPEST) {
            return self.note(cx, because, (task, RunOutcome::Loop), "too_deep");
        }
        let hour_ago = now.plus_ms(-HOUR_MS);
        if store::recent(cx, self.rule.id, hour_ago)? >= self.rule.max_per_hour {
            // Said once: what is left out may be much.
            if store::newest(cx, self.rule.id, hour_ago)? == Some(RunOutcome::Limited) {
                return Ok(RunOutcome::Limited);
            }
            return self.note(cx, because, (task, RunOutcome::Limited), "max_per_hour");
        }
        let meta = Meta { actor_id: Some(self.rule.author_id), ..self.meta(now, because) };
        let author = Actor::absent(self.rule.author_id);
        let event = because.entry().map(|entry| entry.id);
        let doing = Doing { actor: &author, rule: &self.rule, run: cx.new_id(), event };
        let acted = act::act_all(&mut Cx::new(&mut *cx, &meta), &doing, task)?;
        let run = doing.run;
        let (outcome, reason) = match acted.refused {
            None => (RunOutcome::Done, None),
            Some(Refused { code, lasting: true }) => (RunOutcome::Disabled, Some(code)),
            Some(Refused { code, .. }) => (RunOutcome::Failed, Some(code)),
        };
        if let (RunOutcome::Disabled, Some(reason)) = (outcome, &reason) {
            commands::disable(cx, &self.rule, reason)?;
        }
        self.note_as(cx, run, because, (task, outcome), reason, acted.effects)
    }

    fn meta(&self, now: Stamp, because: Because<'_>) -> Meta {
        match because {
            Because::Entry(entry) => Meta::because_of(now, super::NAME, entry),
            Because::Time => Meta {
                cause: Some(format!("{}/1/{}/0", super::NAME, self.rule.workspace_id)),
                ..Meta::system(now, format!("automation {}", self.rule.id))
            },
        }
    }

    /// A run in which nothing was done.
    fn note(
        &self,
        cx: &mut Cx<'_, '_>,
        because: Because<'_>,
        ended: (Uuid, RunOutcome),
        reason: &str,
    ) -> Result<RunOutcome> {
        let id = cx.new_id();
        self.note_as(cx, id, because, ended, Some(reason.to_owned()), Vec::new())
    }

    fn note_as(
        &self,
        cx: &mut Cx<'_, '_>,
        id: Uuid,
        because: Because<'_>,
        (task, outcome): (Uuid, RunOutcome),
        reason: Option<String>,
        effects: Vec<super::model::Effect>,
    ) -> Result<RunOutcome> {
        let run = Run {
            id,
            rule_id: self.rule.id,
            event_id: because.entry().map(|entry| entry.id),
            seq: because.entry().map(|entry| entry.seq),
            task_id: Some(task),
            outcome,
            reason,
            effects,
            at: cx.now(),
        };
        let since = cx.now().plus_ms(-KEPT_MS);
        store::note(cx, &run, since)?;
        Ok(outcome)
    }
}

/// The task an entry is about, as the entry left it: its own image, or for what was said on it the task as it is.
///
/// # Errors
/// Those of the database.
pub fn task_of(cx: &mut Cx<'_, '_>, entry: &Entry) -> Result<Option<Task>> {
    let Some(payload) = entry.read_payload()? else {
        return Ok(None);
    };
    let first = payload.ops.into_iter().next();
    if entry.entity_type == "task" {
        let data = first.and_then(|op| op.data);
        return data
            .map(|data| serde_json::from_str(data.get()))
            .transpose()
            .map_err(Error::internal);
    }
    match entry.subject_id {
        Some(subject) => Ok(task::load_many(cx, &[subject])?.pop()),
        None => Ok(None),
    }
}
