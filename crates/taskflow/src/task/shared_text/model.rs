//! Shared texts as REST shows them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::{Error, Result};

/// The document of a description that is open to be written by several people.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SharedText {
    pub task_id: Uuid,
    /// Which document it is: updates are good for this one alone.
    pub generation: Uuid,
    /// The last update that is in `state`.
    pub head: i64,
    /// All of it as one Yjs update (version 1), in Base64. The text in it is called `text`.
    pub state: String,
    /// The task's.
    pub version: i64,
}

/// What somebody typed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTextUpdate {
    /// Of the document that it was written in.
    pub generation: Uuid,
    /// A Yjs update (version 1) in Base64: plain text alone.
    pub update: Option<String>,
    /// Writes the description now instead of soon: one is done writing.
    #[serde(default)]
    pub settle: bool,
}

/// What became of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TextAdded {
    pub generation: Uuid,
    /// The document has all updates up to this one.
    pub head: i64,
    /// The task's.
    pub version: i64,
}

impl NewTextUpdate {
    /// # Errors
    /// `Invalid` for what is not Base64.
    pub fn bytes(&self) -> Result<Option<Vec<u8>>> {
        let decode = |text: &String| STANDARD.decode(text).map_err(|_| not_an_update());
        self.update.as_ref().map(decode).transpose()
    }
}

/// What cannot be read as an update.
pub fn not_an_update() -> Error {
    Error::invalid("/update", "invalid_update", "Send a Yjs update of version 1 in Base64.")
}

/// Bytes as JSON carries them.
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}
