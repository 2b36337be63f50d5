//! Issues of GitHub's REST API: `GET /repos/OWNER/REPO/issues?state=all` and `…/issues/comments`, one or many pages.

mod file;
mod map;

use serde::de::DeserializeOwned;

use super::Bundle;
use super::format::{File, Upload};
use crate::base::Result;

const WHAT: &str = "a list of issues or comments of GitHub's REST API";

/// Reads issues and comments, in whatever order the files come: a bundle for each repository.
///
/// # Errors
/// `unreadable_export`.
pub fn read(upload: &Upload) -> Result<Vec<Bundle>> {
    let mut things = Vec::new();
    for file in &upload.files {
        things.extend(listed::<file::Thing>(file)?);
    }
    map::bundles(things).map_err(|why| match upload.files.first() {
        Some(file) => file.refused(WHAT, &why),
        None => crate::base::Error::NotFound("file"),
    })
}

/// Pages as `gh api --paginate` writes them: one list after the other, or lists in a list.
fn listed<T: DeserializeOwned>(file: &File) -> Result<Vec<T>> {
    let bytes = file.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&file.bytes);
    let start = bytes.iter().copied().find(|byte| !byte.is_ascii_whitespace());
    if start != Some(b'[') {
        return Err(file.refused(WHAT, "it is no list"));
    }
    let mut all = Vec::new();
    let mut rest = serde_json::Deserializer::from_slice(bytes);
    loop {
        let page: file::Page<T> = serde_path_to_error::deserialize(&mut rest)
            .map_err(|error| file.refused(WHAT, &format!("{}, at `{}`", error.inner(), error.path())))?;
        page.into_things(&mut all);
        if rest.end().is_ok() {
            return Ok(all);
        }
    }
}

#[cfg(test)]
mod tests;
