//! Vikunja's user-data export: `data.json` out of the zip.

mod file;
mod map;

use super::Bundle;
use super::format::File;
use crate::base::Result;

const WHAT: &str = "data.json of a Vikunja export";

/// Reads projects: a bundle each.
///
/// # Errors
/// `unreadable_export`.
pub fn read(file: &File) -> Result<Vec<Bundle>> {
    let projects: Vec<file::Project> = file.json(WHAT)?;
    if projects.is_empty() {
        return Err(file.refused(WHAT, "there is no project in it"));
    }
    Ok(map::bundles(projects))
}
