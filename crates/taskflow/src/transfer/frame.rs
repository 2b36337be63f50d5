//! The frame that cards go into: the project, its statuses and milestones, and the workspace's tags.

use std::collections::HashMap;

use uuid::Uuid;

use super::bundle::Goal;
use super::category;
use super::plan::Plan;
use super::store;
use crate::base::{Actor, Error, Patch, Result};
use crate::event::Cx;
use crate::project::{self, NewProject, NewStatus, PatchStatus, ProjectAccess, Status, StatusCategory};
use crate::task::{self, MilestoneState, NewMilestone, NewTag, PatchMilestone};
use crate::workspace::{Action, Membership, WorkspaceRef, member_of};

/// What cards refer to, by the other product's ids.
pub struct Frame {
    pub project_id: Uuid,
    pub statuses: HashMap<String, Uuid>,
    pub tags: HashMap<String, Uuid>,
    pub milestones: HashMap<String, Uuid>,
    /// Where a ticked checklist item goes, and one that is not.
    pub done: Uuid,
    pub open: Uuid,
}

/// Finds or makes the frame.
///
/// # Errors
/// Those of the commands it calls.
pub fn take(cx: &mut Cx<'_, '_>, actor: &Actor, plan: &Plan) -> Result<Frame> {
    let member = member_of(cx, actor, &WorkspaceRef::Id(plan.workspace_id), Action::Import)?;
    let tags = take_tags(cx, plan, &member)?;
    let project_id = match plan.project(cx)? {
        Some(project) => project,
        None => make_project(cx, actor, plan, &member)?,
    };
    let access = project::open(cx, actor, project_id, Action::ManageProject)?.not_archived()?;
    let statuses = take_statuses(cx, plan, &access)?;
    let milestones = take_milestones(cx, plan, &access)?;
    let all = project::statuses(cx, &access)?;
    let of = |category| {
        all.iter()
            .find(|status: &&Status| status.category == category)
            .map(|status| status.id)
    };
    let done = of(StatusCategory::Done).ok_or_else(|| Error::internal("a project without a done status"))?;
    let open = of(StatusCategory::Todo).or_else(|| of(StatusCategory::Backlog)).unwrap_or(done);
    Ok(Frame { project_id, statuses, tags, milestones, done, open })
}

fn make_project(cx: &mut Cx<'_, '_>, actor: &Actor, plan: &Plan, member: &Membership) -> Result<Uuid> {
    // The board was imported before and its project is gone: what was known of it is void.
    let keys = plan.bundle.cards.iter().flat_map(|card| plan.card_keys(card));
    let keys = keys.chain(plan.bundle.columns.iter().map(|column| plan.key("list", &column.external_id)));
    let keys = keys.chain(plan.bundle.goals.iter().map(|goal| plan.key("milestone", &goal.external_id)));
    store::forget(cx, plan.workspace_id, plan.bundle.source, keys.collect())?;
    let new = NewProject {
        name: plan.bundle.name.clone(),
        description: Some(plan.bundle.description.clone()),
        ..NewProject::default()
    };
    let project = project::create(cx, actor, member, &new)?;
    remember(cx, plan, &plan.key("board", ""), ("project", project.id))?;
    Ok(project.id)
}

/// Every list becomes a status, in the board's order; statuses that a new project brings and no list needs go.
fn take_statuses(cx: &mut Cx<'_, '_>, plan: &Plan, access: &ProjectAccess) -> Result<HashMap<String, Uuid>> {
    let columns = &plan.bundle.columns;
    let keys = columns.iter().map(|column| plan.key("list", &column.external_id)).collect();
    let known = plan.known(cx, keys)?;
    let fresh = known.is_empty();
    let mut there: HashMap<String, Uuid> = project::statuses(cx, access)?
        .into_iter()
        .map(|status| (status.name.to_lowercase(), status.id))
        .collect();
    let mut taken = HashMap::new();
    let mut last = None;
    for column in columns {
        let key = plan.key("list", &column.external_id);
        let id = match (known.get(&key).copied(), there.remove(&column.name.to_lowercase())) {
            (Some(id), _) => id,
            // One that the project brought along: it takes the list's spelling and place.
            (None, Some(id)) => {
                let name = Patch::Set(column.name.clone());
                let patch = PatchStatus { name, after_id: last, ..PatchStatus::default() };
                project::update_status(cx, access, id, None, &patch)?.id
            }
            (None, None) => {
                let category = column.category.unwrap_or_else(|| category::of_list(&column.name));
                let new = NewStatus { after_id: last, ..named(&column.name, category) };
                project::create_status(cx, access, &new)?.id
            }
        };
        if !known.contains_key(&key) {
            remember(cx, plan, &key, ("status", id))?;
        }
        last = Some(id);
        taken.insert(column.external_id.clone(), id);
    }
    if fresh && !columns.is_empty() {
        remove_unused(cx, access, &taken)?;
    }
    Ok(taken)
}

