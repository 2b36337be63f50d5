//! Things of a workspace as REST answers them and the log carries them.

mod invitation;
mod member;
mod person;
mod team;
mod workspace;

pub use invitation::Invitation;
pub use member::{Belonging, Member, MemberState};
pub use person::Person;
pub use team::Team;
pub use workspace::Workspace;
