//! Who may do what: one typed table, asked by every door.
//!
//! A typed table and not a policy engine: the figures are in docs/PERFORMANCE.md.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::base::{Actor, Error, Result, Scope};

/// A member's role in a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sees only projects they were added to.
    Guest,
    /// Works in all projects that are not private.
    Member,
    /// Manages people, settings and every project.
    Admin,
    /// An admin who may also hand over or delete the workspace.
    Owner,
}

/// A role in one project and all below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProjectRole {
    Viewer,
    Commenter,
    Editor,
    Manager,
}

/// Everything that is permitted or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    // In a workspace
    ViewWorkspace,
    EditWorkspace,
    DeleteWorkspace,
    TransferOwnership,
    /// Invite, remove, suspend and change roles, up to admin.
    ManageMembers,
    ManageTeams,
    /// End one's own membership.
    LeaveWorkspace,
    CreateProject,
    /// Make, rename and delete tags.
    ManageTags,
    /// Make, change and delete the custom fields of all projects.
    ManageFields,
    /// Make, change and delete the templates for all projects.
    ManageTemplates,
    /// Save views that everybody in the workspace sees.
    ShareViews,
    Import,
    /// Take everything out, private projects as well.
    Export,
    /// See who did what and from where, private projects as well.
    ReadAudit,
    /// Make, change and delete webhooks, and see what was sent.
    ManageWebhooks,
    // In a project
    ViewProject,
    Comment,
    EditTasks,
    /// Settings, statuses, members and archive of a project.
    ManageProject,
}

/// What somebody was given: a role in the workspace and, where a project is concerned, their role there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    pub role: Role,
    pub project: Option<ProjectRole>,
}

impl Grant {
    /// The role in a project: the best of what was granted there or above, and what the workspace role brings.
    /// Owners and admins manage every project; members edit those that are not private; guests only what they were given.
    pub fn in_project(role: Role, granted: Option<ProjectRole>, private: bool) -> Self {
        let inherent = match role {
            Role::Owner | Role::Admin => Some(ProjectRole::Manager),
            Role::Member if !private => Some(ProjectRole::Editor),
            Role::Member | Role::Guest => None,
        };
        Self { role, project: granted.max(inherent) }
    }

    /// The one decision.
    pub fn allows(self, action: Action) -> bool {
        let project = |least: ProjectRole| self.project.is_some_and(|role| role >= least);
        match action {
            Action::ViewWorkspace | Action::LeaveWorkspace => true,
            Action::CreateProject
            | Action::ManageTags
            | Action::ManageTemplates
            | Action::ShareViews
            | Action::Import => self.role >= Role::Member,
            Action::EditWorkspace
            | Action::ManageMembers
            | Action::ManageTeams
            | Action::ManageFields
            | Action::Export
            | Action::ReadAudit
            | Action::ManageWebhooks => self.role >= Role::Admin,
            Action::DeleteWorkspace | Action::TransferOwnership => self.role == Role::Owner,
            Action::ViewProject => project(ProjectRole::Viewer),
            Action::Comment => project(ProjectRole::Commenter),
            Action::EditTasks => project(ProjectRole::Editor),
            Action::ManageProject => project(ProjectRole::Manager),
        }
    }

    /// # Errors
    /// `Forbidden`, with the role it takes or the scope the token lacks.
    pub fn require(self, actor: &Actor, action: Action) -> Result<()> {
        require_scope(actor, action.scope())?;
        if self.allows(action) {
            return Ok(());
        }
        Err(Error::forbidden(
            "forbidden",
            format!("This takes {}. An owner or admin of the workspace can give it.", action.needs()),
        ))
    }
}

/// For what no workspace decides, such as making one: only the credential must reach this far.
///
/// # Errors
/// `missing_scope`.
pub fn require_scope(actor: &Actor, scope: Scope) -> Result<()> {
    if actor.has_scope(scope) {
        return Ok(());
    }
    let name = match scope {
        Scope::Read => "read",
        Scope::Write => "write",
        Scope::Admin => "admin",
    };
    Err(Error::forbidden("missing_scope", format!("This token lacks the scope `{name}`.")))
}

impl Action {
    /// The scope an API token needs for it.
    pub fn scope(self) -> Scope {
        match self {
            Self::ViewWorkspace | Self::ViewProject => Scope::Read,
            Self::CreateProject
            | Self::ManageTags
            | Self::ManageFields
            | Self::ManageTemplates
            | Self::ShareViews
            | Self::Import
            | Self::Comment
            | Self::EditTasks
            | Self::ManageProject => Scope::Write,
            Self::EditWorkspace
            | Self::Export
            | Self::ReadAudit
            | Self::ManageWebhooks
            | Self::DeleteWorkspace
            | Self::TransferOwnership
            | Self::ManageMembers
            | Self::ManageTeams
            | Self::LeaveWorkspace => Scope::Admin,
        }
    }

    fn needs(self) -> &'static str {
        match self {
            Self::ViewWorkspace | Self::LeaveWorkspace => "membership",
            Self::CreateProject
            | Self::ManageTags
            | Self::ManageTemplates
            | Self::ShareViews
            | Self::Import => "the role member",
            Self::EditWorkspace
            | Self::ManageMembers
            | Self::ManageTeams
            | Self::ManageFields
            | Self::Export
            | Self::ReadAudit
            | Self::ManageWebhooks => "the role admin",
            Self::DeleteWorkspace | Self::TransferOwnership => "the role owner",
            Self::ViewProject => "the project role viewer",
            Self::Comment => "the project role commenter",
            Self::EditTasks => "the project role editor",
            Self::ManageProject => "the project role manager",
        }
    }
}

macro_rules! names {
    ($type:ident { $($variant:ident => $name:literal),+ }) => {
        impl $type {
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

names!(Role { Owner => "owner", Admin => "admin", Member => "member", Guest => "guest" });
names!(ProjectRole { Manager => "manager", Editor => "editor", Commenter => "commenter", Viewer => "viewer" });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_of_grant_and_role_counts() {
        let role = |role, granted, private| Grant::in_project(role, granted, private).project;
        assert_eq!(role(Role::Guest, None, false), None);
        assert_eq!(role(Role::Guest, Some(ProjectRole::Viewer), true), Some(ProjectRole::Viewer));
        assert_eq!(role(Role::Member, None, true), None);
        assert_eq!(role(Role::Member, Some(ProjectRole::Viewer), false), Some(ProjectRole::Editor));
        assert_eq!(role(Role::Admin, Some(ProjectRole::Viewer), true), Some(ProjectRole::Manager));
    }

    #[test]
    fn only_owners_delete() {
        for role in [Role::Guest, Role::Member, Role::Admin, Role::Owner] {
            assert_eq!(Grant { role, project: None }.allows(Action::DeleteWorkspace), role == Role::Owner);
        }
    }
}
