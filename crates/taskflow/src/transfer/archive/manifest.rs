//! The first and the last file of an archive.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::carried::{LEFT_OUT, SECRETS};
use crate::base::Stamp;

/// The name and the version of the format.
pub const FORMAT: &str = "taskflow-workspace";
pub const VERSION: u32 = 1;

/// `manifest.json`: what the archive is of.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    pub format: String,
    pub version: u32,
    /// The program that wrote it.
    pub program: String,
    pub exported_at: Stamp,
    pub workspace: Named,
    /// Where its log ends.
    pub seq: i64,
    pub chain: String,
    /// Tables in the order in which they are to be read.
    pub tables: Vec<String>,
    /// What is not in it, and why.
    pub left_out: BTreeMap<String, String>,
}

/// The workspace.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Named {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
}

/// `end.json`: without it, an archive is not whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// Lines, by folder.
    pub lines: BTreeMap<String, i64>,
    /// SHA-256 of each file before it.
    pub files: BTreeMap<String, String>,
}

/// What no archive has, in words.
pub fn left_out() -> BTreeMap<String, String> {
    let mut out: BTreeMap<String, String> = LEFT_OUT
        .iter()
        .map(|(table, why)| ((*table).to_owned(), (*why).to_owned()))
        .collect();
    for (table, column) in SECRETS {
        out.insert(
            format!("{table}.{column}"),
            "a secret; made anew where the archive is read in".to_owned(),
        );
    }
    out
}
