//! A board that many drag things about on, half of them through each server.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{all, done, races, settled};
use crate::support::{Client, User};

const WRITERS: usize = 12;
const ROUNDS: usize = 12;

/// A board with some tasks.
struct Board {
    ws: Uuid,
    project: Uuid,
    second: Uuid,
    statuses: Vec<Uuid>,
    tasks: Vec<Uuid>,
}

async fn board(owner: &User) -> Board {
    let ws = owner.workspace("race").await.id();
    let project = owner.project(ws, "Track").await.id();
    let second = owner.project(ws, "Pit").await.id();
    let statuses = owner.get(format!("/projects/{project}/statuses")).await.status(200);
    let statuses = statuses.texts("id").iter().map(|id| id.parse().unwrap()).collect();
    let mut tasks = Vec::new();
    for number in 0..8 {
        tasks.push(owner.task(project, &format!("start {number}")).await.id());
    }
    Board { ws, project, second, statuses, tasks }
}

/// One round of one writer: something else each time, with whatever the others are at as well.
async fn turn(client: &Client, board: &Board, number: usize) {
    let task = board.tasks[number * 7 % board.tasks.len()];
    let other = board.tasks[number * 3 % board.tasks.len()];
    let status = board.statuses[number % board.statuses.len()];
    let act = |path: &str, body: Value| client.post(format!("/tasks/{task}/{path}")).json(body);
    let new = || client.post(format!("/projects/{}/tasks", board.project));
    let request = match number % 11 {
        0 => new().json(json!({ "title": "new", "parent_id": other })),
        1 => new().json(json!({ "title": "on top", "position": "top", "status_id": status })),
        2 => act("move", json!({ "after_id": other })),
        3 => act("move", json!({ "before_id": other })),
        4 => act("move", json!({ "status_id": status })),
        5 => act(
            "move",
            json!({ "project_id": if number.is_multiple_of(2) { board.project } else { board.second } }),
        ),
        6 => act("complete", json!({})).body("application/json", Vec::new()),
        7 => act("comments", json!({ "body": "well" })),
        8 => client.patch(format!("/tasks/{task}")).json(json!({ "parent_id": other })),
        9 => client.delete(format!("/tasks/{task}")),
        _ => client.post(format!("/tasks/{task}/restore")),
    };
    settled(request).await;
}

races! {
    async fn one_order_one_count_one_key(twins: Twins) {
        let owner = twins.one.user("olga").await;
        let board = board(&owner).await;
        join_all((0..WRITERS).map(|writer| {
            let (client, board) = (twins.client(&owner, writer), &board);
            async move {
                for round in 0..ROUNDS {
                    turn(&client, board, writer * 31 + round * 17).await;
                }
            }
        }))
        .await;

        // Both servers tell the same.
        let list = format!("/workspaces/{}/tasks?limit=200&archived=any&sort=position", board.ws);
        let (here, there) = (owner.get(&list).await, twins.across(&owner).get(&list).await);
        assert_eq!(here.status(200).json(), there.status(200).json());
        let list = owner.get(&list).await;
        let keys: BTreeSet<&str> = list.texts("key").into_iter().collect();
        assert_eq!(keys.len(), list.items().len(), "a key was given twice");
    }

    // All into the very same gap.
    async fn everybody_drags_to_one_place(twins: Twins) {
        let owner = twins.one.user("olga").await;
        let board = board(&owner).await;
        let (first, rest) = board.tasks.split_first().unwrap();
        for _ in 0..4 {
            let moves = rest.iter().enumerate().map(|(number, task)| {
                let client = twins.client(&owner, number);
                client.post(format!("/tasks/{task}/move")).json(json!({ "after_id": first }))
            });
            assert_eq!(done(&all(moves).await), rest.len(), "all of them land");
        }
        let list = owner.get(format!("/projects/{}/tasks?sort=position", board.project)).await.status(200);
        let positions: BTreeSet<&str> = list.texts("position").into_iter().collect();
        assert_eq!(positions.len(), board.tasks.len());
        assert_eq!(list.id_at("/items/0/id"), *first);
    }

    // Completed, dragged and left out at once, through both servers: one series goes on, and only one.
    async fn one_occurrence_follows(twins: Twins) {
        let owner = twins.one.user("olga").await;
        let board = board(&owner).await;
        let list = format!("/projects/{}/statuses", board.project);
        let statuses = owner.get(&list).await.status(200);
        let done_status = statuses.items().iter().find(|status| status["category"] == "done").unwrap()["id"].clone();
        for round in 1..=6 {
            let body = json!({ "title": "again", "due": { "date": "2099-01-31" }, "recurrence": { "rrule": "daily" } });
            let task = owner.task_with(board.project, body).await.id();
            let ways = (0..8).map(|number| {
                let client = twins.client(&owner, number);
                match number % 4 {
                    0 | 1 => client.post(format!("/tasks/{task}/complete")),
                    2 => client.patch(format!("/tasks/{task}")).json(json!({ "status_id": done_status })),
                    _ => client.post(format!("/tasks/{task}/skip-occurrence")),
                }
            });
            all(ways).await;
            let open = format!("/projects/{}/tasks?filter=is recurring and is open&include=total", board.project);
            owner.get(&open).await.status(200).has("/total", round);
        }
    }

    // What is deleted by one while others put something into it.
    async fn a_column_is_used_or_gone(twins: Twins) {
        let owner = twins.one.user("olga").await;
        let board = board(&owner).await;
        for round in 0..6 {
            let body = json!({ "name": format!("brief {round}"), "category": "todo" });
            let path = format!("/projects/{}/statuses", board.project);
            let status = owner.post(path).json(body).await.status(201).id();
            let across = twins.across(&owner);
            let moves = board.tasks.iter().enumerate().map(|(number, task)| {
                let client = twins.client(&owner, number);
                client.post(format!("/tasks/{task}/move")).json(json!({ "status_id": status }))
            });
            let (moved, deleted) =
                tokio::join!(all(moves), settled(across.delete(format!("/statuses/{status}"))));
            assert!(done(&moved) == 0 || deleted.code() == 409, "{} moved, and {deleted}", done(&moved));
        }
    }

    async fn a_project_is_moved_into_or_archived(twins: Twins) {
        let owner = twins.one.user("olga").await;
        let board = board(&owner).await;
        let across = twins.across(&owner);
        let moves = board.tasks.iter().map(|task| {
            owner.post(format!("/tasks/{task}/move")).json(json!({ "project_id": board.second }))
        });
        let archive = across.post(format!("/projects/{}/archive", board.second));
        let (_, archived) = tokio::join!(all(moves), settled(archive));
        archived.status(200);
        let late = owner.task_with_status(board.second).await;
        assert_eq!(late, 409);
    }
}

impl Client {
    /// The status of the answer to a new task.
    async fn task_with_status(&self, project: Uuid) -> u16 {
        self.post(format!("/projects/{project}/tasks"))
            .json(json!({ "title": "late" }))
            .await
            .code()
    }
}
