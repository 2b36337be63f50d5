//! Invitations by mail.

use serde_json::json;

use super::{invite, join, office, sign_in_again, token_to};
use crate::support::PASSWORD;

const DAY: i64 = 24 * 60 * 60;

on_both! {
    async fn an_invitation_leads_in(app: TestApp) {
        let ada = app.user("ada").await;
        let id = ada.workspace("acme").await.id();
        let made = invite(&ada, id, "Bob@Example.org", "member")
            .await
            .has("/items/0/outcome", "invited");
        let made = made
            .has("/items/0/email", "Bob@Example.org")
            .has("/items/0/invitation/role", "member");
        assert!(!made.to_string().contains("token"));
        let token = token_to(&app, "Bob@Example.org").await;
        assert!(token.len() >= 43, "{token}");
        let seen = app.anonymous().get(format!("/invitations/{token}")).await.status(200);
        let seen = seen
            .has("/workspace_name", "acme")
            .has("/inviter_name", "ada")
            .has("/email", "B***@Example.org")
            .has("/expired", false);
        assert!(!seen.to_string().contains("Bob@"), "{seen}");
        let bob = app.user("bob").await;
        let accept = format!("/invitations/{token}/accept");
        app.anonymous().post(&accept).await.problem(401, "unauthenticated");
        let joined = bob
            .post(&accept)
            .await
            .status(200)
            .has("/workspace/slug", "acme")
            .has("/member/role", "member");
        assert!(joined.header("sync-position").starts_with("1:"));
        bob.post(&accept).await.status(200).has("/member/version", 1);
        bob.get(format!("/workspaces/{id}")).await.status(200);
        app.anonymous()
            .get(format!("/invitations/{token}"))
            .await
            .problem(404, "not_found");
        assert!(ada.get(format!("/workspaces/{id}/invitations")).await.items().is_empty());
        let all = ada.get(format!("/workspaces/{id}/invitations?state=all")).await.status(200);
        all.has("/items/0/accepted_by", bob.id.to_string());
        ada.get(format!("/workspaces/{id}/invitations?state=odd"))
            .await
            .invalid("?state");
    }

    async fn who_registers_by_an_invitation_has_its_address_and_it_is_confirmed(app: TestApp) {
        let ada = app.user("ada").await;
        let id = ada.workspace("acme").await.id();
        let body = |invitation: &str| json!({ "invitation": invitation, "name": "Bob", "password": PASSWORD, "refresh": "body" });
        let register = |body: serde_json::Value| app.anonymous().post("/auth/register").json(body);
        let invitation = invite(&ada, id, "Bob@Example.org", "member").await.text_at("/items/0/invitation/id").to_owned();
        let token = token_to(&app, "Bob@Example.org").await;
        let mut both = body(&token);
        both["email"] = json!("bob@example.org");
        register(both).await.invalid("/email");
        register(json!({ "name": "Bob", "password": PASSWORD })).await.invalid("/email");
        register(body("nonsense")).await.problem(404, "not_found");
        let made = register(body(&token)).await.status(201);
        let made = made.has("/user/email", "Bob@Example.org").has("/user/email_verified", true);
        let bob = app.anonymous().with_token(made.text_at("/access_token"));
        bob.post(format!("/invitations/{token}/accept")).await.status(200).has("/member/role", "member");
        // It was good for one account.
        register(body(&token)).await.problem(404, "not_found");

        invite(&ada, id, "eve@example.org", "guest").await;
        let token = token_to(&app, "eve@example.org").await;
        let open = ada.get(format!("/workspaces/{id}/invitations")).await.status(200);
        assert_ne!(open.text_at("/items/0/id"), invitation);
        ada.delete(format!("/workspaces/{id}/invitations/{}", open.text_at("/items/0/id"))).await.status(204);
        register(body(&token)).await.problem(404, "not_found");
        invite(&ada, id, "mia@example.org", "guest").await;
        let token = token_to(&app, "mia@example.org").await;
        app.advance_secs(7 * DAY + 1);
        register(body(&token)).await.problem(404, "not_found");
    }

    async fn only_who_was_invited_gets_in(app: TestApp) {
        let (ada, eve) = (app.user("ada").await, app.user("eve").await);
        let id = ada.workspace("acme").await.id();
        invite(&ada, id, "bob@example.org", "admin").await;
        let token = token_to(&app, "bob@example.org").await;
        eve.post(format!("/invitations/{token}/accept"))
            .await
            .problem(403, "wrong_account");
        for token in ["x", "nonsense", &token[1..], &format!("{token}x")] {
            eve.post(format!("/invitations/{token}/accept")).await.problem(404, "not_found");
            app.anonymous()
                .get(format!("/invitations/{token}"))
                .await
                .problem(404, "not_found");
        }
        let bob = app.user("bob").await;
        bob.get("/users/me").await.status(200).has("/email_verified", false);
        bob.post(format!("/invitations/{token}/accept")).await.status(200);
        // Its link came to the address by mail.
        bob.get("/users/me").await.status(200).has("/email_verified", true);
        eve.post(format!("/invitations/{token}/accept")).await.problem(404, "not_found");
        // Good for one time: whoever left asks for another.
        bob.delete(format!("/workspaces/{id}/members/me")).await.status(204);
        bob.post(format!("/invitations/{token}/accept")).await.problem(404, "not_found");
    }

    async fn invitations_expire_and_are_sent_again(app: TestApp) {
        let ada = app.user("ada").await;
        let id = ada.workspace("acme").await.id();
        let path = format!("/workspaces/{id}/invitations");
        let first = invite(&ada, id, "bob@example.org", "member").await;
        let invitation = first.text_at("/items/0/invitation/id").to_owned();
        let old = token_to(&app, "bob@example.org").await;
        app.advance_secs(7 * DAY + 1);
        let ada = sign_in_again(&app, &ada).await;
        let bob = app.user("bob").await;
        app.anonymous()
            .get(format!("/invitations/{old}"))
            .await
            .status(200)
            .has("/expired", true);
        bob.post(format!("/invitations/{old}/accept"))
            .await
            .problem(409, "invitation_expired");
        let again = ada
            .post(format!("{path}/{invitation}/resend"))
            .await
            .status(200)
            .has("/version", 2);
        assert_eq!(again.text_at("/id"), invitation);
        let token = token_to(&app, "bob@example.org").await;
        assert_ne!(old, token);
        bob.post(format!("/invitations/{old}/accept")).await.problem(404, "not_found");
        bob.post(format!("/invitations/{token}/accept")).await.status(200);
        ada.post(format!("{path}/{invitation}/resend"))
            .await
            .problem(409, "invitation_closed");
        ada.delete(format!("{path}/{invitation}"))
            .await
            .problem(409, "invitation_closed");
    }

    async fn an_invitation_can_be_taken_back(app: TestApp) {
        let (ada, bob) = (app.user("ada").await, app.user("bob").await);
        let id = ada.workspace("acme").await.id();
        let invitation = invite(&ada, id, &bob.email, "member")
            .await
            .text_at("/items/0/invitation/id")
            .to_owned();
        let token = token_to(&app, &bob.email).await;
        let path = format!("/workspaces/{id}/invitations/{invitation}");
        ada.delete(&path).if_match(9).await.problem(412, "version_conflict");
        let gone = ada.delete(&path).await.status(204);
        let again = ada.delete(&path).await.status(204);
        assert_eq!(gone.header("sync-position"), again.header("sync-position"));
        bob.post(format!("/invitations/{token}/accept")).await.problem(404, "not_found");
        ada.post(format!("{path}/resend")).await.problem(409, "invitation_closed");
        // And made anew.
        join(&app, &ada, id, &bob, "guest").await;
    }

    async fn many_are_invited_at_once(app: TestApp) {
        let office = office(&app).await;
        let path = office.path("/invitations");
        invite(&office.admin, office.id, "old@example.org", "guest").await;
        let body = json!({ "emails": ["new@example.org", "OLD@example.org", "mia@EXAMPLE.org", " new@Example.org"], "role": "admin" });
        let made = office.admin.post(&path).json(body).await.status(200);
        assert_eq!(made.texts("outcome"), ["invited", "renewed", "already_member"]);
        assert!(made.at("/items/2/invitation").is_null());
        made.has("/items/1/invitation/role", "admin")
            .has("/items/1/invitation/version", 2);
        let listed = office.owner.get(format!("{path}?limit=1")).await.status(200);
        let next = office
            .owner
            .get(format!("{path}?limit=1&cursor={}", listed.text_at("/next_cursor")))
            .await
            .status(200);
        assert_eq!(
            (listed.texts("email"), next.texts("email")),
            (vec!["old@example.org"], vec!["new@example.org"])
        );
        assert!(next.at("/next_cursor").is_null());
        // An account of that address or none: the answer does not tell.
        app.user("known").await;
        let body = json!({ "emails": ["known@example.org", "unknown@example.org"], "role": "guest" });
        assert_eq!(
            office.admin.post(&path).json(body).await.status(200).texts("outcome"),
            ["invited", "invited"]
        );
    }

    async fn bad_invitations_are_refused_whole(app: TestApp) {
        let ada = app.user("ada").await;
        let id = ada.workspace("acme").await.id();
        let path = format!("/workspaces/{id}/invitations");
        let post = async |body| ada.post(&path).json(body).await;
        post(json!({ "emails": ["bob@example.org", "nobody"], "role": "guest" }))
            .await
            .invalid("/emails/1");
        post(json!({ "emails": ["bob@example.org"], "role": "owner" }))
            .await
            .invalid("/role");
        post(json!({ "emails": [], "role": "guest" })).await.invalid("/emails");
        post(json!({ "emails": vec!["a@example.org"; 51], "role": "guest" }))
            .await
            .invalid("/emails");
        post(json!({ "emails": ["bob@example.org\r\nBcc: x@example.org"], "role": "guest" }))
            .await
            .invalid("/emails/0");
        post(json!({ "emails": ["bob@example.org"] })).await.invalid("/role");
        assert!(ada.get(&path).await.status(200).items().is_empty());
    }

    async fn one_key_invites_once(app: TestApp) {
        let ada = app.user("ada").await;
        let id = ada.workspace("acme").await.id();
        let body = json!({ "emails": ["bob@example.org"], "role": "guest" });
        let send = || {
            ada.post(format!("/workspaces/{id}/invitations"))
                .idempotency_key("k1")
                .json(body.clone())
        };
        let (first, again) = (send().await.status(200), send().await.status(200));
        assert_eq!(first.json(), again.json());
        first.has("/items/0/outcome", "invited");
        let other = json!({ "emails": ["eve@example.org"], "role": "guest" });
        ada.post(format!("/workspaces/{id}/invitations"))
            .idempotency_key("k1")
            .json(other)
            .await
            .problem(422, "idempotency_key_reused");
    }

    async fn two_who_accept_at_once_are_one_member(app: TestApp) {
        let (ada, bob) = (app.user("ada").await, app.user("bob").await);
        let id = ada.workspace("acme").await.id();
        invite(&ada, id, &bob.email, "member").await;
        let path = format!("/invitations/{}/accept", token_to(&app, &bob.email).await);
        let (one, two) = tokio::join!(bob.post(&path).send(), bob.post(&path).send());
        one.status(200).has("/member/version", 1);
        two.status(200).has("/member/version", 1);
    }
}
