//! Who is where.

use serde_json::{Value, json};
use uuid::Uuid;

use super::Socket;
use crate::desk::Desk;

/// Says where somebody is.
async fn at(socket: &mut Socket, workspace: Uuid, project: Uuid, task: Uuid, typing: bool) {
    let said = json!({
        "type": "presence", "workspace": workspace, "project_id": project, "task_id": task, "typing": typing,
    });
    socket.say(said).await;
}

fn only(frame: &Value) -> &Value {
    let people = frame["people"].as_array().unwrap();
    assert_eq!(people.len(), 1, "{frame}");
    &people[0]
}

on_both! {
    async fn one_sees_who_is_here_and_who_leaves(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("Paint").await;
        let mut olga = Socket::live(&app, &desk.owner, desk.workspace).await;
        let mut mia = Socket::live(&app, &desk.member, desk.workspace).await;
        at(&mut mia, desk.workspace, desk.project, task, true).await;
        let told = olga.expect("presence").await;
        let there = json!({
            "user_id": desk.member.id, "project_id": desk.project, "task_id": task, "typing": true,
        });
        assert_eq!(only(&told), &there);
        let late = Socket::live(&app, &desk.owner, desk.workspace).await.expect("presence").await;
        assert_eq!(only(&late), &there, "who comes later is told, too");

        let stopped = olga.expect("presence").await;
        assert_eq!(only(&stopped)["typing"], false, "typing ends by itself");
        drop(mia);
        let gone = olga.expect("presence").await;
        assert_eq!(gone["left"], json!([desk.member.id]));
    }

    async fn where_one_may_not_look_one_sees_nobody(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.secret_task("Plot").await;
        let mut olga = Socket::live(&app, &desk.owner, desk.workspace).await;
        let mut mia = Socket::live(&app, &desk.member, desk.workspace).await;
        at(&mut olga, desk.workspace, desk.private, task, true).await;
        let told = mia.expect("presence").await;
        assert_eq!(only(&told), &json!({ "user_id": desk.owner.id, "typing": false }));
        assert_eq!(only(&olga.expect("presence").await)["task_id"], json!(task));
        // And nobody can pretend to be where they may not go.
        at(&mut mia, desk.workspace, desk.private, task, true).await;
        let told = olga.expect("presence").await;
        assert_eq!(only(&told), &json!({ "user_id": desk.member.id, "typing": false }));
    }
}
