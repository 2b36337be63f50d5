//! Workspaces: the tenant, its members, teams and what each may do.

mod access;
mod api;
mod arrival;
mod commands;
mod departure;
mod directory;
mod events;
mod model;
mod pages;
mod permission;
mod queries;
mod rezone;
mod rules;
mod store;

pub use access::{Membership, WorkspaceRef, member_of};
pub use api::routes;
pub use arrival::{OnArrival, arrived};
pub use commands::{admit, announce_export, create_team, create_workspace, show_changed, update_person};
pub use departure::{Departure, OnDeparture};
pub use directory::{
    an_owner, hold_member, id_of_slug, images, invitation_is_open, is_member, known, lock, members_by_email,
    members_by_id, people, team_exists, timezone_of, workspace_by_id,
};
pub use model::{Belonging, Invitation, Member, MemberState, NewTeam, NewWorkspace, Person, Team, Workspace};
pub use pages::{invitations_page, members_page, teams_page, workspace_page};
pub use permission::{Action, Grant, ProjectRole, Role, require_scope};
pub use queries::count_workspaces;
pub use rezone::OnRezone;
