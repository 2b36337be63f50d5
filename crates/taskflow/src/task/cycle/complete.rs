//! The end of a cycle: how far it came is kept, and what is unfinished goes on.

use uuid::Uuid;

use super::model::{CompleteCycle, Cycle, CycleState, RollOver};
use super::{events, store};
use crate::base::{Error, Result};
use crate::event::{Cx, matching};
use crate::project::ProjectAccess;
use crate::task::pieces::{LOOK_FOR, MOST_TASKS, in_pieces};
use crate::task::store::load_many;

/// Completes a cycle that `open` gave, in one transaction with the tasks that go on: some of them in each entry. One
/// that is completed stays as it is.
///
/// # Errors
/// `Stale`; `cycle_not_active`, `no_next_cycle`, `cycle_in_use`; `Invalid` for a cycle that cannot take them.
pub fn complete(
    cx: &mut Cx<'_, '_>,
    (access, before): &(ProjectAccess, Cycle),
    how: &CompleteCycle,
    if_match: Option<i64>,
) -> Result<Cycle> {
    matching(before, if_match)?;
    match before.state {
        CycleState::Active => {}
        CycleState::Completed => return Ok(before.clone()),
        CycleState::Planned => {
            return Err(Error::conflict("cycle_not_active", "The cycle was not started. Start it first."));
        }
    }
    let to = target(cx, before, how)?;
    let result = store::progress(cx, &[before.id])?.remove(&before.id).unwrap_or_default();
    let tasks = store::unfinished(cx, before.id, LOOK_FOR)?;
    if tasks.len() > MOST_TASKS {
        let text =
            format!("More than {MOST_TASKS} of its tasks are unfinished. Take some of them off first.");
        return Err(Error::conflict("cycle_in_use", text));
    }
    let (now, home) = (cx.now(), (access.stream(), access.project_id()));
    in_pieces(cx, home, events::ROLLED_OVER, &tasks, |cx, some| {
        store::roll_over(cx, some, to, now)?;
        load_many(cx, some)
    })?;
    let after = Cycle {
        state: CycleState::Completed,
        completed_at: Some(now),
        result: Some(result),
        version: before.version + 1,
        updated_at: now,
        ..before.clone()
    };
    store::update(cx, &after)?;
    cx.emit(events::turned(events::COMPLETED, before, &after))?;
    Ok(after)
}

/// Where the unfinished tasks go.
fn target(cx: &mut Cx<'_, '_>, cycle: &Cycle, how: &CompleteCycle) -> Result<Option<Uuid>> {
    let invalid = |code: &str, text: &str| Err(Error::invalid("/cycle_id", code, text));
    let others = store::of_project(cx, cycle.project_id)?;
    match (how.roll_over, how.cycle_id) {
        (RollOver::Cycle, None) => invalid("required", "Name the cycle that the unfinished tasks go into."),
        (RollOver::Next | RollOver::None, Some(_)) => {
            invalid("not_asked_for", "Give a cycle only with roll_over: cycle.")
        }
        (RollOver::None, None) => Ok(None),
        (RollOver::Next, None) => {
            let next = others.iter().find(|other| other.state == CycleState::Planned);
            let none = || {
                let text = "No cycle is planned in this project. Make one, or let the tasks go into none.";
                Error::conflict("no_next_cycle", text)
            };
            next.map(|next| Some(next.id)).ok_or_else(none)
        }
        (RollOver::Cycle, Some(id)) => match others.iter().find(|other| other.id == id) {
            None => invalid("unknown_cycle", "The project has no such cycle."),
            Some(_) if id == cycle.id => invalid("same_cycle", "Name another cycle than this one."),
            Some(other) if other.state == CycleState::Completed => {
                invalid("cycle_completed", "That cycle is completed. Name one that is not.")
            }
            Some(_) => Ok(Some(id)),
        },
    }
}
