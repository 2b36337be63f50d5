//! An import that was made.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Report;
use crate::base::Stamp;

/// An import that was made, with its report.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ImportRun {
    pub id: Uuid,
    /// Who made it.
    pub user_id: Uuid,
    pub created_at: Stamp,
    pub report: Report,
}
