//! Exported entries, verified without the server.

use serde_json::{Value, json};
use taskflow::audit::{Proof, Verdict};

use crate::desk::Desk;
use crate::support::Reply;

fn text(reply: &Reply) -> String {
    String::from_utf8(reply.body().to_vec()).unwrap()
}

fn verify(text: &str) -> Result<Verdict, String> {
    let mut lines = text.lines();
    let mut proof = Proof::begin(lines.next().unwrap_or_default())?;
    lines.try_for_each(|line| proof.add(line))?;
    proof.finish()
}

/// The same lines with one of them changed.
fn changed(text: &str, at: usize, change: impl FnOnce(&mut Value)) -> String {
    let mut change = Some(change);
    let lines = text.lines().enumerate().map(|(number, line)| {
        let mut line: Value = serde_json::from_str(line).unwrap();
        if number == at
            && let Some(change) = change.take()
        {
            change(&mut line);
        }
        line.to_string()
    });
    lines.collect::<Vec<_>>().join("\n")
}

on_both! {
    async fn others_can_verify_it(app: TestApp) {
        let desk = Desk::new(&app).await;
        for number in 0..230 {
            desk.owner.post("/workspaces/desk/tags").json(json!({ "name": format!("t{number}") })).await.status(201);
        }
        let seq = desk.seq().await;
        let all = text(&desk.owner.get("/workspaces/desk/audit/export").await.status(200));
        let verdict = verify(&all).unwrap();
        assert_eq!((verdict.whole, verdict.until.seq, verdict.redacted), (seq, seq, 0));

        // With a filter only what is asked for is whole, and it still hangs on the same chain.
        let some = text(&desk.owner.get("/workspaces/desk/audit/export").query(&[("filter", "entity = tag and address = 127.0.0.1")]).await.status(200));
        let found = verify(&some).unwrap();
        assert_eq!((found.whole, &found.until), (230, &verdict.until));

        // One export goes on where another ended.
        desk.task("later").await;
        let rest = text(&desk.owner.get("/workspaces/desk/audit/export").query(&[("after", &seq.to_string())]).await.status(200));
        let rest = verify(&rest).unwrap();
        assert_eq!((&rest.after, rest.until.seq), (&verdict.until, desk.seq().await));

        let own = text(&desk.owner.get("/users/me/audit/export").await.status(200));
        assert_eq!(verify(&own).unwrap().stream_id, desk.owner.id);
    }

    async fn whatever_is_changed_is_found(app: TestApp) {
        let desk = Desk::new(&app).await;
        desk.task("one").await;
        let all = text(&desk.owner.get("/workspaces/desk/audit/export").await.status(200));
        let last = all.lines().count() - 1;
        let fault = |text: String| verify(&text).unwrap_err();
        type Change = fn(&mut Value);
        let changes: [(Change, &str); 9] = [
            (|line| line["payload"] = json!(line["payload"].as_str().unwrap().replace("\"at\"", " \"at\"")), "does not have its hash"),
            (|line| line["type"] = json!("x.y"), "another type"),
            (|line| line["actor_id"] = json!(uuid::Uuid::nil()), "another type"),
            (|line| line["address"] = json!("192.0.2.1"), "another address"),
            (|line| line["request_id"] = json!("x"), "another address"),
            (|line| line["origin"] = json!(line["origin"].as_str().unwrap().replace("127", "128")), "does not have its hash"),
            (|line| line["id"] = json!(uuid::Uuid::nil()), "the chain breaks"),
            (|line| line["payload_hash"] = json!("00".repeat(32)), "the chain breaks"),
            (|line| line["seq"] = json!(7), "comes 7"),
        ];
        for (change, wanted) in changes {
            let said = fault(changed(&all, 2, change));
            assert!(said.contains(wanted), "{said} is not {wanted}");
        }
        assert!(fault(changed(&all, last, |line| line["entries"] = json!(1))).contains("says otherwise"));
        let without = |at: usize| all.lines().enumerate().filter(|(line, _)| *line != at).map(|(_, line)| line).collect::<Vec<_>>().join("\n");
        assert!(fault(without(3)).contains("after entry 2 comes 4"));
        assert!(fault(without(last)).contains("breaks off"));
        assert!(fault(without(last - 1)).contains("does not say where"));
        assert!(fault(without(0)).contains("no beginning"));
        // Taking an origin or a payload away is no change of what was said.
        verify(&changed(&all, 2, |line| {
            for field in ["origin", "address", "user_agent", "session_id", "token_id"] {
                line[field] = json!(null);
            }
        })).unwrap();
        assert_eq!(verify(&changed(&all, 2, |line| line["payload"] = json!(null))).unwrap().redacted, 1);
    }
}
