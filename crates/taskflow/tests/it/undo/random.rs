//! Random lives: whatever was done, undoing the last of it leaves things as they were, and doing it again as they became.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use taskflow_client::Stream;
use uuid::Uuid;

use super::{events, undo};
use crate::desk::Desk;
use crate::support::{Engine, Reply, run};
use crate::sync::copy;

type Step = (u8, u8, u8, u8);

/// Things that steps are done with.
#[derive(Default)]
struct Known {
    tasks: Vec<Uuid>,
    tags: Vec<Uuid>,
    comments: Vec<Uuid>,
    views: Vec<Uuid>,
    relations: Vec<Uuid>,
}

fn pick(ids: &[Uuid], number: u8) -> Option<Uuid> {
    ids.get(usize::from(number) % ids.len().max(1)).copied()
}

fn keep(ids: &mut Vec<Uuid>, reply: &Reply) {
    if reply.code() == 201 {
        ids.push(
            reply
                .find("/relation/id")
                .map_or_else(|| reply.id(), |_| reply.id_at("/relation/id")),
        );
    }
}

/// Everything in the workspace, by kind and id, without what an undo need not bring back: versions and the like, instants
/// of archive and trash, and things that are in the trash.
async fn state(desk: &Desk) -> BTreeMap<String, Value> {
    let replica = copy::fresh(&desk.owner, Stream::Workspace(desk.workspace)).await.unwrap();
    let mut state = BTreeMap::new();
    for (key, (_, mut data)) in copy::state(&replica) {
        let image = data.as_object_mut().unwrap();
        if image.get("deleted_at").is_some_and(|at| !at.is_null()) {
            continue;
        }
        for field in ["version", "updated_at"] {
            image.remove(field);
        }
        if image.get("archived_at").is_some_and(|at| !at.is_null()) && key.starts_with("project") {
            image.insert("archived_at".to_owned(), json!("archived"));
        }
        if key.starts_with("watcher") {
            // Who begins to watch again is another row.
            let name = format!("watcher {} {}", image["task_id"], image["user_id"]);
            state.insert(name, Value::Null);
            continue;
        }
        // What was said on tasks that are in the trash is there with them.
        state.insert(key, data);
    }
    let tasks: Vec<String> = state
        .keys()
        .filter_map(|key| key.strip_prefix("task ").map(str::to_owned))
        .collect();
    state.retain(|_, data| {
        let of = |field: &str| data.get(field).and_then(Value::as_str).map(str::to_owned);
        of("task_id")
            .into_iter()
            .chain(of("other_id"))
            .all(|task| tasks.contains(&task))
    });
    state.retain(|key, _| match key.strip_prefix("watcher ") {
        Some(rest) => tasks.iter().any(|task| rest.contains(task.as_str())),
        None => true,
    });
    state
}

fn content(desk: &Desk, known: &Known, (_, a, b, c): Step) -> Value {
    let mut body = match c % 9 {
        0 => json!({ "title": format!("Title {a}") }),
        1 => json!({ "priority": if a.is_multiple_of(3) { "low" } else { "high" }, "estimate": a }),
        2 => {
            json!({ "assignee_ids": if a.is_multiple_of(2) { vec![desk.owner.id, desk.member.id] } else { vec![desk.member.id] } })
        }
        3 => json!({ "due": { "date": format!("2030-01-{:02}", a % 28 + 1) } }),
        4 => {
            json!({ "tag_ids": known.tags.iter().filter(|tag| tag.as_bytes()[15] % 2 == a % 2).collect::<Vec<_>>() })
        }
        5 => json!({ "parent_id": pick(&known.tasks, b) }),
        6 => json!({ "description": format!("Words {b}"), "start_on": "2030-01-01" }),
        7 => json!({ "due": null, "estimate": null }),
        _ => {
            json!({ "due": { "date": "2030-02-01" }, "recurrence": { "rrule": "FREQ=DAILY", "mode": "schedule" } })
        }
    };
    if a.is_multiple_of(5) {
        body["title"] = json!(format!("Other {b}"));
    }
    body
}

