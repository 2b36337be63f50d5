//! How far the tasks of a milestone or a cycle are.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How far a plan is. What is in the trash does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Progress {
    pub tasks: TaskCounts,
    pub estimate: EstimateSums,
}

/// Tasks, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TaskCounts {
    /// All of them, whatever their status.
    pub total: i64,
    /// Whose status is a `done` one.
    pub done: i64,
    /// Whose status is a `cancelled` one.
    pub cancelled: i64,
}

/// The tasks' estimates, summed up. A task without one adds nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EstimateSums {
    pub total: f64,
    pub done: f64,
    pub cancelled: f64,
}
