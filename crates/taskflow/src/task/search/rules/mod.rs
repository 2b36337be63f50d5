//! Words, questions, ranks and snippets: pure.

mod ask;
mod rank;
mod snippet;
mod words;

pub use ask::{Ask, Clause, Ending, parse};
pub use rank::{Class, Place, of_text, of_title};
pub use snippet::{marked, snippet};
pub use words::{BELONGS, Document, LONGEST_START, START, TITLE};
