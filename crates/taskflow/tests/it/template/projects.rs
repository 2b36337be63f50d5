//! Projects of templates, and templates of projects.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{left_out, made};
use crate::desk::Desk;

/// What a project has, by names.
async fn names(desk: &Desk, project: Uuid, kind: &str, field: &str) -> Vec<String> {
    let list = desk
        .owner
        .get(format!("/projects/{project}/{kind}?limit=200"))
        .await
        .status(200);
    list.texts(field).into_iter().map(str::to_owned).collect()
}

on_both! {
    async fn a_project_is_made_with_all_that_is_in_it(app: TestApp) {
        let desk = Desk::new(&app).await;
        let tag = desk.owner.post("/workspaces/desk/tags").json(json!({ "name": "bug" })).await.status(201).id();
        let (field, small, large) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
        let plan = json!({
            "description": "Each quarter.", "icon": "🚀", "colour": "#112233", "start_in": 0, "target_in": 90,
            "statuses": [
                { "name": "Ideas", "category": "backlog" }, { "name": "Doing", "category": "in_progress", "wip_limit": 3 },
                { "name": "Done", "category": "done", "colour": "#00FF00" },
            ],
            "custom_fields": [{ "id": field, "name": "Size", "type": "select", "options": [{ "id": small, "name": "S" }, { "id": large, "name": "L" }] }],
            "milestones": [{ "name": "Alpha", "target_in": 30 }, { "name": "Beta" }],
            "task_templates": [{ "name": "Bug", "task": { "title": "Bug", "tag_ids": [tag], "custom_fields": { (field.to_string()): small } } }],
            "tasks": [
                { "title": "Plan", "status": "Doing", "milestone": "Alpha", "custom_fields": { (field.to_string()): large },
                  "subtasks": [{ "title": "Budget", "due_in": { "days": 7 } }] },
                { "title": "Kick off", "tag_ids": [tag] },
            ],
        });
        let template = made(&desk, true, json!({ "name": "Quarter", "project": plan })).await;
        let before = desk.seq().await;
        let ids: Vec<Uuid> = (0..4).map(|_| Uuid::now_v7()).collect();
        let body = json!({
            "template_id": template, "task_ids": &ids[1..], "project": { "id": ids[0], "name": "Q3", "key": "QT", "start_on": "2027-07-01" },
        });
        let path = format!("/workspaces/{}/projects/from-template", desk.workspace);
        let reply = desk.member.post(&path).json(body.clone()).await.status(201)
            .has("/project/id", ids[0].to_string()).has("/project/name", "Q3").has("/project/key", "QT").has("/project/icon", "🚀")
            .has("/project/description", "Each quarter.").has("/project/target_on", "2027-09-29").has("/tasks", 3);
        assert!(left_out(&reply).is_empty(), "{reply}");
        assert_eq!(desk.types(before).await, [
            "project.created", "custom_field.created", "milestone.created", "milestone.created", "template.created",
            "task.created", "task.created", "task.created",
        ]);
        let project = ids[0];
        assert_eq!(names(&desk, project, "statuses", "name").await, ["Ideas", "Doing", "Done"]);
        assert_eq!(names(&desk, project, "milestones", "name").await, ["Alpha", "Beta"]);
        let milestones = desk.owner.get(format!("/projects/{project}/milestones")).await.status(200).has("/items/0/target_on", "2027-07-31");
        let fields = desk.owner.get(format!("/projects/{project}/custom-fields")).await.status(200).has("/items/0/name", "Size");
        let (own, option) = (fields.id_at("/items/0/id"), fields.id_at("/items/0/options/1/id"));
        assert!(own != field && option != large);
        desk.owner.get(format!("/tasks/{}", ids[1])).await.status(200).has("/key", "QT-1").has("/title", "Plan")
            .has("/status_category", "in_progress").has("/milestone_id", milestones.text_at("/items/0/id").to_owned())
            .has("/custom_fields", json!({ (own.to_string()): option }));
        desk.owner.get(format!("/tasks/{}", ids[2])).await.status(200).has("/parent_id", ids[1].to_string()).has("/due/date", "2027-07-08");
        desk.owner.get(format!("/tasks/{}", ids[3])).await.status(200).has("/tag_ids", json!([tag])).has("/status_category", "backlog");
        let templates = desk.owner.get(format!("/projects/{project}/templates")).await.status(200);
        let bug = templates.items().iter().find(|t| t["name"] == "Bug").unwrap();
        assert_eq!(bug["task"]["custom_fields"], json!({ (own.to_string()): fields.at("/items/0/options/0/id") }));
        let seq = desk.seq().await;
        desk.member.post(&path).json(body).await.status(201).has("/project/id", project.to_string()).has("/tasks", 0);
        desk.member.post(&path).json(json!({ "template_id": template, "project": { "name": "x" }, "task_ids": [ids[3]] })).await.problem(409, "id_taken");
        desk.member.post(&path).json(json!({ "template_id": template, "project": { "name": "x", "key": "QT" } })).await.problem(409, "key_taken");
        desk.member.post(&path).json(json!({ "template_id": template, "project": { "name": "" } })).await.invalid("/project/name");
        desk.viewer.post(&path).json(json!({ "template_id": template, "project": { "name": "x" } })).await.problem(403, "forbidden");
        assert_eq!(desk.seq().await, seq, "nothing was made");
    }

    async fn a_project_is_saved_and_made_again(app: TestApp) {
        let desk = Desk::new(&app).await;
        let path = format!("/projects/{}", desk.project);
        desk.owner.patch(&path).json(json!({ "start_on": "2027-01-01", "target_on": "2027-02-01", "icon": "🌱" })).await.status(200);
        let field = json!({ "name": "Size", "type": "multi_select", "options": [{ "name": "S" }, { "name": "L" }] });
        let field = desk.owner.post(format!("{path}/custom-fields")).json(field).await.status(201);
        desk.owner.post(format!("{path}/milestones")).json(json!({ "name": "Beta", "target_on": "2027-01-15" })).await.status(201);
        let done = desk.owner.post(format!("{path}/milestones")).json(json!({ "name": "Alpha" })).await.status(201).id();
        desk.owner.patch(format!("/milestones/{done}")).json(json!({ "state": "completed" })).await.status(200);
        let status = desk.owner.post(format!("{path}/statuses")).json(json!({ "name": "Review", "category": "in_progress" })).await.status(201).id();
        desk.owner.post(format!("{path}/templates")).json(json!({ "name": "Bug", "task": { "title": "Bug" } })).await.status(201);
        let values = json!({ (field.text_at("/id")): [field.at("/options/0/id"), field.at("/options/1/id")] });
        let one = desk.owner.task_with(desk.project, json!({ "title": "one", "status_id": status, "custom_fields": values, "due": { "date": "2027-01-08" } })).await.id();
        desk.owner.task_with(desk.project, json!({ "title": "below", "parent_id": one })).await;
        let finished = desk.task("finished").await;
        desk.owner.post(format!("/tasks/{finished}/complete")).await.status(200);
        let trashed = desk.task("trashed").await;
        desk.owner.delete(format!("/tasks/{trashed}")).await.status(204);

        let template = desk.member.post(format!("{path}/template")).json(json!({})).await.status(201)
            .has("/name", "Web").has("/type", "project").has("/project/start_in", 0).has("/project/target_in", 31).has("/project/icon", "🌱")
            .has("/project/milestones", json!([{ "name": "Beta", "description": "", "target_in": 14 }]))
            .has("/project/task_templates/0/name", "Bug");
        let tasks = template.at("/project/tasks").as_array().unwrap();
        let titled = |title: &str| -> &Value { tasks.iter().find(|task| task["title"] == title).unwrap() };
        assert_eq!(tasks.len(), 2);
        assert_eq!((&titled("one")["status"], &titled("one")["due_in"]["days"]), (&json!("Review"), &json!(7)));
        assert_eq!((&titled("one")["subtasks"][0]["title"], &titled("finished")["status"]), (&json!("below"), &json!(null)));
        let made = desk.member.post(format!("/workspaces/{}/projects/from-template", desk.workspace))
            .json(json!({ "template_id": template.id(), "project": { "name": "Again" }, "on": "2028-01-01" })).await.status(201)
            .has("/tasks", 3).has("/project/start_on", "2028-01-01").has("/project/target_on", "2028-02-01");
        assert!(left_out(&made).is_empty(), "{made}");
        let project = made.id_at("/project/id");
        assert_eq!(names(&desk, project, "statuses", "name").await, names(&desk, desk.project, "statuses", "name").await);
        assert_eq!(names(&desk, project, "milestones", "name").await, ["Beta"]);
        let tasks = desk.owner.get(format!("/projects/{project}/tasks?filter=title ~ one")).await.status(200).has("/items/0/due/date", "2028-01-08");
        let values = tasks.at("/items/0/custom_fields").as_object().unwrap().values().next().unwrap().clone();
        assert_eq!(values.as_array().unwrap().len(), 2);
        // Saved again it is the same.
        let again = desk.member.post(format!("/projects/{project}/template")).json(json!({ "name": "Twice" })).await.status(201);
        let plain = |value: &Value| -> Value {
            let mut plan = value.clone();
            for key in ["custom_fields", "tasks"] { plan[key] = json!(null); }
            plan
        };
        assert_eq!(plain(again.at("/project")), plain(template.at("/project")));
        let bare = desk.member.post(format!("{path}/template")).json(json!({ "name": "Bare", "tasks": false })).await.status(201);
        assert_eq!(bare.at("/project/tasks"), &json!([]));
        desk.commenter.post(format!("{path}/template")).json(json!({ "name": "No" })).await.problem(403, "forbidden");
        desk.member.post(format!("/projects/{}/template", desk.private)).json(json!({})).await.problem(404, "not_found");
    }

    async fn a_project_of_too_many_tasks_is_too_large(app: TestApp) {
        let desk = Desk::new(&app).await;
        for part in 0..7 {
            let lines: Vec<String> = (0..50).map(|line| format!("task {part} {line}")).collect();
            let body = json!({ "text": lines.join("\n"), "project_id": desk.project });
            desk.owner.post("/workspaces/desk/tasks/quick").json(body).await.status(201);
        }
        let path = format!("/projects/{}/template", desk.project);
        desk.owner.post(&path).json(json!({})).await.problem(409, "template_too_large");
        desk.owner.post(&path).json(json!({ "tasks": false })).await.status(201);
    }
}
