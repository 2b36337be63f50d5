//! A history before it meets a database: plain numbers, so that it can be shrunk and replayed.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::prop_oneof;
use proptest::sample::select;

/// One thing somebody does. What the numbers mean depends on what is there when it is done.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Which command, of the table.
    pub what: u16,
    pub who: u8,
    /// Which things, of those known.
    pub a: u16,
    pub b: u16,
    /// How: which fields, which values.
    pub c: u16,
    /// At the same moment as the next.
    pub with_next: bool,
}

impl Step {
    /// One of `items`, by `number`; none when there is none.
    pub fn pick<T: Clone>(items: &[T], number: u16) -> Option<T> {
        items.get(usize::from(number) % items.len().max(1)).cloned()
    }

    /// Once in `times`, by this step's choice of how.
    pub fn once_in(&self, times: u16) -> bool {
        self.c.is_multiple_of(times)
    }
}

/// Histories of so many steps at most, of any command, and of these more often.
pub fn histories(steps: usize, often: Vec<u16>) -> impl Strategy<Value = Vec<Step>> {
    let what = prop_oneof![3 => any::<u16>(), 2 => select(often)];
    vec(step(what), steps * 3 / 4..=steps)
}

/// Histories that do one of these again and again, after a beginning of anything.
pub fn histories_of(wanted: Vec<u16>, often: Vec<u16>) -> impl Strategy<Value = Vec<Step>> {
    let end = vec(step(select(wanted)), 40);
    (histories(40, often), end).prop_map(|(mut steps, end)| {
        steps.extend(end);
        steps
    })
}

fn step(what: impl Strategy<Value = u16>) -> impl Strategy<Value = Step> {
    let together = proptest::bool::weighted(0.5);
    (what, any::<u8>(), any::<u16>(), any::<u16>(), any::<u16>(), together)
        .prop_map(|(what, who, a, b, c, with_next)| Step { what, who, a, b, c, with_next })
}
