//! A workspace as who looks after the server sees it: whose it is, not what is in it.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Workspace;

/// A workspace of the server.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ListedWorkspace {
    #[serde(flatten)]
    pub workspace: Workspace,
    /// How many people work in it.
    pub members: i64,
    pub owners: Vec<WorkspaceOwner>,
}

/// Whose a workspace is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WorkspaceOwner {
    pub user_id: Uuid,
    pub name: String,
    pub email: String,
}
