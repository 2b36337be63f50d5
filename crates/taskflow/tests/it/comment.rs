//! Comments, mentions and reactions.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::Desk;
use crate::support::{Client, Reply};

async fn say(by: &Client, task: Uuid, body: &str) -> Reply {
    by.post(format!("/tasks/{task}/comments")).json(json!({ "body": body })).await
}

fn ids(values: &[Uuid]) -> Value {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    json!(sorted)
}

on_both! {
    async fn a_conversation(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("t").await;
        let comments = format!("/tasks/{task}/comments");
        let before = desk.seq().await;
        let first = say(&desk.commenter, task, "Hello *there*\n").await.status(201)
            .has("/body", "Hello *there*").has("/author_id", desk.commenter.id.to_string()).has("/parent_id", json!(null))
            .has("/mention_ids", json!([])).has("/reactions", json!([])).has("/version", 1).has("/edited_at", json!(null));
        assert_eq!(first.header("location"), format!("/api/v1/comments/{}", first.id()));
        let answer = desk.member.post(&comments).json(json!({ "body": "Hi", "parent_id": first.id() })).await.status(201)
            .has("/parent_id", first.id().to_string());
        desk.owner.get(format!("/tasks/{task}")).await.status(200).has("/counts/comments", 2).has("/version", 3);

        let list = desk.viewer.get(&comments).query(&[("include", "total")]).await.status(200).has("/total", 2);
        assert_eq!(list.texts("body"), ["Hello *there*", "Hi"]);
        let newest = desk.viewer.get(&comments).query(&[("sort", "-created_at"), ("limit", "1")]).await.status(200);
        assert_eq!(newest.texts("body"), ["Hi"]);
        let cursor = newest.text_at("/next_cursor").to_owned();
        let rest = desk.viewer.get(&comments).query(&[("sort", "-created_at"), ("cursor", cursor.as_str())]).await.status(200);
        assert_eq!(rest.texts("body"), ["Hello *there*"]);
        desk.viewer.get(&comments).query(&[("cursor", cursor.as_str())]).await.problem(400, "invalid_cursor");
        desk.viewer.get(&comments).query(&[("sort", "body")]).await.invalid("?sort");

        let path = format!("/comments/{}", first.id());
        let one = desk.viewer.get(&path).await.status(200);
        assert_eq!(one.json(), first.json());
        app.advance_secs(5);
        let edited = desk.commenter.patch(&path).if_match(1).json(json!({ "body": "Hello" })).await.status(200)
            .has("/body", "Hello").has("/version", 2);
        assert!(edited.at("/edited_at").is_string());
        desk.commenter.patch(&path).if_match(1).json(json!({ "body": "x" })).await.problem(412, "version_conflict");
        let same = desk.commenter.patch(&path).json(json!({ "body": "Hello" })).await.status(200);
        assert_eq!(same.json(), edited.json());

        desk.commenter.delete(&path).await.status(204);
        desk.commenter.delete(&path).await.status(204);
        let gone = desk.viewer.get(&path).await.status(200).has("/body", "").has("/version", 3);
        assert!(gone.at("/deleted_at").is_string());
        let list = desk.viewer.get(&comments).await.status(200);
        assert_eq!(list.texts("body"), ["", "Hi"]);
        desk.owner.get(format!("/tasks/{task}")).await.status(200).has("/counts/comments", 1).has("/version", 4);
        // What was deleted is not answered, edited or reacted to.
        desk.member.post(&comments).json(json!({ "body": "?", "parent_id": first.id() })).await.problem(409, "comment_deleted");
        desk.commenter.patch(&path).json(json!({ "body": "back" })).await.problem(409, "comment_deleted");
        desk.commenter.put(format!("{path}/reactions/👍")).await.problem(409, "comment_deleted");
        desk.member.delete(format!("/comments/{}", answer.id())).await.status(204);

        let wanted = ["comment.created", "comment.created", "comment.updated", "comment.deleted", "comment.deleted"];
        assert_eq!(desk.types(before).await, wanted);
        for entry in desk.log(before).await {
            assert_eq!((entry.subject_id, entry.project_after), (Some(task), Some(desk.project)));
        }
    }

    async fn answers_are_one_deep(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (task, other) = (desk.task("t").await, desk.task("o").await);
        let top = say(&desk.owner, task, "top").await.status(201).id();
        let far = say(&desk.owner, other, "far").await.status(201).id();
        let answer = |parent: Uuid| desk.owner.post(format!("/tasks/{task}/comments")).json(json!({ "body": "a", "parent_id": parent }));
        let below = answer(top).await.status(201).id();
        answer(below).await.invalid("/parent_id");
        answer(far).await.invalid("/parent_id");
        answer(Uuid::nil()).await.invalid("/parent_id");
        desk.owner.get(format!("/tasks/{task}")).await.has("/counts/comments", 2);
    }

    async fn who_may_say_and_unsay(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (task, secret) = (desk.task("t").await, desk.secret_task("s").await);
        let comment = say(&desk.commenter, task, "mine").await.status(201).id();
        let hidden = say(&desk.owner, secret, "psst").await.status(201).id();
        let path = format!("/comments/{comment}");
        let before = desk.seq().await;
        say(&desk.viewer, task, "no").await.problem(403, "forbidden");
        desk.viewer.put(format!("{path}/reactions/👍")).await.problem(403, "forbidden");
        desk.member.patch(&path).json(json!({ "body": "theirs" })).await.problem(403, "not_author");
        desk.owner.patch(&path).json(json!({ "body": "theirs" })).await.problem(403, "not_author");
        desk.member.delete(&path).await.problem(403, "forbidden");
        for who in [&desk.member, &desk.viewer, &desk.stranger] {
            who.get(format!("/tasks/{secret}/comments")).await.problem(404, "not_found");
            say(who, secret, "no").await.problem(404, "not_found");
            who.get(format!("/comments/{hidden}")).await.problem(404, "not_found");
            who.patch(format!("/comments/{hidden}")).json(json!({ "body": "no" })).await.problem(404, "not_found");
            who.delete(format!("/comments/{hidden}")).await.problem(404, "not_found");
            who.put(format!("/comments/{hidden}/reactions/👍")).await.problem(404, "not_found");
            who.delete(format!("/comments/{hidden}/reactions/👍")).await.problem(404, "not_found");
        }
        assert_eq!(desk.seq().await, before);
        // Who manages the project takes it away.
        desk.owner.delete(&path).await.status(204);
        // In the trash nothing is said.
        desk.owner.delete(format!("/tasks/{task}")).await;
        say(&desk.owner, task, "late").await.problem(409, "task_in_trash");
    }

    async fn wrong_comments_are_refused(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("t").await;
        let before = desk.seq().await;
        for body in ["", " \n\t ", "a\u{0}b", "a\u{1b}b", &"x".repeat(100_001)] {
            say(&desk.owner, task, body).await.invalid("/body");
        }
        let crowd: String = (0..51).map(|n| format!("[@a](user:{})", Uuid::from_u128(n))).collect();
        say(&desk.owner, task, &crowd).await.invalid("/body");
        let post = |body: Value| desk.owner.post(format!("/tasks/{task}/comments")).json(body);
        post(json!({})).await.invalid("/body");
        post(json!({ "body": "a", "author_id": desk.member.id })).await.invalid("/author_id");
        post(json!({ "body": "a", "parent_id": "x" })).await.invalid("/parent_id");
        desk.owner.post(format!("/tasks/{}/comments", Uuid::nil())).json(json!({ "body": "a" })).await.problem(404, "not_found");
        assert_eq!(desk.seq().await, before);
    }

    async fn those_mentioned_are_kept_if_they_may_see_it(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (task, secret) = (desk.task("t").await, desk.secret_task("s").await);
        let of = |people: &[&crate::support::User]| people.iter().map(|who| format!("[@{}](user:{}) ", who.email, who.id)).collect::<String>();
        let everybody = of(&[&desk.member, &desk.viewer, &desk.stranger, &desk.member]);
        let comment = say(&desk.owner, task, &everybody).await.status(201).has("/mention_ids", ids(&[desk.member.id, desk.viewer.id]));
        say(&desk.owner, secret, &everybody).await.status(201).has("/mention_ids", json!([]));
        let watchers = desk.owner.get(format!("/tasks/{task}/watchers")).await.status(200);
        let watching: Vec<&str> = watchers.texts("user_id");
        assert_eq!(watching.len(), 3);
        for who in [&desk.owner, &desk.member, &desk.viewer] {
            assert!(watching.contains(&who.id.to_string().as_str()));
        }
        // An edit mentions anew, and has those watch whom it adds.
        desk.owner.patch(format!("/comments/{}", comment.id())).json(json!({ "body": of(&[&desk.commenter]) })).await.status(200)
            .has("/mention_ids", ids(&[desk.commenter.id]));
        desk.owner.get(format!("/tasks/{task}/watchers")).query(&[("include", "total")]).await.has("/total", 4);
        desk.owner.delete(format!("/comments/{}", comment.id())).await.status(204);
        desk.owner.get(format!("/comments/{}", comment.id())).await.has("/mention_ids", json!([]));
    }

    async fn who_comments_watches(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("t").await;
        let before = desk.seq().await;
        say(&desk.member, task, "hi").await.status(201);
        let payload = &desk.payloads(before).await[0];
        let entities: Vec<&str> = payload["ops"].as_array().unwrap().iter().map(|op| op["entity"].as_str().unwrap()).collect();
        assert_eq!(entities, ["comment", "task", "watcher"]);
        desk.member.delete(format!("/tasks/{task}/watchers/me")).await.status(204);
        say(&desk.member, task, "again").await.status(201);
        desk.owner.get(format!("/tasks/{task}/watchers")).query(&[("include", "total")]).await.has("/total", 2);
    }

    async fn reactions(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("t").await;
        let comment = say(&desk.owner, task, "ship it?").await.status(201).id();
        let path = |emoji: &str| format!("/comments/{comment}/reactions/{emoji}");
        let before = desk.seq().await;
        desk.commenter.put(path("👍🏽")).await.status(200).has("/version", 2)
            .has("/reactions", json!([{ "emoji": "👍🏽", "user_ids": [desk.commenter.id] }]));
        app.advance_secs(1);
        desk.member.put(path("👍🏽")).await.status(200);
        app.advance_secs(1);
        let both = desk.member.put(path(":ship_it:")).await.status(200).has("/reactions", json!([
            { "emoji": "👍🏽", "user_ids": [desk.commenter.id, desk.member.id] },
            { "emoji": ":ship_it:", "user_ids": [desk.member.id] },
        ]));
        let again = desk.member.put(path(":ship_it:")).await.status(200);
        assert_eq!(both.json(), again.json());
        desk.owner.delete(path("👍🏽")).await.status(200).has("/version", 4);
        desk.commenter.delete(path("👍🏽")).await.status(200).has("/version", 5).has("/reactions/0/user_ids", json!([desk.member.id]));
        desk.member.delete(path("👍🏽")).await.status(200).has("/reactions/0/emoji", ":ship_it:");
        for bad in ["no", "👍👍", "%00", "%F0%9F", ":A:", "a%2Fb"] {
            assert!((400..500).contains(&desk.member.put(path(bad)).await.code()), "{bad}");
        }
        desk.member.put(path("no")).await.problem(422, "invalid_emoji");
        let wanted = ["comment.reacted", "comment.reacted", "comment.reacted", "comment.unreacted", "comment.unreacted"];
        assert_eq!(desk.types(before).await, wanted);
        desk.owner.delete(format!("/comments/{comment}")).await.status(204);
        desk.owner.get(format!("/comments/{comment}")).await.has("/reactions", json!([]));
    }

    async fn a_chosen_id_makes_one_comment(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (task, other) = (desk.task("t").await, desk.task("o").await);
        let id = Uuid::now_v7();
        let make = async |by: &Client, task: Uuid| by.post(format!("/tasks/{task}/comments")).json(json!({ "id": id, "body": "once" })).await;
        let first = make(&desk.owner, task).await.status(201).has("/id", id.to_string());
        let before = desk.seq().await;
        let again = make(&desk.owner, task).await.status(201);
        assert_eq!(first.json(), again.json());
        make(&desk.owner, other).await.problem(409, "id_taken");
        make(&desk.member, task).await.problem(409, "id_taken");
        assert_eq!(desk.seq().await, before);
        let keyed = || desk.owner.post(format!("/tasks/{task}/comments")).idempotency_key("k").json(json!({ "body": "keyed" }));
        let (one, two) = (keyed().await.status(201), keyed().await.status(201));
        assert_eq!(one.json(), two.json());
        desk.owner.get(format!("/tasks/{task}")).await.has("/counts/comments", 2);
    }

    async fn many_at_once_are_all_counted(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("t").await;
        let said = (0..20).map(|n| {
            let by = if n % 2 == 0 { &desk.member } else { &desk.commenter };
            by.post(format!("/tasks/{task}/comments")).json(json!({ "body": n.to_string() })).send()
        });
        for reply in futures_util::future::join_all(said).await {
            reply.status(201);
        }
        desk.owner.get(format!("/tasks/{task}")).await.has("/counts/comments", 20).has("/version", 21);
    }
}
