//! Where changes came from is personal: it can be taken away, and the log still verifies.

use serde_json::json;
use taskflow::audit;
use taskflow::event::Entry;

use crate::desk::Desk;

fn from_somewhere(entries: &[Entry], actor: uuid::Uuid) -> usize {
    entries
        .iter()
        .filter(|entry| entry.actor_id == Some(actor) && entry.origin.is_some())
        .count()
}

on_both! {
    async fn who_leaves_takes_their_addresses_along(app: TestApp) {
        let desk = Desk::new(&app).await;
        desk.member.post("/workspaces/desk/tags").json(json!({ "name": "bug" })).await.status(201);
        let before = app.entries().await;
        let (mia, olga) = (desk.member.id, desk.owner.id);
        assert!(from_somewhere(&before, mia) >= 3 && from_somewhere(&before, olga) >= 3);
        desk.member.delete("/users/me").json(json!({ "password": crate::support::PASSWORD })).await.status(204);
        let after = app.entries().await;
        assert_eq!(from_somewhere(&after, mia), 0, "nor in what was said last");
        assert!(after.iter().filter(|entry| entry.stream_id == mia).all(|entry| entry.origin.is_none()));
        assert_eq!(from_somewhere(&after, olga), from_somewhere(&before, olga));
        // The harness proves every chain when the case ends.
        let page = desk.owner.get("/workspaces/desk/audit").query(&[("filter", "entity = tag")]).await.status(200);
        assert_eq!((&page.items()[0]["address"], &page.items()[0]["actor_id"]), (&json!(null), &json!(mia.to_string())));
    }

    async fn after_a_year_they_are_gone(app: TestApp) {
        Desk::new(&app).await;
        let old = app.entries().await.len();
        app.advance_secs(200 * 86_400);
        let since = app.parts().clock.now();
        let login = app.try_login("olga@example.org", crate::support::PASSWORD).await.status(200);
        let olga = app.anonymous().with_token(login.text_at("/access_token"));
        olga.post("/workspaces/desk/tags").json(json!({ "name": "new" })).await.status(201);
        assert_eq!(audit::sweep(app.parts()).await.unwrap(), 0, "nothing is a year old");
        app.advance_secs(200 * 86_400);
        assert_eq!(audit::sweep(app.parts()).await.unwrap(), u64::try_from(old).unwrap());
        assert_eq!(audit::sweep(app.parts()).await.unwrap(), 0);
        let (new, past): (Vec<_>, Vec<_>) = app.entries().await.into_iter().partition(|entry| entry.at >= since);
        assert!(past.iter().all(|entry| entry.origin.is_none()));
        assert!(new.iter().any(|entry| entry.kind == "tag.created") && new.iter().all(|entry| entry.origin.is_some()));
    }
}
