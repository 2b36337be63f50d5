//! What the mails of this service are about.

use serde_json::json;

use crate::auth::User;
use crate::base::{Result, Stamp};
use crate::mail::{Draft, Mail, Mailer};

/// A link into the web app. The token stands behind `#`, which no server, proxy or `Referer` gets to see.
pub fn link(base_url: &str, page: &str, token: &str) -> String {
    format!("{}/{page}#token={token}", base_url.trim_end_matches('/'))
}

/// # Errors
/// `Internal` when words of an operator's own cannot be filled in.
pub fn verify_email(mailer: &Mailer, user: &User, token: &str) -> Result<Mail> {
    let link = link(mailer.base_url(), "verify-email", token);
    mailer.write(&to(user, "verify_email", link))
}

/// # Errors
/// As above.
pub fn reset_password(mailer: &Mailer, user: &User, token: &str) -> Result<Mail> {
    let link = link(mailer.base_url(), "reset-password", token);
    mailer.write(&to(user, "reset_password", link))
}

/// # Errors
/// As above.
pub fn password_changed(mailer: &Mailer, user: &User, at: Stamp) -> Result<Mail> {
    let mut draft = to(user, "password_changed", format!("{}/forgot-password", mailer.base_url()));
    draft.values["at"] = at.to_string().into();
    mailer.write(&draft)
}

/// # Errors
/// As above.
pub fn test(mailer: &Mailer, user: &User) -> Result<Mail> {
    mailer.write(&to(user, "test", format!("{}/admin/status", mailer.base_url())))
}

fn to<'a>(user: &'a User, kind: &'a str, link: String) -> Draft<'a> {
    Draft {
        kind,
        to: &user.email,
        locale: &user.locale,
        link: Some(link),
        values: json!({ "name": user.name }),
    }
}
