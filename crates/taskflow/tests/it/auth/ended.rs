//! Whoever holds connections open learns what has ended.

use std::collections::HashSet;

use serde_json::json;
use taskflow::auth::{self, UserStatus};
use taskflow::base::Stamp;
use uuid::Uuid;

use crate::support::{PASSWORD, TestApp};

async fn since(app: &TestApp, since: Stamp) -> HashSet<Uuid> {
    let read = app.parts().db.read(move |tx| auth::ended_since(tx, since));
    read.await.unwrap().into_iter().collect()
}

on_both! {
    async fn all_that_ended_and_nothing_else(app: TestApp) {
        let (ada, eve) = (app.user("ada").await, app.user("eve").await);
        let token = |name: &str| ada.post("/auth/tokens").json(json!({ "name": name, "scopes": ["read"] }));
        let (gone, _kept) = (token("gone").await.status(201).id(), token("kept").await.status(201).id());
        let start = app.parts().clock.now();
        assert_eq!(since(&app, Stamp(0)).await, HashSet::new());

        app.try_login("ada@example.org", PASSWORD).await.status(200);
        let sessions = ada.get("/auth/sessions").await.status(200);
        let other: Uuid = sessions.items()[0]["id"].as_str().unwrap().parse().unwrap();
        ada.delete(format!("/auth/sessions/{other}")).await.status(204);
        ada.delete(format!("/auth/tokens/{gone}")).await.status(204);
        let mut ended = HashSet::from([other, gone]);
        assert_eq!(since(&app, start).await, ended);

        // Suspension shuts out the person and ends their sessions; coming back leaves the sessions ended.
        let session = eve.get("/auth/sessions").await.status(200).items()[0]["id"].as_str().unwrap().parse().unwrap();
        auth::set_status(app.parts(), "eve@example.org", UserStatus::Suspended).await.unwrap();
        ended.extend([eve.id, session]);
        assert_eq!(since(&app, start).await, ended);
        auth::set_status(app.parts(), "eve@example.org", UserStatus::Active).await.unwrap();
        ended.remove(&eve.id);
        assert_eq!(since(&app, start).await, ended);

        // Later, that is old news.
        app.advance_secs(600);
        assert_eq!(since(&app, app.parts().clock.now()).await, HashSet::new());
        ada.post("/auth/logout").await.status(204);
        assert_eq!(since(&app, app.parts().clock.now().plus_secs(-60)).await.len(), 1);
    }
}
