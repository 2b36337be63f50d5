//! Owners who get rid of each other, and members who go.

use serde_json::json;

use super::{all, done, races, settled};

const OWNERS: usize = 4;
const ROUNDS: usize = 4;

races! {
    async fn the_last_one_stays(twins: Twins) {
        let mut owners = Vec::new();
        for number in 0..OWNERS {
            owners.push(twins.one.user(&format!("owner.{number}")).await);
        }
        for round in 0..ROUNDS {
            let ws = owners[0].workspace(&format!("throne-{round}")).await.id();
            let member = |person: &crate::support::User| format!("/workspaces/{ws}/members/{}", person.id);
            for owner in &owners[1..] {
                twins.one.join(&owners[0], ws, owner, "member").await;
                owners[0].patch(member(owner)).json(json!({ "role": "owner" })).await.status(200);
            }
            // Each puts down the next, leaves, or does both.
            let coups = owners.iter().enumerate().flat_map(|(number, owner)| {
                let (client, next) = (twins.client(owner, number), &owners[(number + 1) % OWNERS]);
                let down = match round % 3 {
                    0 => client.patch(member(next)).json(json!({ "role": "guest" })),
                    1 => client.patch(member(next)).json(json!({ "state": "suspended" })),
                    _ => client.delete(member(next)),
                };
                [down, client.delete(format!("/workspaces/{ws}/members/me"))]
            });
            let replies = all(coups).await;
            assert!(done(&replies) >= OWNERS - 1, "some succeed: {replies:?}");
            // That an owner is left, `sound` asks at the end.
        }
    }

    // Whatever others give somebody while they go, they do not have when they are gone.
    async fn who_leaves_takes_nothing_along(twins: Twins) {
        let (owner, mia) = (twins.one.user("olga").await, twins.one.user("mia").await);
        let ws = owner.workspace("office").await.id();
        let project = owner.project(ws, "Track").await.id();
        let task = owner.task(project, "task").await.id();
        let team = json!({ "name": "crew" });
        let team = owner.post(format!("/workspaces/{ws}/teams")).json(team).await.status(201).id();
        for _ in 0..8 {
            twins.one.join(&owner, ws, &mia, "member").await;
            let (here, there) = (twins.client(&mia, 0), twins.across(&owner));
            let mention = json!({ "body": format!("[@Mia](user:{}) look", mia.id) });
            let role = json!({ "user_id": mia.id, "role": "editor" });
            let assigned = json!({ "title": "for Mia", "assignee_ids": [mia.id] });
            let given = [
                there.put(format!("/tasks/{task}/watchers/{}", mia.id)),
                there.post(format!("/tasks/{task}/comments")).json(mention),
                there.post(format!("/projects/{project}/tasks")).json(assigned),
                there.post(format!("/projects/{project}/members")).json(role),
                there.put(format!("/workspaces/{ws}/teams/{team}/members/{}", mia.id)),
                there.patch(format!("/projects/{project}")).json(json!({ "lead_id": mia.id })),
                twins.across(&mia).post(format!("/tasks/{task}/comments")).json(json!({ "body": "bye" })),
            ];
            let leave = settled(here.delete(format!("/workspaces/{ws}/members/me")));
            let (left, _) = tokio::join!(leave, all(given));
            left.status(204);
            // That nothing is left, `sound` asks now and not only of the last round.
            let faults = crate::sound::faults(&twins.one).await;
            assert!(faults.is_empty(), "{}", faults.join("\n"));
        }
    }

    async fn one_of_two_who_hand_over(twins: Twins) {
        let owner = twins.one.user("olga").await;
        let (mia, max) = (twins.one.user("mia").await, twins.one.user("max").await);
        let ws = owner.workspace("throne").await.id();
        for person in [&mia, &max] {
            twins.one.join(&owner, ws, person, "member").await;
        }
        let heirs = [mia.id, max.id].into_iter().enumerate().map(|(number, heir)| {
            let path = format!("/workspaces/{ws}/transfer-ownership");
            twins.client(&owner, number).post(path).json(json!({ "user_id": heir }))
        });
        let replies = all(heirs).await;
        assert_eq!(done(&replies), 1, "who handed over has nothing left to hand over: {replies:?}");
    }
}
