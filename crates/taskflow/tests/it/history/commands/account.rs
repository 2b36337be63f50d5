//! One's own account.

use reqwest::Method;
use serde_json::json;

use crate::history::known::STAFF;
use crate::history::play::{Ask, History, fields, word};
use crate::history::step::Step;
use crate::support::PASSWORD;

pub async fn update_me(h: &History, s: Step) -> Option<()> {
    let choices = vec![
        ("name", json!(word(s.a))),
        ("timezone", json!(["UTC", "Europe/Berlin", "Asia/Tokyo"][usize::from(s.b % 3)])),
        ("locale", json!(["en", "de-AT"][usize::from(s.b % 2)])),
        (
            "avatar_url",
            if s.b.is_multiple_of(2) {
                json!(null)
            } else {
                json!("https://example.org/a.png")
            },
        ),
    ];
    let (who, _) = h.known().anybody(s.a);
    let ask = Ask::new("update_me", Method::PATCH, "/users/me".into()).json(fields(choices, &s));
    h.ask(who, &s, ask).await;
    Some(())
}

/// Only people from outside go for good: the others have things to do.
pub async fn delete_me(h: &History, s: Step) -> Option<()> {
    let (who, person) = h.known().anybody(s.a);
    if who < STAFF || !s.once_in(2) {
        return None;
    }
    // What they ask at the same moment may be answered 401 from now on.
    h.known_mut().people[who].gone = true;
    let _ = person;
    let ask = Ask::new("delete_me", Method::DELETE, "/users/me".into()).json(json!({ "password": PASSWORD }));
    let done = h.ask(who, &s, ask).await.is_some();
    h.known_mut().people[who].gone = done;
    Some(())
}

pub async fn change_password(h: &History, s: Step) -> Option<()> {
    let (who, _) = h.known().anybody(s.a);
    // To the same one, so that whatever comes later still knows it.
    let body = json!({ "current_password": PASSWORD, "password": PASSWORD });
    let ask = Ask::new("change_password", Method::POST, "/auth/password/change".into()).json(body);
    h.ask(who, &s, ask).await;
    Some(())
}

pub async fn resend_verification(h: &History, s: Step) -> Option<()> {
    let (who, _) = h.known().anybody(s.a);
    h.ask(who, &s, Ask::new("resend_verification", Method::POST, "/auth/verify-email/resend".into()))
        .await;
    Some(())
}

pub async fn create_token(h: &History, s: Step) -> Option<()> {
    let (who, _) = h.known().anybody(s.a);
    let body = json!({ "name": word(s.b), "scopes": ["read"] });
    let ask = Ask::new("create_token", Method::POST, "/auth/tokens".into()).json(body);
    if let Some(reply) = h.ask(who, &s, ask).await {
        h.known_mut().tokens.push((reply.id(), who));
    }
    Some(())
}

pub async fn revoke_token(h: &History, s: Step) -> Option<()> {
    let (token, who) = Step::pick(&h.known().tokens, s.a)?;
    h.ask(who, &s, Ask::new("revoke_token", Method::DELETE, format!("/auth/tokens/{token}")))
        .await;
    Some(())
}

/// Signs in once more and ends that session.
pub async fn revoke_session(h: &History, s: Step) -> Option<()> {
    let (who, person) = h.known().anybody(s.a);
    let login = json!({ "email": person.user.email, "password": PASSWORD });
    person.user.signed_out().post("/auth/login").json(login).await;
    let sessions = person.user.get("/auth/sessions").await;
    let other = sessions
        .find("/items")?
        .as_array()?
        .iter()
        .find(|session| session["current"] == false)?;
    let path = format!("/auth/sessions/{}", other["id"].as_str()?);
    h.ask(who, &s, Ask::new("revoke_session", Method::DELETE, path)).await;
    Some(())
}

pub async fn revoke_other_sessions(h: &History, s: Step) -> Option<()> {
    let (who, _) = h.known().anybody(s.a);
    h.ask(who, &s, Ask::new("revoke_other_sessions", Method::DELETE, "/auth/sessions".into()))
        .await;
    Some(())
}
