//! What can be done with tasks.

mod touch;

pub use touch::{CountChange, touch, touch_all};
