//! Sessions that both servers know of.

use serde_json::json;

use super::{done, races};
use crate::support::PASSWORD;

races! {
    async fn an_address_has_one_account(twins: Twins) {
        let nobody = twins.one.user("olga").await;
        for round in 0..6 {
            let body = json!({ "email": format!("twin.{round}@example.org"), "name": "Twin", "password": PASSWORD });
            let both = twins.both(&nobody, |client| client.post("/auth/register").json(body.clone())).await;
            assert_eq!(done(&both), 1, "{both:?}");
        }
    }

    async fn a_refresh_token_has_one_successor(twins: Twins) {
        let person = twins.one.user("olga").await;
        let login = json!({ "email": person.email, "password": PASSWORD, "refresh": "body" });
        let reply = person.post("/auth/login").json(login).await.status(200);
        let mut token = reply.text_at("/refresh_token").to_owned();
        for _ in 0..6 {
            let body = json!({ "refresh_token": token });
            let both = twins.both(&person, |client| client.post("/auth/refresh").json(body.clone())).await;
            let [one, other] = both.map(|reply| reply.status(200).text_at("/refresh_token").to_owned());
            assert_eq!(one, other, "both servers answer the same successor");
            token = one;
        }
    }

    async fn who_signs_out_of_one_is_out_of_both(twins: Twins) {
        let person = twins.one.user("olga").await;
        let across = twins.across(&person);
        across.get("/users/me").await.status(200);
        person.post("/auth/logout").await.status(204);
        across.get("/users/me").await.problem(401, "session_ended");
    }

    async fn an_invitation_is_accepted_once(twins: Twins) {
        let (owner, mia) = (twins.one.user("olga").await, twins.one.user("mia").await);
        for round in 0..4 {
            let ws = owner.workspace(&format!("race-{round}")).await.id();
            let invited = json!({ "emails": [mia.email], "role": "member" });
            owner.post(format!("/workspaces/{ws}/invitations")).json(invited).await.status(200);
            let token = twins.one.mailed(&mia.email, "invitations#token=").await;
            let accepted = twins.both(&mia, |client| client.post(format!("/invitations/{token}/accept"))).await;
            for reply in accepted {
                reply.status(200);
            }
            let members = owner.get(format!("/workspaces/{ws}/members")).await.status(200);
            assert_eq!(members.items().len(), 2);
        }
    }
}
