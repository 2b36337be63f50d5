//! What a comment may say, and react with.

mod body;
mod emoji;

pub use body::{checked, mentions};
pub use emoji::checked as checked_emoji;
