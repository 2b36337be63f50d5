//! Who acts.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What an API token may be used for. A signed-in person has every scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// See what its owner may see.
    Read,
    /// Change tasks, projects and what belongs to them.
    Write,
    /// Change members, roles and settings of workspaces.
    Admin,
}

/// An authenticated user, for the length of one request.
#[derive(Clone, Debug)]
pub struct Actor {
    pub user_id: Uuid,
    /// The session behind an access token; `None` when an API token was used.
    pub session_id: Option<Uuid>,
    /// The API token's id, when one was used.
    pub token_id: Option<Uuid>,
    /// The API token's scopes; `None` is every scope, and account settings besides.
    pub scopes: Option<Vec<Scope>>,
    pub server_admin: bool,
}

impl Actor {
    /// Somebody who is not there, for what happens on their behalf: all that their roles allow, and nothing of the server's admin.
    pub fn absent(user_id: Uuid) -> Self {
        Self {
            user_id,
            session_id: None,
            token_id: None,
            scopes: None,
            server_admin: false,
        }
    }

    /// Whether the credential reaches this far. Roles are asked separately.
    pub fn has_scope(&self, scope: Scope) -> bool {
        self.scopes.as_ref().is_none_or(|scopes| scopes.contains(&scope))
    }

    /// Whether this is a person who signed in, not a token: account settings ask for it.
    pub fn is_signed_in(&self) -> bool {
        self.session_id.is_some()
    }
}
