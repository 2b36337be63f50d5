//! Takes a bundle in: first the project with its statuses and tags, then its cards, batch by batch.
//!
//! What a thing became is remembered in the transaction that made it. So an import that breaks off, or a batch that
//! the database runs again, leaves nothing half done, and the next import goes on from there.

use std::collections::HashMap;
use std::sync::Arc;

use taskflow_db::Tx;
use uuid::Uuid;

use super::bundle::{Bundle, Card};
use super::frame::{self, Frame};
use super::model::ImportRun;
use super::{Note, Report, cards, clean, people, store};
use crate::auth::Caller;
use crate::base::{Actor, Error, Result, ids};
use crate::event::Cx;
use crate::workspace::{Action, WorkspaceRef, member_of};

/// Cards taken in one transaction.
const BATCH: usize = 20;

/// What is known before anything is written.
pub struct Plan {
    pub workspace_id: Uuid,
    pub bundle: Bundle,
    /// Whom people there are here.
    pub members: HashMap<String, Uuid>,
}

impl Plan {
    /// The key under which a thing of the other product is remembered. Ids of different boards do not meet.
    pub fn key(&self, kind: &str, id: &str) -> String {
        format!("{kind}:{}:{id}", self.bundle.external_id)
    }

    /// What of these became things here before.
    pub fn known(&self, tx: &mut Tx<'_>, keys: Vec<String>) -> Result<HashMap<String, Uuid>> {
        store::known(tx, self.workspace_id, self.bundle.source, keys)
    }

    /// The project that took this board in before, if it is still there.
    pub fn project(&self, tx: &mut Tx<'_>) -> Result<Option<Uuid>> {
        let key = self.key("board", "");
        let Some(project) = self.known(tx, vec![key.clone()])?.remove(&key) else {
            return Ok(None);
        };
        Ok(store::project_stands(tx, self.workspace_id, project)?.then_some(project))
    }

    /// Keys of everything in the bundle but the board itself.
    fn keys(&self) -> Vec<String> {
        let bundle = &self.bundle;
        let mut keys: Vec<String> = bundle
            .columns
            .iter()
            .map(|column| self.key("list", &column.external_id))
            .collect();
        keys.extend(bundle.labels.iter().map(|label| self.key("label", &label.external_id)));
        keys.extend(bundle.cards.iter().flat_map(|card| self.card_keys(card)));
        keys
    }

    /// Keys of a card and what hangs on it.
    pub fn card_keys(&self, card: &Card) -> Vec<String> {
        let mut keys = vec![self.key("card", &card.external_id)];
        keys.extend(card.items.iter().map(|item| self.key("item", &item.external_id)));
        keys.extend(card.comments.iter().map(|remark| self.key("comment", &remark.external_id)));
        keys
    }
}

/// Imports a bundle, or tells in a preview what would become of it. `named` maps user names there to addresses here.
///
/// # Errors
/// `NotFound` and `Forbidden` of the workspace; those of the database. What single rows cannot be taken for is in the report.
pub async fn import(
    caller: &Caller,
    workspace: WorkspaceRef,
    mut bundle: Bundle,
    named: HashMap<String, String>,
    preview: bool,
) -> Result<Report> {
    clean::clean(&mut bundle);
    let (plan, mut report) = caller
        .read(move |tx, actor| look(tx, actor, &workspace, bundle, &named))
        .await?;
    report.preview = preview;
    if preview {
        return Ok(report);
    }
    let plan = Arc::new(plan);
    let lane = plan.workspace_id;
    let first = Arc::clone(&plan);
    let frame = Arc::new(caller.step(lane, move |cx, actor| frame::take(cx, actor, &first)).await?);
    report.project_id = Some(frame.project_id);
    let indexes: Vec<usize> = (0..plan.bundle.cards.len()).collect();
    for batch in indexes.chunks(BATCH) {
        if let Err(error) = take(caller, &plan, &frame, batch.to_vec()).await {
            // One card of the batch is at fault: each gets its own try, and the report names it.
            tracing::debug!(%error, "a batch is taken card by card");
            for &index in batch {
                one(caller, &plan, &frame, index, &mut report).await?;
            }
        }
    }
    let run = ImportRun {
        id: ids::new_id(),
        user_id: frame.user_id,
        created_at: frame.at,
        report,
    };
    let (kept, now) = (run.clone(), caller.app().clock.now());
    caller.step(lane, move |cx, _| store::insert_run(cx, lane, &kept, now)).await?;
    Ok(run.report)
}

