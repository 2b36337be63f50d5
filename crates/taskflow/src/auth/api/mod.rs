//! Endpoints of accounts: `/auth/…` and `/users/me`.
//!
//! Those for people without a credential never replay an answer for its `Idempotency-Key`: it would hold secrets, and
//! belongs to nobody who could be asked to prove it. Each is safe to send again by other means: registering with a
//! chosen `id`, refreshing within its grace, one-time tokens that answer what they did.

mod accounts;
mod cookie;
mod email;
mod me;
mod password;
mod sessions;
mod shapes;
mod sign_in;
mod tokens;
mod visitor;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::App;

/// All endpoints of this service.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sign_in::register))
        .routes(routes!(sign_in::login))
        .routes(routes!(sign_in::refresh))
        .routes(routes!(sign_in::logout))
        .routes(routes!(sign_in::providers))
        .routes(routes!(email::verify))
        .routes(routes!(email::resend))
        .routes(routes!(password::forgot))
        .routes(routes!(password::reset))
        .routes(routes!(password::change))
        .routes(routes!(sessions::list, sessions::revoke_others))
        .routes(routes!(sessions::get, sessions::revoke))
        .routes(routes!(tokens::list, tokens::create))
        .routes(routes!(tokens::get, tokens::revoke))
        .routes(routes!(me::me))
        .routes(routes!(accounts::list))
        .routes(routes!(accounts::change))
        .routes(routes!(accounts::reset))
        .routes(routes!(accounts::sign_out))
        .routes(routes!(accounts::test_mail))
}
