//! Makes the tasks of a template in a project.

use std::collections::{BTreeSet, HashMap};
use std::iter::Copied;
use std::slice::Iter;

use jiff::civil::Date;
use serde_json::Map;
use uuid::Uuid;

use super::create;
use crate::base::error::Faults;
use crate::base::{Actor, Error, FieldError, Patch, Result};
use crate::event::Cx;
use crate::project::{self, ProjectAccess};
use crate::task::commands::{References, create_among};
use crate::task::home::Home;
use crate::task::model::{NewTask, Task, TaskPatch};
use crate::task::queries::speaker;
use crate::task::template::model::{NewTemplate, TaskPlan, TemplatePlan};
use crate::task::template::rules;
use crate::task::{field, milestone, store};

/// The day and the zone that a template is used on.
///
/// # Errors
/// `Invalid`.
pub fn moment(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    on: Option<&str>,
    tz: Option<&str>,
) -> Result<(Date, String)> {
    let now = cx.now();
    let speaker = speaker(cx, actor, now, None, tz)?;
    let day = match on {
        Some(day) => rules::on("/on", day)?,
        None => speaker.now.date(),
    };
    Ok((day, speaker.timezone))
}

/// Refuses more ids than there are tasks, one twice, and those that are in use.
///
/// # Errors
/// `Invalid`; `id_taken`.
pub fn check_ids(cx: &mut Cx<'_, '_>, pointer: &str, ids: &[Uuid], tasks: usize) -> Result<()> {
    let mut faults = Faults::default();
    faults.require(ids.len() <= tasks, pointer, "too_many", "The template makes fewer tasks than these ids.");
    let different = ids.iter().collect::<BTreeSet<_>>().len() == ids.len();
    faults.require(different, pointer, "invalid_id", "An id stands twice.");
    faults.check()?;
    if ids.is_empty() || store::projects_of(cx, ids)?.is_empty() {
        return Ok(());
    }
    Err(Error::conflict("id_taken", "An id is in use. Choose others."))
}

/// One use of a template.
pub struct Maker<'a> {
    access: &'a ProjectAccess,
    day: Date,
    timezone: String,
    /// By their names in lower case.
    statuses: HashMap<String, Uuid>,
    milestones: HashMap<String, Uuid>,
    references: References<'a>,
    /// Those that are left for the tasks to come.
    ids: Copied<Iter<'a, Uuid>>,
    made: Vec<Uuid>,
    left_out: Vec<FieldError>,
}

impl<'a> Maker<'a> {
    pub fn new(
        cx: &mut Cx<'_, '_>,
        actor: &'a Actor,
        access: &'a ProjectAccess,
        (day, timezone): (Date, String),
        ids: &'a [Uuid],
    ) -> Result<Self> {
        let statuses = project::statuses(cx, access)?.into_iter();
        let milestones = milestone::of_project(cx, access.project_id())?.into_iter();
        Ok(Self {
            access,
            day,
            timezone,
            statuses: statuses.map(|status| (status.name.to_lowercase(), status.id)).collect(),
            milestones: milestones.map(|m| (milestone::key(&m.name), m.id)).collect(),
            references: References::new(actor),
            ids: ids.iter().copied(),
            made: Vec::new(),
            left_out: Vec::new(),
        })
    }

    /// Makes a task and all below it. With `changes`, what is to be different about it, it also must have all that the
    /// project requires.
    ///
    /// # Errors
    /// Those of making tasks.
    pub fn make(
        &mut self,
        cx: &mut Cx<'_, '_>,
        plan: &TaskPlan,
        at: &str,
        parent: Option<Uuid>,
        changes: Option<&TaskPatch>,
    ) -> Result<()> {
        let unchanged = TaskPatch::default();
        let mut new = self.drafted(cx, plan, at, changes.unwrap_or(&unchanged))?;
        new.id = self.ids.next();
        new.parent_id = parent.or(new.parent_id);
        if changes.is_some() {
            let required = field::ask_required(cx, self.access);
            field::require_all(cx, required, &new)?;
        }
        let task = create_among(cx, &mut self.references, self.access, &new)?;
        self.made.push(task.id);
        for (place, below) in plan.subtasks.iter().enumerate() {
            self.make(cx, below, &format!("{at}/subtasks/{place}"), Some(task.id), None)?;
        }
        Ok(())
    }

    /// Makes a template of the project's own.
    ///
    /// # Errors
    /// Those of making templates.
    pub fn template(&mut self, cx: &mut Cx<'_, '_>, plan: &TemplatePlan, at: &str) -> Result<()> {
        let mut task = plan.task.clone();
        self.prune_all(cx, &mut task, &format!("{at}/task"))?;
        let new = NewTemplate {
            name: plan.name.clone(),
            description: Some(plan.description.clone()),
            task: Some(task),
            ..NewTemplate::default()
        };
        create(cx, Home::from(self.access), &new).map(drop)
    }

    fn prune_all(&mut self, cx: &mut Cx<'_, '_>, plan: &mut TaskPlan, at: &str) -> Result<()> {
        self.prune(cx, plan, at)?;
        for (place, below) in plan.subtasks.iter_mut().enumerate() {
            self.prune_all(cx, below, &format!("{at}/subtasks/{place}"))?;
        }
        Ok(())
    }

