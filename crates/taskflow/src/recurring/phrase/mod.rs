//! What people write about time, in words: days, times of the day, repetitions. No clock of its own.
//!
//! Everything is read at a word of a line and ends at another. What is not known is not read, and what stands beside
//! other words about time that were not understood with it is not either (`stands_free`).

mod clock;
mod date;
mod english;
mod german;
mod position;
mod reader;
mod repeat;
mod sense;
mod tail;
mod token;
mod when;
mod written;

pub use reader::Reader;
pub use repeat::Repeat;
pub use sense::{Key, Language};
pub use token::{Token, tokens};
pub use when::When;
