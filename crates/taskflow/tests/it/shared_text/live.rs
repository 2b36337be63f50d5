//! Over connections: what one types the other sees, until they may not.

use serde_json::{Value, json};
use uuid::Uuid;

use super::Writer;
use crate::desk::Desk;
use crate::live::Socket;
use crate::support::{TestApp, User};

/// Somebody with the text open and followed.
pub async fn follow(app: &TestApp, user: &User, workspace: Uuid, task: Uuid) -> Writer {
    let mut writer = Writer::open(user, workspace, task).await;
    writer.follow(Socket::live(app, user, workspace).await).await;
    writer
}

fn cursor(desk: &Desk, task: Uuid, at: Option<&str>) -> Value {
    json!({ "type": "cursor", "workspace": desk.workspace, "task_id": task, "at": at })
}

on_both! {
    async fn what_one_types_the_other_sees(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("Paint").await;
        let mut olga = follow(&app, &desk.owner, desk.workspace, task).await;
        let mut mia = follow(&app, &desk.member, desk.workspace, task).await;
        olga.type_at(0, "Hello");
        olga.send().await;
        mia.until("Hello").await;
        mia.type_at(5, " world");
        mia.send().await;
        olga.until("Hello world").await;
        desk.owner.patch(format!("/tasks/{task}")).json(json!({ "description": "" })).await.status(200);
        // It had not been in the description when that was emptied.
        app.advance_secs(3);
        desk.until_described(task, "Hello world").await;
        desk.owner.patch(format!("/tasks/{task}")).json(json!({ "description": "Bye, world" })).await.status(200);
        olga.until("Bye, world").await;
        mia.until("Bye, world").await;
    }

    async fn who_comes_back_gets_what_was_missed(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("Paint").await;
        let mut olga = follow(&app, &desk.owner, desk.workspace, task).await;
        let mut mia = follow(&app, &desk.member, desk.workspace, task).await;
        mia.socket = None;
        let mut wanted = String::new();
        for number in 0..5 {
            olga.type_at(0, &number.to_string());
            olga.send().await;
            wanted.insert_str(0, &number.to_string());
        }
        mia.type_at(0, "|");
        mia.follow(Socket::live(&app, &desk.member, desk.workspace).await).await;
        mia.send().await;
        for writer in [&mut mia, &mut olga] {
            while writer.text().len() < 6 {
                writer.hear_more().await;
            }
        }
        assert_eq!(olga.text(), mia.text());
        // Compacted meanwhile: the whole comes.
        mia.socket = None;
        app.advance_secs(120);
        desk.until_described(task, &olga.text()).await;
        olga.type_at(0, "new ");
        olga.send().await;
        app.advance_secs(120);
        desk.until_described(task, &olga.text()).await;
        mia.follow(Socket::live(&app, &desk.member, desk.workspace).await).await;
        let wanted = olga.text();
        mia.until(&wanted).await;
    }

    async fn cursors_are_told_to_those_who_write_too(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("Paint").await;
        let mut olga = follow(&app, &desk.owner, desk.workspace, task).await;
        let mut mia = follow(&app, &desk.member, desk.workspace, task).await;
        let mut vera = Socket::live(&app, &desk.viewer, desk.workspace).await;
        mia.socket.as_mut().unwrap().say(cursor(&desk, task, Some("here"))).await;
        let told = olga.frame("cursor").await;
        assert_eq!(told["cursors"][0]["user_id"], desk.member.id.to_string());
        assert_eq!((&told["cursors"][0]["at"], &told["task_id"]), (&json!("here"), &json!(task)));
        let mut late = follow(&app, &desk.owner, desk.workspace, task).await;
        assert_eq!(late.frame("cursor").await["cursors"], told["cursors"], "who comes later is told, too");
        mia.socket = None;
        let gone = &olga.frame("cursor").await["cursors"];
        let gone = if gone[0].get("at").is_some() { &olga.frame("cursor").await["cursors"] } else { gone };
        assert_eq!((gone[0].get("at"), &gone[0]["connection_id"]), (None, &told["cursors"][0]["connection_id"]));
        // Who has it not open hears nothing of it, and says nothing.
        vera.say(cursor(&desk, task, Some("there"))).await;
        desk.task("Other").await;
        let frames = vera.until("delta").await;
        assert!(frames.iter().all(|frame| frame["type"] != "cursor"), "{frames:?}");
    }

    async fn who_loses_the_project_loses_the_text_at_once(app: TestApp) {
        let desk = Desk::new(&app).await;
        let path = format!("/projects/{}/members", desk.private);
        let body = json!({ "user_id": desk.member.id, "role": "editor" });
        let grant = desk.owner.post(&path).json(body).await.status(201).id();
        let task = desk.secret_task("Plot").await;
        let mut olga = follow(&app, &desk.owner, desk.workspace, task).await;
        let mut mia = follow(&app, &desk.member, desk.workspace, task).await;
        olga.type_at(0, "We");
        olga.send().await;
        mia.until("We").await;
        desk.owner.delete(format!("{path}/{grant}")).await.status(204);
        olga.type_at(2, " hush");
        olga.send().await;
        let frames = mia.socket.as_mut().unwrap().until("text_closed").await;
        assert!(frames.iter().all(|frame| frame["type"] != "text"), "{frames:?}");
        let body = json!({ "generation": mia.generation, "update": mia.unsent() });
        mia.post(body).await.problem(404, "not_found");
        // Nor does asking again help.
        let socket = mia.socket.take().unwrap();
        mia.follow(socket).await;
        olga.socket.as_mut().unwrap().say(cursor(&desk, task, Some("here"))).await;
        olga.type_at(0, "Hush! ");
        olga.send().await;
        let frames = mia.socket.as_mut().unwrap().until("text_closed").await;
        assert!(frames.iter().all(|frame| frame["type"] != "text" && frame["type"] != "cursor"), "{frames:?}");
    }

    async fn a_task_that_goes_takes_its_text_along(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("Paint").await;
        let mut olga = follow(&app, &desk.owner, desk.workspace, task).await;
        let mut mia = follow(&app, &desk.member, desk.workspace, task).await;
        let body = json!({ "project_id": desk.private });
        desk.owner.post(format!("/tasks/{task}/move")).json(body).await.status(200);
        mia.frame("text_closed").await;
        olga.type_at(0, "Mine alone");
        olga.send().await;
        let mut there = follow(&app, &desk.owner, desk.workspace, task).await;
        olga.type_at(0, "Now ");
        olga.send().await;
        there.until("Now Mine alone").await;
        desk.owner.delete(format!("/tasks/{task}")).await.status(204);
        there.frame("text_closed").await;
    }

    async fn a_connection_has_some_texts_open_and_not_more(app: TestApp) {
        let desk = Desk::new(&app).await;
        let mut socket = Socket::live(&app, &desk.owner, desk.workspace).await;
        for number in 0..9 {
            let task = desk.task(&number.to_string()).await;
            let mut writer = Writer::open(&desk.owner, desk.workspace, task).await;
            writer.follow(socket).await;
            socket = writer.socket.take().unwrap();
        }
        assert_eq!(socket.until("error").await.pop().unwrap()["code"], "too_many_texts");
    }

    async fn who_may_not_see_a_text_says_nothing_in_it(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.secret_task("Plot").await;
        let mut olga = follow(&app, &desk.owner, desk.workspace, task).await;
        let mut other = follow(&app, &desk.owner, desk.workspace, task).await;
        let mut mia = Socket::live(&app, &desk.member, desk.workspace).await;
        let open = json!({ "type": "text_open", "workspace": desk.workspace, "task_id": task, "generation": olga.generation, "head": 0 });
        for _ in 0..10 {
            mia.say(open.clone()).await;
            // The last of them may come while the first is looked at.
            for _ in 0..4 {
                mia.say(cursor(&desk, task, Some("boo"))).await;
            }
            mia.until("text_closed").await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        other.socket.as_mut().unwrap().say(cursor(&desk, task, Some("here"))).await;
        loop {
            let told = olga.frame("cursor").await["cursors"].as_array().unwrap().clone();
            assert!(told.iter().all(|cursor| cursor["at"] != "boo"), "{told:?}");
            if told.iter().any(|cursor| cursor["at"] == "here") {
                break;
            }
        }
    }
}
