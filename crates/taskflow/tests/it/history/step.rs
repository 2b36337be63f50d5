//! A history before it meets a database: plain numbers, so that it can be shrunk and replayed.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};

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
        self.c % times == 0
    }
}

/// Histories of so many steps at most.
pub fn histories(steps: usize) -> impl Strategy<Value = Vec<Step>> {
    vec(step(any::<u16>()), steps / 2..=steps)
}

/// Histories that do one of these again and again, after a beginning of anything.
pub fn histories_of(commands: Vec<u16>) -> impl Strategy<Value = Vec<Step>> {
    let beginning = vec(step(any::<u16>()), 40);
    let wanted = (0..commands.len()).prop_flat_map(move |at| Just(commands[at]));
    (beginning, vec(step(wanted), 40)).prop_map(|(mut steps, wanted)| {
        steps.extend(wanted);
        steps
    })
}

fn step(what: impl Strategy<Value = u16>) -> impl Strategy<Value = Step> {
    let together = proptest::bool::weighted(0.4);
    (what, any::<u8>(), any::<u16>(), any::<u16>(), any::<u16>(), together)
        .prop_map(|(what, who, a, b, c, with_next)| Step { what, who, a, b, c, with_next })
}
