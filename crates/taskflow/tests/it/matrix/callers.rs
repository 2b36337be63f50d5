//! Who calls, and the sets of callers that the table names.

/// Every kind of caller. Those from `Viewer` to `Manager` are guests of the workspace with that role in its projects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Owner,
    Admin,
    Member,
    /// Without a role in any project.
    Guest,
    Viewer,
    /// By a role in the project above.
    Commenter,
    /// By a role that a team was given.
    Editor,
    Manager,
    /// A member who was suspended.
    Suspended,
    /// The owner of another workspace, and no member of this one.
    Outsider,
    /// An API token of the owner with the scope `read` and no other.
    Reader,
    Anonymous,
}

use Who::{Admin, Commenter, Editor, Guest, Manager, Member, Outsider, Owner, Reader, Suspended, Viewer};

impl Who {
    pub const ALL: [Self; 12] = [
        Owner,
        Admin,
        Member,
        Guest,
        Viewer,
        Commenter,
        Editor,
        Manager,
        Suspended,
        Outsider,
        Reader,
        Self::Anonymous,
    ];

    /// Whether they see the workspace. The token sees what its owner does.
    pub fn is_inside(self) -> bool {
        !matches!(self, Suspended | Outsider | Self::Anonymous)
    }

    /// Whether they see a project, by its side.
    pub fn sees_project(self, private: bool) -> bool {
        self.is_inside() && self != Guest && !(private && self == Member)
    }

    pub fn role(self) -> &'static str {
        match self {
            Owner => "owner",
            Admin => "admin",
            Member | Suspended => "member",
            _ => "guest",
        }
    }
}

pub const OWNER: &[Who] = &[Owner];
pub const ADMINS: &[Who] = &[Owner, Admin];
pub const MEMBERS: &[Who] = &[Owner, Admin, Member];
/// All with an active membership.
pub const INSIDERS: &[Who] = &[Owner, Admin, Member, Guest, Viewer, Commenter, Editor, Manager];

/// And the token that may look.
pub const LOOKERS: &[Who] = &[Owner, Admin, Member, Guest, Viewer, Commenter, Editor, Manager, Reader];

/// In a project. Members edit those that are not private; of private ones they see nothing.
pub const MANAGERS: &[Who] = &[Owner, Admin, Manager];
pub const EDITORS: &[Who] = &[Owner, Admin, Manager, Editor, Member];
pub const COMMENTERS: &[Who] = &[Owner, Admin, Manager, Editor, Member, Commenter];
pub const VIEWERS: &[Who] = &[Owner, Admin, Manager, Editor, Member, Commenter, Viewer];

/// Of an account: everybody who signed in.
pub const PEOPLE: &[Who] =
    &[Owner, Admin, Member, Guest, Viewer, Commenter, Editor, Manager, Suspended, Outsider];
/// And tokens as well.
pub const ACCOUNTS: &[Who] = &[
    Owner, Admin, Member, Guest, Viewer, Commenter, Editor, Manager, Suspended, Outsider, Reader,
];
