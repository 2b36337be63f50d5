//! Writers at different servers of one PostgreSQL.

use serde_json::json;
use taskflow::config::Hints;
use uuid::Uuid;

use super::Writer;
use super::live::follow;
use crate::desk::Desk;
use crate::hint::two::{connected, on_two, soon};
use crate::support::{TestApp, User};

async fn there(app: &TestApp, person: &User, workspace: Uuid, task: Uuid) -> Writer {
    let person = person.clone().with_client(app.anonymous().with_token(person.token()));
    follow(app, &person, workspace, task).await
}

/// Both type; each sees the other's words, and there is one text.
async fn write_together(one: TestApp, two: TestApp) {
    let desk = Desk::new(&one).await;
    let task = desk.task("Paint").await;
    let mut olga = follow(&one, &desk.owner, desk.workspace, task).await;
    let mut mia = there(&two, &desk.member, desk.workspace, task).await;
    let mut wanted = String::new();
    for number in 0..4 {
        let word = format!("{number} ");
        wanted.push_str(&word);
        let (writer, reader) = if number % 2 == 0 { (&mut olga, &mut mia) } else { (&mut mia, &mut olga) };
        let at = u32::try_from(writer.text().len()).unwrap();
        writer.type_at(at, &word);
        writer.send().await;
        reader.until(&wanted).await;
    }
    mia.finish().await;
    assert_eq!(desk.description(task).await, wanted);
}

#[test]
fn writers_at_two_servers_see_each_other() {
    on_two(
        |_| {},
        async |one: TestApp, two: TestApp| {
            connected([&one, &two], true).await;
            write_together(one.clone(), two.clone()).await;
        },
    );
}

#[test]
fn without_hints_they_do_a_little_later() {
    on_two(|config| config.realtime.hints = Hints::None, write_together);
}

#[test]
fn cursors_go_from_server_to_server() {
    on_two(
        |_| {},
        async |one: TestApp, two: TestApp| {
            connected([&one, &two], true).await;
            let desk = Desk::new(&one).await;
            let task = desk.task("Paint").await;
            let mut olga = follow(&one, &desk.owner, desk.workspace, task).await;
            let mut mia = there(&two, &desk.member, desk.workspace, task).await;
            // Once hers is open there it is heard of; what is said before may be lost.
            let told = async {
                loop {
                    let cursor = json!({ "type": "cursor", "workspace": desk.workspace, "task_id": task, "at": "here" });
                    mia.socket.as_mut().unwrap().say(cursor).await;
                    let next =
                        tokio::time::timeout(std::time::Duration::from_millis(500), olga.frame("cursor"));
                    if let Ok(frame) = next.await {
                        return frame;
                    }
                }
            };
            let told = soon("a cursor", told).await;
            assert_eq!(told["cursors"][0]["user_id"], desk.member.id.to_string());
            mia.socket = None;
            let gone = async { while olga.frame("cursor").await["cursors"][0].get("at").is_some() {} };
            soon("its end", gone).await;
        },
    );
}
