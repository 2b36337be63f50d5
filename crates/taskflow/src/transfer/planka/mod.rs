//! Planka's API answers: boards, with the cards of their archive lists and the comments of cards in further files.

mod file;
mod map;

use super::Bundle;
use super::format::Upload;
use crate::base::{Error, Result};
use file::Answer;

const WHAT: &str = "an answer of Planka's API";

/// Reads answers, in whatever order the files come: a bundle for each board.
///
/// # Errors
/// `unreadable_export`.
pub fn read(upload: &Upload) -> Result<Vec<Bundle>> {
    let mut answers = Vec::new();
    for file in &upload.files {
        let answer: Answer = file.json(WHAT)?;
        if answer.item.is_none() && answer.items.is_none() {
            return Err(file.refused(WHAT, "it has neither `item` nor `items`"));
        }
        answers.push(answer);
    }
    let first = upload.files.first().ok_or(Error::NotFound("file"))?;
    let bundles = map::bundles(answers);
    if bundles.is_empty() {
        return Err(first.refused(WHAT, "no board is in it (GET /api/boards/ID)"));
    }
    Ok(bundles)
}
