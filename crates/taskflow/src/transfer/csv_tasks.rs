//! The tasks of a workspace as one table, for spreadsheets.

use std::collections::{BTreeSet, HashMap};
use std::io::Write;

use serde_json::Value as Json;
use taskflow_db::Tx;
use uuid::Uuid;

use super::archive::Progress;
use crate::base::{Error, Result, Stamp};
use crate::event::Image;
use crate::task::{self, Step, Task};
use crate::{auth, project, workspace};

const HEADINGS: [&str; 20] = [
    "Key",
    "Title",
    "Description",
    "Status",
    "Status category",
    "Priority",
    "Assignees",
    "Labels",
    "Project",
    "Parent",
    "Start",
    "Due",
    "Due time",
    "Time zone",
    "Estimate",
    "Recurrence",
    "Created",
    "Completed",
    "Archived",
    "Id",
];
/// Tasks read at once.
const BATCH: i64 = 200;

/// What tasks refer to, by id.
#[derive(Default)]
struct Names {
    projects: HashMap<Uuid, String>,
    statuses: HashMap<Uuid, String>,
    tags: HashMap<Uuid, String>,
    people: HashMap<Uuid, String>,
    /// Keys of the tasks so far: a parent comes before its parts.
    keys: HashMap<Uuid, String>,
}

/// Writes every task that is not in the trash. The caller has proved that this may be.
///
/// # Errors
/// `NotFound`; those of the database; `Internal` when it cannot be written.
pub fn write<W: Write>(tx: &mut Tx<'_>, id: Uuid, mut out: W, progress: &Progress) -> Result<W> {
    workspace::workspace_by_id(tx, id)?;
    let mut names = Names::default();
    names.learn(&project::images(tx, id)?)?;
    names.learn(&task::all_tags(tx, id)?)?;
    let projects: BTreeSet<Uuid> = names.projects.keys().copied().collect();
    // Spreadsheets take a file with this mark for UTF-8.
    out.write_all(b"\xEF\xBB\xBF").map_err(Error::internal)?;
    let mut table = csv::Writer::from_writer(out);
    table.write_record(HEADINGS).map_err(Error::internal)?;
    let mut at = Some(Step::START);
    while let Some(step) = at {
        let (ids, next) = task::ids_after(tx, id, &projects, step, BATCH)?;
        at = next;
        let mut tasks = task::load_many(tx, &ids)?;
        tasks.sort_by_key(|task| (task.created_at, task.id));
        let people: BTreeSet<Uuid> =
            tasks.iter().flat_map(|task| task.assignee_ids.iter().copied()).collect();
        let unknown: Vec<Uuid> = people.into_iter().filter(|id| !names.people.contains_key(id)).collect();
        let known = auth::users_by_id(tx, &unknown)?;
        names.people.extend(known.into_values().map(|user| (user.id, user.email)));
        names.keys.extend(tasks.iter().map(|task| (task.id, task.key.clone())));
        for task in tasks.iter().filter(|task| !task.is_trashed()) {
            table.write_record(names.row(task)).map_err(Error::internal)?;
        }
        progress.step(tasks.len())?;
    }
    table.into_inner().map_err(Error::internal)
}

impl Names {
    fn learn(&mut self, images: &[Image]) -> Result<()> {
        for image in images {
            let place = match image.entity {
                "project" => &mut self.projects,
                "status" => &mut self.statuses,
                "tag" => &mut self.tags,
                _ => continue,
            };
            let data: Json = serde_json::from_str(image.data.get()).map_err(Error::internal)?;
            place.insert(image.id, data["name"].as_str().unwrap_or_default().to_owned());
        }
        Ok(())
    }

    fn row(&self, task: &Task) -> Vec<String> {
        let many = |ids: &[Uuid], names: &HashMap<Uuid, String>| {
            let found: Vec<&str> = ids.iter().filter_map(|id| names.get(id)).map(String::as_str).collect();
            found.join(", ")
        };
        let one = |id: &Uuid, names: &HashMap<Uuid, String>| names.get(id).cloned().unwrap_or_default();
        let stamp = |at: Option<Stamp>| at.map(|at| at.to_string()).unwrap_or_default();
        let due = task.due.clone();
        vec![
            task.key.clone(),
            plain(&task.title),
            plain(&task.description),
            plain(&one(&task.status_id, &self.statuses)),
            task.status_category.name().to_owned(),
            task.priority.name().to_owned(),
            plain(&many(&task.assignee_ids, &self.people)),
            plain(&many(&task.tag_ids, &self.tags)),
            plain(&one(&task.project_id, &self.projects)),
            task.parent_id.map(|id| one(&id, &self.keys)).unwrap_or_default(),
            task.start_on.clone().unwrap_or_default(),
            due.as_ref().map(|due| due.date.clone()).unwrap_or_default(),
            due.as_ref().and_then(|due| due.time.clone()).unwrap_or_default(),
            due.and_then(|due| due.timezone).unwrap_or_default(),
            task.estimate.map(|estimate| estimate.to_string()).unwrap_or_default(),
            task.recurrence
                .as_ref()
                .map(|recurrence| recurrence.rrule.clone())
                .unwrap_or_default(),
            stamp(Some(task.created_at)),
            stamp(task.completed_at),
            stamp(task.archived_at),
            task.id.to_string(),
        ]
    }
}

/// A cell that spreadsheets take for a formula is text with an apostrophe before it.
fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
