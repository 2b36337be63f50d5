//! A history before it meets a database: plain numbers, so that it can be shrunk and replayed.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::prop_oneof;
use proptest::sample::select;
use proptest::strategy::{NewTree, ValueTree};
use proptest::test_runner::TestRunner;

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

/// Histories of so many steps, of any command, and of these more often.
pub fn histories(steps: usize, often: Vec<u16>) -> impl Strategy<Value = Vec<Step>> {
    Shrinking(vec(step(prop_oneof![3 => any::<u16>(), 2 => select(often)]), steps))
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

/// Shrinks by leaving steps out: halves, quarters and so on down to single ones. Smaller numbers would not make a
/// history easier to read, and each try costs a server.
#[derive(Debug)]
struct Shrinking<S>(S);

#[derive(Clone, Debug)]
struct Tree {
    steps: Vec<Step>,
    /// What is left out at the moment, and where it was.
    left_out: Vec<Step>,
    at: usize,
    size: usize,
}

impl<S: Strategy<Value = Vec<Step>>> Strategy for Shrinking<S> {
    type Tree = Tree;
    type Value = Vec<Step>;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let steps = self.0.new_tree(runner)?.current();
        Ok(Tree { size: steps.len().div_ceil(2), steps, left_out: Vec::new(), at: 0 })
    }
}

impl ValueTree for Tree {
    type Value = Vec<Step>;

    fn current(&self) -> Vec<Step> {
        self.steps.clone()
    }

    /// It still fails without what is left out: that stays out, and more goes.
    fn simplify(&mut self) -> bool {
        self.left_out.clear();
        if self.at >= self.steps.len() {
            if self.size <= 1 {
                return false;
            }
            (self.at, self.size) = (0, self.size.div_ceil(2));
        }
        let end = (self.at + self.size).min(self.steps.len());
        self.left_out = self.steps.drain(self.at..end).collect();
        !self.left_out.is_empty()
    }

    /// It passes without what is left out: that comes back, and something else goes.
    fn complicate(&mut self) -> bool {
        let back = std::mem::take(&mut self.left_out);
        let count = back.len();
        self.steps.splice(self.at..self.at, back);
        self.at += count;
        count > 0 && self.simplify()
    }
}
