//! Places in a column: what people drag tasks to.

use taskflow_db::Tx;
use uuid::Uuid;

use crate::base::{Error, Result, position};
use crate::event::Cx;
use crate::project::{self, Status};
use crate::task::store::{self, Place};
use crate::task::{events, rules};

/// Where in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    Top,
    Bottom,
    After(Place),
    Before(Place),
}

/// The column of tasks that name none.
pub fn default_column(cx: &mut Cx<'_, '_>, project: Uuid) -> Result<Status> {
    let held = project::hold_default_status(cx, project)?;
    held.ok_or_else(|| Error::conflict("no_status", "The project has no status. Give it one first."))
}

/// A position for a task at this spot of a column that is held. When the neighbourhood has no room left, it gets new
/// positions, with an entry of its own.
pub fn place(cx: &mut Cx<'_, '_>, status: Uuid, spot: &Spot, task: Uuid) -> Result<String> {
    let (low, high) = gap(cx, status, spot, task)?;
    let text = |place: &Option<Place>| place.as_ref().map(|(position, _)| position.clone());
    if let Some(position) = rules::fitting(text(&low).as_deref(), text(&high).as_deref()) {
        return Ok(position);
    }
    make_room(cx, status, (low.as_ref(), high.as_ref()), task)
}

/// The places on either side of a spot.
fn gap(tx: &mut Tx<'_>, status: Uuid, spot: &Spot, task: Uuid) -> Result<(Option<Place>, Option<Place>)> {
    Ok(match spot {
        Spot::Top => (None, store::above(tx, status, None, task, 1)?.pop()),
        Spot::Bottom => (store::below(tx, status, None, task, 1)?.pop(), None),
        Spot::After(low) => (Some(low.clone()), store::above(tx, status, Some(low), task, 1)?.pop()),
        Spot::Before(high) => (store::below(tx, status, Some(high), task, 1)?.pop(), Some(high.clone())),
    })
}

/// Neighbours on each side that get new positions at first.
const REACH: i64 = 32;

/// Spreads the tasks around a gap anew and answers the position in it. The neighbourhood grows until its ends are far
/// enough apart; in the end it is the whole column.
fn make_room(
    cx: &mut Cx<'_, '_>,
    status: Uuid,
    (low, high): (Option<&Place>, Option<&Place>),
    task: Uuid,
) -> Result<String> {
    let mut reach = REACH;
    loop {
        let mut before = side(cx, status, low, task, reach, store::below)?;
        let mut after = side(cx, status, high, task, reach, store::above)?;
        let floor = outermost(&mut before, reach);
        let ceiling = outermost(&mut after, reach);
        before.reverse();
        let count = before.len() + 1 + after.len();
        if let Some(mut keys) = rules::spread_room(floor.as_deref(), ceiling.as_deref(), count) {
            let position = keys.remove(before.len());
            let tasks = before.into_iter().chain(after).zip(keys);
            let changed: Vec<Place> = tasks
                .filter(|((old, _), new)| old != new)
                .map(|((_, id), new)| (new, id))
                .collect();
            let now = cx.now();
            let ids: Vec<Uuid> = changed.iter().map(|(_, id)| *id).collect();
            store::lock_many(cx, &ids)?;
            store::reposition(cx, &changed, now)?;
            let moved = store::load_many(cx, &ids)?;
            if let Some(entry) = events::rebalanced(&moved) {
                cx.emit(entry)?;
            }
            return Ok(position);
        }
        if floor.is_none() && ceiling.is_none() {
            return Err(Error::internal("a whole column does not fit its positions"));
        }
        reach *= 4;
    }
}

type Look = fn(&mut Tx<'_>, Uuid, Option<&Place>, Uuid, i64) -> Result<Vec<Place>>;

/// A neighbour and those beyond it: one more than the reach, whose position bounds the others.
fn side(
    cx: &mut Cx<'_, '_>,
    status: Uuid,
    nearest: Option<&Place>,
    task: Uuid,
    reach: i64,
    look: Look,
) -> Result<Vec<Place>> {
    let Some(nearest) = nearest else {
        return Ok(Vec::new());
    };
    let mut places = vec![nearest.clone()];
    places.extend(look(cx, status, Some(nearest), task, reach)?);
    Ok(places)
}

/// Takes off the bound, when there are more tasks than the reach.
fn outermost(places: &mut Vec<Place>, reach: i64) -> Option<String> {
    let more = i64::try_from(places.len()).is_ok_and(|count| count > reach);
    if more { places.pop().map(|(position, _)| position) } else { None }
}

/// The last position of a column once a task is at `position` of it, which is not written yet.
pub fn end_with(tx: &mut Tx<'_>, status: Uuid, position: &str, task: Uuid) -> Result<String> {
    let end = store::below(tx, status, None, task, 1)?.pop().map(|(end, _)| end);
    Ok(end.filter(|end| end.as_str() > position).unwrap_or_else(|| position.to_owned()))
}

/// The position of what comes after the last of a column that is held, and of more after that.
pub fn next_at_end(tx: &mut Tx<'_>, status: Uuid, last: Option<&str>, task: Uuid) -> Result<String> {
    if let Some(last) = last {
        return position::between(Some(last), None);
    }
    let end = store::below(tx, status, None, task, 1)?.pop();
    position::between(end.as_ref().map(|(position, _)| position.as_str()), None)
}
