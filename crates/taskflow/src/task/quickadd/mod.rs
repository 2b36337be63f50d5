//! A task in one line: `Fix login redirect #Web /todo @bug +ana !high fri 15:00 ~2h every 2 weeks`.
//!
//! Pure: no clock, no database. What is understood becomes chips that name the spans they were read from; what is left
//! is the title. In doubt a word is part of the title. The grammar: docs/QUICK-ADD.md.

mod chip;
mod label;
mod line;
mod names;
mod signs;
mod spans;

pub use chip::{Chip, Meaning};
pub use label::label;
pub use line::{Context, Line, read};
pub use names::{Mention, Mentions, Names, mentions};
pub use spans::{Utf16, lines};

#[cfg(test)]
mod tests;
