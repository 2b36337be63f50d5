//! What becomes of each task of a batch, before anything is written.

use std::collections::{BTreeMap, HashMap, HashSet};

use uuid::Uuid;

use crate::base::error::Faults;
use crate::base::{Actor, Error, Patch, Result};
use crate::event::Cx;
use crate::project::{ProjectAccess, Status};
use crate::task::commands::columns::Columns;
use crate::task::commands::effects::{Change, change_each};
use crate::task::commands::references::References;
use crate::task::commands::relocate::{moved, moved_along};
use crate::task::model::{BulkAction, BulkChanges, Task};
use crate::task::{TaskAccess, events, rules, store};

/// Changes that will each get an entry.
pub struct Plan<'a> {
    changes: &'a BulkChanges,
    /// The project to move to.
    target: Option<ProjectAccess>,
    columns: Columns,
    references: References<'a>,
    /// Those that something must come along with into another project.
    with_subtasks: HashSet<Uuid>,
    groups: Vec<Group>,
    /// Which group a task is in, and where there.
    places: HashMap<Uuid, (usize, usize)>,
}

/// A task before and after, then those that come along.
struct Group {
    kind: &'static str,
    home: ProjectAccess,
    tasks: Vec<(Task, Task)>,
}

impl<'a> Plan<'a> {
    /// Looks up at once what all tasks ask for.
    pub fn new(
        cx: &mut Cx<'_, '_>,
        actor: &'a Actor,
        changes: &'a BulkChanges,
        target: Option<ProjectAccess>,
        able: &[TaskAccess],
    ) -> Result<Self> {
        let mut references = References::new(actor);
        let mut with_subtasks = HashSet::new();
        if let Some(target) = &target {
            let mut people: Vec<Uuid> =
                able.iter().flat_map(|access| access.task().assignee_ids.clone()).collect();
            people.sort_unstable();
            people.dedup();
            references.able(cx, target.project_id(), &people)?;
            let ids: Vec<Uuid> = able.iter().map(|access| access.task().id).collect();
            with_subtasks = store::with_subtasks(cx, &ids)?;
        }
        Ok(Self {
            changes,
            target,
            columns: Columns::default(),
            references,
            with_subtasks,
            groups: Vec::new(),
            places: HashMap::new(),
        })
    }

    /// Plans one task; tells whether something about it changes.
    ///
    /// # Errors
    /// What the same change of this task alone would be refused for. Then nothing was planned.
    pub fn add(&mut self, cx: &mut Cx<'_, '_>, access: &TaskAccess) -> Result<bool> {
        let place = self.places.get(&access.task().id).copied();
        // It may have come along with the task above it, planned before.
        let before = match place {
            Some((group, place)) => self.groups[group].tasks[place].1.clone(),
            None => access.task().clone(),
        };
        let from = match &self.target {
            Some(target) if target.project_id() == before.project_id => target.clone(),
            _ => access.project().clone(),
        };
        let target = self.target.clone().filter(|target| target.project_id() != before.project_id);
        let home = target.clone().unwrap_or_else(|| from.clone());
        let mut faults = Faults::default();
        let mut after = rules::apply(&mut faults, &before, &self.changes.set);
        let lists = rules::lists(&mut faults, &after, self.changes);
        (after.tag_ids, after.assignee_ids) = lists;
        after.status_id = before.status_id;
        after.project_id = home.project_id();
        let column = self.column(cx, &mut faults, (&from, &home), &before)?;
        let values = &self.changes.set.custom_fields;
        self.references.put_values(cx, &mut faults, values, &mut after)?;
        self.references.check(cx, &mut faults, Some(&before), &after)?;
        rules::bulk_pointers(faults, self.changes).check()?;
        rules::take_over(&before, &mut after);
        after.archived_at = match self.changes.action {
            Some(BulkAction::Archive) => before.archived_at.or(Some(cx.now())),
            Some(BulkAction::Unarchive) => None,
            _ => before.archived_at,
        };
        if let Some(column) = &column {
            let position = self.columns.end(cx, column.id, after.id)?;
            after = match &target {
                Some(target) => {
                    let there = moved(cx, &mut self.references, target, &after, column, position)?;
                    // Those of the project that is left go; those that were asked for are of the new one.
                    Task {
                        milestone_id: self.changes.set.milestone_id.clone().over(there.milestone_id),
                        cycle_id: self.changes.set.cycle_id.clone().over(there.cycle_id),
                        ..there
                    }
                }
                None => Task {
                    status_id: column.id,
                    status_category: column.category,
                    position,
                    ..after
                },
            };
        }
        if after == before {
            return Ok(place.is_some());
        }
        if let Some((group, place)) = place {
            self.groups[group].tasks[place].1 = after;
            return Ok(true);
        }
        let kind = self.kind(&before, &after);
        self.place(before.id, 0);
        self.groups.push(Group { kind, home, tasks: vec![(before.clone(), after)] });
        if let Some(target) = target.filter(|_| self.with_subtasks.contains(&before.id)) {
            self.bring_along(cx, &before, (&from, &target))?;
        }
        Ok(true)
    }

