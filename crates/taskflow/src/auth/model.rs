//! People, their sessions and tokens, as REST and the log show them. No secret is part of them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::{Patch, Scope, Stamp};
use crate::event::Entity;

/// Whether somebody may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UserStatus {
    Active,
    /// Shut out by the server's admin; comes back with everything.
    Suspended,
    /// Erased: what they did stays, who they were does not.
    Deleted,
}

impl UserStatus {
    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Deleted => "deleted",
        }
    }

    /// Reads a stored name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "active" => Some(Self::Active),
            "suspended" => Some(Self::Suspended),
            "deleted" => Some(Self::Deleted),
            _ => None,
        }
    }
}

/// A person with an account on this server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct User {
    pub id: Uuid,
    #[schema(examples("ada@example.org"))]
    pub email: String,
    #[schema(examples("Ada Lovelace"))]
    pub name: String,
    pub avatar_url: Option<String>,
    /// A BCP 47 language tag.
    #[schema(examples("en-GB"))]
    pub locale: String,
    /// A name of the IANA time zone database.
    #[schema(examples("Europe/London"))]
    pub timezone: String,
    pub status: UserStatus,
    /// Whether they proved that mail to `email` reaches them.
    pub email_verified: bool,
    /// Whether they look after the server itself. The first user does.
    pub server_admin: bool,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for User {
    const NAME: &'static str = "user";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// One sign-in on one device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Session {
    pub id: Uuid,
    pub user_id: Uuid,
    /// The `User-Agent` that signed in.
    pub agent: String,
    /// The network address that signed in.
    pub address: String,
    /// When it ends at the latest, however often it is refreshed.
    pub expires_at: Stamp,
    pub revoked_at: Option<Stamp>,
    /// Why it was ended early: `signed_out`, `revoked`, `password_changed`, `password_reset`, `refresh_reused`, `suspended`.
    pub revoked_reason: Option<String>,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for Session {
    const NAME: &'static str = "session";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// A personal API token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApiToken {
    pub id: Uuid,
    pub user_id: Uuid,
    #[schema(examples("Nightly export"))]
    pub name: String,
    pub scopes: Vec<Scope>,
    /// When it stops working by itself; `null` is never.
    pub expires_at: Option<Stamp>,
    pub revoked_at: Option<Stamp>,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for ApiToken {
    const NAME: &'static str = "api_token";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// A person's own changes to their profile.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfilePatch {
    #[serde(default)]
    #[schema(value_type = String, required = false, examples("Ada King"))]
    pub name: Patch<String>,
    /// An `https://` URL; `null` for none.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub avatar_url: Patch<String>,
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub locale: Patch<String>,
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub timezone: Patch<String>,
}

/// An account as who looks after the server sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Account {
    #[serde(flatten)]
    pub user: User,
    /// Where they are signed in now.
    pub sessions: i64,
    /// When they last signed in anew, as far as it is remembered.
    pub signed_in_at: Option<Stamp>,
}

/// What may be said of somebody's account: whether it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountStatus {
    Active,
    /// Shut out: sessions end, API tokens rest.
    Suspended,
}

impl From<AccountStatus> for UserStatus {
    fn from(status: AccountStatus) -> Self {
        match status {
            AccountStatus::Active => Self::Active,
            AccountStatus::Suspended => Self::Suspended,
        }
    }
}

/// What who looks after the server changes about an account.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountPatch {
    #[serde(default)]
    #[schema(value_type = AccountStatus, required = false)]
    pub status: Patch<AccountStatus>,
    /// Whether they look after the server, too.
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    pub server_admin: Patch<bool>,
}
