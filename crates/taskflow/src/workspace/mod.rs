//! Workspaces: the tenant, its members, teams and what each may do.

mod access;
mod permission;
mod store;

pub use access::{Membership, WorkspaceRef, member_of};
pub use permission::{Action, Grant, ProjectRole, Role};
