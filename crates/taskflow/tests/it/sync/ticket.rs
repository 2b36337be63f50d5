//! A ticket is good once, for a while, and for who got it.

use serde_json::json;
use taskflow::auth::{self, UserStatus};
use taskflow::base::{Error, Result};
use taskflow::realtime::{Guest, redeem_ticket, sweep_tickets};

use crate::support::{Client, TestApp};

async fn issue(client: &Client) -> String {
    let reply = client.post("/sync/ticket").await.status(200);
    assert_eq!(reply.header("cache-control"), "no-store");
    reply.text_at("/ticket").to_owned()
}

async fn redeem(app: &TestApp, ticket: &str) -> Result<Guest> {
    redeem_ticket(app.parts(), ticket).await
}

fn refused(outcome: Result<Guest>, code: &str) {
    match outcome {
        Err(Error::Unauthenticated { code: found, .. }) => assert_eq!(found, code),
        other => panic!("{other:?}"),
    }
}

on_both! {
    async fn it_opens_one_socket(app: TestApp) {
        let ada = app.user("ada").await;
        let ticket = issue(&ada).await;
        let guest = redeem(&app, &ticket).await.unwrap();
        assert_eq!(guest.user_id(), ada.id);
        assert!(guest.session_id().is_some() && guest.token_id().is_none());
        assert!(guest.ends_at().unwrap() > app.parts().clock.now());
        refused(redeem(&app, &ticket).await, "invalid_ticket");
        // Each is another.
        assert_ne!(issue(&ada).await, issue(&ada).await);
    }

    async fn of_many_who_show_it_at_once_one_gets_in(app: TestApp) {
        let ada = app.user("ada").await;
        let ticket = issue(&ada).await;
        let tries = (0..8).map(|_| redeem(&app, &ticket));
        let outcomes = futures_util::future::join_all(tries).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    }

    async fn it_expires(app: TestApp) {
        let ada = app.user("ada").await;
        let ticket = issue(&ada).await;
        app.advance_secs(31);
        refused(redeem(&app, &ticket).await, "invalid_ticket");
        // What was used is kept until nobody could use it again.
        let used = issue(&ada).await;
        redeem(&app, &used).await.unwrap();
        sweep_tickets(app.parts()).await.unwrap();
        refused(redeem(&app, &used).await, "invalid_ticket");
        app.advance_secs(2 * 3600);
        sweep_tickets(app.parts()).await.unwrap();
        let left = app.parts().db.read(|tx| {
            tx.one(&taskflow_db::Sql::new("it::tickets", "SELECT count(*) AS n FROM sync_ticket"), &[])?.get::<i64>(0)
        });
        assert_eq!(left.await.unwrap(), 0);
    }

    async fn it_falls_with_what_it_was_issued_for(app: TestApp) {
        let (ada, eve) = (app.user("ada").await, app.user("eve").await);
        let made = ada.post("/auth/tokens").json(json!({ "name": "live", "scopes": ["read"] })).await.status(201);
        let token = app.anonymous().with_token(made.text_at("/secret"));
        let guest = redeem(&app, &issue(&token).await).await.unwrap();
        assert_eq!((guest.user_id(), guest.token_id(), guest.ends_at()), (ada.id, Some(made.id()), None));

        let (of_token, of_session, of_eve) = (issue(&token).await, issue(&ada).await, issue(&eve).await);
        ada.delete(format!("/auth/tokens/{}", made.id())).await.status(204);
        refused(redeem(&app, &of_token).await, "session_ended");
        ada.post("/auth/logout").await.status(204);
        refused(redeem(&app, &of_session).await, "session_ended");
        auth::set_status(app.parts(), "eve@example.org", UserStatus::Suspended).await.unwrap();
        refused(redeem(&app, &of_eve).await, "session_ended");
        let again = app.parts().db.read(move |tx| guest.again(tx, taskflow::base::Stamp(0)).map(|_| ()));
        assert!(again.await.is_err(), "a guest is asked again");
    }

    async fn what_is_no_ticket_opens_nothing(app: TestApp) {
        let ada = app.user("ada").await;
        let mut ticket = issue(&ada).await.into_bytes();
        ticket[30] = if ticket[30] == b'A' { b'B' } else { b'A' };
        refused(redeem(&app, std::str::from_utf8(&ticket).unwrap()).await, "invalid_ticket");
        for text in ["", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &"A".repeat(100_000)] {
            refused(redeem(&app, text).await, "invalid_ticket");
        }
        app.anonymous().post("/sync/ticket").await.problem(401, "unauthenticated");
        let made = ada.post("/auth/tokens").json(json!({ "name": "w", "scopes": ["write"] })).await.status(201);
        app.anonymous().with_token(made.text_at("/secret")).post("/sync/ticket").await.problem(403, "missing_scope");
    }
}
