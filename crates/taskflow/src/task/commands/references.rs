//! Whether what a task refers to exists, is visible, and may be referred to.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::base::error::Faults;
use crate::base::{Actor, Patch, Result};
use crate::event::Cx;
use crate::project;
use crate::task::field::{self, CustomField, FieldKind};
use crate::task::model::Task;
use crate::task::{cycle, milestone, rules, store};
use crate::workspace::{self, Action};

/// What tasks may refer to, looked up once for all tasks of a command.
pub struct References<'a> {
    actor: &'a Actor,
    /// Who may be given tasks of a project.
    people: HashMap<(Uuid, Uuid), bool>,
    tags: HashMap<Uuid, bool>,
    parents: HashMap<Uuid, Option<Above>>,
    milestones: HashMap<(Uuid, Uuid), bool>,
    cycles: HashMap<(Uuid, Uuid), Option<bool>>,
    /// What tasks of a project may have.
    fields: HashMap<Uuid, Vec<CustomField>>,
}

/// A task to stand below.
#[derive(Clone)]
struct Above {
    task: Task,
    /// Its own parent, and so on.
    ancestors: Vec<Uuid>,
    /// Subtasks that this command gives it.
    joining: i64,
}

impl<'a> References<'a> {
    pub fn new(actor: &'a Actor) -> Self {
        Self {
            actor,
            people: HashMap::new(),
            tags: HashMap::new(),
            parents: HashMap::new(),
            milestones: HashMap::new(),
            cycles: HashMap::new(),
            fields: HashMap::new(),
        }
    }

