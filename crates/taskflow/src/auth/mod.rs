//! Sign-in, sessions and tokens; who people are.

mod access;
mod api;
mod caller;
mod commands;
mod ended;
mod events;
mod keys;
mod mail;
mod model;
mod outbox;
mod pass;
mod passwords;
mod queries;
mod rules;
mod store;
mod sweep;
mod throttle;

pub use access::authenticate;
pub use api::routes;
pub use caller::{Caller, ClientAddress, Credential, request_meta};
pub use commands::{
    Confirmed, NewUser, Placeholder, confirm, create_user, erase, prove_address, reset_password_of,
    set_server_admin, set_status, settle, update_profile,
};
pub use ended::ended_since;
pub use keys::{load_keys, load_push_key};
pub use mail::{mail_link, mail_sender, queue_mail, sweep_files};
pub use model::{ApiToken, ProfilePatch, Session, User, UserStatus};
pub use outbox::{Outbox, outbox};
pub use pass::{Pass, pass};
pub use queries::{count_users, images, is_signed_in, list_users, user_by_email, users_by_id};
pub use rules::{check_email, email_key, require_server_admin, require_sign_in};
pub use sweep::sweep;

use commands::note_token;

/// How personal API tokens start: secret scanners know them by it.
pub const API_TOKEN_PREFIX: &str = "tf_pat_";
