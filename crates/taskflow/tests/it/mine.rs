//! One's own tasks by when they are due, and how a project stands.

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::support::{Reply, TestApp};
use crate::task::status_of;

const PATH: &str = "/workspaces/desk/tasks/mine";

/// Thursday evening in Berlin, and Friday already in Tokyo.
fn thursday(app: &TestApp) {
    let clock = &app.parts().clock;
    let now: taskflow::base::Stamp = "2027-11-25T22:30:00Z".parse().unwrap();
    clock.advance_ms(now.0 - clock.now().0);
}

fn groups(reply: &Reply) -> Vec<(String, i64, Vec<String>)> {
    let group = |group: &Value| {
        let titles = group["tasks"].as_array().unwrap().iter();
        let titles = titles.map(|task| task["title"].as_str().unwrap().to_owned()).collect();
        (group["key"].as_str().unwrap().to_owned(), group["count"].as_i64().unwrap(), titles)
    };
    reply.items().iter().map(group).collect()
}

fn expected(groups: [(&str, &[&str]); 5]) -> Vec<(String, i64, Vec<String>)> {
    let one = |(name, titles): (&str, &[&str])| {
        let count = i64::try_from(titles.len()).unwrap();
        (format!("due:{name}"), count, titles.iter().map(|title| (*title).to_owned()).collect())
    };
    groups.into_iter().map(one).collect()
}

