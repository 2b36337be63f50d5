//! Workspaces: the tenant, its members, teams and what each may do.

mod access;
mod departure;
mod directory;
mod model;
mod permission;
mod store;

pub use access::{Membership, WorkspaceRef, member_of};
pub use departure::{Departure, OnDeparture};
pub use directory::{images, is_member, lock, members_by_id, team_exists, timezone_of, workspace_by_id};
pub use model::{Belonging, Invitation, Member, MemberState, Person, Team, Workspace};
pub use permission::{Action, Grant, ProjectRole, Role};

use utoipa_axum::router::OpenApiRouter;

use crate::http::App;

/// The endpoints of this service.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}
