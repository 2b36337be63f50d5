//! Tasks of templates, and templates of tasks.

use serde_json::json;
use uuid::Uuid;

use super::{left_out, made};
use crate::desk::Desk;

on_both! {
    async fn a_task_is_made_with_all_below_it(app: TestApp) {
        let desk = Desk::new(&app).await;
        let tag = desk.owner.post("/workspaces/desk/tags").json(json!({ "name": "bug" })).await.status(201).id();
        let field = desk.owner.post(format!("/projects/{}/custom-fields", desk.project)).json(json!({ "name": "Points", "type": "number" })).await.status(201).id();
        let milestone = desk.owner.post(format!("/projects/{}/milestones", desk.project)).json(json!({ "name": "1.0" })).await.status(201).id();
        let template = made(&desk, false, json!({ "name": "Release", "task": {
            "title": "Release", "description": "All of it.", "priority": "high", "tag_ids": [tag], "assignee_ids": [desk.member.id],
            "estimate": 2.5, "start_in": 1, "due_in": { "days": 10, "time": "16:00" }, "recurrence": { "rrule": "monthly" },
            "custom_fields": { (field.to_string()): 3 }, "milestone": "1.0", "status": "in progress",
            "subtasks": [
                { "title": "Notes", "due_in": { "days": 3 }, "subtasks": [{ "title": "Draft" }] },
                { "title": "Tag", "status": "Review" },
            ],
        } })).await;
        let path = format!("/projects/{}/tasks/from-template", desk.project);
        let before = desk.seq().await;
        let ids: Vec<Uuid> = (0..4).map(|_| Uuid::now_v7()).collect();
        let body = json!({ "template_id": template, "on": "2027-01-25", "tz": "Asia/Tokyo", "ids": ids, "task": { "title": "Release 2.1" } });
        let reply = desk.member.post(&path).json(body.clone()).await.status(201)
            .has("/task/id", ids[0].to_string()).has("/task/title", "Release 2.1").has("/task/description", "All of it.")
            .has("/task/priority", "high").has("/task/tag_ids", json!([tag])).has("/task/assignee_ids", json!([desk.member.id]))
            .has("/task/estimate", 2.5).has("/task/start_on", "2027-01-26")
            .has("/task/due", json!({ "date": "2027-02-04", "time": "16:00", "timezone": "Asia/Tokyo" }))
            .has("/task/recurrence/rrule", "FREQ=MONTHLY").has("/task/custom_fields", json!({ (field.to_string()): 3 }))
            .has("/task/milestone_id", milestone.to_string()).has("/task/status_category", "in_progress")
            .has("/task/counts/subtasks", 2)
            .has("/subtasks/0/title", "Notes").has("/subtasks/0/due/date", "2027-01-28").has("/subtasks/0/parent_id", ids[0].to_string())
            .has("/subtasks/1/title", "Draft").has("/subtasks/1/parent_id", ids[1].to_string())
            .has("/subtasks/2/id", ids[3].to_string()).has("/subtasks/2/status_category", "todo");
        assert_eq!(left_out(&reply), ["/task/subtasks/1/status unknown_status"]);
        assert_eq!(reply.header("location"), format!("/api/v1/tasks/{}", ids[0]));
        assert_eq!(desk.types(before).await, ["task.created"; 4]);
        desk.viewer.get(format!("/tasks/{}", ids[0])).await.status(200).has("/counts/subtasks", 2);
        // Sent again it is the same.
        let seq = desk.seq().await;
        let again = desk.member.post(&path).json(body).await.status(201);
        assert_eq!((again.at("/task"), again.at("/subtasks").as_array().unwrap().len()), (reply.at("/task"), 3));
        assert_eq!(desk.seq().await, seq);
        let body = json!({ "template_id": template, "ids": [Uuid::now_v7(), ids[2]] });
        desk.member.post(&path).json(body).await.problem(409, "id_taken");
        desk.owner.post(&path).json(json!({ "template_id": template, "ids": [ids[0]] })).await.problem(409, "id_taken");
        assert_eq!(desk.seq().await, seq, "nothing was made");
    }

    async fn what_is_gone_is_left_out_and_what_is_said_counts_more(app: TestApp) {
        let desk = Desk::new(&app).await;
        let tag = desk.owner.post("/workspaces/desk/tags").json(json!({ "name": "bug" })).await.status(201).id();
        let kept = desk.owner.post("/workspaces/desk/tags").json(json!({ "name": "kept" })).await.status(201).id();
        let field = desk.owner.post(format!("/workspaces/{}/custom-fields", desk.workspace))
            .json(json!({ "name": "Size", "type": "select", "options": [{ "name": "S" }, { "name": "L" }] })).await.status(201);
        let (id, size) = (field.id(), field.text_at("/options/0/id").to_owned());
        let template = made(&desk, true, json!({ "name": "t", "task": {
            "title": "t", "tag_ids": [tag, kept], "assignee_ids": [desk.member.id], "custom_fields": { (id.to_string()): size },
            "due_in": { "days": 1 }, "recurrence": { "rrule": "daily" }, "milestone": "nowhere",
        } })).await;
        desk.owner.delete(format!("/tags/{tag}")).await.status(204);
        let options = json!({ "options": [{ "id": field.at("/options/1/id"), "name": "L" }] });
        desk.owner.patch(format!("/custom-fields/{id}")).json(options).await.status(200);
        let path = format!("/projects/{}/tasks/from-template", desk.private);
        let before = desk.seq().await;
        let reply = desk.owner.post(&path).json(json!({ "template_id": template })).await.status(201)
            .has("/task/tag_ids", json!([kept])).has("/task/assignee_ids", json!([])).has("/task/custom_fields", json!({}));
        let mut left = left_out(&reply);
        left.sort();
        assert_eq!(left, [
            "/task/assignee_ids/0 unknown_assignee".to_owned(),
            format!("/task/custom_fields/{id} unknown_custom_field"),
            "/task/milestone unknown_milestone".to_owned(),
            "/task/tag_ids/0 unknown_tag".to_owned(),
        ].as_slice());
        assert_eq!(desk.types(before).await, ["task.created"]);

        let larger = field.text_at("/options/1/id");
        let changes = json!({
            "tag_ids": null, "assignee_ids": [desk.owner.id], "custom_fields": { (id.to_string()): larger }, "due": null, "recurrence": null,
            "milestone_id": null, "priority": "urgent",
        });
        let reply = desk.owner.post(&path).json(json!({ "template_id": template, "task": changes })).await.status(201)
            .has("/task/tag_ids", json!([])).has("/task/assignee_ids", json!([desk.owner.id])).has("/task/due", json!(null))
            .has("/task/custom_fields", json!({ (id.to_string()): larger })).has("/task/priority", "urgent");
        assert!(left_out(&reply).is_empty(), "{reply}");
        let ask = |body: serde_json::Value| desk.owner.post(&path).json(body);
        ask(json!({ "template_id": template, "task": { "due": null } })).await.invalid("/task/recurrence");
        ask(json!({ "template_id": template, "task": { "title": null } })).await.invalid("/task/title");
        ask(json!({ "template_id": template, "task": { "tag_ids": [tag] } })).await.invalid("/task/tag_ids");
        ask(json!({ "template_id": template, "on": "soon" })).await.invalid("/on");
        ask(json!({ "template_id": template, "tz": "Mars/X" })).await.invalid("/tz");
        ask(json!({ "template_id": template, "ids": [Uuid::now_v7(), Uuid::now_v7()] })).await.invalid("/ids");
        ask(json!({ "template_id": Uuid::now_v7() })).await.invalid("/template_id");
        // What the project requires, the template does not excuse.
        let needed = json!({ "name": "Why", "type": "text", "required": true });
        let needed = desk.owner.post(format!("/projects/{}/custom-fields", desk.private)).json(needed).await.status(201).id();
        ask(json!({ "template_id": template })).await.invalid(&format!("/task/custom_fields/{needed}"));
        ask(json!({ "template_id": template, "task": { "custom_fields": { (needed.to_string()): "so" } } })).await.status(201);
        let path = format!("/projects/{}/tasks/from-template", desk.project);
        desk.viewer.post(&path).json(json!({ "template_id": template })).await.problem(403, "forbidden");
    }

    async fn a_task_is_saved_with_what_is_below_it(app: TestApp) {
        let desk = Desk::new(&app).await;
        let field = desk.owner.post(format!("/projects/{}/custom-fields", desk.project)).json(json!({ "name": "Points", "type": "number" })).await.status(201).id();
        let shared = desk.owner.post(format!("/workspaces/{}/custom-fields", desk.workspace)).json(json!({ "name": "Team", "type": "text" })).await.status(201).id();
        let milestone = desk.owner.post(format!("/projects/{}/milestones", desk.project)).json(json!({ "name": "1.0" })).await.status(201).id();
        let values = json!({ (field.to_string()): 3, (shared.to_string()): "red" });
        let task = desk.owner.task_with(desk.project, json!({ "title": "Release", "custom_fields": values, "milestone_id": milestone, "priority": "low" })).await;
        let day: jiff::civil::Date = task.text_at("/created_at")[..10].parse().unwrap();
        let task = task.id();
        let due = |days: i32| json!({ "date": day.checked_add(jiff::Span::new().days(days)).unwrap().to_string() });
        desk.owner.patch(format!("/tasks/{task}")).json(json!({ "due": due(9) })).await.status(200);
        for (title, days) in [("one", 3), ("two", 5), ("gone", 6)] {
            let sub = desk.owner.task_with(desk.project, json!({ "title": title, "parent_id": task, "due": due(days) })).await.id();
            match title {
                "one" => { desk.owner.post(format!("/tasks/{sub}/complete")).await.status(200); }
                "gone" => { desk.owner.delete(format!("/tasks/{sub}")).await.status(204); }
                _ => { desk.owner.task_with(desk.project, json!({ "title": "below two", "parent_id": sub })).await; }
            }
        }
        let own = desk.member.post(format!("/tasks/{task}/template")).json(json!({ "name": "Own" })).await.status(201)
            .has("/project_id", desk.project.to_string()).has("/task/title", "Release").has("/task/priority", "low")
            .has("/task/due_in/days", 9).has("/task/milestone", "1.0").has("/task/custom_fields", values)
            .has("/task/status", json!(null));
        let titles = |template: &crate::support::Reply| -> Vec<String> {
            let below = template.at("/task/subtasks").as_array().unwrap().iter();
            let mut titles: Vec<String> = below.map(|sub| sub["title"].as_str().unwrap().to_owned()).collect();
            titles.sort();
            titles
        };
        assert_eq!(titles(&own), ["one", "two"]);
        let all = desk.member.post(format!("/tasks/{task}/template")).json(json!({ "shared": true, "subtasks": false })).await.status(201)
            .has("/project_id", json!(null)).has("/name", "Release").has("/task/milestone", json!(null))
            .has("/task/custom_fields", json!({ (shared.to_string()): "red" })).has("/task/subtasks", json!([]));
        desk.commenter.post(format!("/tasks/{task}/template")).json(json!({})).await.problem(403, "forbidden");
        desk.commenter.post(format!("/tasks/{task}/template")).json(json!({ "shared": true })).await.problem(403, "forbidden");
        let secret = desk.secret_task("s").await;
        desk.member.post(format!("/tasks/{secret}/template")).json(json!({ "shared": true })).await.problem(404, "not_found");
        let made = desk.member.post(format!("/projects/{}/tasks/from-template", desk.project))
            .json(json!({ "template_id": own.id(), "on": "2028-02-25" })).await.status(201)
            .has("/task/due/date", "2028-03-05").has("/task/counts/subtasks", 2).has("/task/milestone_id", milestone.to_string());
        assert_eq!(made.at("/subtasks").as_array().unwrap().len(), 3);
        assert!(left_out(&made).is_empty());
        desk.member.delete(format!("/templates/{}", all.id())).await.status(204);
    }
}
