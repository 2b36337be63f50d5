//! Where mail is turned off without signing in (RFC 8058).

use axum::extract::State;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::auth::{self, request_meta};
use crate::base::{Error, Result};
use crate::event::{Cx, Meta};
use crate::http::{App, Params, Problem};
use crate::notification::commands;
use crate::notification::mail::{Topic, read_unsubscribe};

const STYLE: &str = "body{font:16px/1.6 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem;\
color:#18181b;background:#fff}h1{font-size:1.4rem}a{color:#1d4ed8}button{font:inherit;padding:.5rem 1rem;border:0;\
border-radius:6px;background:#1d4ed8;color:#fff;cursor:pointer}\
@media(prefers-color-scheme:dark){body{color:#e4e4e7;background:#18181b}a{color:#93b4ff}}";

/// The page on which mail is turned off
///
/// Behind the link of a mail. It asks; it turns nothing off by itself, since programs look at links, too.
#[utoipa::path(get, path = "/api/v1/unsubscribe/{token}", tag = "inbox", operation_id = "show_unsubscribe", security(()),
    params(("token" = String, Path, description = "Of the mail")),
    responses((status = 200, description = "A page.", body = String, content_type = "text/html"),
        (status = 404, description = "No link of ours.", body = Problem, content_type = "application/problem+json")))]
async fn show(State(app): State<App>, Params(token): Params<String>) -> Result<Response> {
    let (user, topic) = read_unsubscribe(&app.sealer, &token)?;
    let locale = locale(&app, user).await?;
    page(&app, &locale, topic, false)
}

/// Turn mail off
///
/// Mail of the kind that the link came with, from all workspaces; a digest. Mail programs do it with one click (RFC 8058):
/// nobody signs in, and what is sent with it does not matter. Doing it twice is no fault.
#[utoipa::path(post, path = "/api/v1/unsubscribe/{token}", tag = "inbox", operation_id = "unsubscribe", security(()),
    params(("token" = String, Path, description = "Of the mail")),
    responses((status = 200, description = "It is off.", body = String, content_type = "text/html"),
        (status = 404, description = "No link of ours.", body = Problem, content_type = "application/problem+json")))]
async fn unsubscribe(
    State(app): State<App>,
    Params(token): Params<String>,
    parts: Parts,
) -> Result<Response> {
    let (user, topic) = read_unsubscribe(&app.sealer, &token)?;
    // Whoever has the link acts for its owner.
    let meta = Meta { actor_id: Some(user), cause: None, ..request_meta(&parts, &app)? };
    let write = app.db.write::<_, Error, _>(app.lanes.of(user), move |tx| {
        commands::unsubscribe(&mut Cx::new(tx, &meta), user, topic)
    });
    write.await?;
    let locale = locale(&app, user).await?;
    page(&app, &locale, topic, true)
}

async fn locale(app: &App, user: uuid::Uuid) -> Result<String> {
    let found = app.db.read(move |tx| auth::users_by_id(tx, &[user])).await?;
    Ok(found.into_values().next().map(|user| user.locale).unwrap_or_default())
}

fn page(app: &App, locale: &str, topic: Topic, done: bool) -> Result<Response> {
    let [language, direction, title, body] = app.mailer.unsubscribe_page(locale, topic.name(), done)?;
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    let html = format!(
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"robots\" content=\"noindex\"><title>{title}</title><style>{STYLE}</style></head>\n\
         <body><main>\n{body}</main></body></html>\n"
    );
    let style = STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    let headers = [(CONTENT_TYPE, "text/html; charset=utf-8".to_owned()), (CONTENT_SECURITY_POLICY, policy)];
    Ok((headers, html).into_response())
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show, unsubscribe))
}
