//! How a project stands.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Lane;
use crate::base::Stamp;
use crate::project::StatusCategory;
use crate::task::milestone::MilestoneEntry;

/// How a project stands. Archived tasks and those in the trash do not count.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Overview {
    pub project_id: Uuid,
    pub tasks: i64,
    /// Neither done nor cancelled.
    pub open: i64,
    pub done: i64,
    pub cancelled: i64,
    /// Done among all that were not cancelled, 0 to 1; `null` when there are none.
    pub progress: Option<f64>,
    /// Open, and due before now.
    pub overdue: i64,
    /// Open, and nobody is assigned.
    pub unassigned: i64,
    pub statuses: Vec<Lane>,
    pub categories: Vec<Lane>,
    /// Who has how many open tasks, most first; up to 50 people.
    pub assignees: Vec<Lane>,
    /// The next open milestones with how far they are, up to 20.
    pub milestones: Vec<MilestoneEntry>,
    /// What changed last, up to 10 tasks.
    pub latest: Vec<Latest>,
}

/// A task that changed lately.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Latest {
    pub id: Uuid,
    pub key: String,
    pub title: String,
    pub status_id: Uuid,
    pub status_category: StatusCategory,
    pub assignee_ids: Vec<Uuid>,
    pub updated_at: Stamp,
}
