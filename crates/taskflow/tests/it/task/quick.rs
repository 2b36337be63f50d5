//! Tasks in one line each.

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::support::{Client, Reply};

const ZONE: &str = "Europe/Berlin";

async fn quick(client: &Client, body: Value) -> Reply {
    client.post("/workspaces/desk/tasks/quick").json(body).await
}

/// Each chip as its text by the spans that browsers count.
fn chips(text: &str, line: &Value) -> Vec<(String, String)> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let place = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let chip = |chip: &Value| {
        let span = &units[place(&chip["start"])..place(&chip["end"])];
        (chip["type"].as_str().unwrap().to_owned(), String::from_utf16(span).unwrap())
    };
    line["chips"].as_array().unwrap().iter().map(chip).collect()
}

on_both! {
    async fn a_line_becomes_the_task_that_its_chips_show(app: TestApp) {
        let desk = Desk::new(&app).await;
        let bug = desk.owner.post("/workspaces/desk/tags").json(json!({ "name": "Bug" })).await.status(201).id();
        let text = "😀 Fix login #Web /in-progress @bug +mia +me !high 2099-12-04 15:00 ~2h every 2 weeks";
        let body = json!({ "text": text, "tz": ZONE, "locale": "en" });
        let before = desk.seq().await;
        let mut dry = body.clone();
        dry["dry_run"] = json!(true);
        let shown = quick(&desk.owner, dry).await.status(200).json().clone();
        assert_eq!(desk.seq().await, before, "a dry run makes nothing");
        let line = &shown["items"][0];
        let wanted = [
            ("project", "#Web"), ("status", "/in-progress"), ("tag", "@bug"), ("person", "+mia"), ("person", "+me"),
            ("priority", "!high"), ("due", "2099-12-04 15:00"), ("estimate", "~2h"), ("recurrence", "every 2 weeks"),
        ];
        assert_eq!(chips(text, line), wanted.map(|(kind, text)| (kind.to_owned(), text.to_owned())));
        assert_eq!(line["chips"][6]["label"], "Friday, 4 December 2099, 15:00");
        assert_eq!(line["chips"][8]["label"], "every 2 weeks");
        assert_eq!((&line["title"], &line["task"]), (&json!("😀 Fix login"), &Value::Null));

        let made = quick(&desk.owner, body).await.status(201).json().clone();
        let task = &made["items"][0]["task"];
        assert_eq!(task["title"], "😀 Fix login");
        assert_eq!(task["project_id"], desk.project.to_string());
        assert_eq!(task["tag_ids"], json!([bug]));
        let mut people = [desk.member.id.to_string(), desk.owner.id.to_string()];
        people.sort();
        assert_eq!(task["assignee_ids"], json!(people));
        assert_eq!(task["priority"], "high");
        assert_eq!(task["due"], json!({ "date": "2099-12-04", "time": "15:00", "timezone": ZONE }));
        assert_eq!(task["estimate"], json!(2.0));
        assert_eq!(task["recurrence"], json!({ "rrule": "FREQ=WEEKLY;INTERVAL=2", "mode": "schedule" }));
        assert_eq!(task["status_category"], "in_progress");
        // What the chips showed is what was saved, and it can be read again.
        for (at, field) in [(5, "priority"), (6, "due"), (8, "recurrence")] {
            assert_eq!(line["chips"][at]["value"], task[field], "{field}");
        }
        desk.owner.get(format!("/tasks/{}", task["id"].as_str().unwrap())).await.status(200).has("", task.clone());
        assert_eq!(desk.types(before).await, ["task.created"]);
    }

    async fn lines_make_tasks_in_order_or_none_at_all(app: TestApp) {
        let desk = Desk::new(&app).await;
        let statuses = desk.owner.get(format!("/projects/{}/statuses", desk.project)).await.status(200);
        let status = statuses.text_at("/items/0/id").to_owned();
        let before = desk.seq().await;
        let text = "first\r\n\n  water tomorrow \nthird #Secret";
        let made = quick(&desk.owner, json!({ "text": text, "project_id": desk.project, "status_id": status })).await.status(201);
        let items = made.at("/items").as_array().unwrap().clone();
        let told: Vec<_> = items.iter().map(|item| (item["line"].as_u64().unwrap(), item["title"].as_str().unwrap())).collect();
        assert_eq!(told, [(1, "first"), (3, "water"), (4, "third")]);
        assert_eq!(items[1]["task"]["status_id"], json!(status));
        assert_eq!(items[2]["task"]["project_id"], desk.private.to_string());
        assert_eq!(desk.types(before).await, ["task.created", "task.created", "task.created"]);
        let numbers: Vec<_> = items.iter().take(2).map(|item| item["task"]["number"].as_i64().unwrap()).collect();
        assert_eq!(numbers[1], numbers[0] + 1);

        let before = desk.seq().await;
        let refused = quick(&desk.owner, json!({ "text": "good\ntomorrow", "project_id": desk.project })).await;
        let message = refused.invalid("/text").text_at("/errors/0/message").to_owned();
        assert!(message.starts_with("Line 2: "), "{message}");
        quick(&desk.owner, json!({ "text": "nowhere" })).await.invalid("/text");
        let many = "x\n".repeat(51);
        quick(&desk.owner, json!({ "text": many, "project_id": desk.project })).await.invalid("/text");
        quick(&desk.owner, json!({ "text": "x".repeat(20_001), "project_id": desk.project })).await.invalid("/text");
        quick(&desk.owner, json!({ "text": "x".repeat(501), "project_id": desk.project })).await.invalid("/text");
        quick(&desk.owner, json!({ "text": " \n ", "project_id": desk.project })).await.invalid("/text");
        quick(&desk.owner, json!({ "text": "x", "project_id": desk.project, "tz": "Middle/Earth" })).await.invalid("/tz");
        quick(&desk.owner, json!({ "text": "x", "project_id": desk.project, "locale": "<>" })).await.invalid("/locale");
        quick(&desk.owner, json!({ "text": "x", "project_id": desk.project, "status_id": desk.project })).await.invalid("/status_id");
        quick(&desk.owner, json!({ "text": "x", "project_id": desk.project, "plain": [[0, -1]] })).await.invalid("/plain/0/1");
        assert_eq!(desk.seq().await, before, "a refusal leaves nothing");
    }

    async fn names_are_those_that_one_may_see(app: TestApp) {
        let desk = Desk::new(&app).await;
        let ask = async |who: &Client, text: &str| quick(who, json!({ "text": text, "dry_run": true, "project_id": desk.project })).await;
        let kind = |reply: &Reply| reply.at("/items/0/chips/0").clone();
        // The private project is unknown to those who may not see it, as one that is not there.
        assert_eq!(kind(&ask(&desk.owner, "x #Secret").await.status(200))["type"], "project");
        for text in ["x #Secret", "x #Nowhere"] {
            let chip = kind(&ask(&desk.member, text).await.status(200));
            assert_eq!((&chip["type"], &chip["value"]["kind"]), (&json!("unknown"), &json!("project")), "{text}");
        }
        // What is unknown stays in the title.
        quick(&desk.member, json!({ "text": "x #Secret +nobody", "project_id": desk.project })).await.status(201)
            .has("/items/0/title", "x #Secret +nobody");
        let before = desk.seq().await;
        let body = |project: uuid::Uuid| json!({ "text": "x", "project_id": project });
        quick(&desk.member, body(desk.private)).await.problem(404, "not_found");
        quick(&desk.viewer, body(desk.project)).await.problem(403, "forbidden");
        quick(&desk.commenter, json!({ "text": "a #Web" })).await.problem(403, "forbidden");
        ask(&desk.viewer, "x tomorrow").await.status(200);
        quick(&desk.stranger, body(desk.project)).await.problem(404, "not_found");
        ask(&desk.stranger, "x").await.problem(404, "not_found");
        let other = desk.stranger.post("/workspaces/elsewhere/tasks/quick").json(body(desk.project)).await;
        other.problem(404, "not_found");
        app.anonymous().post("/workspaces/desk/tasks/quick").json(body(desk.project)).await.problem(401, "unauthenticated");
        desk.owner.post(format!("/projects/{}/archive", desk.project)).await.status(200);
        quick(&desk.owner, body(desk.project)).await.problem(409, "project_archived");
        assert_eq!(desk.types(before).await, ["project.archived"]);
        // Of two people of one name neither is meant.
        let other = app.user("max").await;
        other.patch("/users/me").json(json!({ "name": "Mia" })).await.status(200);
        app.join(&desk.owner, desk.workspace, &other, "member").await;
        assert_eq!(kind(&ask(&desk.owner, "x +mia").await.status(200))["type"], "unknown");
    }

    async fn chips_turned_back_and_other_languages(app: TestApp) {
        let desk = Desk::new(&app).await;
        let ask = async |body: Value| quick(&desk.owner, body).await.status(200);
        let text = "ä😀 tomorrow friday";
        // `tomorrow` starts after ä, a pair of surrogates, and a space.
        let line = ask(json!({ "text": text, "dry_run": true, "plain": [[4, 12]] })).await;
        assert_eq!(chips(text, line.at("/items/0")), [("due".to_owned(), "friday".to_owned())]);
        line.has("/items/0/title", "ä😀 tomorrow");
        let german = "Miete übermorgen um 17 Uhr jeden Monat";
        let line = ask(json!({ "text": german, "dry_run": true, "locale": "de-AT", "tz": ZONE })).await;
        assert_eq!(line.at("/items/0/title"), "Miete");
        assert_eq!(line.at("/items/0/chips/1/label"), "jeden Monat");
        assert_eq!(line.at("/items/0/due/time"), "17:00");
        for (locale, date) in [("en-US", "03-12"), ("en-GB", "12-03")] {
            let line = ask(json!({ "text": "Rent 3/12/2099", "dry_run": true, "locale": locale })).await;
            assert_eq!(line.at("/items/0/due/date"), &json!(format!("2099-{date}")), "{locale}");
        }
        // A key and a body make it once.
        let make = || desk.owner.post("/workspaces/desk/tasks/quick").header("idempotency-key", "quick")
            .json(json!({ "text": "Once", "project_id": desk.project }));
        let (one, other) = (make().await.status(201), make().await.status(201));
        assert_eq!(one.json(), other.json());
    }
}
