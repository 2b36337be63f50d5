//! The columns that one command puts tasks into.

use std::collections::HashMap;

use uuid::Uuid;

use super::place::{self, next_at_end};
use crate::base::{Error, Result};
use crate::event::Cx;
use crate::project::{self, ProjectAccess, Status, StatusCategory};

/// Each column is held once, and where it ends by now is known.
#[derive(Default)]
pub struct Columns {
    statuses: HashMap<Uuid, Vec<Status>>,
    held: HashMap<(Uuid, Uuid), Option<Status>>,
    defaults: HashMap<Uuid, Status>,
    ends: HashMap<Uuid, String>,
}

impl Columns {
    fn of(&mut self, cx: &mut Cx<'_, '_>, project: &ProjectAccess) -> Result<Vec<Status>> {
        if let Some(statuses) = self.statuses.get(&project.project_id()) {
            return Ok(statuses.clone());
        }
        let statuses = project::statuses(cx, project)?;
        self.statuses.insert(project.project_id(), statuses.clone());
        Ok(statuses)
    }

    /// The status of this project, and no other, held.
    pub fn hold(&mut self, cx: &mut Cx<'_, '_>, project: Uuid, id: Uuid) -> Result<Option<Status>> {
        if let Some(held) = self.held.get(&(project, id)) {
            return Ok(held.clone());
        }
        let held = project::hold_status(cx, project, id)?;
        self.held.insert((project, id), held.clone());
        Ok(held)
    }

    /// What tasks get that name none.
    ///
    /// # Errors
    /// `no_status`.
    pub fn usual(&mut self, cx: &mut Cx<'_, '_>, project: Uuid) -> Result<Status> {
        if let Some(held) = self.defaults.get(&project) {
            return Ok(held.clone());
        }
        let held = place::default_column(cx, project)?;
        self.defaults.insert(project, held.clone());
        Ok(held)
    }

    /// The first one for what is done.
    ///
    /// # Errors
    /// `no_done_status`.
    pub fn done(&mut self, cx: &mut Cx<'_, '_>, project: &ProjectAccess) -> Result<Status> {
        let statuses = self.of(cx, project)?;
        let done = statuses.iter().find(|status| status.category == StatusCategory::Done);
        let held = done.map_or(Ok(None), |status| self.hold(cx, status.project_id, status.id))?;
        held.ok_or_else(|| {
            Error::conflict(
                "no_done_status",
                "The project has no status of category done. Give it one first.",
            )
        })
    }

    /// The column of the same name in another project, else of the same category, else the default one.
    pub fn like(
        &mut self,
        cx: &mut Cx<'_, '_>,
        from: &ProjectAccess,
        status: Uuid,
        to: &ProjectAccess,
    ) -> Result<Status> {
        let (old, new) = (self.of(cx, from)?, self.of(cx, to)?);
        let like = old.iter().find(|old| old.id == status).and_then(|old| {
            let name = old.name.to_lowercase();
            let named = new.iter().find(|status| status.name.to_lowercase() == name);
            named.or_else(|| new.iter().find(|status| status.category == old.category))
        });
        match like {
            Some(status) => {
                let held = self.hold(cx, to.project_id(), status.id)?;
                held.ok_or_else(|| Error::conflict("gone", "A status of the project was just removed."))
            }
            None => self.usual(cx, to.project_id()),
        }
    }

    /// The place after the last of a held column.
    pub fn end(&mut self, cx: &mut Cx<'_, '_>, status: Uuid, task: Uuid) -> Result<String> {
        let last = self.ends.get(&status).cloned();
        let position = next_at_end(cx, status, last.as_deref(), task)?;
        self.ends.insert(status, position.clone());
        Ok(position)
    }

    /// A task goes to this place of the column, which is not written yet.
    pub fn taken(&mut self, cx: &mut Cx<'_, '_>, status: Uuid, position: &str, task: Uuid) -> Result<()> {
        let end = place::end_with(cx, status, position, task)?;
        self.ends.insert(status, end);
        Ok(())
    }
}
