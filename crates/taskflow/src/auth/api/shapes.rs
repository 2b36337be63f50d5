//! JSON that only these endpoints speak.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::{ApiToken, Session, User};
use crate::base::{Scope, Stamp};

/// Where the refresh token goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RefreshIn {
    /// Into a cookie that scripts cannot read: for browsers.
    #[default]
    Cookie,
    /// Into `refresh_token` of the answer: for native clients.
    Body,
}

/// A new account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// Chosen by the client, so that it may send the request again: same id, address and password sign in.
    pub id: Option<Uuid>,
    /// Left out with an `invitation`.
    #[schema(examples("ada@example.org"), max_length = 254)]
    pub email: Option<String>,
    /// The token of an invitation's link, in place of `email`: the account has the address that was invited, and who
    /// holds the token has shown that it is theirs. Joining is a step of its own.
    pub invitation: Option<String>,
    #[schema(examples("Ada Lovelace"), max_length = 100)]
    pub name: String,
    /// 10 to 256 characters, and not easily guessed.
    #[schema(examples("correct horse battery staple"), format = Password, min_length = 10, max_length = 256)]
    pub password: String,
    /// A BCP 47 language tag; `en` when absent.
    #[schema(examples("en-GB"))]
    pub locale: Option<String>,
    /// A name of the IANA time zone database; `UTC` when absent.
    #[schema(examples("Europe/London"))]
    pub timezone: Option<String>,
    #[serde(default)]
    pub refresh: RefreshIn,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    #[schema(examples("ada@example.org"))]
    pub email: String,
    #[schema(examples("correct horse battery staple"), format = Password)]
    pub password: String,
    #[serde(default)]
    pub refresh: RefreshIn,
}

/// The refresh token, when it is not in the cookie.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Refresh {
    #[schema(value_type = Option<String>)]
    pub refresh_token: Option<String>,
}

/// Somebody who just signed in or refreshed.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignedInAnswer {
    pub user: User,
    /// Send it as `Authorization: Bearer …`.
    pub access_token: String,
    #[schema(examples("Bearer"))]
    pub token_type: &'static str,
    /// Seconds until the access token has to be refreshed.
    #[schema(examples(900))]
    pub expires_in: i64,
    /// Only when it was asked for in the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyEmail {
    /// What stands behind `#token=` in the mail's link.
    pub token: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForgotPassword {
    #[schema(examples("ada@example.org"))]
    pub email: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResetPassword {
    /// What stands behind `#token=` in the mail's link.
    pub token: String,
    /// The new password.
    #[schema(format = Password, min_length = 10, max_length = 256)]
    pub password: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    #[schema(format = Password)]
    pub current_password: String,
    /// The new password.
    #[schema(format = Password, min_length = 10, max_length = 256)]
    pub password: String,
}

/// A session as its owner sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnSession {
    #[serde(flatten)]
    pub session: Session,
    /// Whether it is the one that asks.
    pub current: bool,
    /// When it was last refreshed.
    pub last_used_at: Option<Stamp>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateToken {
    /// Chosen by the client.
    pub id: Option<Uuid>,
    #[schema(examples("Nightly export"), max_length = 100)]
    pub name: String,
    /// Each stands for itself: `write` does not include `read`.
    #[schema(min_items = 1)]
    pub scopes: Vec<Scope>,
    /// When it stops working by itself; never when absent.
    pub expires_at: Option<Stamp>,
}

/// A new token. This is the only time its secret is shown.
#[derive(Debug, Serialize, ToSchema)]
pub struct CreatedToken {
    #[serde(flatten)]
    pub token: ApiToken,
    /// `null` when the token was there already.
    #[schema(examples("tf_pat_kFJk0Yw3…"))]
    pub secret: Option<String>,
}

/// A way to sign in besides a password.
#[derive(Debug, Serialize, ToSchema)]
pub struct Provider {
    pub id: String,
    pub name: String,
}

/// How people may sign in here.
#[derive(Debug, Serialize, ToSchema)]
pub struct Providers {
    /// Whether an e-mail address and a password do.
    pub password: bool,
    /// `open`, or `invited`: only with an invitation.
    #[schema(examples("open"))]
    pub registration: &'static str,
    pub items: Vec<Provider>,
    #[schema(value_type = Option<String>)]
    pub next_cursor: Option<String>,
}