async fn carry_out(desk: &Desk, known: &mut Known, step: Step) {
    let (what, a, b, c) = step;
    let me = &desk.owner;
    let ws = desk.workspace;
    let project = if a.is_multiple_of(3) { desk.private } else { desk.project };
    let task = pick(&known.tasks, a);
    let on = |path: &str| task.map(|task| format!("/tasks/{task}{path}"));
    match what % 27 {
        0..=2 => {
            let mut body = content(desk, known, step);
            body["title"] = json!(format!("Task {b}"));
            body.as_object_mut().unwrap().retain(|_, value| !value.is_null());
            keep(&mut known.tasks, &me.post(format!("/projects/{project}/tasks")).json(body).await);
        }
        3..=6 => {
            if let Some(path) = on("") {
                me.patch(path).json(content(desk, known, step)).await;
            }
        }
        7 | 8 => {
            if let Some(path) = on("/move") {
                let near = pick(&known.tasks, b);
                let body = match c % 3 {
                    0 => json!({ "project_id": project }),
                    1 => json!({ "after_id": near }),
                    _ => json!({ "before_id": near }),
                };
                me.post(path).json(body).await;
            }
        }
        9..=12 => {
            let act = ["/complete", "/reopen", "/archive", "/unarchive"][usize::from(what % 27 - 9)];
            if let Some(path) = on(act) {
                me.post(path).await;
            }
        }
        13 => {
            if let Some(path) = on("") {
                me.delete(path).await;
            }
        }
        14 => {
            if let Some(path) = on("/restore") {
                me.post(path).await;
            }
        }
        15 | 16 => {
            if let Some(path) = on("/comments") {
                keep(&mut known.comments, &me.post(path).json(json!({ "body": format!("Said {b}") })).await);
            }
        }
        17 => {
            if let Some(comment) = pick(&known.comments, b) {
                let path = format!("/comments/{comment}");
                match c % 4 {
                    0 => drop(me.delete(path).await),
                    1 => drop(me.put(format!("{path}/reactions/👍")).await),
                    2 => drop(me.delete(format!("{path}/reactions/👍")).await),
                    _ => drop(me.patch(path).json(json!({ "body": format!("Again {a}") })).await),
                }
            }
        }
        18 => {
            if let (Some(path), Some(other)) = (on("/relations"), pick(&known.tasks, b)) {
                let kind = ["blocks", "relates_to", "duplicates"][usize::from(c % 3)];
                keep(
                    &mut known.relations,
                    &me.post(path).json(json!({ "kind": kind, "task_id": other })).await,
                );
            }
        }
        19 => {
            if let Some(relation) = pick(&known.relations, b) {
                me.delete(format!("/relations/{relation}")).await;
            }
        }
        20 => keep(
            &mut known.tags,
            &me.post(format!("/workspaces/{ws}/tags"))
                .json(json!({ "name": format!("tag {b}") }))
                .await,
        ),
        21 => {
            if let Some(tag) = pick(&known.tags, b) {
                let path = format!("/tags/{tag}");
                match c % 2 {
                    0 => drop(me.delete(path).await),
                    _ => drop(me.patch(path).json(json!({ "name": format!("name {a}") })).await),
                }
            }
        }
        22 => {
            let statuses = format!("/projects/{project}/statuses");
            let columns = me.get(&statuses).await;
            let id = columns.items()[usize::from(b) % columns.items().len()]["id"]
                .as_str()
                .unwrap()
                .to_owned();
            match c % 4 {
                0 => drop(
                    me.post(statuses)
                        .json(json!({ "name": format!("S{a}"), "category": "in_progress", "before_id": id }))
                        .await,
                ),
                1 => drop(me.delete(format!("/statuses/{id}")).await),
                2 => drop(
                    me.patch(format!("/statuses/{id}"))
                        .json(json!({ "name": format!("N{a}"), "wip_limit": 3 }))
                        .await,
                ),
                _ => drop(
                    me.patch(format!("/statuses/{id}"))
                        .json(json!({ "after_id": columns.items()[0]["id"] }))
                        .await,
                ),
            }
        }
        23 => {
            let path = format!("/projects/{project}");
            match c % 3 {
                0 => drop(
                    me.patch(path)
                        .json(json!({ "name": format!("P{a}"), "colour": "#112233" }))
                        .await,
                ),
                1 => drop(
                    me.post(format!("{path}/move"))
                        .json(json!({ "parent_id": null, "before_id": desk.project }))
                        .await,
                ),
                _ => drop(
                    me.patch(path)
                        .json(json!({ "description": format!("D{b}"), "lead_id": desk.member.id }))
                        .await,
                ),
            }
        }
        24 => {
            let views = format!("/workspaces/{ws}/views");
            match (pick(&known.views, b), c % 3) {
                (Some(view), 0) => drop(
                    me.patch(format!("/views/{view}"))
                        .json(json!({ "name": format!("V{a}"), "layout": "board" }))
                        .await,
                ),
                (Some(view), 1) => drop(me.delete(format!("/views/{view}")).await),
                _ => keep(
                    &mut known.views,
                    &me.post(views).json(json!({ "name": format!("W{a}"), "shared": true })).await,
                ),
            }
        }
        25 => {
            let ids: Vec<Uuid> = known
                .tasks
                .iter()
                .skip(usize::from(a) % known.tasks.len().max(1))
                .take(4)
                .copied()
                .collect();
            let changes = match c % 4 {
                0 => json!({ "set": { "priority": "low" }, "add_assignee_ids": [desk.member.id] }),
                1 => json!({ "action": "complete" }),
                2 => json!({ "action": "trash" }),
                _ => json!({ "project_id": project }),
            };
            me.post(format!("/workspaces/{ws}/tasks/bulk"))
                .json(json!({ "ids": ids, "changes": changes }))
                .await;
        }
        _ => {
            if let Some(path) = on(&format!("/watchers/{}", desk.member.id)) {
                match c % 2 {
                    0 => drop(me.put(path).await),
                    _ => drop(me.delete(path).await),
                }
            }
        }
    }
}

