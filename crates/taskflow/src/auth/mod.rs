//! Sign-in, sessions and tokens; who people are.

mod access;
mod caller;
mod commands;
mod events;
mod mail;
mod model;
mod queries;
mod rules;
mod store;

pub use access::authenticate;
pub use caller::{Caller, ClientAddress, Credential, request_meta};
pub use commands::{erase, update_profile};
pub use mail::{Mail, MailAction, queue_mail};
pub use model::{ApiToken, ProfilePatch, Session, User, UserStatus};
pub use queries::{images, list_users, user_by_email, users_by_id};
pub use rules::{check_email, email_key};

/// How personal API tokens start: secret scanners know them by it.
pub const API_TOKEN_PREFIX: &str = "tf_pat_";
