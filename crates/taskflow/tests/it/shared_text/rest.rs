//! Over HTTP alone.

use serde_json::json;
use taskflow_db::{Sql, Tx, params};
use uuid::Uuid;

use super::Writer;
use crate::desk::Desk;

impl Desk {
    /// A task with a description.
    async fn described(&self, description: &str) -> Uuid {
        let body = json!({ "title": "Paint", "description": description });
        self.owner.task_with(self.project, body).await.id()
    }

    pub async fn description(&self, task: Uuid) -> String {
        let task = self.owner.get(format!("/tasks/{task}")).await.status(200);
        task.text_at("/description").to_owned()
    }

    /// Until the description is this one: what was typed comes into it by itself.
    pub async fn until_described(&self, task: Uuid, wanted: &str) {
        for _ in 0..400 {
            if self.description(task).await == wanted {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        panic!("it stays {:?}", self.description(task).await);
    }
}

on_both! {
    async fn what_is_typed_becomes_the_description(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.described("Walls ß 😀").await;
        let before = desk.seq().await;
        let mut olga = Writer::open(&desk.owner, desk.workspace, task).await;
        let mut mia = Writer::open(&desk.member, desk.workspace, task).await;
        assert_eq!((olga.text(), olga.generation), (mia.text(), mia.generation));
        olga.type_at(0, "All ");
        mia.type_at(10, "!");
        olga.send().await;
        olga.send().await;
        mia.send().await;
        assert_eq!(desk.types(before).await, Vec::<String>::new(), "it is written soon, not at once");
        // The clock of a test stands still unless it is told.
        app.advance_secs(3);
        desk.until_described(task, "All Walls ß 😀!").await;
        let entries = desk.log(before).await;
        assert_eq!(entries.len(), 1);
        assert_eq!((entries[0].kind.as_str(), entries[0].actor_id), ("task.updated", Some(desk.member.id)));
        let changes = &desk.payloads(before).await[0]["changes"];
        assert_eq!(changes["editors"]["to"], json!([desk.owner.id, desk.member.id]));
        assert_eq!(changes["description"]["to"]["characters"], 14);

        mia.fetch().await;
        mia.erase(0, 4);
        let done = mia.finish().await.has("/generation", mia.generation.to_string());
        assert_eq!(desk.description(task).await, "Walls ß 😀!");
        let now = desk.owner.get(format!("/tasks/{task}")).await.status(200);
        assert_eq!(done.json()["version"], now.json()["version"]);
        assert_eq!(desk.payloads(before).await[1]["changes"].get("editors"), None, "one alone");
        mia.finish().await;
        assert_eq!(desk.types(before).await.len(), 2, "nothing is new");
    }

    async fn a_change_by_others_comes_into_it(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.described("- walls\n- doors").await;
        let path = format!("/tasks/{task}");
        let mut mia = Writer::open(&desk.member, desk.workspace, task).await;
        let change = async |text: &str| {
            let reply = desk.owner.patch(&path).json(json!({ "description": text })).await.status(200);
            assert_eq!(reply.text_at("/description"), text);
        };
        mia.type_at(7, " in white");
        mia.send().await;
        change("- all walls\n- doors\n- windows").await;
        mia.type_at(0, "List:\n");
        mia.send().await;
        app.advance_secs(3);
        desk.until_described(task, "List:\n- all walls in white\n- doors\n- windows").await;
        mia.fetch().await;
        assert_eq!(mia.text(), desk.description(task).await);
        change("").await;
        mia.fetch().await;
        assert_eq!(mia.text(), "");
        // Many at once, too.
        let bulk = json!({ "ids": [task], "changes": { "set": { "description": "Anew" } } });
        desk.owner.post(format!("/workspaces/{}/tasks/bulk", desk.workspace)).json(bulk).await.status(200);
        mia.fetch().await;
        assert_eq!(mia.text(), "Anew");
        change("Anew, and long").await;
        mia.type_at(0, &"x".repeat(99_980));
        mia.send().await;
        desk.owner.patch(&path).json(json!({ "description": "Anew, and much too long" })).await.invalid("/description");
    }

    async fn what_makes_no_description_is_refused(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.described("Walls").await;
        let mut mia = Writer::open(&desk.member, desk.workspace, task).await;
        let update = |writer: &Writer| json!({ "generation": writer.generation, "update": writer.unsent() });
        for (body, pointer) in [
            (json!({ "generation": mia.generation, "update": "not base64!" }), "/update"),
            (json!({ "generation": mia.generation, "update": "bm90IGFuIHVwZGF0ZQ==" }), "/update"),
            (json!({ "generation": "x", "update": "" }), "/generation"),
            (json!({ "update": "AAA=" }), "/generation"),
            (json!({ "generation": mia.generation, "more": 1 }), "/more"),
        ] {
            mia.post(body).await.invalid(pointer);
        }
        mia.type_at(0, "a\u{0}b");
        mia.post(update(&mia)).await.invalid("/update");
        let mut mia = Writer::open(&desk.member, desk.workspace, task).await;
        mia.type_at(0, &"ß".repeat(50_000));
        mia.post(update(&mia)).await.invalid("/update");
        let mut other = Writer::open(&desk.member, desk.workspace, task).await;
        other.generation = task;
        other.post(update(&other)).await.problem(409, "text_renewed");
        // What goes on from something that never came.
        let mut mia = Writer::open(&desk.member, desk.workspace, task).await;
        mia.type_at(0, "one ");
        let lost = Writer::open(&desk.member, desk.workspace, task).await;
        mia.pretend_sent();
        mia.type_at(4, "two ");
        mia.post(update(&mia)).await.problem(409, "text_incomplete");
        assert_eq!(lost.text(), "Walls");
        assert_eq!(desk.description(task).await, "Walls");
    }

    async fn only_editors_write(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.described("Walls").await;
        let path = format!("/tasks/{task}/shared-text");
        let generation = Writer::open(&desk.owner, desk.workspace, task).await.generation;
        let body = json!({ "generation": generation, "settle": true });
        for (who, status) in [(&desk.viewer, 403), (&desk.commenter, 403), (&desk.stranger, 404)] {
            assert_eq!(who.post(&path).await.code(), status);
            assert_eq!(who.post(format!("{path}/updates")).json(body.clone()).await.code(), status);
        }
        desk.owner.delete(format!("/tasks/{task}")).await.status(204);
        desk.owner.post(&path).await.problem(409, "task_in_trash");
    }

    async fn what_was_typed_before_the_trash_is_kept(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.described("Walls").await;
        let mut mia = Writer::open(&desk.member, desk.workspace, task).await;
        mia.type_at(5, " and doors");
        mia.send().await;
        desk.owner.delete(format!("/tasks/{task}")).await.status(204);
        app.advance_secs(3);
        desk.until_described(task, "Walls and doors").await;
        desk.owner.delete(format!("/tasks/{task}?permanent=true")).await.status(204);
    }

    async fn an_idle_document_is_forgotten_and_made_anew(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.described("Walls").await;
        let old = Writer::open(&desk.owner, desk.workspace, task).await;
        app.advance_secs(31 * 86_400);
        taskflow::task::forget_idle_texts(app.parts()).await.unwrap();
        // Sessions ended meanwhile.
        let parts = app.parts();
        let kept = parts.db.read(move |tx| taskflow::task::text_stretches(tx, &[taskflow::task::FollowedText { task_id: task, at: None }])).await;
        assert_eq!(kept.unwrap(), []);
        assert_eq!(old.text(), "Walls");
    }

    async fn many_that_cannot_be_settled_keep_no_other(app: TestApp) {
        let desk = Desk::new(&app).await;
        for number in 0..100 {
            desk.task(&format!("Stuck {number}")).await;
        }
        let free = desk.described("").await;
        let mut olga = Writer::open(&desk.owner, desk.workspace, free).await;
        // Documents that nobody can read, and that wait for longer.
        let broken = Sql::new(
            "test::BROKEN",
            "INSERT INTO shared_text (task_id, workspace_id, generation, state, settled, head, dirty_since, touched_at) \
             SELECT id, workspace_id, id, $1, 0, 1, 1, 1 FROM task WHERE title LIKE 'Stuck%'",
        );
        let broken = move |tx: &mut Tx<'_>| tx.exec(&broken, &params![vec![255_u8]]);
        app.parts().db.write::<_, taskflow_db::Error, _>(Uuid::nil(), broken).await.unwrap();
        olga.type_at(0, "Free");
        olga.send().await;
        app.advance_secs(3);
        desk.until_described(free, "Free").await;
    }
}
