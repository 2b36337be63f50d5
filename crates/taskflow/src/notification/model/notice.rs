//! A notice, and what became of it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A notice to be posted.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNotice {
    /// 1 to 2,000 characters.
    pub text: String,
    /// Members; all of them when absent.
    #[serde(default)]
    pub user_ids: Option<Vec<Uuid>>,
}

/// What became of a notice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Posted {
    pub id: Uuid,
    /// How many people it went to; how each wants to be told is their own business.
    pub recipients: usize,
}
