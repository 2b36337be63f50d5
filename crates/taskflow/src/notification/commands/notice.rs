//! Notices: what an admin of a workspace has to say to some of its people, or to all.

use uuid::Uuid;

use super::tell::{News, tell};
use crate::base::error::Faults;
use crate::base::{Error, Result};
use crate::event::Cx;
use crate::notification::model::{Kind, NewNotice, Posted};
use crate::notification::rules::Told;
use crate::task::Task;
use crate::workspace::{self, Membership};

/// People told at once.
const MOST: usize = 2_000;
const MOST_CHARACTERS: usize = 2_000;

/// Something to be said of a task.
#[derive(Clone, Debug)]
pub struct Said {
    pub text: String,
    /// What makes it the same one when its reason is looked at again.
    pub source: String,
    /// In whose name.
    pub actor_id: Uuid,
}

/// Tells people something of a task, once for each source: those who may see it, as each wants to be told of notices.
///
/// # Errors
/// Those of the database.
pub fn say_of_task(cx: &mut Cx<'_, '_>, task: &Task, people: Vec<Uuid>, said: &Said) -> Result<()> {
    let news = people.into_iter().map(|user_id| News {
        told: Told {
            user_id,
            kind: Kind::Notice,
            source: said.source.clone(),
            comment_id: None,
        },
        workspace_id: task.workspace_id,
        project_id: Some(task.project_id),
        task_id: Some(task.id),
        actor_id: Some(said.actor_id),
        text: said.text.clone(),
    });
    tell(cx, news.collect())
}

/// Tells members something. Whoever says it is not told.
///
/// # Errors
/// `Invalid`; `too_many_recipients`.
pub fn post(cx: &mut Cx<'_, '_>, member: &Membership, new: &NewNotice) -> Result<Posted> {
    let text = new.text.trim();
    let mut faults = Faults::default();
    let fits = (1..=MOST_CHARACTERS).contains(&text.chars().count()) && !text.contains('\0');
    faults.require(fits, "/text", "out_of_range", "Say it in 1 to 2,000 characters.");
    let named = new.user_ids.as_ref().is_none_or(|users| users.len() <= MOST);
    faults.require(named, "/user_ids", "too_many", "Name at most 2,000 people.");
    faults.check()?;
    let ws = member.workspace_id();
    let mut users: Vec<Uuid> = match &new.user_ids {
        Some(users) => {
            let known = workspace::members_by_id(cx, ws, users)?;
            if let Some(at) = users.iter().position(|user| !known.contains_key(user)) {
                let message = "They are no member of the workspace.";
                return Err(Error::invalid(format!("/user_ids/{at}"), "not_a_member", message));
            }
            users.clone()
        }
        None => workspace::people(cx, ws)?.into_iter().map(|(user, ..)| user).collect(),
    };
    users.sort_unstable();
    users.dedup();
    users.retain(|user| *user != member.user_id());
    if users.len() > MOST {
        let detail = "A notice goes to at most 2,000 people. Name some of them.";
        return Err(Error::conflict("too_many_recipients", detail));
    }
    let id = cx.new_id();
    let recipients = users.len();
    let news = users.into_iter().map(|user_id| News {
        told: Told { user_id, kind: Kind::Notice, source: id.to_string(), comment_id: None },
        workspace_id: ws,
        project_id: None,
        task_id: None,
        actor_id: Some(member.user_id()),
        text: text.to_owned(),
    });
    tell(cx, news.collect())?;
    Ok(Posted { id, recipients })
}
