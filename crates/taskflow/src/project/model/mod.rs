//! Projects, grants and statuses as REST and the log show them.

mod grant;
mod input;
mod project;
mod status;

pub use grant::{ProjectMember, ProjectMemberEntry};
pub use input::{
    Archived, MoveProject, NewProject, NewProjectMember, NewStatus, PatchProject, PatchProjectMember,
    PatchStatus, StatusPlan,
};
pub use project::{Project, Visibility};
pub use status::{Status, StatusCategory};

/// Names of a stored enum.
macro_rules! names {
    ($type:ident { $($variant:ident => $name:literal),+ $(,)? }) => {
        impl $type {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// As stored and shown.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// Reads a stored name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
use names;
