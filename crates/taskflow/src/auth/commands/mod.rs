//! Changes, one function each.
//!
//! Those that hash a password or count failures are asynchronous and open their own write; what they refuse for good
//! reasons is an error *inside* of a committed outcome, since a command that answers an error is undone, its counts with it.

mod admin;
mod confirm;
mod email;
mod login;
mod password;
mod placeholder;
mod profile;
mod refresh;
mod register;
mod sessions;
mod tokens;
mod uses;

pub use admin::{
    NewUser, change_account, create_user, end_sessions_of, reset_password_of, send_reset_to, send_test,
    set_server_admin, set_status,
};
pub use confirm::{Confirmed, confirm};
pub use email::{prove_address, resend_verification, send_reset, verify_email};
pub use login::login;
pub use password::{Change, change_password, forgot_password, reset_password};
pub use placeholder::{Placeholder, settle};
pub use profile::{erase, update_profile};
pub use refresh::{refresh, sign_out_by_refresh};
pub use register::{Registration, address, register};
pub use sessions::{SignedIn, revoke_others, revoke_session, sign_out};
pub use tokens::{NewToken, create_token, revoke_token};
pub use uses::note_token;

use uuid::Uuid;

use crate::base::Result;
use crate::event::{self, Cx, Meta, Position};
use crate::http::App;

/// Carries out a command of somebody who shows no credential. There is no idempotent replay for these: their answers
/// carry secrets, and nobody is known to whom a kept answer would belong.
async fn carry_out<T: Send + 'static>(
    app: &App,
    lane: Uuid,
    meta: Meta,
    mut command: impl FnMut(&mut Cx<'_, '_>) -> Result<T> + Send + 'static,
) -> Result<(T, Option<Position>)> {
    let write = app.db.write(lane, move |tx| command(&mut Cx::new(tx, &meta)));
    let (done, staged) = write.await?;
    Ok((done, event::outcome(staged)))
}

/// A lane for what is known only by a secret's hash: uses of one secret meet in one group.
fn lane_of(hash: &[u8]) -> Uuid {
    hash.first_chunk::<16>().map_or(Uuid::nil(), |bytes| Uuid::from_bytes(*bytes))
}
