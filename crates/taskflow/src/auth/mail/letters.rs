//! What the mails of this service say.

use super::{Mail, MailAction};
use crate::auth::User;
use crate::base::Stamp;

/// A link into the web app. The token stands behind `#`, which no server, proxy or `Referer` gets to see.
pub fn link(base_url: &str, page: &str, token: &str) -> String {
    format!("{}/{page}#token={token}", base_url.trim_end_matches('/'))
}

pub fn verify_email(base_url: &str, user: &User, token: &str) -> Mail {
    Mail {
        kind: "verify_email".to_owned(),
        to: user.email.clone(),
        subject: "Confirm your e-mail address".to_owned(),
        paragraphs: vec![
            format!("Hello {},", user.name),
            "please confirm that this is your e-mail address. The link works for 24 hours.".to_owned(),
        ],
        action: Some(MailAction {
            label: "Confirm the address".to_owned(),
            url: link(base_url, "verify-email", token),
        }),
        reason: "You get this because somebody registered with this address. If it was not you, do nothing."
            .to_owned(),
    }
}

pub fn reset_password(base_url: &str, user: &User, token: &str) -> Mail {
    Mail {
        kind: "reset_password".to_owned(),
        to: user.email.clone(),
        subject: "Choose a new password".to_owned(),
        paragraphs: vec![
            format!("Hello {},", user.name),
            "follow this link to choose a new password. It works once, within an hour.".to_owned(),
        ],
        action: Some(MailAction {
            label: "Choose a new password".to_owned(),
            url: link(base_url, "reset-password", token),
        }),
        reason:
            "You get this because somebody asked for it. If it was not you, do nothing: your password stays."
                .to_owned(),
    }
}

pub fn password_changed(base_url: &str, user: &User, at: Stamp) -> Mail {
    Mail {
        kind: "password_changed".to_owned(),
        to: user.email.clone(),
        subject: "Your password was changed".to_owned(),
        paragraphs: vec![
            format!("Hello {},", user.name),
            format!("your password was changed at {at}, and other devices were signed out."),
            "If it was not you, choose a new password at once.".to_owned(),
        ],
        action: Some(MailAction {
            label: "It was not me".to_owned(),
            url: format!("{}/forgot-password", base_url.trim_end_matches('/')),
        }),
        reason: "You get this because it concerns the safety of your account.".to_owned(),
    }
}

pub fn test(base_url: &str, user: &User) -> Mail {
    Mail {
        kind: "test".to_owned(),
        to: user.email.clone(),
        subject: "Mail from TaskFlow gets through".to_owned(),
        paragraphs: vec![
            format!("Hello {},", user.name),
            "this mail was sent to see whether mail gets through. It does.".to_owned(),
        ],
        action: Some(MailAction {
            label: "Back to the server".to_owned(),
            url: format!("{}/admin/status", base_url.trim_end_matches('/')),
        }),
        reason: "You get this because you look after the server and asked for it.".to_owned(),
    }
}
