//! Reads a stretch of a stream, command by command.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;
use taskflow_db::Tx;
use uuid::Uuid;

use super::group::{Group, GroupOp, Reach};
use crate::automation::Rule;
use crate::base::{Error, Result};
use crate::event::{self, Entity, Entry, Op};
use crate::project::{Project, ProjectMember, Status};
use crate::realtime::Token;
use crate::task::{
    self, Comment, CustomField, Cycle, Milestone, Relation, Tag, Task, Template, TimeEntry, View, Watcher,
};
use crate::workspace::{Invitation, Member, Team, Workspace};

/// A stretch of a stream.
#[derive(Debug, Default)]
pub struct Batch {
    pub groups: Vec<Group>,
    /// There may be more behind it.
    pub more: bool,
}

/// Reads some `limit` entries after `seq`, and on to the end of the last one's command. `person`: the stream is a
/// person's own, all of which is theirs to see.
///
/// # Errors
/// Those of the database, and `Internal` for an entry that cannot be read.
pub fn read(tx: &mut Tx<'_>, stream: Uuid, person: bool, epoch: i64, seq: i64, limit: i64) -> Result<Batch> {
    let mut entries = event::entries_after(tx, stream, seq, limit)?;
    let more = i64::try_from(entries.len()).is_ok_and(|count| count >= limit);
    if let Some((last, end)) = entries.last().map(|last| (last.seq, last.command_end))
        && end > last
    {
        entries.extend(event::entries_after(tx, stream, last, end - last)?);
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut open_until = seq;
    for entry in entries {
        let token = Token::new(epoch, entry.seq, &entry.chain);
        let ops = group_ops(&entry, person)?;
        let size = entry.payload.as_ref().map_or(0, String::len);
        match groups.last_mut() {
            Some(group) if entry.seq <= open_until => {
                group.token = token;
                group.ops.extend(ops);
                group.size += size;
            }
            _ => groups.push(Group { token, first: entry.seq, ops, size }),
        }
        open_until = entry.command_end;
    }
    tie_relations(tx, &mut groups)?;
    Ok(Batch { groups, more })
}

fn group_ops(entry: &Entry, person: bool) -> Result<Vec<GroupOp>> {
    let cause: Option<Arc<str>> = entry.cause.as_deref().map(Arc::from);
    let ops = entry.read_payload()?.map(|payload| payload.ops).unwrap_or_default();
    ops.into_iter()
        .map(|op| {
            let reach = if person { Reach::Everyone } else { reach(entry, &op)? };
            Ok(GroupOp { seq: entry.seq, op, reach, cause: cause.clone() })
        })
        .collect()
}

#[derive(Deserialize)]
struct InProject {
    project_id: Uuid,
}

fn reach(entry: &Entry, op: &Op) -> Result<Reach> {
    let (before, after) = (entry.project_before, entry.project_after);
    Ok(match op.entity.as_str() {
        Workspace::NAME | Member::NAME | Team::NAME | Tag::NAME => Reach::Everyone,
        // Of all projects, unless its entry names one.
        CustomField::NAME | Template::NAME if before.is_none() && after.is_none() => Reach::Everyone,
        View::NAME if after.or(before).is_none() => Reach::Everyone,
        Invitation::NAME => Reach::Managers,
        Rule::NAME if after.or(before).is_none() => Reach::Managers,
        Project::NAME => Reach::Project { before: Some(op.id), after: Some(op.id) },
        Task::NAME => match &op.data {
            None => Reach::Project { before, after: None },
            Some(data) => {
                let InProject { project_id } = serde_json::from_str(data.get()).map_err(Error::internal)?;
                // Of other tasks that the entry touched, such as a parent, none came from elsewhere.
                let moved = after == Some(project_id) && before.is_some();
                let before = if moved { before } else { Some(project_id) };
                Reach::Project { before, after: Some(project_id) }
            }
        },
        Status::NAME
        | ProjectMember::NAME
        | CustomField::NAME
        | Template::NAME
        | Milestone::NAME
        | Cycle::NAME
        | Comment::NAME
        | Watcher::NAME
        | TimeEntry::NAME
        | Rule::NAME
        | View::NAME => Reach::Project { before, after },
        Relation::NAME => match op.data {
            Some(_) => Reach::Nobody,
            None => Reach::Project { before, after },
        },
        // Their addresses are their admins' to see: over REST.
        "webhook" => Reach::Nobody,
        unknown => {
            tracing::error!(entity = unknown, "no rule says who may see it; nobody does");
            Reach::Nobody
        }
    })
}

#[derive(Deserialize)]
struct Ends {
    task_id: Uuid,
    other_id: Uuid,
}

/// A relation is seen by who sees both its tasks; where they are now decides.
fn tie_relations(tx: &mut Tx<'_>, groups: &mut [Group]) -> Result<()> {
    let relations = || |op: &GroupOp| op.op.entity == Relation::NAME && op.op.data.is_some();
    let mut ends: Vec<Ends> = Vec::new();
    for op in groups.iter().flat_map(|group| &group.ops).filter(|op| relations()(op)) {
        ends.push(
            serde_json::from_str(op.op.data.as_ref().map_or("", |data| data.get()))
                .map_err(Error::internal)?,
        );
    }
    if ends.is_empty() {
        return Ok(());
    }
    let tasks: Vec<Uuid> = ends.iter().flat_map(|ends| [ends.task_id, ends.other_id]).collect();
    let projects: HashMap<Uuid, Uuid> = task::projects_of(tx, &tasks)?;
    let tied = groups.iter_mut().flat_map(|group| &mut group.ops).filter(|op| relations()(op));
    for (op, ends) in tied.zip(ends) {
        if let (Some(one), Some(other)) = (projects.get(&ends.task_id), projects.get(&ends.other_id)) {
            op.reach = Reach::Both(*one, *other);
        }
    }
    Ok(())
}
