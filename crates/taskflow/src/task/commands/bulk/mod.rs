//! One change of many tasks, some at a time.
//!
//! What is selected is fixed first. Then each batch is one transaction with an entry for each task; a task that is
//! refused leaves the others alone. With an idempotency key the selection and each batch are kept, so that a request
//! which broke off goes on where it did.

mod batch;
mod plan;
mod refusal;
mod trees;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::auth::Caller;
use crate::base::{Actor, Error, Result};
use crate::event::{Cx, Stream};
use crate::http::Answer;
use crate::task::model::{BulkEdit, BulkReport};
use crate::task::queries::{self, Selection};
use crate::workspace::{Action, WorkspaceRef, member_of};

/// Tasks changed in one transaction.
const BATCH: usize = 100;

/// What became of a batch.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Done {
    report: BulkReport,
    /// Tasks whose version this request itself has moved on, and to which.
    touched: BTreeMap<Uuid, i64>,
}

/// Carries out a change of many tasks, or with `dry_run` tells what would become of it.
///
/// # Errors
/// `Invalid` for what no task could have; `NotFound` and `Forbidden` of the workspace and of the project to move to.
/// What single tasks are refused for is in the report.
pub async fn bulk(
    caller: &Caller,
    workspace: WorkspaceRef,
    edit: BulkEdit,
    digest: [u8; 32],
) -> Result<Answer> {
    let (edit, now) = (Arc::new(edit), caller.meta().at);
    let claim = if edit.dry_run { None } else { caller.claim()? };
    let (lane, asked) = (workspace.lane(), Arc::clone(&edit));
    let (selection, first) = if edit.dry_run {
        let select =
            move |cx: &mut Cx<'_, '_>, actor: &Actor| queries::select(cx, actor, &workspace, &asked, now);
        (caller.step(lane, select).await?, Answer::nothing())
    } else {
        let answer = caller.write_part(lane, &digest, "", move |cx, actor| {
            let selection = queries::select(cx, actor, &workspace, &asked, now)?;
            cx.in_stream(Stream::Workspace(selection.workspace_id));
            Answer::json(&selection)
        });
        let answer = answer.await?;
        (read::<Selection>(&answer)?, answer)
    };
    let mut total = Done::default();
    total.report.dry_run = edit.dry_run;
    let (mut position, mut replayed) = (first.position, first.replayed);
    for (number, ids) in selection.ids.chunks(BATCH).enumerate() {
        let part = Part {
            workspace: selection.workspace_id,
            edit: Arc::clone(&edit),
            touched: total.touched.clone(),
            ids: ids.to_vec(),
        };
        let done = if edit.dry_run {
            rehearse(caller, part).await?
        } else {
            let name = format!("bulk {number}");
            let run = move |cx: &mut Cx<'_, '_>, actor: &Actor| Answer::json(&part.take(cx, actor)?);
            let answer = caller.write_part(selection.workspace_id, &digest, &name, run).await?;
            position = answer.position.or(position);
            replayed &= answer.replayed;
            read(&answer)?
        };
        total.report.extend(done.report);
        total.touched.extend(done.touched);
    }
    drop(claim);
    Ok(Answer { position, replayed, ..Answer::json(&total.report)? })
}

fn read<T: DeserializeOwned>(answer: &Answer) -> Result<T> {
    serde_json::from_slice(answer.body.as_deref().unwrap_or_default()).map_err(Error::internal)
}

/// One batch.
struct Part {
    workspace: Uuid,
    edit: Arc<BulkEdit>,
    touched: BTreeMap<Uuid, i64>,
    ids: Vec<Uuid>,
}

impl Part {
    fn take(&self, cx: &mut Cx<'_, '_>, actor: &Actor) -> Result<Done> {
        let member = WorkspaceRef::Id(self.workspace);
        let member = member_of(cx, actor, &member, Action::ViewWorkspace)?;
        let member = member.answering(cx);
        batch::take(cx, actor, &member, &self.edit, &self.touched, &self.ids)
    }
}

/// Does it, remembers what became of it, and undoes it: so it is exactly what would happen.
async fn rehearse(caller: &Caller, part: Part) -> Result<Done> {
    let seen: Arc<Mutex<Option<Done>>> = Arc::default();
    let inside = Arc::clone(&seen);
    let undone: Result<()> = caller
        .step(part.workspace, move |cx, actor| {
            let done = part.take(cx, actor)?;
            *inside.lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
            Err(Error::NotFound("way to keep a rehearsal"))
        })
        .await;
    let done = seen.lock().unwrap_or_else(PoisonError::into_inner).take();
    match (undone, done) {
        (Err(Error::NotFound(_)), Some(done)) => Ok(done),
        (Err(error), _) => Err(error),
        (Ok(()), _) => Err(Error::internal("a rehearsal was kept")),
    }
}
