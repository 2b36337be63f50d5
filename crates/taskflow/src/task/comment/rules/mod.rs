//! What a comment may say, and react with.

mod body;
mod emoji;

pub use body::checked;
pub use emoji::checked as checked_emoji;