on_both! {
    async fn ones_own_tasks_come_by_when_they_are_due(app: TestApp) {
        let desk = Desk::new(&app).await;
        thursday(&app);
        let member = app.anonymous().post("/auth/login").json(json!({ "email": desk.member.email, "password": crate::support::PASSWORD, "refresh": "body" })).await.status(200);
        let member = app.anonymous().with_token(member.text_at("/access_token"));
        let owner = app.anonymous().post("/auth/login").json(json!({ "email": desk.owner.email, "password": crate::support::PASSWORD, "refresh": "body" })).await.status(200);
        let owner = app.anonymous().with_token(owner.text_at("/access_token"));
        let dues = [
            ("Yesterday", json!({ "date": "2027-11-24" })),
            ("At noon", json!({ "date": "2027-11-25", "time": "12:00", "timezone": "Europe/Berlin" })),
            ("Today", json!({ "date": "2027-11-25" })),
            ("Tonight", json!({ "date": "2027-11-25", "time": "23:45", "timezone": "Europe/Berlin" })),
            ("Tomorrow", json!({ "date": "2027-11-26" })),
            ("Sunday", json!({ "date": "2027-11-28" })),
            ("Monday", json!({ "date": "2027-11-29" })),
            ("Someday", json!(null)),
        ];
        for (title, due) in &dues {
            owner.task_with(desk.project, json!({ "title": title, "due": due, "assignee_ids": [desk.member.id] })).await;
        }
        let done = owner.task_with(desk.project, json!({ "title": "Done", "assignee_ids": [desk.member.id] })).await.id();
        owner.post(format!("/tasks/{done}/complete")).await.status(200);
        owner.task_with(desk.project, json!({ "title": "Another's" })).await;

        let berlin = member.get(format!("{PATH}?tz=Europe/Berlin")).await.status(200);
        assert_eq!(groups(&berlin), expected([
            ("overdue", &["Yesterday", "At noon"]), ("today", &["Tonight", "Today"]), ("week", &["Tomorrow", "Sunday"]),
            ("later", &["Monday"]), ("none", &["Someday"]),
        ]));
        // In Tokyo it is Friday: what was due on Thursday is overdue, but not what has an hour that is yet to come.
        member.patch("/users/me").json(json!({ "timezone": "Asia/Tokyo" })).await.status(200);
        assert_eq!(groups(&member.get(PATH).await.status(200)), expected([
            ("overdue", &["Yesterday", "At noon", "Today"]), ("today", &["Tonight", "Tomorrow"]), ("week", &["Sunday"]),
            ("later", &["Monday"]), ("none", &["Someday"]),
        ]));
        // A group goes on in the list.
        let page = member.get(format!("{PATH}?cards=1")).await.status(200);
        let more = member.get(format!("/workspaces/desk/tasks?mine=assigned&status_category=backlog,todo,in_progress&sort=due,-priority&group=due:overdue&cursor={}",
            page.text_at("/items/0/next_cursor"))).await.status(200);
        assert_eq!(more.texts("title"), ["At noon", "Today"]);
        let all = member.get(format!("{PATH}?completed=true")).await.status(200);
        assert_eq!(groups(&all)[4].2, ["Done"]);

        let counts = |reply: &Reply| groups(reply).iter().map(|(_, count, _)| count).sum::<i64>();
        assert_eq!(counts(&owner.get(PATH).await.status(200)), 0);
        assert_eq!(counts(&owner.get(format!("{PATH}?mine=created&cards=0")).await.status(200)), 9);
        assert_eq!(counts(&member.get(format!("{PATH}?mine=watching")).await.status(200)), 8);
        assert_eq!(counts(&member.get(format!("{PATH}?filter=due%20is%20null")).await.status(200)), 1);
        // Out of sight, out of the list.
        owner.patch(format!("/projects/{}", desk.project)).json(json!({ "visibility": "private" })).await.status(200);
        assert_eq!(counts(&member.get(format!("{PATH}?mine=watching")).await.status(200)), 0);
        member.get(format!("{PATH}?mine=all")).await.invalid("?mine");
        member.get(format!("{PATH}?tz=Mars")).await.invalid("?tz");
        member.get(format!("{PATH}?group_by=due")).await.invalid("?group_by");
    }

    async fn an_overview_says_how_a_project_stands(app: TestApp) {
        let desk = Desk::new(&app).await;
        let path = format!("/projects/{}/overview", desk.project);
        desk.viewer.get(&path).await.status(200).has("/tasks", 0).has("/progress", json!(null)).has("/latest", json!([]))
            .has("/statuses/0/name", "Backlog").has("/statuses/4/count", 0).has("/categories/4/name", "cancelled");
        let status = async |category: &str| status_of(&desk.owner, desk.project, category).await;
        let (doing, done, cancelled) = (status("in_progress").await, status("done").await, status("cancelled").await);
        let make = async |title: &str, body: Value| {
            let mut body = body;
            body["title"] = json!(title);
            desk.owner.task_with(desk.project, body).await.id()
        };
        make("a", json!({ "due": { "date": "2020-01-01" } })).await;
        make("b", json!({ "status_id": doing, "assignee_ids": [desk.member.id], "due": { "date": "2999-01-01" } })).await;
        make("c", json!({ "status_id": doing, "assignee_ids": [desk.member.id, desk.owner.id] })).await;
        make("d", json!({ "status_id": done, "due": { "date": "2020-01-01" }, "assignee_ids": [desk.owner.id] })).await;
        make("e", json!({ "status_id": cancelled })).await;
        let gone = make("f", json!({})).await;
        desk.owner.delete(format!("/tasks/{gone}")).await.status(204);
        let archived = make("g", json!({})).await;
        desk.owner.post(format!("/tasks/{archived}/archive")).await.status(200);
        let found = desk.viewer.get(&path).await.status(200)
            .has("/tasks", 5).has("/open", 3).has("/done", 1).has("/cancelled", 1).has("/progress", 0.25)
            .has("/overdue", 1).has("/unassigned", 1).has("/assignees/0/name", "mia").has("/assignees/0/count", 2)
            .has("/assignees/1/name", "olga").has("/assignees/1/count", 1)
            .has("/latest/0/title", "e").has("/statuses/2/count", 2).has("/categories/3/count", 1);
        assert_eq!(found.at("/latest").as_array().unwrap().len(), 5);
        desk.stranger.get(&path).await.problem(404, "not_found");
        desk.member.get(format!("/projects/{}/overview", desk.private)).await.problem(404, "not_found");
    }
}
