//! Who is where.

use serde_json::{Value, json};
use uuid::Uuid;

use super::Socket;
use crate::desk::Desk;
use crate::hint::two::{connected, on_two};
use crate::support::{TestApp, User};

/// Says where somebody is.
async fn at(socket: &mut Socket, workspace: Uuid, project: Uuid, task: Uuid, typing: bool) {
    let said = json!({
        "type": "presence", "workspace": workspace, "project_id": project, "task_id": task, "typing": typing,
    });
    socket.say(said).await;
}

/// The person's connection to another server.
async fn on(app: &TestApp, person: &User, workspace: Uuid) -> Socket {
    Socket::live(app, &app.anonymous().with_token(person.token()), workspace).await
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

#[test]
fn one_sees_who_is_on_another_server() {
    on_two(
        |_| {},
        async |one: TestApp, two: TestApp| {
            connected([&one, &two], true).await;
            let desk = Desk::new(&one).await;
            let (task, plot) = (desk.task("Paint").await, desk.secret_task("Plot").await);
            let mut olga = Socket::live(&one, &desk.owner, desk.workspace).await;
            at(&mut olga, desk.workspace, desk.private, plot, false).await;
            let there = json!({
                "user_id": desk.owner.id, "project_id": desk.private, "task_id": plot, "typing": false,
            });
            assert_eq!(only(&olga.expect("presence").await), &there);

            // Whoever comes to the other server later is told who is here, as far as they may know.
            let mut mia = on(&two, &desk.member, desk.workspace).await;
            let told = mia.expect("presence").await;
            assert_eq!(only(&told), &json!({ "user_id": desk.owner.id, "typing": false }));
            let again = on(&two, &desk.owner, desk.workspace).await.expect("presence").await;
            assert_eq!(only(&again), &there);

            at(&mut mia, desk.workspace, desk.project, task, true).await;
            let there = json!({
                "user_id": desk.member.id, "project_id": desk.project, "task_id": task, "typing": true,
            });
            assert_eq!(only(&olga.expect("presence").await), &there);
            assert_eq!(only(&mia.expect("presence").await), &there);
            assert_eq!(only(&olga.expect("presence").await)["typing"], false, "typing ends there, too");
            drop(olga);
            assert_eq!(mia.until("presence").await[0]["people"][0]["typing"], false);
            assert_eq!(mia.expect("presence").await["left"], json!([desk.owner.id]));
        },
    );
}

#[test]
fn who_was_on_a_server_that_stops_has_left() {
    on_two(
        |_| {},
        async |one: TestApp, two: TestApp| {
            connected([&one, &two], true).await;
            let desk = Desk::new(&one).await;
            let task = desk.task("Paint").await;
            let mut olga = Socket::live(&one, &desk.owner, desk.workspace).await;
            let mut mia = on(&two, &desk.member, desk.workspace).await;
            at(&mut mia, desk.workspace, desk.project, task, false).await;
            assert_eq!(only(&olga.expect("presence").await)["user_id"], json!(desk.member.id));
            assert_eq!(two.finish().await, Vec::<String>::new());
            assert_eq!(olga.expect("presence").await["left"], json!([desk.member.id]));
        },
    );
}
