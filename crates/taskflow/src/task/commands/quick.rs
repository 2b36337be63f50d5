//! Tasks from lines.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use uuid::Uuid;

use super::create;
use crate::base::{Actor, Error, Result};
use crate::event::Cx;
use crate::project::{self, ProjectAccess};
use crate::task::model::{QuickAdd, QuickAdded};
use crate::task::queries;
use crate::workspace::{Action, Membership};

/// Makes a task of each line, in order, an entry each; all or none of them.
///
/// # Errors
/// Those of reading the lines and of making a task, with the line they are about.
pub fn quick(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    member: &Membership,
    asked: &QuickAdd,
) -> Result<QuickAdded> {
    let now = cx.now();
    let drafted = queries::quick(cx, actor, member, asked, now)?;
    let mut opened: HashMap<Uuid, ProjectAccess> = HashMap::new();
    let mut items = Vec::with_capacity(drafted.len());
    for draft in drafted {
        let mut line = draft.shown;
        let number = line.line;
        let project = line.project_id.ok_or_else(|| {
            let message = format!("Line {number}: name a project, such as #Web, or give `project_id`.");
            Error::invalid("/text", "required", message)
        })?;
        let access = match opened.entry(project) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let access = project::open(cx, actor, project, Action::EditTasks)
                    .and_then(ProjectAccess::not_archived)
                    .map_err(|error| at_line(error, number))?;
                place.insert(access)
            }
        };
        let task = create(cx, actor, access, &draft.new).map_err(|error| at_line(error, number))?;
        line.task = Some(task);
        items.push(line);
    }
    Ok(QuickAdded { items })
}

/// A refusal that names the line.
fn at_line(error: Error, number: usize) -> Error {
    match error {
        Error::Invalid(faults) => Error::Invalid(
            faults
                .into_iter()
                .map(|mut fault| {
                    fault.message = format!("Line {number}: {}", fault.message);
                    // The status that came beside the text keeps its place.
                    if fault.pointer != "/status_id" {
                        "/text".clone_into(&mut fault.pointer);
                    }
                    fault
                })
                .collect(),
        ),
        Error::Conflict { code, detail } => {
            Error::Conflict { code, detail: format!("Line {number}: {detail}") }
        }
        Error::Forbidden { code, detail } => {
            Error::Forbidden { code, detail: format!("Line {number}: {detail}") }
        }
        other => other,
    }
}
