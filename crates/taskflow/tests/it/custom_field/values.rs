//! Values of tasks.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{choice, field, make, patch, read, value};
use crate::desk::Desk;

on_both! {
    async fn each_type_takes_its_own_values(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (size, options) = choice(&desk, false, "Size", "select", &["S", "M"]).await;
        let (parts, tags) = choice(&desk, false, "Parts", "multi_select", &["x", "y"]).await;
        let [text, number, date, person, url] = [
            field(&desk, false, "Text", "text").await, field(&desk, false, "Number", "number").await,
            field(&desk, false, "Date", "date").await, field(&desk, false, "Person", "person").await,
            field(&desk, false, "Url", "url").await,
        ];
        let good: Vec<(Uuid, Value, Value)> = vec![
            (text, json!(" a b "), json!("a b")),
            (number, json!(2.50), json!(2.5)),
            (date, json!("2031-01-15"), json!("2031-01-15")),
            (size, json!(options[1]), json!(options[1])),
            (parts, json!([tags[1], tags[1]]), json!([tags[1]])),
            (person, json!(desk.member.id), json!(desk.member.id)),
            (url, json!("https://example.org/a?b"), json!("https://example.org/a?b")),
        ];
        let mut all = json!({});
        let mut clean = json!({});
        for (field, given, kept) in good {
            all[field.to_string()] = given;
            clean[field.to_string()] = kept;
        }
        let made = desk.owner.task_with(desk.project, json!({ "title": "A", "custom_fields": all })).await;
        assert_eq!(*made.at("/custom_fields"), clean);
        let task = made.id();
        let bad: Vec<(Uuid, Value, &str)> = vec![
            (text, json!(1), ""), (text, json!("a\nb"), ""), (number, json!("1"), ""), (date, json!("15.1.2031"), ""),
            (size, json!(tags[0]), ""), (parts, json!([tags[0], options[0]]), "/1"), (person, json!(desk.stranger.id), ""),
            (url, json!("ftp://example.org"), ""),
        ];
        for (field, given, more) in bad {
            patch(&desk.owner, task, value(field, given)).await.invalid(&format!("/custom_fields/{field}{more}"));
        }
        patch(&desk.owner, task, json!({ "custom_fields": { "a/b": 1 } })).await.invalid("/custom_fields/a~1b");
        let elsewhere = desk.owner.post(format!("/projects/{}/custom-fields", desk.private))
            .json(json!({ "name": "x", "type": "text" })).await.status(201).id();
        patch(&desk.owner, task, value(elsewhere, "x")).await.invalid(&format!("/custom_fields/{elsewhere}"));
        desk.owner.get(format!("/tasks/{task}")).await.has("/version", 1);
    }

    async fn a_patch_merges_them(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (a, b) = (field(&desk, false, "A", "text").await, field(&desk, true, "B", "number").await);
        let task = desk.task("T").await;
        patch(&desk.owner, task, value(a, "one")).await.status(200).has("/version", 2);
        let both = patch(&desk.owner, task, value(b, 2)).await.status(200);
        assert_eq!(*both.at("/custom_fields"), json!({ (a.to_string()): "one", (b.to_string()): 2 }));
        // The same again, an empty patch, and an empty text for what is not there leave no trace.
        for nothing in [value(b, 2.0), json!({ "custom_fields": {} }), value(a, "one")] {
            patch(&desk.owner, task, nothing).await.status(200).has("/version", 3);
        }
        patch(&desk.owner, task, value(a, json!(null))).await.status(200).has("/version", 4);
        assert_eq!(read(&desk.owner, task, a).await, json!(null));
        let seq = desk.seq().await;
        patch(&desk.owner, task, json!({ "custom_fields": null })).await.status(200);
        let payload = desk.payloads(seq).await.remove(0);
        assert_eq!(payload["changes"]["custom_fields"], json!({ "from": { (b.to_string()): 2 }, "to": {} }));
    }

    async fn a_required_value_stays(app: TestApp) {
        let desk = Desk::new(&app).await;
        let old = desk.task("Old").await;
        let id = make(&desk, false, json!({ "name": "Why", "type": "text", "required": true })).await.id();
        let pointer = format!("/custom_fields/{id}");
        let path = format!("/projects/{}/tasks", desk.project);
        desk.owner.post(&path).json(json!({ "title": "New" })).await.invalid(&pointer);
        let mut body = value(id, "because");
        body["title"] = json!("New");
        let new = desk.owner.post(&path).json(body).await.status(201).id();
        patch(&desk.owner, new, value(id, json!(null))).await.invalid(&pointer);
        patch(&desk.owner, new, json!({ "custom_fields": null })).await.invalid(&pointer);
        patch(&desk.owner, new, value(id, "therefore")).await.status(200);
        // What was there before is left alone.
        patch(&desk.owner, old, json!({ "title": "Older" })).await.status(200);
        desk.owner.patch(format!("/custom-fields/{id}")).json(json!({ "required": false })).await.status(200);
        patch(&desk.owner, new, value(id, json!(null))).await.status(200);
    }

    async fn a_move_keeps_what_tasks_have_there(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (shared, own) = (field(&desk, true, "Shared", "text").await, field(&desk, false, "Own", "text").await);
        let person = field(&desk, true, "Person", "person").await;
        let task = desk.task("A").await;
        let values = json!({ (shared.to_string()): "s", (own.to_string()): "o", (person.to_string()): desk.member.id });
        patch(&desk.owner, task, json!({ "custom_fields": values })).await.status(200);
        let moved = desk.owner.post(format!("/tasks/{task}/move")).json(json!({ "project_id": desk.private })).await.status(200);
        // The member does not see it there.
        assert_eq!(*moved.at("/custom_fields"), json!({ (shared.to_string()): "s" }));
        let body = json!({ "ids": [task], "changes": { "project_id": desk.project, "set": value(own, "back") } });
        desk.owner.post(format!("/workspaces/{}/tasks/bulk", desk.workspace)).json(body).await.status(200);
        assert_eq!(read(&desk.owner, task, own).await, json!("back"));
        assert_eq!(read(&desk.owner, task, shared).await, json!("s"));
    }

    async fn many_tasks_get_one_at_once(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (size, options) = choice(&desk, false, "Size", "select", &["S", "M"]).await;
        let tasks = [desk.task("A").await, desk.task("B").await, desk.secret_task("C").await];
        let body = json!({ "ids": tasks, "changes": { "set": value(size, json!(options[0])) } });
        let reply = desk.owner.post(format!("/workspaces/{}/tasks/bulk", desk.workspace)).json(body).await.status(200);
        assert_eq!(reply.at("/changed").as_array().unwrap().len(), 2);
        assert_eq!(reply.text_at("/refused/0/errors/0/pointer"), format!("/changes/set/custom_fields/{size}"));
        assert_eq!(read(&desk.owner, tasks[1], size).await, json!(options[0]));
    }

    async fn the_next_occurrence_has_them_too(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = field(&desk, false, "Note", "text").await;
        let body = json!({ "title": "Water", "due": { "date": "2031-01-01" }, "recurrence": { "rrule": "daily" },
                           "custom_fields": { (id.to_string()): "ferns" } });
        let task = desk.owner.task_with(desk.project, body).await.id();
        desk.owner.post(format!("/tasks/{task}/complete")).await.status(200);
        let path = format!("/projects/{}/tasks", desk.project);
        let page = desk.owner.get(path).query(&[("filter", "is open and field.Note = ferns")]).await.status(200);
        assert_eq!(page.items().len(), 1);
    }
}