/// What the file holds and what of it is there already.
fn look(
    tx: &mut Tx<'_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    bundle: Bundle,
    named: &HashMap<String, String>,
) -> Result<(Plan, Report)> {
    let member = member_of(tx, actor, workspace, Action::Import)?;
    let members = people::matched(tx, member.workspace_id(), &bundle, named)?;
    let plan = Plan { workspace_id: member.workspace_id(), bundle, members };
    let project = plan.project(tx)?;
    let known = if project.is_some() { plan.known(tx, plan.keys())? } else { HashMap::new() };
    let bundle = &plan.bundle;
    let mut report = Report {
        source: bundle.source.to_owned(),
        project_id: project,
        project_name: bundle.name.clone(),
        notes: bundle.notes.clone(),
        ..Report::default()
    };
    let mut tally = |kind: &str, key: String| {
        let count = report.count(kind);
        count.found += 1;
        if known.contains_key(&key) { count.existing += 1 } else { count.created += 1 }
    };
    bundle
        .columns
        .iter()
        .for_each(|column| tally("statuses", plan.key("list", &column.external_id)));
    bundle
        .labels
        .iter()
        .for_each(|label| tally("tags", plan.key("label", &label.external_id)));
    for card in &bundle.cards {
        tally("tasks", plan.key("card", &card.external_id));
        card.items
            .iter()
            .for_each(|item| tally("subtasks", plan.key("item", &item.external_id)));
        card.comments
            .iter()
            .for_each(|remark| tally("comments", plan.key("comment", &remark.external_id)));
    }
    for person in &bundle.people {
        let matched = plan.members.contains_key(&person.external_id);
        let count = report.count("people");
        count.found += 1;
        if matched {
            count.existing += 1
        } else {
            count.refused += 1
        }
        if !matched {
            let message = "No member has this address; the name is kept in the tasks' descriptions.";
            report
                .notes
                .push(Note::new("person", &person.external_id, &person.name, message));
        }
    }
    Ok((plan, report))
}

async fn take(caller: &Caller, plan: &Arc<Plan>, frame: &Arc<Frame>, batch: Vec<usize>) -> Result<()> {
    let (plan, frame) = (Arc::clone(plan), Arc::clone(frame));
    let lane = plan.workspace_id;
    let step = move |cx: &mut Cx<'_, '_>, actor: &Actor| {
        let chosen: Vec<&Card> = batch.iter().filter_map(|&index| plan.bundle.cards.get(index)).collect();
        cards::take(cx, actor, &plan, &frame, &chosen)
    };
    caller.step(lane, step).await
}

/// Takes one card, or notes why not. Only a fault that is not the card's own ends the import.
async fn one(
    caller: &Caller,
    plan: &Arc<Plan>,
    frame: &Arc<Frame>,
    index: usize,
    report: &mut Report,
) -> Result<()> {
    let error = match take(caller, plan, frame, vec![index]).await {
        Ok(()) => return Ok(()),
        Err(error @ (Error::Invalid(_) | Error::Conflict { .. })) => error,
        Err(error) => return Err(error),
    };
    let card = &plan.bundle.cards[index];
    let why = match &error {
        Error::Invalid(faults) => {
            faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    };
    report
        .notes
        .push(Note::new("card", &card.external_id, &card.title, format!("Left out: {why}")));
    for (kind, refused) in [("tasks", 1), ("subtasks", card.items.len()), ("comments", card.comments.len())] {
        let refused = i64::try_from(refused).unwrap_or(i64::MAX);
        let count = report.count(kind);
        count.created = (count.created - refused).max(0);
        count.refused += refused;
    }
    Ok(())
}
