//! Who is in the workspace, and as what.

use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

use crate::history::known::STAFF;
use crate::history::play::{Ask, History, fields};
use crate::history::step::Step;

pub async fn update_member(h: &History, s: Step) -> Option<()> {
    let person = h.known().replaceable(s.a);
    let role = ["owner", "admin", "member", "member", "guest"][usize::from(s.b % 5)];
    let state = if s.b.is_multiple_of(11) { "suspended" } else { "active" };
    let body = fields(vec![("role", json!(role)), ("state", json!(state))], &s);
    let path = format!("/workspaces/{}/members/{}", h.ws, person.user.id);
    h.ask(h.actor(&s), &s, Ask::new("update_member", Method::PATCH, path).json(body))
        .await;
    Some(())
}

/// Others, or oneself. Not too often: they are needed.
pub async fn remove_member(h: &History, s: Step) -> Option<()> {
    if !s.once_in(3) {
        return None;
    }
    let (who, person) = h.known().anybody(s.a);
    let (actor, named) = match s.b % 4 {
        0 if who > 0 => (who, "me".to_owned()),
        _ => (h.actor(&s), h.known().replaceable(s.a).user.id.to_string()),
    };
    let _ = person;
    let path = format!("/workspaces/{}/members/{named}", h.ws);
    h.ask(actor, &s, Ask::new("remove_member", Method::DELETE, path)).await;
    Some(())
}

/// Somebody from outside, or somebody who is a member already.
pub async fn invite(h: &History, s: Step) -> Option<()> {
    let (who, person) = h.known().anybody(s.a);
    let role = ["admin", "member", "guest"][usize::from(s.b % 3)];
    let mut emails = vec![person.user.email];
    if s.once_in(3) {
        emails.push(format!("nobody-{}@example.org", s.b % 5));
    }
    let body = json!({ "emails": emails, "role": role });
    let path = format!("/workspaces/{}/invitations", h.ws);
    if let Some(reply) = h.ask(h.actor(&s), &s, Ask::new("invite", Method::POST, path).json(body)).await {
        for item in reply.items() {
            let id: Option<Uuid> = item["invitation"]["id"].as_str().and_then(|id| id.parse().ok());
            let mut known = h.known_mut();
            known.invitations.extend(id);
            if id.is_some() && item["email"] == emails[0] {
                known.invited.push(who);
            }
        }
    }
    Some(())
}

pub async fn resend_invitation(h: &History, s: Step) -> Option<()> {
    let invitation = Step::pick(&h.known().invitations, s.a)?;
    let path = format!("/workspaces/{}/invitations/{invitation}/resend", h.ws);
    h.ask(h.actor(&s), &s, Ask::new("resend_invitation", Method::POST, path)).await;
    Some(())
}

pub async fn revoke_invitation(h: &History, s: Step) -> Option<()> {
    let invitation = Step::pick(&h.known().invitations, s.a)?;
    let path = format!("/workspaces/{}/invitations/{invitation}", h.ws);
    h.ask(h.actor(&s), &s, Ask::new("revoke_invitation", Method::DELETE, path))
        .await;
    Some(())
}

/// With the newest link, which may have been taken back. Who has none yet is invited now.
pub async fn accept_invitation(h: &History, s: Step) -> Option<()> {
    let invited = Step::pick(&h.known().invited, s.a);
    let who = invited.unwrap_or(STAFF + usize::from(s.a) % 2);
    let person = h.known().people[who].clone();
    if person.gone {
        return None;
    }
    if invited.is_none() || s.once_in(2) {
        let body = json!({ "emails": [person.user.email], "role": "member" });
        let path = format!("/workspaces/{}/invitations", h.ws);
        let reply = h.ask(0, &s, Ask::new("invite", Method::POST, path).json(body)).await?;
        reply.find("/items/0/invitation/id")?;
        h.known_mut().invited.push(who);
    }
    let token = h.app.mailed(&person.user.email, "invitations#token=").await;
    let path = format!("/invitations/{token}/accept");
    h.ask(who, &s, Ask::new("accept_invitation", Method::POST, path)).await;
    Some(())
}
