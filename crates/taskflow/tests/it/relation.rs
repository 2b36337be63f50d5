//! Relations between tasks.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::Desk;
use crate::support::{Client, Reply};

async fn relate(by: &Client, task: Uuid, kind: &str, other: Uuid) -> Reply {
    by.post(format!("/tasks/{task}/relations"))
        .json(json!({ "kind": kind, "task_id": other }))
        .await
}

/// Kind and other task of each relation of a task, as somebody sees them.
async fn seen(by: &Client, task: Uuid) -> Vec<(String, Uuid)> {
    let list = by.get(format!("/tasks/{task}/relations")).await.status(200);
    let pair = |item: &Value| {
        (
            item["kind"].as_str().unwrap().to_owned(),
            item["task"]["id"].as_str().unwrap().parse().unwrap(),
        )
    };
    list.items().iter().map(pair).collect()
}

on_both! {
    async fn both_sides_see_a_relation(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (a, b, c) = (desk.task("a").await, desk.task("b").await, desk.task("c").await);
        let before = desk.seq().await;
        let blocks = relate(&desk.member, a, "blocks", b).await.status(201)
            .has("/kind", "blocks").has("/task_id", a.to_string()).has("/other_id", b.to_string()).has("/version", 1);
        relate(&desk.member, a, "blocked_by", c).await.status(201)
            .has("/kind", "blocks").has("/task_id", c.to_string()).has("/other_id", a.to_string());
        relate(&desk.member, b, "relates_to", c).await.status(201).has("/kind", "relates_to");
        relate(&desk.member, a, "duplicated_by", b).await.status(201)
            .has("/kind", "duplicates").has("/task_id", b.to_string());
        let pair = |kind: &str, id| (kind.to_owned(), id);
        assert_eq!(seen(&desk.viewer, a).await, [pair("blocks", b), pair("blocked_by", c), pair("duplicated_by", b)]);
        assert_eq!(seen(&desk.viewer, b).await, [pair("blocked_by", a), pair("relates_to", c), pair("duplicates", a)]);
        assert_eq!(seen(&desk.viewer, c).await, [pair("blocks", a), pair("relates_to", b)]);

        let list = desk.viewer.get(format!("/tasks/{a}/relations")).query(&[("limit", "2"), ("include", "total")]).await.status(200)
            .has("/total", 3).has("/items/0/task/title", "b").has("/items/0/task/status_category", "todo");
        let cursor = list.text_at("/next_cursor").to_owned();
        let rest = desk.viewer.get(format!("/tasks/{a}/relations")).query(&[("cursor", cursor.as_str())]).await.status(200);
        assert_eq!(rest.texts("kind"), ["duplicated_by"]);

        let path = format!("/relations/{}", blocks.id());
        assert_eq!(blocks.header("location"), format!("/api/v1{path}"));
        let one = desk.viewer.get(&path).await.status(200);
        assert_eq!(one.json(), blocks.json());
        desk.member.delete(&path).if_match(2).await.problem(412, "version_conflict");
        desk.member.delete(&path).await.status(204);
        desk.member.delete(&path).await.problem(404, "not_found");
        assert_eq!(seen(&desk.viewer, b).await, [pair("relates_to", c), pair("duplicates", a)]);

        // In the activity of both tasks.
        let log = desk.log(before).await;
        let of = |task: Uuid| log.iter().filter(|e| e.subject_id == Some(task)).map(|e| e.kind.as_str()).collect::<Vec<_>>();
        assert_eq!(of(b), ["relation.created", "relation.created", "relation.created", "relation.deleted"]);
        assert_eq!(of(c), ["relation.created", "relation.created"]);
    }

    async fn circles_are_refused(app: TestApp) {
        let desk = Desk::new(&app).await;
        let mut chain = Vec::new();
        for title in ["a", "b", "c", "d"] {
            chain.push(desk.task(title).await);
        }
        for pair in chain.windows(2) {
            relate(&desk.owner, pair[0], "blocks", pair[1]).await.status(201);
        }
        let before = desk.seq().await;
        relate(&desk.owner, chain[3], "blocks", chain[0]).await.problem(409, "relation_cycle");
        relate(&desk.owner, chain[0], "blocked_by", chain[2]).await.problem(409, "relation_cycle");
        relate(&desk.owner, chain[1], "blocks", chain[0]).await.problem(409, "relation_cycle");
        assert_eq!(desk.seq().await, before);
        // A diamond is no circle, and other kinds go their own ways.
        relate(&desk.owner, chain[0], "blocks", chain[3]).await.status(201);
        relate(&desk.owner, chain[3], "duplicates", chain[0]).await.status(201);
        relate(&desk.owner, chain[0], "duplicates", chain[3]).await.problem(409, "relation_cycle");
        relate(&desk.owner, chain[3], "relates_to", chain[0]).await.status(201);
    }

    async fn two_at_once_close_no_circle(app: TestApp) {
        let desk = Desk::new(&app).await;
        for round in 0..5 {
            let (a, b, c) = (desk.task("a").await, desk.task("b").await, desk.task("c").await);
            let tries = [(a, b), (b, c), (c, a), (b, a), (c, b), (a, c)].map(|(x, y)| relate(&desk.owner, x, "blocks", y));
            let answers = futures_util::future::join_all(tries).await;
            let made = answers.iter().filter(|reply| reply.code() == 201).count();
            assert!((2..=3).contains(&made), "round {round}: {made} were made");
            for reply in answers.into_iter().filter(|reply| reply.code() != 201) {
                reply.problem(409, "relation_cycle");
            }
        }
    }

    async fn the_same_twice_is_refused(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (a, b) = (desk.task("a").await, desk.task("b").await);
        relate(&desk.owner, a, "blocks", a).await.invalid("/task_id");
        for (kind, back) in [("blocks", "blocked_by"), ("relates_to", "relates_to"), ("duplicates", "duplicated_by")] {
            relate(&desk.owner, a, kind, b).await.status(201);
            relate(&desk.owner, a, kind, b).await.problem(409, "relation_exists");
            relate(&desk.member, b, back, a).await.problem(409, "relation_exists");
        }
        relate(&desk.owner, a, "likes", b).await.invalid("/kind");
        desk.owner.post(format!("/tasks/{a}/relations")).json(json!({ "kind": "blocks" })).await.invalid("/task_id");
        desk.owner.post(format!("/tasks/{a}/relations")).json(json!({ "kind": "blocks", "task_id": b, "x": 1 })).await.invalid("/x");
    }

    async fn a_chosen_id_makes_one_relation(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (a, b, c) = (desk.task("a").await, desk.task("b").await, desk.task("c").await);
        let id = Uuid::now_v7();
        let make = async |by: &Client, other: Uuid| {
            by.post(format!("/tasks/{a}/relations")).json(json!({ "id": id, "kind": "blocks", "task_id": other })).await
        };
        let first = make(&desk.owner, b).await.status(201);
        let before = desk.seq().await;
        let again = make(&desk.owner, b).await.status(201);
        assert_eq!(first.json(), again.json());
        make(&desk.owner, c).await.problem(409, "id_taken");
        make(&desk.member, b).await.problem(409, "id_taken");
        assert_eq!(desk.seq().await, before);
    }

    async fn what_is_hidden_stays_hidden(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (open, secret) = (desk.task("open").await, desk.secret_task("secret").await);
        let relation = relate(&desk.owner, open, "blocks", secret).await.status(201).id();
        assert_eq!(seen(&desk.owner, open).await.len(), 1);
        assert_eq!(seen(&desk.member, open).await, []);
        for who in [&desk.member, &desk.viewer, &desk.stranger] {
            who.get(format!("/relations/{relation}")).await.problem(404, "not_found");
            who.delete(format!("/relations/{relation}")).await.problem(404, "not_found");
            who.get(format!("/tasks/{secret}/relations")).await.problem(404, "not_found");
            relate(who, secret, "blocks", open).await.problem(404, "not_found");
        }
        relate(&desk.member, open, "blocks", secret).await.invalid("/task_id");
        relate(&desk.viewer, open, "relates_to", open).await.problem(403, "forbidden");
        desk.stranger.get(format!("/tasks/{open}/relations")).await.problem(404, "not_found");
        let elsewhere = desk.stranger.get("/workspaces/elsewhere").await.status(200).id();
        let project = desk.stranger.project(elsewhere, "Far").await.id();
        let far = desk.stranger.task(project, "far").await.id();
        relate(&desk.owner, open, "blocks", far).await.invalid("/task_id");
        // A viewer sees both of these and may part none.
        let other = desk.task("other").await;
        let relation = relate(&desk.owner, open, "blocks", other).await.status(201).id();
        desk.viewer.delete(format!("/relations/{relation}")).await.problem(403, "forbidden");
    }

    async fn tasks_in_the_trash_are_left_out(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (a, b) = (desk.task("a").await, desk.task("b").await);
        relate(&desk.owner, a, "blocks", b).await.status(201);
        desk.owner.delete(format!("/tasks/{b}")).await;
        assert_eq!(seen(&desk.owner, a).await, []);
        relate(&desk.owner, a, "relates_to", b).await.problem(409, "task_in_trash");
        relate(&desk.owner, b, "relates_to", a).await.problem(409, "task_in_trash");
        desk.owner.post(format!("/tasks/{b}/restore")).await.status(200);
        assert_eq!(seen(&desk.owner, a).await.len(), 1);
    }
}
