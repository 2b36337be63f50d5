//! Dragging tasks about.

use serde_json::json;
use uuid::Uuid;

use super::{Desk, status_of};

async fn five(desk: &Desk) -> Vec<Uuid> {
    let mut ids = Vec::new();
    for title in ["A", "B", "C", "D", "E"] {
        ids.push(desk.task(title).await.id());
    }
    ids
}

on_both! {
    async fn a_task_lands_between_its_neighbours(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let ids = five(&desk).await;
        let todo = desk.status("todo").await;
        desk.shift(ids[4], json!({ "after_id": ids[0], "before_id": ids[1] })).await.status(200);
        assert_eq!(desk.column(todo).await, ["A", "E", "B", "C", "D"]);
        desk.shift(ids[0], json!({ "after_id": ids[3] })).await.status(200);
        assert_eq!(desk.column(todo).await, ["E", "B", "C", "D", "A"]);
        desk.shift(ids[3], json!({ "before_id": ids[4] })).await.status(200);
        assert_eq!(desk.column(todo).await, ["D", "E", "B", "C", "A"]);
        let doing = desk.status("in_progress").await;
        desk.shift(ids[1], json!({ "status_id": doing })).await.status(200).has("/status_category", "in_progress");
        desk.shift(ids[2], json!({ "status_id": doing, "before_id": ids[1] })).await.status(200);
        assert_eq!(desk.column(doing).await, ["C", "B"]);
        assert_eq!(desk.column(todo).await, ["D", "E", "A"]);
        desk.with(json!({ "title": "Top", "position": "top" })).await;
        assert_eq!(desk.column(todo).await, ["Top", "D", "E", "A"]);
    }

    async fn where_it_is_already_it_stays(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let ids = five(&desk).await;
        let before = desk.seq(ids[0]).await;
        desk.shift(ids[1], json!({ "after_id": ids[0], "before_id": ids[2] })).await.status(200).has("/version", 1);
        desk.shift(ids[1], json!({ "before_id": ids[2] })).await.status(200).has("/version", 1);
        desk.shift(ids[1], json!({})).await.status(200).has("/version", 1);
        desk.shift(ids[1], json!({ "after_id": ids[1] })).await.status(200).has("/version", 1);
        assert_eq!(desk.seq(ids[0]).await, before);
    }

    async fn neighbours_that_went_away_do_no_harm(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let ids = five(&desk).await;
        let (todo, doing) = (desk.status("todo").await, desk.status("in_progress").await);
        // Not adjacent any more, and the wrong way round.
        desk.shift(ids[4], json!({ "after_id": ids[0], "before_id": ids[3] })).await.status(200);
        assert_eq!(desk.column(todo).await, ["A", "E", "B", "C", "D"]);
        desk.shift(ids[4], json!({ "after_id": ids[3], "before_id": ids[0] })).await.status(200);
        assert_eq!(desk.column(todo).await, ["A", "B", "C", "D", "E"]);
        // In the trash it still has its place.
        desk.user.delete(format!("/tasks/{}", ids[1])).await.status(204);
        desk.shift(ids[4], json!({ "after_id": ids[1] })).await.status(200);
        assert_eq!(desk.column(todo).await, ["A", "E", "C", "D"]);
        // In another column.
        desk.shift(ids[0], json!({ "status_id": doing })).await.status(200);
        desk.shift(ids[3], json!({ "after_id": ids[0], "before_id": ids[4] })).await.status(200);
        assert_eq!(desk.column(todo).await, ["D", "E", "C"]);
        // Gone for good.
        desk.user.delete(format!("/tasks/{}?permanent=true", ids[1])).await.status(204);
        desk.shift(ids[3], json!({ "after_id": ids[1] })).await.status(200);
        assert_eq!(desk.column(todo).await, ["D", "E", "C"]);
        desk.shift(ids[3], json!({ "status_id": doing, "after_id": ids[1] })).await.status(200);
        assert_eq!(desk.column(doing).await, ["A", "D"]);
        // Never there, or somebody else's.
        let other = Desk::new(&app, "bob").await;
        let foreign = other.task("Foreign").await.id();
        desk.shift(ids[3], json!({ "after_id": foreign })).await.invalid("/after_id");
        desk.shift(ids[3], json!({ "before_id": Uuid::now_v7() })).await.invalid("/before_id");
        desk.shift(ids[3], json!({ "status_id": Uuid::now_v7() })).await.invalid("/status_id");
        desk.shift(ids[3], json!({ "status_id": other.status("todo").await })).await.invalid("/status_id");
    }

    async fn two_who_move_into_one_gap_both_land(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let todo = desk.status("todo").await;
        let (low, high) = (desk.task("Low").await.id(), desk.task("High").await.id());
        for turn in 0..20 {
            let one = desk.task(&format!("One {turn}")).await.id();
            let two = desk.task(&format!("Two {turn}")).await.id();
            let gap = json!({ "after_id": low, "before_id": high });
            let (a, b) = tokio::join!(desk.shift(one, gap.clone()), desk.shift(two, gap));
            a.status(200);
            b.status(200);
        }
        let order = desk.column(todo).await;
        assert_eq!(order.len(), 42);
        assert_eq!((order.first().unwrap().as_str(), order.last().unwrap().as_str()), ("Low", "High"));
        let page = desk.user.get(format!("/projects/{}/tasks?status_id={todo}&sort=position&limit=200", desk.project)).await;
        let positions = page.texts("position");
        assert!(positions.is_sorted_by(|a, b| a < b), "{positions:?}");
    }

    async fn a_worn_out_gap_is_made_anew_unseen(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let todo = desk.status("todo").await;
        let mut wanted: Vec<String> = Vec::new();
        for n in 0..40 {
            desk.task(&format!("T{n}")).await;
            wanted.push(format!("T{n}"));
        }
        let page = desk.user.get(format!("/projects/{}/tasks?sort=position&limit=200", desk.project)).await;
        let ids: Vec<Uuid> = page.texts("id").iter().map(|id| id.parse().unwrap()).collect();
        // The two at the end take turns in the gap after the first: each time half of it is left.
        for turn in 0..220 {
            let (id, name) = if turn % 2 == 0 { (ids[39], "T39") } else { (ids[38], "T38") };
            desk.shift(id, json!({ "after_id": ids[0] })).await.status(200);
            wanted.retain(|title| title != name);
            wanted.insert(1, name.to_owned());
        }
        assert_eq!(desk.column(todo).await, wanted);
        let page = desk.user.get(format!("/projects/{}/tasks?sort=position&limit=200", desk.project)).await;
        assert!(page.texts("position").iter().all(|position| position.len() <= 32));
        let entries = page.items().iter().filter(|task| task["title"] != "T38" && task["title"] != "T39");
        let anew = entries.filter(|task| task["version"] != 1).count();
        assert!((1..38).contains(&anew), "{anew} neighbours got new positions");
    }

    async fn into_another_project_with_a_new_key(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let target = desk.user.project(desk.workspace, "Mobile app").await;
        let key = target.text_at("/key").to_owned();
        let target = target.id();
        let there = desk.user.task(target, "There").await.id();
        let parent = desk.with(json!({ "title": "Parent", "status_id": desk.status("in_progress").await })).await;
        let child = desk.with(json!({ "title": "Child", "parent_id": parent.id() })).await;
        desk.act(child.id(), "complete").await.status(200);
        let moved = desk.shift(parent.id(), json!({ "project_id": target })).await.status(200);
        let moved = moved.has("/project_id", json!(target)).has("/key", format!("{key}-2")).has("/number", 2);
        assert_eq!(*moved.at("/status_id"), json!(status_of(&desk.user, target, "in_progress").await));
        assert_eq!(*moved.at("/counts/subtasks_done"), json!(1));
        let child_now = desk.get(child.id()).await.has("/key", format!("{key}-3")).has("/status_category", "done");
        assert_eq!(*child_now.at("/parent_id"), json!(parent.id()));
        for old_and_new in [parent.text_at("/key"), &format!("{key}-2"), &format!("{key}-2").to_lowercase()] {
            let found = desk.user.get(format!("/workspaces/{}/tasks/{old_and_new}", desk.workspace)).await.status(200);
            assert_eq!(found.json(), moved.json());
        }
        // Back again: a third key, and all three find it.
        let back = desk.shift(parent.id(), json!({ "project_id": desk.project })).await.status(200);
        assert_eq!(back.number_at("/number"), 3);
        for key in [parent.text_at("/key"), &format!("{key}-2"), back.text_at("/key")] {
            desk.user.get(format!("/workspaces/{}/tasks/{key}", desk.workspace)).await.status(200).has("/id", json!(parent.id()));
        }
        // Right to a neighbour there.
        let done = status_of(&desk.user, target, "done").await;
        let aimed = desk.shift(parent.id(), json!({ "project_id": target, "status_id": done, "before_id": there })).await.status(200);
        aimed.has("/status_category", "done");
        let other = Desk::new(&app, "bob").await;
        desk.shift(parent.id(), json!({ "project_id": other.project })).await.problem(404, "not_found");
        desk.shift(parent.id(), json!({ "project_id": Uuid::now_v7() })).await.problem(404, "not_found");
        for key in ["WEB", "WEB-", "-1", "WEB-0", "WEB-01", "WEB-99", "WEB-1'", "WEB-9223372036854775808"] {
            desk.user.get(format!("/workspaces/{}/tasks/{key}", desk.workspace)).await.problem(404, "not_found");
        }
    }

    // What comes along is put at the end of its column, also when the end is what was just moved there.
    async fn what_comes_along_has_a_place_of_its_own(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let target = desk.user.project(desk.workspace, "Ops").await.id();
        let last = desk.user.task(target, "Last there").await.id();
        let parent = desk.task("Parent").await.id();
        desk.with(json!({ "title": "Child", "parent_id": parent })).await;
        desk.shift(parent, json!({ "project_id": target, "after_id": last })).await.status(200);
        assert_eq!(places(&desk, target).await, 3);

        // A column of that name is a done one there: a subtask that repeats gets its next occurrence, too.
        let doing = status_of(&desk.user, target, "in_progress").await;
        let done = json!({ "category": "done" });
        desk.user.patch(format!("/statuses/{doing}")).json(done).await.status(200);
        let parent = desk.task("Parent").await.id();
        desk.with(json!({
            "title": "Child", "parent_id": parent, "status_id": desk.status("in_progress").await,
            "due": { "date": "2099-11-20" }, "recurrence": { "rrule": "daily" },
        })).await;
        desk.shift(parent, json!({ "project_id": target })).await.status(200);
        assert_eq!(places(&desk, target).await, 6);
    }
}

/// How many tasks there are in a project, each at a place of its column that no other has.
async fn places(desk: &Desk, project: Uuid) -> usize {
    let list = desk.user.get(format!("/projects/{project}/tasks")).await.status(200);
    let places = list
        .items()
        .iter()
        .map(|task| format!("{} {}", task["status_id"], task["position"]));
    let places: std::collections::BTreeSet<String> = places.collect();
    assert_eq!(places.len(), list.items().len(), "{list}");
    places.len()
}
