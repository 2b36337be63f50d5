//! WeKan's board export as JSON.

mod file;
mod map;

use super::Bundle;
use super::format::File;
use crate::base::Result;

const WHAT: &str = "a board exported by WeKan";

/// Reads one board.
///
/// # Errors
/// `unreadable_export`.
pub fn read(file: &File) -> Result<Bundle> {
    let board: file::Board = file.json(WHAT)?;
    if !board.format.starts_with("wekan-board-1") {
        return Err(file.refused(WHAT, "its `_format` is not wekan-board-1"));
    }
    Ok(map::bundle(board))
}
