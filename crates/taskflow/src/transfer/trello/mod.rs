//! Trello's board export ("Export as JSON").

mod file;
mod map;

use super::Bundle;
use crate::base::{Error, Result};

/// Reads an exported board.
///
/// # Errors
/// `not_a_trello_board` when the file is none; it says what is wrong and where.
pub fn read(bytes: &[u8]) -> Result<Bundle> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let board: file::Board = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let text =
            format!("This is not a board exported by Trello: {}, at `{}`.", error.inner(), error.path());
        Error::invalid("", "not_a_trello_board", text)
    })?;
    Ok(map::bundle(board))
}

#[cfg(test)]
mod tests;
