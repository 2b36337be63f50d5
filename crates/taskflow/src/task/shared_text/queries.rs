//! What is new in shared texts, for those who have them open.

use std::collections::HashMap;

use taskflow_db::Tx;
use uuid::Uuid;

use super::store::{self, Written};
use crate::base::Result;

/// A text that somebody has open, and up to where they have it: of which document, which update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Followed {
    pub task_id: Uuid,
    pub at: Option<(Uuid, i64)>,
}

/// How one goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub task_id: Uuid,
    /// Where its task is, as of after `updates` were read; who may not see that may not have them.
    pub project_id: Uuid,
    pub generation: Uuid,
    /// The first update is the whole document up to some place: it needs nothing before it.
    pub whole: bool,
    /// The updates after this one follow.
    pub from: i64,
    pub to: i64,
    pub updates: Vec<Vec<u8>>,
}

/// How texts go on. Whatever is not answered is no more: it has no document, or its task is gone or in the trash.
///
/// # Errors
/// Those of the database.
pub fn stretches(tx: &mut Tx<'_>, followed: &[Followed]) -> Result<Vec<Stretch>> {
    if followed.is_empty() {
        return Ok(Vec::new());
    }
    let tasks: Vec<Uuid> = followed.iter().map(|followed| followed.task_id).collect();
    let heads: HashMap<Uuid, (Uuid, i64)> = store::heads(tx, &tasks)?
        .into_iter()
        .map(|(task, generation, head)| (task, (generation, head)))
        .collect();
    let mut stretches = Vec::new();
    let mut grown = Vec::new();
    for Followed { task_id, at } in followed {
        let Some((generation, head)) = heads.get(task_id).copied() else {
            continue;
        };
        // Another document has nothing of what they have.
        let from = at.filter(|(of, n)| *of == generation && *n <= head).map(|(_, n)| n);
        if from.is_none_or(|from| from < head) {
            grown.push((stretches.len(), *task_id, from));
        }
        let at = from.unwrap_or(head);
        stretches.push(Stretch {
            task_id: *task_id,
            project_id: Uuid::nil(),
            generation,
            whole: false,
            from: at,
            to: at,
            updates: Vec::new(),
        });
    }
    read(tx, &mut stretches, &grown)?;
    // Last: whoever may not see a task any more is found out though its text was read before.
    let homes: HashMap<Uuid, (Uuid, Uuid)> = store::homes(tx, &tasks)?
        .into_iter()
        .map(|(task, project, generation)| (task, (project, generation)))
        .collect();
    stretches.retain_mut(|stretch| {
        let home = homes.get(&stretch.task_id);
        if home.is_some_and(|(_, generation)| *generation != stretch.generation) {
            // Made anew since: it is read the next time.
            (stretch.whole, stretch.to, stretch.updates) = (false, stretch.from, Vec::new());
        }
        home.inspect(|(project, _)| stretch.project_id = *project).is_some()
    });
    Ok(stretches)
}

/// Reads what grew. What cannot be read whole, because it is being compacted, is read the next time.
fn read(tx: &mut Tx<'_>, stretches: &mut [Stretch], grown: &[(usize, Uuid, Option<i64>)]) -> Result<()> {
    let places: Vec<(Uuid, i64)> = grown
        .iter()
        .filter_map(|(_, task, from)| from.map(|from| (*task, from)))
        .collect();
    let mut found = store::after_each(tx, &places)?.into_iter();
    for (place, task, from) in grown {
        let written = from.and_then(|from| found.next().filter(|written| follows(written, from)));
        let stretch = &mut stretches[*place];
        if let Some(written) = written {
            stretch.to = written.last().map_or(stretch.from, |last| last.n);
            stretch.updates = written.into_iter().map(|written| written.bytes).collect();
            continue;
        }
        let Some(shared) = store::find(tx, *task)?.filter(|shared| shared.generation == stretch.generation)
        else {
            continue;
        };
        let written = store::after(tx, *task, shared.settled)?;
        if written.is_empty() || follows(&written, shared.settled) {
            stretch.whole = true;
            stretch.to = written.last().map_or(shared.settled, |last| last.n);
            stretch.updates = std::iter::once(shared.state)
                .chain(written.into_iter().map(|written| written.bytes))
                .collect();
        }
    }
    Ok(())
}

/// Whether they begin right after `from`.
fn follows(written: &[Written], from: i64) -> bool {
    written.first().is_some_and(|first| first.n == from + 1)
}