fn named(name: &str, category: StatusCategory) -> NewStatus {
    NewStatus {
        id: None,
        name: name.to_owned(),
        category,
        colour: None,
        wip_limit: None,
        before_id: None,
        after_id: None,
    }
}

/// A project keeps one open and one done status, so some of its own may have to stay.
fn remove_unused(cx: &mut Cx<'_, '_>, access: &ProjectAccess, taken: &HashMap<String, Uuid>) -> Result<()> {
    let mut kept = project::statuses(cx, access)?;
    let own: Vec<Uuid> = kept
        .iter()
        .map(|status| status.id)
        .filter(|id| !taken.values().any(|used| used == id))
        .collect();
    for id in own {
        let without: Vec<&Status> = kept.iter().filter(|status| status.id != id).collect();
        let open = without.iter().any(|status| status.category.is_open());
        let done = without.iter().any(|status| status.category == StatusCategory::Done);
        if open && done {
            project::delete_status(cx, access, id, None)?;
            kept.retain(|status| status.id != id);
        }
    }
    Ok(())
}

/// Labels become tags of the workspace; one of the same name is used as it is.
fn take_tags(cx: &mut Cx<'_, '_>, plan: &Plan, member: &Membership) -> Result<HashMap<String, Uuid>> {
    let labels = &plan.bundle.labels;
    let keys = labels.iter().map(|label| plan.key("label", &label.external_id)).collect();
    let known = plan.known(cx, keys)?;
    let names: Vec<String> = labels.iter().map(|label| label.name.clone()).collect();
    let there = task::tags_by_names(cx, member.workspace_id(), &names)?;
    let mut there: HashMap<String, Uuid> =
        there.into_iter().map(|tag| (tag.name.to_lowercase(), tag.id)).collect();
    let mut taken = HashMap::new();
    for label in labels {
        let name = label.name.to_lowercase();
        let id = match there.get(&name) {
            Some(id) => *id,
            None => {
                let new = NewTag { id: None, name: label.name.clone(), colour: Some(label.colour.clone()) };
                task::create_tag(cx, member, &new)?.id
            }
        };
        let key = plan.key("label", &label.external_id);
        if known.get(&key) != Some(&id) {
            remember(cx, plan, &key, ("tag", id))?;
        }
        there.insert(name, id);
        taken.insert(label.external_id.clone(), id);
    }
    Ok(taken)
}

/// Goals become milestones of the project; one of the same name is used as it is.
fn take_milestones(
    cx: &mut Cx<'_, '_>,
    plan: &Plan,
    access: &ProjectAccess,
) -> Result<HashMap<String, Uuid>> {
    let goals = &plan.bundle.goals;
    if goals.is_empty() {
        return Ok(HashMap::new());
    }
    let keys = goals.iter().map(|goal| plan.key("milestone", &goal.external_id)).collect();
    let known = plan.known(cx, keys)?;
    let there = task::milestones_of(cx, access.project_id())?;
    let mut named: HashMap<String, Uuid> = there
        .iter()
        .map(|milestone| (milestone.name.to_lowercase(), milestone.id))
        .collect();
    let mut taken = HashMap::new();
    for goal in goals {
        let key = plan.key("milestone", &goal.external_id);
        let before = known.get(&key).filter(|id| there.iter().any(|milestone| milestone.id == **id));
        let id = match (before, named.get(&goal.name.to_lowercase())) {
            (Some(id), _) | (None, Some(id)) => *id,
            (None, None) => make_milestone(cx, access, goal)?,
        };
        if known.get(&key) != Some(&id) {
            remember(cx, plan, &key, ("milestone", id))?;
        }
        named.insert(goal.name.to_lowercase(), id);
        taken.insert(goal.external_id.clone(), id);
    }
    Ok(taken)
}

fn make_milestone(cx: &mut Cx<'_, '_>, access: &ProjectAccess, goal: &Goal) -> Result<Uuid> {
    let new = NewMilestone {
        name: goal.name.clone(),
        description: Some(goal.description.clone()),
        target_on: goal.target_on.clone(),
        ..NewMilestone::default()
    };
    let milestone = task::create_milestone(cx, access, &new)?;
    let id = milestone.id;
    if goal.reached {
        let state = Patch::Set(MilestoneState::Completed);
        let patch = PatchMilestone { state, ..PatchMilestone::default() };
        task::update_milestone(cx, &(access.clone(), milestone), &patch, None)?;
    }
    Ok(id)
}

/// Notes what a thing became, in the transaction that made it.
pub fn remember(cx: &mut Cx<'_, '_>, plan: &Plan, key: &str, became: (&str, Uuid)) -> Result<()> {
    let now = cx.now();
    store::remember(cx, plan.workspace_id, plan.bundle.source, key, became, now)
}
