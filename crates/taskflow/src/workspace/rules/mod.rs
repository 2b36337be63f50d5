//! Decisions about workspaces and their people, without a database.

mod emails;
mod ladder;
mod slug;
mod teams;
mod text;
mod workspaces;

pub use emails::{Address, addresses, masked};
pub use ladder::{changed_member, may_manage};
pub use slug::candidates;
pub use teams::{checked_team, patched_team, team_key};
pub use workspaces::{Draft, checked_workspace, patched_workspace};
