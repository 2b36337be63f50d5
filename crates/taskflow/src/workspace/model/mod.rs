//! Things of a workspace as REST answers them and the log carries them.

mod invitation;
mod listed;
mod member;
mod person;
mod reply;
mod request;
mod team;
mod workspace;

pub use invitation::Invitation;
pub use listed::{ListedWorkspace, WorkspaceOwner};
pub use member::{Belonging, Member, MemberState};
pub use person::Person;
pub use reply::{InvitationPreview, Invited, InvitedList, Joined, Outcome};
pub use request::{
    Farewell, MemberPatch, NewInvitations, NewOwner, NewTeam, NewWorkspace, TeamPatch, WorkspacePatch,
};
pub use team::Team;
pub use workspace::Workspace;
