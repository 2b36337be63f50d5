//! What an import would make.

use std::collections::HashMap;
use std::sync::Arc;

use taskflow_db::Tx;

use super::bundle::Bundle;
use super::plan::Plan;
use super::report::Taken;
use super::{Note, Report, people};
use crate::auth::Caller;
use crate::base::{Actor, Result};
use crate::workspace::{Action, WorkspaceRef, member_of};

/// Tells what would become of bundles. `named` maps people there to addresses here.
///
/// # Errors
/// `NotFound` and `Forbidden` of the workspace; those of the database.
pub async fn preview(
    caller: &Caller,
    workspace: &WorkspaceRef,
    bundles: Vec<Bundle>,
    named: HashMap<String, String>,
) -> Result<Report> {
    let mut whole = Report { preview: true, ..Report::default() };
    let named = Arc::new(named);
    for bundle in bundles {
        let (workspace, named) = (workspace.clone(), Arc::clone(&named));
        let looked = caller.read(move |tx, actor| look(tx, actor, &workspace, bundle, &named));
        whole.add(looked.await?.1);
    }
    Ok(whole)
}

/// What the file holds and what of it is there already.
///
/// # Errors
/// `NotFound` and `Forbidden` of the workspace; those of the database.
pub fn look(
    tx: &mut Tx<'_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    bundle: Bundle,
    named: &HashMap<String, String>,
) -> Result<(Plan, Report)> {
    let member = member_of(tx, actor, workspace, Action::Import)?;
    let members = people::matched(tx, member.workspace_id(), &bundle, named)?;
    let names = people::names(&bundle);
    let plan = Plan { workspace_id: member.workspace_id(), bundle, members, names };
    let project = plan.project(tx)?;
    let known = if project.is_some() { plan.known(tx, plan.keys())? } else { HashMap::new() };
    let bundle = &plan.bundle;
    let mut report = Report {
        source: bundle.source.to_owned(),
        project_id: project,
        project_name: bundle.name.clone(),
        projects: vec![Taken {
            id: project,
            external_id: bundle.external_id.clone(),
            name: bundle.name.clone(),
        }],
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
    bundle
        .goals
        .iter()
        .for_each(|goal| tally("milestones", plan.key("milestone", &goal.external_id)));
    for card in &bundle.cards {
        let kind = if card.parent.is_some() { "subtasks" } else { "tasks" };
        tally(kind, plan.key("card", &card.external_id));
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