    /// Leaves out what is not there.
    fn prune(&mut self, cx: &mut Cx<'_, '_>, plan: &mut TaskPlan, at: &str) -> Result<()> {
        let (workspace, project) = (self.access.workspace_id(), self.access.project_id());
        let known = self.references.known_tags(cx, workspace, &plan.tag_ids)?;
        for (place, _) in plan.tag_ids.iter().enumerate().filter(|(_, id)| !known.contains(*id)) {
            self.leave_out(format!("{at}/tag_ids/{place}"), "unknown_tag", "The tag is gone.");
        }
        plan.tag_ids.retain(|id| known.contains(id));
        let able = self.references.able(cx, project, &plan.assignee_ids)?;
        for (place, _) in plan.assignee_ids.iter().enumerate().filter(|(_, id)| !able.contains(*id)) {
            let message = "This is no active member who can see the project.";
            self.leave_out(format!("{at}/assignee_ids/{place}"), "unknown_assignee", message);
        }
        plan.assignee_ids.retain(|id| able.contains(id));
        let values = std::mem::take(&mut plan.custom_fields);
        let (fitting, others) = self.references.fitting_values(cx, (workspace, project), values)?;
        plan.custom_fields = fitting;
        for name in others {
            let message = "The project has no such field, or it takes no such value.";
            self.leave_out(format!("{at}/custom_fields/{name}"), "unknown_custom_field", message);
        }
        Ok(())
    }

    fn drafted(
        &mut self,
        cx: &mut Cx<'_, '_>,
        plan: &TaskPlan,
        at: &str,
        changes: &TaskPatch,
    ) -> Result<NewTask> {
        let mut plan = TaskPlan { subtasks: Vec::new(), ..plan.clone() };
        // What is replaced need not be there.
        if !changes.tag_ids.is_keep() {
            plan.tag_ids.clear();
        }
        if !changes.assignee_ids.is_keep() {
            plan.assignee_ids.clear();
        }
        let given = match &changes.custom_fields {
            Patch::Set(given) => given.clone(),
            Patch::Clear => {
                plan.custom_fields.clear();
                Map::new()
            }
            Patch::Keep => Map::new(),
        };
        plan.custom_fields.retain(|name, _| !given.contains_key(name));
        self.prune(cx, &mut plan, at)?;
        let mut new = rules::new_task(&plan, self.day, &self.timezone);
        new.tag_ids = Some(plan.tag_ids);
        new.assignee_ids = Some(plan.assignee_ids);
        plan.custom_fields
            .extend(given.into_iter().filter(|(_, value)| !value.is_null()));
        new.custom_fields = Some(plan.custom_fields);
        if let Some(name) = plan.status.filter(|_| changes.status_id.is_keep()) {
            new.status_id = self.statuses.get(&name.to_lowercase()).copied();
            if new.status_id.is_none() {
                self.leave_out(format!("{at}/status"), "unknown_status", "The project has no such status.");
            }
        }
        if let Some(name) = plan.milestone.filter(|_| changes.milestone_id.is_keep()) {
            new.milestone_id = self.milestones.get(&milestone::key(&name)).copied();
            if new.milestone_id.is_none() {
                let message = "The project has no such milestone.";
                self.leave_out(format!("{at}/milestone"), "unknown_milestone", message);
            }
        }
        Ok(changed(new, changes))
    }

    fn leave_out(&mut self, pointer: String, code: &str, message: &str) {
        self.left_out
            .push(FieldError { pointer, code: code.to_owned(), message: message.to_owned() });
    }

    /// What was made, as it is now, and what was left out.
    pub fn finish(self, cx: &mut Cx<'_, '_>) -> Result<(Vec<Task>, Vec<FieldError>)> {
        Ok((store::load_many(cx, &self.made)?, self.left_out))
    }

    pub fn count(&self) -> usize {
        self.made.len()
    }

    pub fn into_left_out(self) -> Vec<FieldError> {
        self.left_out
    }
}

/// The new task with what is to be different about it; the values of its fields have been seen to.
fn changed(new: NewTask, changes: &TaskPatch) -> NewTask {
    let changes = changes.clone();
    let title = changes.title.change();
    NewTask {
        // Without one it is refused like any other.
        title: title.map_or(new.title, Option::unwrap_or_default),
        description: changes.description.over(new.description),
        status_id: changes.status_id.over(new.status_id),
        priority: changes.priority.over(new.priority),
        assignee_ids: changes.assignee_ids.over(new.assignee_ids),
        tag_ids: changes.tag_ids.over(new.tag_ids),
        parent_id: changes.parent_id.over(new.parent_id),
        start_on: changes.start_on.over(new.start_on),
        due: changes.due.over(new.due),
        estimate: changes.estimate.over(new.estimate),
        recurrence: changes.recurrence.over(new.recurrence),
        milestone_id: changes.milestone_id.over(new.milestone_id),
        cycle_id: changes.cycle_id.over(new.cycle_id),
        id: new.id,
        position: new.position,
        custom_fields: new.custom_fields,
    }
}