    pub fn actor(&self) -> &'a Actor {
        self.actor
    }

    /// Those of the people who may be given tasks of the project.
    pub fn able(&mut self, cx: &mut Cx<'_, '_>, project: Uuid, people: &[Uuid]) -> Result<HashSet<Uuid>> {
        let unknown: Vec<Uuid> = people
            .iter()
            .filter(|person| !self.people.contains_key(&(project, **person)))
            .copied()
            .collect();
        let roles = project::roles_of(cx, project, &unknown)?;
        for person in unknown {
            self.people.insert((project, person), roles.contains_key(&person));
        }
        let able = |person: &&Uuid| self.people.get(&(project, **person)) == Some(&true);
        Ok(people.iter().filter(able).copied().collect())
    }

    /// Those of the tags that the workspace has. They stay until the commit.
    pub fn known_tags(
        &mut self,
        cx: &mut Cx<'_, '_>,
        workspace: Uuid,
        tags: &[Uuid],
    ) -> Result<HashSet<Uuid>> {
        let unknown: Vec<Uuid> = tags.iter().filter(|tag| !self.tags.contains_key(*tag)).copied().collect();
        let found = store::known_tags(cx, workspace, &unknown)?;
        self.tags.extend(unknown.into_iter().map(|tag| (tag, found.contains(&tag))));
        Ok(tags.iter().filter(|tag| self.tags.get(*tag) == Some(&true)).copied().collect())
    }

    /// Looks up what is new among the references of a task; faults point into the body.
    pub fn check(
        &mut self,
        cx: &mut Cx<'_, '_>,
        faults: &mut Faults,
        before: Option<&Task>,
        after: &Task,
    ) -> Result<()> {
        let new = |ids: &[Uuid], old: Option<&Vec<Uuid>>| -> Vec<Uuid> {
            let known = |id: &&Uuid| !old.is_some_and(|old| old.contains(id));
            ids.iter().filter(known).copied().collect()
        };
        let people = new(&after.assignee_ids, before.map(|task| &task.assignee_ids));
        if people.len() <= rules::MAX_LIST {
            let able = self.able(cx, after.project_id, &people)?;
            for person in people.iter().filter(|person| !able.contains(*person)) {
                let message = format!("{person} is no active member who can see the project.");
                faults.add("/assignee_ids", "unknown_assignee", message);
            }
        }
        let tags = new(&after.tag_ids, before.map(|task| &task.tag_ids));
        if tags.len() <= rules::MAX_LIST {
            let known = self.known_tags(cx, after.workspace_id, &tags)?;
            for tag in tags.iter().filter(|tag| !known.contains(tag)) {
                faults.add("/tag_ids", "unknown_tag", format!("The workspace has no tag {tag}."));
            }
        }
        if let Some(id) = after.milestone_id
            && before.and_then(|task| task.milestone_id) != Some(id)
            && !self.has_milestone(cx, after.project_id, id)?
        {
            faults.add("/milestone_id", "unknown_milestone", "The project has no such milestone.");
        }
        if let Some(id) = after.cycle_id
            && before.and_then(|task| task.cycle_id) != Some(id)
        {
            match self.cycle_completed(cx, after.project_id, id)? {
                None => faults.add("/cycle_id", "unknown_cycle", "The project has no such cycle."),
                Some(true) => {
                    faults.add(
                        "/cycle_id",
                        "cycle_completed",
                        "That cycle is completed. Choose another one.",
                    );
                }
                Some(false) => {}
            }
        }
        if let Some(parent) = after.parent_id
            && before.and_then(|task| task.parent_id) != Some(parent)
        {
            self.check_parent(cx, faults, before, after, parent)?;
        }
        Ok(())
    }

    fn has_milestone(&mut self, cx: &mut Cx<'_, '_>, project: Uuid, id: Uuid) -> Result<bool> {
        if let Some(known) = self.milestones.get(&(project, id)) {
            return Ok(*known);
        }
        let has = milestone::hold(cx, project, id)?;
        self.milestones.insert((project, id), has);
        Ok(has)
    }

    /// Whether a cycle of the project is completed; `None` when it has no such cycle.
    fn cycle_completed(&mut self, cx: &mut Cx<'_, '_>, project: Uuid, id: Uuid) -> Result<Option<bool>> {
        if let Some(known) = self.cycles.get(&(project, id)) {
            return Ok(*known);
        }
        let completed = cycle::hold(cx, project, id)?.map(|held| held.completed);
        self.cycles.insert((project, id), completed);
        Ok(completed)
    }

    /// The custom fields of a project's tasks. They and their options stay until the commit.
    fn fields(&mut self, cx: &mut Cx<'_, '_>, workspace: Uuid, project: Uuid) -> Result<&[CustomField]> {
        Ok(match self.fields.entry(project) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(field::hold(cx, workspace, project)?),
        })
    }

    /// Puts a patch's values of custom fields into the task, in their one spelling.
    pub fn put_values(
        &mut self,
        cx: &mut Cx<'_, '_>,
        faults: &mut Faults,
        patch: &Patch<Map<String, Value>>,
        after: &mut Task,
    ) -> Result<()> {
        let given: Map<String, Value> = match patch {
            Patch::Keep => return Ok(()),
            Patch::Clear => after.custom_fields.keys().map(|name| (name.clone(), Value::Null)).collect(),
            Patch::Set(given) => given.clone(),
        };
        let mut people: Vec<(String, Uuid)> = Vec::new();
        for (name, value) in given {
            let pointer = format!("/custom_fields/{}", name.replace('~', "~0").replace('/', "~1"));
            let fields = self.fields(cx, after.workspace_id, after.project_id)?;
            let id = name.parse::<Uuid>().ok();
            let Some(field) = fields.iter().find(|field| Some(field.id) == id) else {
                faults.add(pointer, "unknown_custom_field", "The project has no such custom field.");
                continue;
            };
            let name = field.id.to_string();
            let old = after.custom_fields.get(&name);
            let clean = match value {
                Value::Null => None,
                ref value if old == Some(value) => continue,
                value => {
                    let kept = field.archived_at.is_none();
                    let message = "The field is archived: it takes no new values.";
                    faults.require(kept, &pointer, "field_archived", message);
                    field::clean(faults, &pointer, field, &value)
                }
            };
            let cleared = clean.is_none() && old.is_some();
            let message = "The field is required. Give another value.";
            faults.require(!(cleared && field.required), &pointer, "required", message);
            match clean {
                Some(value) => {
                    if field.kind == FieldKind::Person {
                        people.extend(value.as_str().and_then(|id| id.parse().ok()).map(|id| (pointer, id)));
                    }
                    after.custom_fields.insert(name, value);
                }
                None => drop(after.custom_fields.remove(&name)),
            }
        }
        let ids: Vec<Uuid> = people.iter().map(|(_, id)| *id).collect();
        let able = self.able(cx, after.project_id, &ids)?;
        for (pointer, person) in people.into_iter().filter(|(_, person)| !able.contains(person)) {
            let message = format!("{person} is no active member who can see the project.");
            faults.add(pointer, "unknown_assignee", message);
        }
        Ok(())
    }

    /// The values that a task keeps in another project: those of fields that tasks have there, without people who cannot
    /// see it.
    pub fn kept_values(
        &mut self,
        cx: &mut Cx<'_, '_>,
        task: &Task,
        project: Uuid,
    ) -> Result<Map<String, Value>> {
        let mut kept = Map::new();
        for (name, value) in &task.custom_fields {
            let fields = self.fields(cx, task.workspace_id, project)?;
            let Some(kind) = fields
                .iter()
                .find(|field| field.id.to_string() == *name)
                .map(|field| field.kind)
            else {
                continue;
            };
            let person = value
                .as_str()
                .filter(|_| kind == FieldKind::Person)
                .and_then(|id| id.parse().ok());
            if let Some(person) = person
                && self.able(cx, project, &[person])?.is_empty()
            {
                continue;
            }
            kept.insert(name.clone(), value.clone());
        }
        Ok(kept)
    }

    /// Those of the values that tasks of a project may have, in their one spelling; and the names of the others.
    pub fn fitting_values(
        &mut self,
        cx: &mut Cx<'_, '_>,
        (workspace, project): (Uuid, Uuid),
        values: Map<String, Value>,
    ) -> Result<(Map<String, Value>, Vec<String>)> {
        let (mut fitting, mut others) = (Map::new(), Vec::new());
        for (name, value) in values {
            let fields = self.fields(cx, workspace, project)?.iter();
            let field = fields
                .filter(|field| field.archived_at.is_none())
                .find(|field| field.id.to_string() == name);
            let mut faults = Faults::default();
            let clean = field.and_then(|field| field::clean(&mut faults, "", field, &value));
            let of_people = field.is_some_and(|field| field.kind == FieldKind::Person);
            let person = clean
                .as_ref()
                .filter(|_| of_people)
                .and_then(|value| value.as_str()?.parse().ok());
            let able = match person {
                Some(person) => !self.able(cx, project, &[person])?.is_empty(),
                None => true,
            };
            match clean.filter(|_| able && faults.check().is_ok()) {
                Some(value) => drop(fitting.insert(name, value)),
                None => others.push(name),
            }
        }
        Ok((fitting, others))
    }

    /// A task to stand below, if the actor sees it.
    fn above(&mut self, cx: &mut Cx<'_, '_>, workspace: Uuid, parent: Uuid) -> Result<Option<Above>> {
        if let Some(above) = self.parents.get(&parent) {
            return Ok(above.clone());
        }
        // Two changes of the tree at once could make a cycle that neither sees.
        workspace::lock(cx, workspace)?;
        let above = match store::find_locked(cx, parent)? {
            Some(task)
                if task.workspace_id == workspace
                    && project::open(cx, self.actor, task.project_id, Action::ViewProject).is_ok() =>
            {
                Some(Above { ancestors: store::ancestors(cx, task.id)?, task, joining: 0 })
            }
            _ => None,
        };
        self.parents.insert(parent, above.clone());
        Ok(above)
    }

    fn check_parent(
        &mut self,
        cx: &mut Cx<'_, '_>,
        faults: &mut Faults,
        before: Option<&Task>,
        task: &Task,
        parent: Uuid,
    ) -> Result<()> {
        let mut fault = |code, message| faults.add("/parent_id", code, message);
        let Some(above) = self.above(cx, task.workspace_id, parent)? else {
            fault("unknown_task", "There is no such task, or you may not see it.");
            return Ok(());
        };
        if above.task.is_trashed() {
            fault("parent_in_trash", "That task is in the trash. Restore it first.");
            return Ok(());
        }
        if parent == task.id || above.ancestors.contains(&task.id) {
            fault("cycle", "A task cannot be below itself.");
            return Ok(());
        }
        let height = match before {
            Some(task) => store::descendants(cx, task.id)?.last().map_or(0, |deepest| deepest.depth),
            None => 0,
        };
        if above.ancestors.len() + 1 + height > rules::MAX_DEPTH {
            fault("too_deep", "Subtasks go five levels deep at most.");
        }
        if above.task.counts.subtasks + above.joining >= rules::MAX_SUBTASKS {
            fault("too_many_subtasks", "A task has at most 500 subtasks.");
        }
        if let Some(Some(above)) = self.parents.get_mut(&parent) {
            above.joining += 1;
        }
        Ok(())
    }
}