    fn place(&mut self, task: Uuid, place: usize) {
        let group = if place == 0 { self.groups.len() } else { self.groups.len() - 1 };
        self.places.insert(task, (group, place));
    }

    /// Subtasks of the same project that were not moved by themselves.
    fn bring_along(
        &mut self,
        cx: &mut Cx<'_, '_>,
        task: &Task,
        (from, to): (&ProjectAccess, &ProjectAccess),
    ) -> Result<()> {
        let below = store::descendants(cx, task.id)?;
        let along: Vec<Uuid> = below
            .iter()
            .filter(|branch| branch.project_id == task.project_id && !self.places.contains_key(&branch.id))
            .map(|branch| branch.id)
            .collect();
        for subtask in store::lock_many(cx, &along)? {
            let after = moved_along(cx, &mut self.columns, &mut self.references, (from, to), &subtask)?;
            let Some(group) = self.groups.last_mut() else {
                break;
            };
            group.tasks.push((subtask.clone(), after));
            let place = group.tasks.len() - 1;
            self.place(subtask.id, place);
        }
        Ok(())
    }

    /// The column it goes to, if it leaves its own.
    fn column(
        &mut self,
        cx: &mut Cx<'_, '_>,
        faults: &mut Faults,
        (from, home): (&ProjectAccess, &ProjectAccess),
        before: &Task,
    ) -> Result<Option<Status>> {
        let moves = home.project_id() != before.project_id;
        match (self.changes.action, &self.changes.set.status_id) {
            (Some(BulkAction::Complete), _) if !before.is_done() => self.columns.done(cx, home).map(Some),
            (Some(BulkAction::Reopen), _) if !before.status_category.is_open() => {
                self.columns.usual(cx, home.project_id()).map(Some)
            }
            (_, Patch::Set(status)) if moves || *status != before.status_id => {
                let column = self.columns.hold(cx, home.project_id(), *status)?;
                let message = "The project has no such status.";
                faults.require(column.is_some(), "/status_id", "unknown_status", message);
                Ok(column)
            }
            _ if moves => self.columns.like(cx, from, before.status_id, home).map(Some),
            _ => Ok(None),
        }
    }

    /// What happened, in one word.
    fn kind(&self, before: &Task, after: &Task) -> &'static str {
        match self.changes.action {
            _ if before.project_id != after.project_id => events::MOVED,
            Some(BulkAction::Complete) if before.status_id != after.status_id => events::COMPLETED,
            Some(BulkAction::Reopen) if before.status_id != after.status_id => events::REOPENED,
            Some(BulkAction::Archive) if before.archived_at != after.archived_at => events::ARCHIVED,
            Some(BulkAction::Unarchive) if before.archived_at != after.archived_at => events::UNARCHIVED,
            _ => events::UPDATED,
        }
    }

    /// Writes everything, an entry for each group; answers the tasks that are different now, with their versions.
    pub fn write(self, cx: &mut Cx<'_, '_>) -> Result<BTreeMap<Uuid, i64>> {
        let changes: Vec<Change<'_>> = self
            .groups
            .iter()
            .map(|group| Change {
                kind: group.kind,
                project: &group.home,
                tasks: group.tasks.clone(),
                back: false,
            })
            .collect();
        let written = change_each(cx, changes).map_err(|error| match error {
            // Each task was found good by itself; a refusal now has no task to be told of.
            Error::Conflict { code, detail } => Error::internal(format!("{code}: {detail}")),
            other => other,
        })?;
        Ok(written.iter().flatten().map(|task| (task.id, task.version)).collect())
    }
}