fn differences(is: &BTreeMap<String, Value>, was: &BTreeMap<String, Value>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for key in was.keys().chain(is.keys().filter(|key| !was.contains_key(*key))) {
        if was.get(key) != is.get(key) {
            lines.push(format!("{key}\n  was {:?}\n  is  {:?}", was.get(key), is.get(key)));
        }
    }
    lines.join("\n")
}

async fn live(desk: &Desk, steps: &[Step], back: usize) {
    let mut known = Known::default();
    let (first, rest) = steps.split_at(steps.len() - back);
    for step in first {
        carry_out(desk, &mut known, *step).await;
    }
    let (was, seq) = (state(desk).await, desk.seq().await);
    for step in rest {
        carry_out(desk, &mut known, *step).await;
    }
    let (became, wanted) = (state(desk).await, events(desk, seq).await);
    if wanted.is_empty() {
        return;
    }
    let end = desk.seq().await;
    let reply = undo(&desk.owner, desk, &wanted).await;
    assert_eq!(reply.code(), 200, "{reply} of {rest:?}");
    let undone = state(desk).await;
    assert!(undone == was, "after {rest:?}:\n{}", differences(&undone, &was));
    let taken = events(desk, end).await;
    if !taken.is_empty() {
        let reply = undo(&desk.owner, desk, &taken).await;
        assert_eq!(reply.code(), 200, "again: {reply} of {rest:?}");
        let again = state(desk).await;
        assert!(again == became, "done again after {rest:?}:\n{}", differences(&again, &became));
    }
}

/// `TASKFLOW_UNDO_LIVES=100` lives so many, `TASKFLOW_UNDO_SEED=9` others.
fn play(engine: Engine) {
    let setting = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&setting("TASKFLOW_UNDO_SEED").unwrap_or(7).to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let lives = (vec(any::<Step>(), 60), 1_usize..20);
    for _ in 0..setting("TASKFLOW_UNDO_LIVES").unwrap_or(6) {
        let (steps, back) = lives.new_tree(&mut runner).unwrap().current();
        run(
            engine,
            |_| (),
            |app| async move {
                let desk = Desk::new(&app).await;
                live(&desk, &steps, back).await;
            },
        );
    }
}

#[test]
fn sqlite() {
    play(Engine::Sqlite);
}

#[test]
fn postgres() {
    play(Engine::Postgres);
}
